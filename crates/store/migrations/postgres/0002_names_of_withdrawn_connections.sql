-- The name of a connection that was withdrawn may be given again.

alter table connection drop constraint connection_name_key;
create unique index connection_live on connection (name) where revoked_at is null;
