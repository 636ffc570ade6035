-- Of which kind an edition is, and whom it is for: read out of its own body, so that the two can never differ. A quote
-- within a text of the body is escaped, so that no words of an article or a headline can be taken for a key.

alter table edition
  add column kind text not null generated always as (
    coalesce(substring(encode(substring(body from 1 for 65536), 'escape') from '"kind": "(flash|weekly)"'), 'daily')
  ) stored,
  add column audience text not null generated always as (
    coalesce(substring(encode(substring(body from 1 for 65536), 'escape') from '"audience": \{\n\s*"name": "([a-z0-9-]+)"'), 'main')
  ) stored;
create index edition_audience on edition (audience, as_of desc);
