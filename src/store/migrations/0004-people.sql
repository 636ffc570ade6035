-- Who may sign in, how, and from where. Secrets that are shown once (links, cookies, tokens, recovery codes) are kept as
-- SHA-256 of 80 bits of chance or more; passwords as argon2id.

create table person (
  id text primary key,
  name text not null,
  login text not null,
  login_look text unique, -- two logins that look the same are one; empty once removed
  roles text[] not null,
  ceiling text not null,
  state text not null check (state in ('active', 'suspended', 'removed')),
  created_at timestamptz not null,
  password text,
  totp_secret text,
  totp_step integer, -- of the last code that was used: a code opens once
  oidc_issuer text,
  oidc_subject text,
  unique (oidc_issuer, oidc_subject)
);

create table recovery_code (
  hash text primary key,
  person_id text not null references person on delete cascade
);
create index recovery_code_person on recovery_code (person_id);

create table passkey (
  id text primary key, -- credential id, base64url
  person_id text not null references person on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_person on passkey (person_id);

create table api_token (
  id text primary key,
  hash text not null unique,
  person_id text not null references person on delete cascade,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index api_token_person on api_token (person_id);

create table session (
  id text primary key,
  hash text not null unique,
  person_id text not null references person on delete cascade,
  way text not null, -- password, passkey, provider, link
  agent text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on session (person_id);

-- A browser in which a person has signed in before: it keeps an allowance of its own while their login is attacked.
create table known_device (
  hash text primary key,
  person_id text not null references person on delete cascade,
  expires_at timestamptz not null
);
create index known_device_person on known_device (person_id);

-- What may be used once, soon: links, and the second half of a sign-in.
create table one_time (
  hash text primary key,
  kind text not null,
  person_id text references person on delete cascade,
  detail text not null,
  expires_at timestamptz not null,
  tries integer not null default 0
);
create index one_time_expiry on one_time (expires_at);
create index one_time_person on one_time (person_id, kind);
