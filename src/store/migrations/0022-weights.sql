-- What counts more or less in a story's weight is set on the desk too.
alter table setting drop constraint setting_kind_check;
alter table setting add constraint setting_kind_check
  check (kind in ('organisation', 'source', 'editions', 'delivery', 'first_run', 'weights'));
