/** The clock goes forward, back and wild: nothing is done twice for one time, nothing storms, nothing waits for ever. */
import { describe, expect, it } from "vitest";
import type { JobQueue } from "#store/index.ts";
import type { EditionPlan } from "#terms/config.ts";
import { sourcesSchema } from "#terms/source.ts";
import { countsCoverage, nextDue, type Plan, planJobs } from "./plan-jobs.ts";

const plan: Plan = {
  sources: sourcesSchema.parse({
    sources: [
      { id: "a", address: "https://a.example/feed", every: "1h" },
      { id: "b", address: "https://b.example/feed", every: "7d" },
      { id: "c", address: "https://c.example/feed", paused: true },
    ],
  }).sources,
  editions: [{ at: "0 6 * * *", timeZone: "UTC" }],
  recurring: [{ task: "watch", key: "desk:watch", everyMs: 3_600_000 }],
};
const daily = "edition:0 6 * * * UTC";

/** A queue that remembers when each job is due. */
const queueOf = (standing: Readonly<Record<string, string>>, givenUp: ReadonlySet<string> = new Set()) => {
  const due = new Map(Object.entries(standing).map(([key, at]) => [key, new Date(at)]));
  let moved = 0;
  const jobs: JobQueue = {
    add: async (_task, key, _payload, at, keep = false) => {
      if (keep && due.has(key)) return;
      due.set(key, at);
      moved += 1;
    },
    remove: async (key) => void due.delete(key),
    times: async () => [...due].map(([key, at]) => ({ key, at, isGivenUp: givenUp.has(key) })),
    tryFailed: async () => undefined,
    alone: (work) => work(),
    close: async () => undefined,
  };
  return {
    jobs,
    at: (key: string) => due.get(key)?.toISOString(),
    keys: () => [...due.keys()].sort(),
    moved: () => moved,
  };
};

const standing = {
  "collect:a": "2031-05-20T08:30:00.000Z",
  "collect:b": "2031-05-24T00:00:00.000Z",
  [daily]: "2031-05-21T06:00:00.000Z",
  "desk:watch": "2031-05-20T08:40:00.000Z",
};

describe("jobs", () => {
  it("stand one an audience for plans of one time", async () => {
    const at = { at: "0 6 * * *", timeZone: "UTC" };
    const queue = queueOf({});
    const editions = [
      at,
      { ...at, sectors: ["energy" as const] },
      { ...at, name: "board" },
      { ...at, name: "board", kind: "weekly" as const },
    ];
    await planJobs(queue.jobs, { sources: [], recurring: [], editions }, new Date("2031-05-20T08:00:00Z"));
    expect(queue.keys()).toEqual([daily, `${daily} for board`, `${daily} for energy`, `${daily} weekly for board`]);
  });

  it.each([
    [
      "the main edition, where the desk makes one",
      [{ at: "0 6 * * *" }, { at: "0 9 * * *", name: "board" }],
      "2031-05-21T06:00:00.000Z",
    ],
    ["any audience, where it makes no main one", [{ at: "0 9 * * *", name: "board" }], "2031-05-20T09:00:00.000Z"],
    [
      "an audience's daily edition, where the main one is of the week",
      [
        { at: "0 6 * * 1", kind: "weekly" },
        { at: "0 9 * * *", name: "board" },
      ],
      "2031-05-20T09:00:00.000Z",
    ],
    [
      "the main daily edition, where a week is rolled up before it",
      [{ at: "0 20 * * *", kind: "weekly" }, { at: "0 6 * * *" }],
      "2031-05-21T06:00:00.000Z",
    ],
    ["the week, where nothing else is planned", [{ at: "0 6 * * 1", kind: "weekly" }], "2031-05-26T06:00:00.000Z"],
  ] satisfies [string, Omit<EditionPlan, "timeZone">[], string][])("the working day is that of %s", (_, plans, due) => {
    const editions = plans.map((each) => ({ ...each, timeZone: "UTC" }));
    expect(nextDue(editions, new Date("2031-05-20T08:00:00Z"))?.toISOString()).toBe(due);
  });

  it("are planned when none stands there, sources a little apart; one that is paused is not", async () => {
    const queue = queueOf({});
    await planJobs(queue.jobs, plan, new Date("2031-05-20T08:00:00Z"));
    expect(queue.keys()).toEqual(["collect:a", "collect:b", "desk:watch", daily]);
    expect([queue.at("collect:a"), queue.at("collect:b"), queue.at(daily)]).toEqual([
      "2031-05-20T08:00:00.000Z",
      "2031-05-20T08:00:02.000Z",
      "2031-05-21T06:00:00.000Z",
    ]);
  });

  it("keep their time when planned again, and those of others are left alone", async () => {
    const queue = queueOf({
      ...standing,
      "outbox:mail": "2040-01-01T00:00:00.000Z",
      "collect:gone": "2031-05-20T09:00:00.000Z",
    });
    await planJobs(queue.jobs, plan, new Date("2031-05-20T08:00:00Z"));
    expect(queue.moved()).toBe(0);
    expect(queue.keys()).toEqual(["collect:a", "collect:b", "desk:watch", daily, "outbox:mail"]);
  });

  it("that were given up are planned anew, for their next time", async () => {
    const past = "2031-05-14T06:00:00.000Z";
    const givenUp = new Set([daily, "collect:a", "outbox:mail"]);
    const queue = queueOf({ ...standing, [daily]: past, "collect:a": past, "outbox:mail": past }, givenUp);
    await planJobs(queue.jobs, plan, new Date("2031-05-20T08:00:00Z"));
    expect([queue.at(daily), queue.at("collect:a"), queue.at("outbox:mail")]).toEqual([
      "2031-05-21T06:00:00.000Z",
      "2031-05-20T08:00:00.000Z",
      past,
    ]);
  });
});

