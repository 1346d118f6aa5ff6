-- When its owner threw a piece of work away; they may take it back until it is purged.
alter table run add column thrown_at bigint;
