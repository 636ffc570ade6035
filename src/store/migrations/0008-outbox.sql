-- What leaves the desk: one row an edition, what it is sent for, and who gets it. Making a row again changes nothing, so
-- that a job which is done twice sends nothing twice.

create table delivery (
  id text primary key check (id ~ '^[0-9a-f]{64}$'), -- SHA-256 of edition, matter, target and address
  edition_id text not null references edition,
  matter text not null check (matter in ('edition', 'correction', 'recall')),
  way text not null check (way in ('mail', 'webhook', 'slack', 'teams')),
  target text not null, -- name of the list or hook, as configured
  address text not null, -- a mail's reader; empty for a hook
  tlp text not null, -- of the edition
  state text not null check (state in ('queued', 'sending', 'handing', 'sent', 'unsure', 'failed', 'held', 'withheld')),
  -- Fences: whoever settles an attempt must be the one who began it.
  attempt integer not null default 0,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  next_at timestamptz,
  sent_at timestamptz,
  note text,
  unique (edition_id, matter, target, address)
);
create index delivery_newest on delivery (made_at desc, id);
create index delivery_waiting on delivery (state) where state in ('queued', 'sending', 'handing', 'unsure', 'held');

-- Each change of a row, kept.
create table delivery_step (
  delivery_id text not null references delivery,
  at timestamptz not null,
  place integer not null,
  state text not null,
  attempt integer not null,
  note text,
  primary key (delivery_id, place)
);

-- Readers who have left a list. The list in the configuration stays as it is; the row wins.
create table left_list (
  list text not null,
  address text not null,
  at timestamptz not null,
  primary key (list, address)
);

-- Hooks that said they are gone (410).
create table hook_gone (
  target text primary key,
  at timestamptz not null
);

-- One row: the key that signs the addresses by which a list is left.
create table delivery_key (
  one boolean primary key default true check (one),
  key bytea not null check (length(key) = 32)
);