describe("what came in", () => {
  const at = "0 6 * * *";
  it.each([
    ["each main daily edition", [{ at }, { at: "0 18 * * *" }, { at, name: "board" }], [true, true, false]],
    [
      "an audience's daily edition, where the main one is of the week",
      [
        { at, kind: "weekly" },
        { at, name: "board" },
      ],
      [false, true],
    ],
    [
      "the first audience alone, where there is no main edition",
      [
        { at, name: "board" },
        { at, sectors: ["energy"] },
        { at: "0 18 * * *", name: "board" },
      ],
      [true, false, true],
    ],
  ] satisfies [string, Omit<EditionPlan, "timeZone">[], boolean[]][])("is counted with %s", (_, plans, counted) => {
    const editions = plans.map((each) => ({ ...each, timeZone: "UTC" }));
    expect(editions.map((each) => countsCoverage(editions, each))).toEqual(counted);
  });
});

describe("the clock", () => {
  it.each([
    ["went forward by ten days: what is due is done once, by the queue itself", "2031-05-30T08:00:00Z", []],
    [
      "went back by an hour: today's edition, made at six, is not made again at six",
      "2031-05-20T05:30:00Z",
      ["desk:watch"],
    ],
    [
      "went back by a day and a half: more than one edition lies between, so the next is planned anew",
      "2031-05-18T20:00:00Z",
      [daily, "desk:watch", "collect:a"],
    ],
    [
      "was ten days ahead and is right again: nothing waits for ten days",
      "2031-05-10T08:00:00Z",
      ["collect:a", "collect:b", daily, "desk:watch"],
    ],
  ])("%s", async (_, now, moved) => {
    const queue = queueOf(standing);
    await planJobs(queue.jobs, plan, new Date(now));
    const changed = Object.entries(standing).flatMap(([key, at]) => (queue.at(key) === at ? [] : [key]));
    expect(changed.sort()).toEqual([...moved].sort());
    for (const key of moved) expect(Date.parse(queue.at(key) ?? "") - Date.parse(now)).toBeLessThan(24 * 3_600_000 + 1);
  });

  it("moved back and forth a hundred times plans no edition for a time that has one", async () => {
    const queue = queueOf({ ...standing, [daily]: "2031-05-21T06:00:00.000Z" });
    for (let turn = 0; turn < 100; turn += 1)
      await planJobs(queue.jobs, plan, new Date(turn % 2 === 0 ? "2031-05-20T05:10:00Z" : "2031-05-20T07:10:00Z"));
    expect(queue.at(daily)).toBe("2031-05-21T06:00:00.000Z");
  });
});
