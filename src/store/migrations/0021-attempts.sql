-- Wrong tries at signing in, counted for all processes of a desk. A key is the hash of a login, an address, a browser.
-- Not worth a write to the log: after a crash of the server the counts begin anew.
create unlogged table attempt (
  key text primary key,
  count integer not null,
  open_at bigint not null, -- milliseconds since 1970
  last_at bigint not null
);
create index attempt_last on attempt (last_at);

-- Counts a try for each key, unless one of them has to wait: then none is counted, and the answer is for how long. Whoever
-- asks at the same time for one of the keys waits until this is done, so that a thousand at once are a thousand one by one.
create function take_attempt(
  asked text[], free integer[], longest bigint[], now_ms bigint, quiet_ms bigint, first_ms bigint
) returns bigint language plpgsql as $$
declare
  wait bigint;
begin
  insert into attempt (key, count, open_at, last_at)
    select one, 0, 0, now_ms from unnest(asked) as one order by one on conflict do nothing;
  perform 1 from attempt where key = any(asked) order by key for update;
  select max(open_at - now_ms) into wait from attempt where key = any(asked) and now_ms - last_at <= quiet_ms;
  if wait > 0 then
    delete from attempt where key = any(asked) and count = 0;
    return wait;
  end if;
  update attempt set count = tried.count, last_at = now_ms,
      open_at = now_ms + case when tried.count < tried.free then 0
        else least(tried.longest, first_ms * (2 ^ least(30, tried.count - tried.free))::bigint) end
    from (
      select a.key, w.free, w.longest, 1 + case when now_ms - a.last_at > quiet_ms then 0 else a.count end as count
      from unnest(asked, free, longest) as w (key, free, longest) join attempt a on a.key = w.key
    ) as tried
    where attempt.key = tried.key;
  return 0;
end $$;
