-- The newest code of each person's second step that was used: each opens the door once.

create table code_used (
    person text primary key not null,
    step bigint not null
);

-- From what somebody came in, in words such as "Firefox on Windows".
alter table session add column device text not null default 'Another browser';
