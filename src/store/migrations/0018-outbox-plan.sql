-- Approved editions that were put into the outbox, with or without rows: the job that does it is not in a backup, and an
-- edition without a row here is still to be put in.
create table outbox_plan (
  edition_id text primary key references approved_edition,
  planned_at timestamptz, -- none yet: only known that its rows are to be held
  note text -- why they are held, or why it has none
);
insert into outbox_plan (edition_id, planned_at)
  select edition_id, min(made_at) from delivery where edition_id in (select edition_id from approved_edition) group by edition_id;
