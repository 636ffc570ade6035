-- Editions that the desk took back after they were out. Their text stays on record, marked.
create table recalled_edition (
  edition_id text primary key references edition,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  reason text not null
);
create trigger recalled_edition_fixed before update or delete on recalled_edition for each row execute function refuse_change();
