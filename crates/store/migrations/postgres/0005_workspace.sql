-- What people do at the pages: their sessions, and their drafts and results.

create table session (
    id text primary key not null,
    token_sha256 text not null unique,
    person text not null,
    opened_at bigint not null,
    seen_at bigint not null
);

create index session_person on session (person);

create table run (
    id text primary key not null,
    person text not null,
    task text not null,
    state text not null,
    receipt text,
    made_at bigint not null,
    changed_at bigint not null,
    content bytea not null
);

create index run_person on run (person, changed_at);
