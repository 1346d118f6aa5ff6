-- What a connection puts in the place of patient information.

alter table connection add column replacing text not null default 'placeholders';
