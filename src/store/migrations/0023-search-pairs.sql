-- Phrases are looked for by pairs of neighbouring words (search-pairs.ts): a phrase of frequent words would otherwise be
-- looked for in every text that holds them all. The index is filled anew when the store is next opened.
delete from search_entry;
update search_state set filled = false;

alter table search_entry add column pairs smallint[] not null;
-- Words and pairs lie beside the row, so that rows that fit are read and ordered without them.
alter table search_entry set (toast_tuple_target = 512);
drop index search_entry_words;
create index search_entry_words on search_entry using gin (words, pairs) with (fastupdate = off);

-- How many articles a viewer may search, counted without reading them.
create index search_entry_articles on search_entry (tlp) where edition_id is null;
