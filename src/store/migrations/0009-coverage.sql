-- What came in and what was dropped, at which step and why, a day: counted as it happens, never looked up afterwards.
create table coverage (
  day date not null,
  step text not null,
  -- runs: how often the step ran, by outcome · in: what it was given · out: what it gave on · lost: what it dropped
  flow text not null check (flow in ('runs', 'in', 'out', 'lost')),
  reason text not null,
  count bigint not null check (count >= 0),
  example text, -- the newest of them, as a person knows it
  primary key (day, step, flow, reason)
);
