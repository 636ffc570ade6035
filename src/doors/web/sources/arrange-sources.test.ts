import { describe, expect, it } from "vitest";
import type { SourceRow } from "../../api/contract.ts";
import { type Arrangement, arrangeSources, shownSources, usualArrangement } from "./arrange-sources.ts";

const row = (id: string, more: Partial<SourceRow> = {}): SourceRow => ({
  id,
  title: id,
  address: `https://${id}.example/feed`,
  every: "1h",
  staleAfter: "14d",
  tlp: "TLP:CLEAR",
  origin: "here",
  paused: false,
  everyMinutes: 60,
  alarms: [],
  articles: 0,
  lost: 0,
  ...more,
});

const sources = [
  row("c", { articles: 5, newestPublishedAt: "2031-05-02T00:00:00Z", outcome: "ok" }),
  row("a", { articles: 9, newestPublishedAt: "2031-05-01T00:00:00Z", outcome: "ok", title: "Quay Post" }),
  row("b", { paused: true }),
  row("d", { alarms: [{ type: "failing", because: "No answer." }], outcome: "failed" }),
  row("e"),
];

describe("the list of sources", () => {
  it.each<[string, Partial<Arrangement>, string[]]>([
    ["shows those with an alarm first", {}, ["d", "b", "c", "e", "a"]],
    ["orders by name", { order: "name" }, ["b", "c", "d", "e", "a"]],
    ["orders by the newest article, those without one last", { order: "newest" }, ["c", "a", "b", "d", "e"]],
    ["orders by how long nothing came", { order: "oldest" }, ["b", "d", "e", "a", "c"]],
    ["orders by articles", { order: "most" }, ["a", "c", "b", "d", "e"]],
    ["keeps those with an alarm", { filter: "alarm" }, ["d"]],
    ["keeps those that are paused", { filter: "paused" }, ["b"]],
    ["keeps those that wait for their first answer", { filter: "waiting" }, ["e"]],
    ["finds words of the title in any case", { words: " quay " }, ["a"]],
    ["finds words of the address", { words: "D.EXAMPLE" }, ["d"]],
  ])("%s", (_, how, ids) => {
    const shown = arrangeSources(sources, { filter: "all", order: "alarm", words: "", ...how });
    expect(shown.map(({ id }) => id)).toEqual(ids);
  });

  it("is filtered where it is long, and whole where it has become short", () => {
    const how: Arrangement = { ...usualArrangement, filter: "paused" };
    const many = [...sources, row("f"), row("g"), row("h"), row("i")];
    expect(shownSources(many, how).map(({ id }) => id)).toEqual(["b"]);
    expect(shownSources(sources, how).map(({ id }) => id)).toEqual(["d", "b", "c", "e", "a"]);
  });
});
