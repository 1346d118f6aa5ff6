-- Everything the walking skeleton remembers. Times are microseconds since 1970 (UTC), ids are text.

create table practice (
    id text primary key not null,
    name text not null,
    state text not null,
    created_at bigint not null
);

create table connection (
    id text primary key not null,
    name text not null unique,
    provider text not null,
    base_url text not null,
    host text not null,
    models text not null,
    upstream_key bytea,
    added_at bigint not null,
    revoked_at bigint
);

create table approval (
    id text primary key not null,
    connection_id text not null references connection (id),
    purpose text not null,
    agreement_until text,
    no_training boolean not null,
    approved_by text not null,
    approved_at bigint not null
);
create index approval_connection on approval (connection_id);

create table api_key (
    id text primary key not null,
    name text not null,
    hash bytea not null unique,
    created_at bigint not null,
    revoked_at bigint
);

create table receipt (
    id text primary key not null,
    opened_no bigint not null,
    opened_at bigint not null,
    closed_no bigint,
    closed_at bigint,
    state text not null,
    key_id text,
    connection text,
    model text,
    endpoint text not null,
    decision text not null,
    reasons text not null,
    found text not null,
    facts text not null,
    mapping bytea
);
create index receipt_open on receipt (id) where state = 'open';

create table audit_entry (
    no bigint primary key not null,
    at bigint not null,
    kind text not null,
    receipt text,
    prev bytea not null,
    hash bytea not null,
    body bytea not null
);
create index audit_entry_receipt on audit_entry (receipt) where receipt is not null;

create function audit_entry_fixed() returns trigger language plpgsql as $$
begin raise exception 'the log is append-only'; end $$;
create trigger audit_entry_fixed before update or delete on audit_entry
for each row execute function audit_entry_fixed();
create trigger audit_entry_whole before truncate on audit_entry
for each statement execute function audit_entry_fixed();

create table audit_head (
    id integer primary key not null check (id = 1),
    no bigint not null,
    hash bytea not null,
    frontier bytea not null,
    checkpoint text not null
);
insert into audit_head (id, no, hash, frontier, checkpoint) values (1, 0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 8), 'hex'), '');

create table checkpoint (
    size bigint primary key not null,
    note text not null
);

create table revision (
    id integer primary key not null check (id = 1),
    n bigint not null
);
insert into revision (id, n) values (1, 1);

create table seal_key (
    id text primary key not null,
    first_used_at bigint not null
);
