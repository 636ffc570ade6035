-- What is counted of a labelled source is counted under its label: whoever may not see the source sees no count of it.
alter table coverage add column tlp text not null default 'TLP:CLEAR';
alter table coverage drop constraint coverage_pkey;
alter table coverage add primary key (day, step, flow, reason, tlp);
