-- A flash is asked for like an edition; what it is to tell of is a story, named by the address of one of its articles.
alter table making add column flash text;
