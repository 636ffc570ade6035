-- What an edition rests on, kept so that a citation of last year still opens as it was read.
-- Bodies are bytes: exactly the JSON that was written. (PostgreSQL's text and jsonb refuse U+0000 and lone surrogates,
-- and the offsets of a citation must hold for both.) Columns beside a body are for finding it.

create table document (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  kept_at timestamptz not null default now()
);

create table retrieval (
  requested_url text not null,
  retrieved_at timestamptz not null,
  document_sha256 text not null references document,
  url text not null,
  content_type text,
  etag text,
  last_modified text,
  primary key (document_sha256, requested_url, retrieved_at)
);

-- One row a version: an article whose page changed is another row under the same address.
create table article (
  key text primary key check (key ~ '^[0-9a-f]{64}$'), -- SHA-256 of body
  article_id text not null,
  url text not null,
  outlet text not null,
  title text not null,
  language text not null,
  published_at timestamptz,
  first_seen_at timestamptz not null,
  -- The bytes it was read from; a feed's own words have none.
  document_sha256 text references document,
  body bytea not null
);
create index article_url on article (url);
create index article_document on article (document_sha256);

create table claim (
  article_key text not null references article on delete cascade,
  claim_id text not null,
  type text not null,
  body bytea not null,
  primary key (article_key, claim_id)
);

create table edition (
  id text primary key check (id ~ '^[0-9a-f]{64}$'), -- SHA-256 of body
  date date not null,
  as_of timestamptz not null,
  title text not null,
  tlp text not null,
  made_at timestamptz not null default now(),
  body bytea not null
);
create index edition_newest on edition (as_of desc, made_at desc, id);

-- Every article an edition was made from; those it cites are never dropped by retention.
create table edition_article (
  edition_id text not null references edition,
  article_key text not null references article,
  cited boolean not null,
  primary key (edition_id, article_key)
);
create index edition_article_article on edition_article (article_key);

-- Stories and assessments an edition was composed from, whole.
create table edition_working (
  edition_id text not null references edition,
  kind text not null check (kind in ('story', 'contradiction', 'assessment')),
  story_id text not null,
  place integer not null,
  body bytea not null,
  primary key (edition_id, kind, place)
);

-- An edition on record is never changed: what is wrong in it is corrected by a later one.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never changed', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger edition_fixed before update or delete on edition for each row execute function refuse_change();
