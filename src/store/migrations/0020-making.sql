-- Editions that people ask for: how far each one is, so that whoever waits sees it, in any process and after a reload.
-- Not in a backup: the job that makes it is not either.
create table making (
  id text primary key,
  asked_at timestamptz not null,
  -- The edition's clock, fixed when the work begins: done again after a kill it gives the same edition.
  as_of timestamptz,
  state text not null check (state in ('waiting', 'running', 'made', 'failed')),
  step text,
  done integer,
  total integer,
  edition_id text,
  because text,
  changed_at timestamptz not null
);
create unique index making_one on making ((true)) where state in ('waiting', 'running');

create function tell_making() returns trigger language plpgsql as $$
begin
  perform pg_notify('watchfloor_change', json_build_object('kind', 'making', 'id', new.id)::text);
  return new;
end $$;
create trigger making_told after insert or update on making for each row execute function tell_making();
