-- What the desk collects by itself. Which sources there are is configuration; here stands what they gave.

create table source_run (
  source_id text not null,
  started_at timestamptz not null,
  outcome text not null check (outcome in ('ok', 'unchanged', 'failed')),
  moved_to text,
  -- Validators stand with the run that used the answer: kept earlier, a kill in between would hide its articles for good.
  etag text,
  last_modified text,
  entries integer not null,
  fresh integer not null,
  from_feed integer not null,
  losses bytea not null,
  primary key (source_id, started_at)
);

-- One row a source and address that it lists (canonical), so that a page that two sources list is asked once and keeps both.
-- The page may answer from another address: that one stands in article.
create table source_article (
  source_id text not null,
  url text not null,
  article_key text not null references article,
  collected_at timestamptz not null,
  primary key (source_id, url)
);
create index source_article_url on source_article (url);
create index source_article_collected on source_article (collected_at);
create index source_article_article on source_article (article_key);
create index article_published on article (published_at);

-- Which process a worker of the job queue belongs to: `holder` is the number of a session lock that the process keeps. A
-- worker whose holder is gone was killed, and what it had begun is taken up again.
create table job_worker (
  worker_id text primary key,
  holder integer not null
);
