-- What people set on the desk: append-only, the newest version of a key is in force. Without a body it was taken back. Names
-- stand beside the body, so that one can be erased.
create table setting (
  kind text not null check (kind in ('organisation', 'source', 'editions', 'delivery', 'first_run')),
  key text not null,
  version integer not null check (version > 0),
  at timestamptz not null,
  who_id text not null,
  who_name text,
  body bytea,
  primary key (kind, key, version)
);
create trigger setting_fixed before delete or update of kind, key, version, at, who_id, body
  on setting for each row execute function refuse_change();
