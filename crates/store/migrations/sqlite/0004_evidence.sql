-- What the practice records about itself and its vendors, and the files that prove it. Rows are added, never changed.

create table evidence (
    id text primary key not null,
    subject text not null,
    subject_id text not null,
    revision bigint not null,
    holds boolean not null,
    body blob not null,
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
    content blob not null,
    kept_at bigint not null,
    kept_by text not null
);

create trigger evidence_keeps before update on evidence
begin select raise(abort, 'evidence is append-only'); end;
create trigger evidence_stays before delete on evidence
begin select raise(abort, 'evidence is append-only'); end;
create trigger evidence_file_keeps before update on evidence_file
begin select raise(abort, 'evidence is append-only'); end;
create trigger evidence_file_stays before delete on evidence_file
begin select raise(abort, 'evidence is append-only'); end;
