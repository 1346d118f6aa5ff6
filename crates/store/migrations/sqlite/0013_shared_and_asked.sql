-- What somebody shares of their own work with one colleague. A row is there while it is shared.

create table share (
    run text primary key not null,
    owner text not null,
    colleague text not null,
    shared_at bigint not null
);

create index share_colleague on share (colleague);
create index share_owner on share (owner);

-- What somebody asks the compliance officer to allow: words that are nobody's, such as a vendor's phone number.

create table exception_asked (
    id text primary key not null,
    person text not null,
    asker text not null,
    run text not null,
    task text not null,
    kind text not null,
    place text not null,
    asked_at bigint not null,
    content blob not null
);

create index exception_asked_person on exception_asked (person, asked_at);
create index exception_asked_at on exception_asked (asked_at);

create table exception_answer (
    request text primary key not null,
    word text not null,
    answered_at bigint not null,
    answered_by text not null,
    comment blob,
    read_at bigint
);
