-- What changes is told at once to every process that listens, when the change is committed and not before.
-- Only kinds and ids: who may hear of it is decided where it is told on.

create function tell_change() returns trigger language plpgsql as $$
declare
  change json;
begin
  if tg_table_name = 'audit_entry' then
    change := json_build_object('kind', 'act', 'seq', new.seq);
  elsif tg_table_name = 'edition' then
    change := json_build_object('kind', 'edition', 'id', new.id, 'tlp', new.tlp);
  elsif tg_table_name = 'source_run' then
    change := json_build_object('kind', 'source', 'id', new.source_id);
  else
    change := json_build_object('kind', 'board');
  end if;
  perform pg_notify('watchfloor_change', change::text);
  return new;
end $$;

create trigger audit_entry_told after insert on audit_entry for each row execute function tell_change();
create trigger edition_told after insert on edition for each row execute function tell_change();
create trigger source_run_told after insert on source_run for each row execute function tell_change();
create trigger triage_board_told after insert on triage_board for each row execute function tell_change();
