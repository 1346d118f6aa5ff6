-- What somebody shares of their own work with one colleague. A row is there while it is shared.

create table share (
    run text primary key not null,
    owner text not null,
    colleague text not null,
    shared_at bigint not null
);

create index share_colleague on share (colleague);
create index share_owner on share (owner);
