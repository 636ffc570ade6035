/** Order within the lateness never matters; a snapshot at any point changes nothing; memory stays within its bound. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Event } from "#terms/event.ts";
import type { CorrelationMatch } from "#terms/match.ts";
import { compileEngine } from "../engine.ts";
import { loadRules } from "../load-rules.ts";
import { type Correlator, createCorrelator } from "./correlator.ts";

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
