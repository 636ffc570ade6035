-- A flash may be for one audience of the desk; none is named: for that of the main edition.
alter table making add column audience text;
