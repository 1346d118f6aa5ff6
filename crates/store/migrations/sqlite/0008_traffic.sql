-- What left, counted by day, so that nobody reads the whole log to know it. Written with each entry; `traffic.rs` counts the
-- log again when the table is empty.

create table traffic (
    day bigint not null,
    connection text not null,
    host text not null,
    decision text not null,
    found boolean not null,
    purpose text not null,
    requests bigint not null,
    newest bigint not null,
    primary key (day, connection, host, decision, found, purpose)
);
create index audit_entry_sent on audit_entry (at, no) where kind = 'request_opened';
-- Receipts that still have a map: few, however many there are.
create index receipt_mapping on receipt (id) where mapping is not null;
