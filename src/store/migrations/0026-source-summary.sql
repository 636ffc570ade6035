-- What the newest runs of a source say, summed up when the newest landed: a list of sources reads one row a source and no runs.
-- It is made of the runs alone: left out of backups; where it is missing or older than the newest run, the runs are read.
create table source_summary (
  source_id text primary key,
  newest_run timestamptz not null,
  body bytea not null
);

-- What is asked of the articles of every source stands beside who brought them: counting reads an index and no article.
alter table source_article add column tlp text;
alter table source_article add column published_at timestamptz;
alter table source_article add column off boolean not null default false;
update source_article s set tlp = a.tlp, published_at = a.published_at, off = s.off_topic is not null
  from article a where a.key = s.article_key;
drop index source_article_newest;
create index source_article_newest on source_article (source_id, collected_at desc, article_key)
  include (tlp, published_at, off) where article_key is not null;
