-- Answers to writes that named a key (Idempotency-Key), for a day: whoever sends one again is given the same answer.
-- Neither key nor answer can be read from here: the id is a hash, and the answer is sealed with what the key gives.

create table kept_answer (
  id text primary key check (id ~ '^[0-9a-f]{64}$'), -- SHA-256 of who asked and the key
  request text not null, -- SHA-256 of method, address and body
  begun_at timestamptz not null default now(),
  -- The write it belongs to was committed; set in that very transaction.
  done boolean not null default false,
  status integer,
  content_type text,
  sealed bytea
);
create index kept_answer_begun on kept_answer (begun_at);
