-- A private address of the feeds for each person: feed readers cannot sign in. Its secret is kept as a hash alone.
create table feed_address (
  person_id text primary key references person on delete cascade,
  hash text not null unique,
  ceiling text not null,
  made_at timestamptz not null,
  used_at timestamptz
);
