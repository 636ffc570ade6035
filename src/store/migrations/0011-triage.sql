-- What people decide about the stories of a working day.

-- The stories as the pipeline made them: derived, made anew as articles come in. Lists are read on from the board they
-- began with, so the last few of a day are kept.
create table triage_board (
  id text primary key check (id ~ '^[0-9a-f]{64}$'), -- SHA-256 of body
  day date not null,
  as_of timestamptz not null,
  made_at timestamptz not null default clock_timestamp(),
  body bytea not null
);
create index triage_board_newest on triage_board (made_at desc, id);

-- Append-only: a decision that was wrong is taken back by another. Names stand beside the body, so that one can be erased.
create table triage_decision (
  seq bigint primary key,
  id text not null unique,
  day date not null,
  at timestamptz not null,
  kind text not null check (kind in ('lead', 'supporting', 'leave_out', 'merge', 'split', 'undo')),
  who_id text not null,
  who_name text,
  tlp text not null,
  body bytea not null
);
create index triage_decision_day on triage_decision (day, seq);
create trigger triage_decision_fixed before delete or update of seq, id, day, at, kind, who_id, tlp, body
  on triage_decision for each row execute function refuse_change();

create table handover_note (
  id text primary key,
  day date not null,
  at timestamptz not null,
  who_id text not null,
  who_name text,
  tlp text not null,
  body bytea not null
);
create index handover_note_newest on handover_note (at desc, id);
create trigger handover_note_fixed before delete or update of id, day, at, who_id, tlp, body
  on handover_note for each row execute function refuse_change();
