-- Webhooks and chats that receive editions are set on the desk too.
alter table setting drop constraint setting_kind_check;
alter table setting add constraint setting_kind_check
  check (kind in ('organisation', 'source', 'editions', 'delivery', 'hooks', 'first_run', 'weights'));
