-- Who may see an article: its label stands beside it, and beside the words it is found by.

alter table article add column tlp text not null default 'TLP:CLEAR';
alter table search_entry add column tlp text not null default 'TLP:CLEAR';

-- Articles from before: the narrowest label that their own words name; too narrow rather than too wide.
update article set tlp = case
    when position('TLP:RED' in convert_from(body, 'UTF8')) > 0 then 'TLP:RED'
    when position('TLP:AMBER+STRICT' in convert_from(body, 'UTF8')) > 0 then 'TLP:AMBER+STRICT'
    when position('TLP:AMBER' in convert_from(body, 'UTF8')) > 0 then 'TLP:AMBER'
    else 'TLP:GREEN'
  end
  where position('TLP:' in convert_from(body, 'UTF8')) > 0;
update search_entry s set tlp = a.tlp from article a where a.key = s.article_key and a.tlp <> 'TLP:CLEAR';
update search_entry s set tlp = e.tlp from edition e where e.id = s.edition_id;
create index search_entry_tlp on search_entry (tlp) where tlp <> 'TLP:CLEAR';
