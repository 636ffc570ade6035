-- Who did what: one chain of entries, each bound to the one before it. Never changed, never taken away.

-- body: canonical JSON (RFC 8785), the very bytes. hash: SHA-256 over the 32 bytes of previous, then body.
-- The other columns repeat what body says, for finding it; verifying compares them.
create table audit_entry (
  seq bigint primary key check (seq > 0),
  previous text not null unique check (previous ~ '^[0-9a-f]{64}$'),
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  body bytea not null check (length(body) <= 16384),
  at timestamptz not null,
  who_id text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  tlp text -- of the object; null: it has no label
);
create index audit_entry_who on audit_entry (who_id, seq desc);
create index audit_entry_action on audit_entry (action, seq desc);
create index audit_entry_object on audit_entry (object_type, object_id, seq desc);
create index audit_entry_at on audit_entry (at, seq);

-- The name as it was written at the time. body holds SHA-256(salt, then name); without both, nobody can tell the name.
create table audit_name (
  seq bigint primary key references audit_entry,
  salt text check (salt ~ '^[0-9a-f]{32}$'),
  name text,
  check ((salt is null) = (name is null))
);

create trigger audit_entry_fixed before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_entry_whole before truncate on audit_entry for each statement execute function refuse_change();

-- A name may be erased, and nothing else.
create function refuse_but_erasing() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.seq = old.seq and new.name is null and new.salt is null then
    return new;
  end if;
  raise exception 'a row of % is never changed, only its name erased', tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_name_fixed before update or delete on audit_name for each row execute function refuse_but_erasing();
create trigger audit_name_whole before truncate on audit_name for each statement execute function refuse_change();
