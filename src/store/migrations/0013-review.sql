-- What people decide about an edition before anyone reads it, and who answered for which text. An edition that was
-- composed begins a draft; what is approved is an edition of its own, and the only one that readers see.

create table draft (
  id text primary key,
  edition_id text not null references edition, -- what it begins as
  corrects text references edition, -- an approved edition that it puts right
  reason text, -- of the correction
  opened_at timestamptz not null,
  opened_by_id text, -- none: the desk itself
  opened_by_name text,
  version integer not null default 0, -- of its last decision: whoever writes names the one they saw
  approved boolean not null default false,
  check ((corrects is null) = (reason is null))
);
create index draft_newest on draft (opened_at desc, id);
create index draft_edition on draft (edition_id);
insert into draft (id, edition_id, opened_at) select id, id, made_at from edition;

-- One row a decision. Undoing is a decision too.
create table draft_version (
  draft_id text not null references draft,
  version integer not null check (version > 0),
  decision bytea not null,
  outcome bytea, -- what the desk found of the words at that time
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (draft_id, version)
);

create table approval (
  draft_id text not null references draft,
  version integer not null,
  text_hash text not null check (text_hash ~ '^[0-9a-f]{64}$'),
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (draft_id, version, by_id)
);

create table approved_edition (
  edition_id text primary key references edition,
  draft_id text not null unique references draft,
  text_hash text not null check (text_hash ~ '^[0-9a-f]{64}$'),
  approved_at timestamptz not null,
  corrects text references edition
);
create index approved_edition_corrects on approved_edition (corrects);

create trigger draft_version_fixed before update or delete on draft_version for each row execute function refuse_change();
create trigger approval_fixed before update or delete on approval for each row execute function refuse_change();
create trigger approved_edition_fixed before update or delete on approved_edition for each row execute function refuse_change();

-- Who has a draft open. Forgotten with the server: it says nothing a minute later.
create unlogged table draft_presence (
  draft_id text not null references draft on delete cascade,
  visit text not null, -- one open page
  person_id text not null,
  name text not null,
  sentence_id text,
  seen_at timestamptz not null,
  primary key (draft_id, visit)
);
