-- Answers that are held until somebody has reviewed them, and what became of each: one end at the most.

create table held (
    receipt text primary key not null,
    asked_by text not null,
    asker text not null,
    person text,
    run text,
    use_case text not null,
    reviewer text not null,
    why text not null,
    held_at bigint not null,
    content blob not null
);

create index held_person on held (person, held_at);

create table held_end (
    receipt text primary key not null references held (receipt) on delete cascade,
    word text not null,
    ended_at bigint not null,
    person text not null,
    own bigint not null,
    comment blob
);
