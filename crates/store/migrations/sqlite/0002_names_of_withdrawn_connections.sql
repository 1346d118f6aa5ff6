-- The name of a connection that was withdrawn may be given again.
--
-- SQLite cannot drop a constraint, so the table is made anew, and the one that refers to it too: first the new ones,
-- so that nothing refers to the old ones when they go. Renaming carries the reference along.

create table connection_new (
    id text primary key not null,
    name text not null,
    provider text not null,
    base_url text not null,
    host text not null,
    models text not null,
    upstream_key blob,
    added_at bigint not null,
    revoked_at bigint
);
insert into connection_new
select id, name, provider, base_url, host, models, upstream_key, added_at, revoked_at from connection;

create table approval_new (
    id text primary key not null,
    connection_id text not null references connection_new (id),
    purpose text not null,
    agreement_until text,
    no_training boolean not null,
    approved_by text not null,
    approved_at bigint not null
);
insert into approval_new
select id, connection_id, purpose, agreement_until, no_training, approved_by, approved_at from approval;

drop table approval;
drop table connection;
alter table connection_new rename to connection;
alter table approval_new rename to approval;
create unique index connection_live on connection (name) where revoked_at is null;
create index approval_connection on approval (connection_id);
