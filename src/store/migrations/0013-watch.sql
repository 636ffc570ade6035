-- What reads as about something else, said of each article a source brought; null: it reads as our subject.
alter table source_article add column off_topic text;
create index source_article_newest on source_article (source_id, collected_at desc);

-- Switches that people set while the desk runs, beside the list of sources.
create table source_switch (
  source_id text primary key,
  paused boolean not null,
  at timestamptz not null,
  by_name text not null
);

-- Pages that recent editions cite, and when each was last looked at again.
create table page_watch (
  url text primary key,
  looked_at timestamptz not null,
  outcome text not null check (outcome in ('same', 'changed', 'gone', 'failed')),
  failures integer not null default 0, -- in a row
  etag text,
  last_modified text,
  -- What was read: the next look is compared with it only to tell whether anything is new since.
  text_sha256 text
);

-- What a person should look at. Never done by the desk itself: an edition is not edited, it is corrected by people.
create table task (
  id text primary key check (id ~ '^[0-9a-f]{16}$'),
  kind text not null check (kind in ('page_changed', 'page_gone')),
  subject text not null, -- the address
  tlp text not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  body bytea not null
);
-- One open task a kind and subject: what changes again is told in it.
create unique index task_open on task (kind, subject) where closed_at is null;
create index task_newest on task (opened_at desc, id);
