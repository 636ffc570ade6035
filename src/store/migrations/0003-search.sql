-- Words by which records are found. Made from the bodies alone, so it is left out of backups and filled anew.
-- The lexemes are our own (search-words.ts): PostgreSQL's parser knows no defanged domain and no Japanese word.

create table search_entry (
  article_key text unique references article on delete cascade,
  edition_id text unique references edition on delete cascade,
  key text generated always as (coalesce(article_key, edition_id)) stored primary key,
  at timestamptz not null, -- published, or first seen; an edition's as-of
  outlet text not null, -- folded; an edition has none
  language text not null, -- primary subtag
  partial boolean not null, -- too long to be indexed whole
  words tsvector not null,
  check (num_nonnulls(article_key, edition_id) = 1)
);
create index search_entry_words on search_entry using gin (words) with (fastupdate = off);
create index search_entry_newest on search_entry (at desc, key desc);

-- One row: whether what was on record before this table has been put in.
create table search_state (
  one boolean primary key default true check (one),
  filled boolean not null
);
insert into search_state (filled) values (false);
