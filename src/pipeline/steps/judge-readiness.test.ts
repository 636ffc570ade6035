import { describe, expect, it } from "vitest";
import { judgeReadiness, type ReadinessInput } from "./judge-readiness.ts";

const state = {
  now: "2031-05-20T08:00:00.000Z",
  migration: "0009-coverage",
  shippedMigration: "0009-coverage",
  editions: 3,
  newestEditionAsOf: "2031-05-20T06:00:00Z",
  collectingSince: "2031-05-01T00:00:00Z",
  jobs: [],
};
const fine: ReadinessInput = {
  state,
  space: { freeBytes: 4e9, totalBytes: 9e9 },
  diskFloorBytes: 512 * 1024 * 1024,
  editions: [{ at: "0 6 * * *", timeZone: "UTC" }],
  now: new Date("2031-05-20T08:00:00Z"),
};
const since = (collectingSince: string | undefined, newestEditionAsOf: string | undefined) => {
  const { newestEditionAsOf: _, collectingSince: __, ...rest } = state;
  return {
    ...rest,
    ...(collectingSince === undefined ? {} : { collectingSince }),
    ...(newestEditionAsOf === undefined ? {} : { newestEditionAsOf }),
  };
};

describe("a desk is ready", () => {
  it.each<[string, Partial<ReadinessInput>, string[]]>([
    ["when all is well", {}, []],
    ["not while its store does not answer", { state: undefined }, ["store"]],
    ["not on tables of another version", { state: { ...state, migration: "0008-outbox" } }, ["migrations"]],
    ["not on a full disk", { space: { freeBytes: 100e6, totalBytes: 9e9 } }, ["disk"]],
    ["where the system does not tell the room", { space: undefined }, []],
    ["not with two clocks that differ", { state: { ...state, now: "2031-05-20T08:05:00.000Z" } }, ["clock"]],
    ["not in the minutes after its clock was moved", { jumpMs: -3_600_000 }, ["clock"]],
    ["not when today's edition is owed", { state: since("2031-05-01T00:00:00Z", "2031-05-19T06:00:00Z") }, ["edition"]],
    ["not when no edition was ever made", { state: since("2031-05-01T00:00:00Z", undefined) }, ["edition"]],
    [
      "in the half hour that making one may take",
      {
        now: new Date("2031-05-20T06:20:00Z"),
        state: { ...since("2031-05-01T00:00:00Z", "2031-05-19T06:00:00Z"), now: "2031-05-20T06:20:00.000Z" },
      },
      [],
    ],
    ["when it did not collect yet at that time", { state: since("2031-05-20T07:00:00Z", undefined) }, []],
    ["when it never collected", { state: since(undefined, undefined) }, []],
    ["without a plan of editions", { editions: [], state: since("2031-05-01T00:00:00Z", undefined) }, []],
    [
      "not on the spring day either, when the clocks of the plan went forward",
      {
        editions: [{ at: "30 2 * * *", timeZone: "Europe/Berlin" }],
        now: new Date("2031-03-30T04:00:00Z"),
        state: { ...since("2031-03-01T00:00:00Z", "2031-03-29T01:30:00Z"), now: "2031-03-30T04:00:00.000Z" },
      },
      ["edition"],
    ],
  ])("%s", (_, more, checks) => {
    expect(judgeReadiness({ ...fine, ...more }).map(({ check }) => check)).toEqual(checks);
  });

  it("says what was expected and what was found", () => {
    const [reason] = judgeReadiness({ ...fine, state: since("2031-05-01T00:00:00Z", "2031-05-19T06:00:00Z") });
    expect(reason?.because).toBe(
      "Expected an edition for 2031-05-20T06:00Z (plan 0 6 * * * UTC) but found none since 2031-05-19T06:00:00Z.",
    );
  });
});
