-- A question that fits a large share of the record is answered from the newest days of it: the day of a record stands in the
-- index beside its words, so that days are cut off before a row is read. The index is filled anew when the store is next opened.
truncate search_entry;
update search_state set filled = false;

alter table search_entry add column day integer[] not null
  generated always as (array[(at at time zone 'UTC')::date - date '1970-01-01']) stored;
-- Words are read row by row, to rank them and to look for phrases: read as they are they cost a quarter of what unpacking them does.
alter table search_entry alter column words set storage external;
drop index search_entry_words;
create index search_entry_words on search_entry using gin (words, pairs, day) with (fastupdate = off);
