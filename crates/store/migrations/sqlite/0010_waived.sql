-- Words that were found and left as they were written, because their sender said that they are no patient information.

create table waived (
    id text primary key not null,
    run text not null,
    person text not null,
    made_at bigint not null,
    words blob not null
);

create index waived_made_at on waived (made_at);
