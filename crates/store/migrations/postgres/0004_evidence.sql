-- What the practice records about itself and its vendors, and the files that prove it. Rows are added, never changed.

create table evidence (
    id text primary key not null,
    subject text not null,
    subject_id text not null,
    revision bigint not null,
    holds boolean not null,
    body bytea not null,
    body_sha256 text not null,
    recorded_at bigint not null,
    recorded_by text not null,
    unique (subject, subject_id, revision)
);

create table evidence_file (
    id text primary key not null,
    sha256 text not null,
    bytes bigint not null,
    media_type text not null,
    content bytea not null,
    kept_at bigint not null,
    kept_by text not null
);

create function evidence_fixed() returns trigger language plpgsql as $$
begin raise exception 'evidence is append-only'; end $$;
create trigger evidence_fixed before update or delete on evidence
for each row execute function evidence_fixed();
create trigger evidence_whole before truncate on evidence
for each statement execute function evidence_fixed();
create trigger evidence_file_fixed before update or delete on evidence_file
for each row execute function evidence_fixed();
create trigger evidence_file_whole before truncate on evidence_file
for each statement execute function evidence_fixed();
