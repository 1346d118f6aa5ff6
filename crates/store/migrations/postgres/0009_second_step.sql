-- The newest code of each person's second step that was used: each opens the door once.

create table code_used (
    person text primary key not null,
    step bigint not null
);
