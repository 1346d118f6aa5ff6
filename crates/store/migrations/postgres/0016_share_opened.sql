-- When the colleague first opened what is shared with them: until then it is new to them.
alter table share add column opened_at bigint;
