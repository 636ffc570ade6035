import { describe, expect, it } from "vitest";
import type { Source, SourceRun } from "#terms/source.ts";
import { judgeHealth } from "./judge-health.ts";
import { planNext } from "./plan-next.ts";
import { sumUpRuns } from "./sum-up-runs.ts";

const hour = 3_600_000;
const source: Source = {
  id: "a",
  address: "https://a.test/feed",
  every: hour,
  staleAfter: 14 * 24 * hour,
  tlp: "TLP:CLEAR",
  paused: false,
};

const run = (day: number, more: Partial<SourceRun> = {}): SourceRun => ({
  startedAt: `2031-05-${String(day).padStart(2, "0")}T06:00:00Z`,
  outcome: "ok",
  entries: 10,
  fresh: 0,
  fromFeed: 0,
  losses: [],
  ...more,
});
const loss = (reason: string, detail = "Expected something else.") => ({
  step: "collect" as const,
  item: "https://a.test/1",
  reason,
  detail,
});
const failed = (day: number): SourceRun =>
  run(day, { outcome: "failed", entries: 0, losses: [loss("timeout", "No answer in 20 s.")] });
const empty = (day: number): SourceRun => run(day, { entries: 0 });
const moved = (day: number): SourceRun => run(day, { movedTo: "https://b.test/feed" });
const unchanged = (day: number): SourceRun => run(day, { outcome: "unchanged", entries: 0 });

const judge = (runs: readonly SourceRun[], more: { newestPublishedAt?: string; paused?: boolean } = {}) => {
  const { paused = false, ...about } = more;
  const newest = { newestPublishedAt: "2031-05-19T00:00:00Z", ...about };
  return judgeHealth({ source: { ...source, paused }, ...sumUpRuns(runs), now: "2031-05-20T06:00:00Z", ...newest });
};

describe("health by content", () => {
  it.each([
    ["two failures in a row", [failed(20), failed(19), run(18)], []],
    ["three failures in a row", [failed(20), failed(19), failed(18), run(17)], ["failing"]],
    ["failures before a good run", [run(20), failed(19), failed(18), failed(17)], []],
    ["an answer without entries, twice", [empty(20), empty(19), run(18)], []],
    ["an answer without entries, three times", [empty(20), empty(19), empty(18), run(17)], ["silent"]],
    ["unchanged answers, which list nothing anew", [unchanged(20), unchanged(19), unchanged(18), unchanged(17)], []],
    ["entries again after silence", [run(20), empty(19), empty(18), empty(17)], []],
    [
      "pages of which half are shells",
      [run(20, { fresh: 2, losses: [loss("shell_page"), loss("bot_wall")] })],
      ["shell"],
    ],
    [
      "shells whose feed tells enough to stand in",
      [run(20, { fresh: 5, fromFeed: 4, losses: Array.from({ length: 4 }, () => loss("feed_words_for_a_shell")) })],
      ["shell"],
    ],
    [
      "few shells whose feed stands in",
      [run(20, { fresh: 9, fromFeed: 2, losses: [loss("feed_words_for_a_shell"), loss("feed_words_for_a_shell")] })],
      [],
    ],
    ["one shell of one page", [run(20, { losses: [loss("shell_page")] })], []],
    ["pages of which few are shells", [run(20, { fresh: 9, losses: [loss("shell_page")] })], []],
    ["a feed cut short", [run(20, { losses: [loss("feed_truncated")] })], ["truncated"]],
    [
      "a feed that was cut short once, and is whole since",
      [run(20), run(19, { losses: [loss("feed_truncated")] })],
      [],
    ],
    ["articles of which most stand on the feed's words", [run(20, { fresh: 5, fromFeed: 4 })], ["truncated"]],
    ["another address, three times", [moved(20), moved(19), moved(18)], ["moved"]],
    ["another address, and nothing new there since", [unchanged(20), unchanged(19), moved(18), run(17)], ["moved"]],
    ["another address just now, after unchanged answers", [moved(20), unchanged(19), unchanged(18), run(17)], []],
    ["the old address again", [run(20), unchanged(19), moved(18), moved(17), moved(16)], []],
    ["another address, once", [moved(20), run(19), run(18)], []],
    ["never asked", [], []],
  ] as const)("%s", (_, runs, types) => {
    expect(judge(runs).map((alarm) => alarm.type)).toEqual(types);
  });

  it("is stale when nothing newer than its own limit was published, and not a day before", () => {
    expect(judge([run(20)], { newestPublishedAt: "2031-05-06T06:00:00Z" }).map(({ type }) => type)).toEqual(["stale"]);
    expect(judge([run(20)], { newestPublishedAt: "2031-05-07T06:00:00Z" })).toEqual([]);
  });

  it("says with its evidence what is wrong", () => {
    const [alarm] = judge([failed(20), failed(19), failed(18)]);
    expect(alarm?.because).toBe("Failed 3 times in a row, since 2031-05-18. No answer in 20 s.");
    const [silent] = judge([empty(20), empty(19), empty(18), run(17)]);
    expect(silent?.because).toBe("It answered 3 times in a row and listed nothing; on 2031-05-17 it listed 10.");
  });

  it("says nothing of a source that is paused", () => {
    expect(judge([failed(20), failed(19), failed(18)], { paused: true })).toEqual([]);
  });
});

describe("when a source is asked next", () => {
  it.each([
    ["after a good run", [run(20)], hour],
    ["unchanged", [unchanged(20)], hour],
    ["after one failure", [failed(20), run(19)], 2 * hour],
    ["after three failures", [failed(20), failed(19), failed(18)], 8 * hour],
    ["after very many", Array.from({ length: 20 }, () => failed(20)), 24 * hour],
    ["asked for the first time", [], hour],
  ] as const)("%s", (_, runs, ms) => {
    expect(planNext(source, runs)).toBe(ms);
  });

  it("is never sooner than its own interval, however long that is", () => {
    expect(planNext({ ...source, every: 48 * hour }, [failed(20)])).toBe(48 * hour);
  });
});
