/** Order within the lateness never matters; a snapshot at any point changes nothing; memory stays within its bound. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "#terms/event.ts";
import type { CorrelationMatch } from "#terms/match.ts";
import { compileEngine } from "../engine.ts";
import { loadRules } from "../load-rules.ts";
import { type Correlator, type CorrelatorOptions, createCorrelator } from "./correlator.ts";

const base = (name: string) =>
  `title: ${name}\nname: ${name}\nlogsource: {category: test}\ndetection: { s: { E: ${name} }, condition: s }`;
const over = (title: string, type: string, condition: string) =>
  `title: ${title}\ncorrelation: { type: ${type}, rules: [a, b], group-by: [User], timespan: 10s${condition} }`;

const { rules } = loadRules([
  {
    path: "rules.yml",
    text: [
      base("a"),
      base("b"),
      over("count", "event_count", ", condition: { gte: 4 }"),
      over("range", "event_count", ", condition: { gte: 2, lt: 4 }"),
      over("values", "value_count", ", condition: { field: V, gte: 3 }"),
      over("sum", "value_sum", ", condition: { field: N, gt: 20 }"),
      over("average", "value_avg", ", condition: { field: N, gte: 8 }"),
      over("median", "value_percentile", ", condition: { field: N, gte: 7 }"),
      over("both", "temporal", ""),
      over("ordered", "temporal_ordered", ""),
    ].join("\n---\n"),
  },
]);

const engine = compileEngine(rules);
const latenessMs = 2000;

const event = fc.record({
  E: fc.constantFrom("a", "b", "c"),
  User: fc.constantFrom("x", "X", "y"),
  V: fc.constantFrom("1", "2", "3", "4"),
  N: fc.integer({ min: 0, max: 9 }),
  gapMs: fc.integer({ min: 0, max: 3000 }),
  delayMs: fc.integer({ min: 0, max: latenessMs }),
});

const toEvents = (given: readonly { E: string; User: string; V: string; N: number; gapMs: number }[]): Event[] => {
  let timeMs = 1_000_000;
  return given.map(({ E, User, V, N, gapMs }, index) => {
    timeMs += gapMs;
    return { fields: { E, User, V, N }, timeMs, file: "f", record: index + 1 };
  });
};

const show = (found: readonly CorrelationMatch[]): string[] =>
  found.map(({ rule, group, measure, events }) => {
    const records = events.map(({ record }) => record).join(" ");
    return `${rule.title} ${group.map(({ value }) => value.toLowerCase()).join()} ${measure} [${records}]`;
  });

const run = (events: readonly Event[], snapshotAt = -1): string[] => {
  let correlator: Correlator = createCorrelator(rules, { latenessMs });
  const found: CorrelationMatch[] = [];
  for (const [index, one] of events.entries()) {
    if (index === snapshotAt)
      correlator = createCorrelator(rules, { latenessMs, resume: JSON.parse(JSON.stringify(correlator.snapshot())) });
    found.push(...correlator.push(engine.match(one)));
  }
  found.push(...correlator.flush());
  return show(found);
};

it("gives the same for any order within the lateness", () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), (given) => {
      const events = toEvents(given);
      const arrival = (index: number) => (events[index]?.timeMs ?? 0) + (given[index]?.delayMs ?? 0);
      const shuffled = events.map((one, index) => ({ one, at: arrival(index) })).sort((x, y) => x.at - y.at);
      expect(run(shuffled.map(({ one }) => one)).sort()).toEqual(run(events).sort());
    }),
    { seed: 20260117, numRuns: 200 },
  );
});

it("goes on from a snapshot as if nothing had happened", () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 2, maxLength: 60 }), fc.nat(), (given, at) => {
      const events = toEvents(given);
      expect(run(events, at % events.length)).toEqual(run(events));
    }),
    { seed: 20260118, numRuns: 200 },
  );
});

describe("one date far ahead", () => {
  const at = (record: number, seconds: number, E = "a"): Event => ({
    fields: { E, User: "x", V: "1", N: 1 },
    timeMs: 1_000_000 + seconds * 1000,
    file: "f",
    record,
  });
  const four = (from: number) => [0, 1, 2, 3].map((step) => at(from + step, 20 + step));
  const counted = (events: readonly Event[], options: CorrelatorOptions = {}) => {
    const correlator = createCorrelator(rules, { latenessMs, ...options });
    const early = events.flatMap((one) => correlator.push(engine.match(one)));
    const { late, ahead } = correlator.counts();
    const all = show([...early, ...correlator.flush()]).filter((one) => one.startsWith("count"));
    return { early: show(early).filter((one) => one.startsWith("count")), all, late, ahead };
  };
  const year = 365 * 86_400;
  const alert = "count x 4 [10 11 12 13]";

  it.each<[string, readonly Event[], { early?: string[]; all?: string[]; late: number; ahead: number }]>([
    [
      "in the middle makes none late",
      [at(1, 0), at(2, 9, "b"), at(3, year), ...four(10), at(20, 30), at(21, 40)],
      { early: [alert], late: 0, ahead: 1 },
    ],
    ["as the first is taken back", [at(3, year), ...four(10), at(20, 30)], { early: [alert], late: 0, ahead: 1 }],
    ["is used at the end all the same", [...four(10).slice(0, 1), at(3, year)], { all: [], late: 0, ahead: 1 }],
    [
      "after another makes none late while others come between",
      [at(1, 0), at(2, 1, "b"), at(3, 2, "b"), ...four(10).flatMap((one) => [at(100 + one.record, year), one])],
      { late: 0, ahead: 4 },
    ],
    [
      "within the bound moves time, and what comes after is late",
      [at(1, 0), at(2, 1, "b"), at(3, 2, "b"), at(4, 590), ...four(10)],
      { all: [], late: 4, ahead: 0 },
    ],
    [
      "is a gap when more follow",
      [
        at(1, 0),
        at(2, 1, "b"),
        at(3, 2, "b"),
        ...four(10).map((one) => at(one.record, year + one.record)),
        at(20, year + 20),
      ],
      { early: [alert], late: 0, ahead: 3 },
    ],
  ])("%s", (_, events, wanted) => {
    expect(counted(events)).toMatchObject(wanted);
  });

  it("is believed up to the clock, and never beyond", () => {
    const clock = () => 1_000_000 + 2 * year * 1000;
    expect(counted([at(1, 0), at(2, year), at(3, 3)], { clock })).toMatchObject({ late: 1, ahead: 0 });
    const beyond = [1, 2, 3, 4, 5].map((record) => at(record, 3 * year + record));
    expect(counted([...beyond, ...four(10), at(20, 30)], { clock })).toMatchObject({
      early: [alert],
      late: 0,
      ahead: 5,
    });
  });

  it("is kept in a snapshot", () => {
    const events = [at(1, 0), at(2, 1, "b"), at(3, year), at(4, year + 1), ...four(10), at(5, year + 2)];
    for (const [index] of events.entries()) expect(run(events, index)).toEqual(run(events));
  });
});

it("keeps to its bytes however many groups there are", () => {
  const correlator = createCorrelator(rules, { latenessMs: 0, maxBytes: 200_000 });
  for (let at = 0; at < 5000; at += 1) {
    const one: Event = { fields: { E: "a", User: `u${at}`, V: "1", N: 1 }, timeMs: at, file: "f", record: at };
    correlator.push(engine.match(one));
  }
  const { bytes, evictedGroups } = correlator.counts();
  expect(bytes).toBeLessThanOrEqual(201_000);
  expect(evictedGroups).toBeGreaterThan(1000);
});

it("closes windows as time goes on, and waits for the end when told to", () => {
  const few = (record: number, timeMs: number): Event => ({ fields: { E: "a", User: "x" }, timeMs, file: "f", record });
  const streaming = createCorrelator(rules, { latenessMs: 0 });
  const open = [few(1, 0), few(2, 1000)].flatMap((one) => streaming.push(engine.match(one)));
  expect([show(open), show(streaming.advance(10_000)), show(streaming.advance(10_001))]).toEqual([
    [],
    [],
    ["range x 2 [1 2]"],
  ]);
  const waiting = createCorrelator(rules, { latenessMs: Number.POSITIVE_INFINITY });
  const early = [few(2, 90_000), few(3, 91_000), few(1, 0)].flatMap((one) => waiting.push(engine.match(one)));
  expect([show(early), show(waiting.flush()), waiting.counts().late]).toEqual([[], ["range x 2 [2 3]"], 0]);
});
