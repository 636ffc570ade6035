-- What a source listed stays known when its article is dropped: it must not be collected again as new.
alter table source_article alter column article_key drop not null;

-- Each time that something was dropped by policy: by which policy, and what.
create table retention_run (
  at timestamptz primary key,
  policy bytea not null,
  dropped bytea not null
);
