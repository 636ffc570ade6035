import { describe, expect, it } from "vitest";
import type { Decision, TriageBoard, TriageRow, TriageStory } from "#terms/triage.ts";
import { composeHandover } from "./compose-handover.ts";
import { makeDecision } from "./decision.fixture.ts";
import { type Label, labelPairs } from "./label-pairs.ts";
import { isToDecide, layOutBoard, type Viewer } from "./lay-out-board.ts";

const story = (title: string, articleIds: readonly string[], more: Partial<TriageStory> = {}): TriageStory => ({
  id: `story-${title}`,
  title,
  tlp: "TLP:CLEAR",
  weight: 10,
  reasons: [{ factor: "recency", points: 10, because: "today" }],
  confidence: "low",
  articles: articleIds.map((id) => ({
    id,
    key: id,
    url: `https://example.test/${id}`,
    outlet: `Outlet of ${id}`,
    title: `Title of ${id}`,
    language: "en",
    publishedAt: null,
    firstSeenAt: id.startsWith("late") ? "2031-05-14T10:00:00Z" : "2031-05-14T06:00:00Z",
    reliability: "B",
    credibility: 2,
  })),
  origins: articleIds.map((id) => ({ name: id, articleIds: [id] })),
  contradictions: [],
  vulnerabilities: [],
  fit: [],
  exploited: false,
  told: { state: "new", on: [] },
  together: [],
  ...more,
});

const boardOf = (stories: TriageStory[], regrouped: TriageStory[] = []): TriageBoard => ({
  day: "2031-05-14",
  asOf: "2031-05-14T11:00:00Z",
  stories,
  regrouped,
  hasProfile: false,
  ledger: { read: 0, feeds: 0, folded: 0, losses: [] },
});

const ada: Viewer = { id: "ada", ceiling: "TLP:RED", since: "2031-05-14T08:00:00Z" };
const rows = (board: TriageBoard, decisions: readonly Decision[] = [], viewer = ada): TriageRow[] =>
  layOutBoard(board, decisions, viewer).map(({ row }) => row);
const at = (seq: number, clock: string, who = "bo"): { at: string; who: string; on: string[][] } => ({
  at: `2031-05-14T${clock}:00Z`,
  who,
  on: [[`a${seq}`]],
});

describe("the board as one person sees it", () => {
  it.each<[says: string, row: Partial<TriageStory>, articleIds: string[], decisions: Decision[], passes: string]>([
    ["nothing new", {}, ["a1"], [], "single all"],
    ["new since the last shift", {}, ["late1"], [], "since single all"],
    ["grown since the last shift", {}, ["a1", "late1"], [], "since all"],
    [
      "decided by somebody else since",
      {},
      ["a1"],
      [makeDecision(1, { kind: "lead" }, at(1, "09:00"))],
      "since single all",
    ],
    ["decided by somebody else before", {}, ["a1"], [makeDecision(1, { kind: "lead" }, at(1, "07:00"))], "single all"],
    ["decided by oneself since", {}, ["a1"], [makeDecision(1, { kind: "lead" }, at(1, "09:00", "ada"))], "single all"],
    [
      "left out by a person",
      {},
      ["a1"],
      [makeDecision(1, { kind: "leave_out", reason: "wrong" }, at(1, "07:00"))],
      "single left all",
    ],
    ["left out by a rule", { rule: { reason: "sport", why: "no system" } }, ["a1"], [], "single left all"],
    [
      "left out by a rule, and taken",
      { rule: { reason: "sport", why: "no system" } },
      ["a1"],
      [makeDecision(1, { kind: "lead" }, at(1, "07:00"))],
      "single all",
    ],
    [
      "fits, exploited, an update",
      {
        fit: [{ path: "a", value: "b", because: "c" }],
        exploited: true,
        told: { state: "update", on: ["2031-05-13"] },
      },
      ["a1", "a2"],
      [],
      "fits exploited updates all",
    ],
  ])("%s", (_says, more, articleIds, decisions, passes) => {
    expect(rows(boardOf([story("one", articleIds, more)]), decisions)[0]?.passes.join(" ")).toBe(passes);
  });

  it("has everything new for whoever comes for the first time", () => {
    expect(rows(boardOf([story("one", ["a1"])]), [], { id: "ada", ceiling: "TLP:RED" })[0]?.news).toBe("new");
  });

  it("says by how many articles a story grew after it was decided", () => {
    const decided = makeDecision(1, { kind: "supporting" }, { on: [["a1"]] });
    expect(rows(boardOf([story("one", ["a1", "late1", "late2"])]), [decided])[0]).toMatchObject({
      state: "supporting",
      grownBy: 2,
    });
  });

  it("tells a merged story from its parts, and its weight as that of the heaviest until it was counted", () => {
    const merge = makeDecision(1, { kind: "merge" }, { on: [["a1"], ["b1", "b2"]] });
    const differ = {
      about: "countries",
      values: [
        { value: "4", articleIds: ["b1"] },
        { value: "6", articleIds: ["b2"] },
      ],
    };
    const parts = [
      story("one", ["a1"], { weight: 30 }),
      story("two", ["b1", "b2"], { weight: 50, contradictions: [differ], rule: { reason: "sport", why: "" } }),
    ];
    const [one] = rows(boardOf(parts), [merge]);
    expect(one).toMatchObject({ title: "one", weight: 50, provisional: true, contradictions: 1, outlets: 3 });
    expect(one?.rule).toBeUndefined();
    const counted = story("one", ["a1", "b1", "b2"], { weight: 64 });
    expect(rows(boardOf(parts, [counted]), [merge])[0]).toMatchObject({ weight: 64, provisional: false });
  });

  it("keeps a disagreement only where two of its sides are left", () => {
    const differ = {
      about: "countries",
      values: [
        { value: "4", articleIds: ["b1"] },
        { value: "6", articleIds: ["b2"] },
      ],
    };
    const split = makeDecision(1, { kind: "split", off: ["b2"] }, { on: [["b1", "b2"]] });
    const found = rows(boardOf([story("Title of b1", ["b1", "b2"], { contradictions: [differ] })]), [split]);
    expect(found.map(({ title, contradictions }) => `${title} ${contradictions}`)).toEqual([
      "Title of b1 0",
      "Title of b2 0",
    ]);
  });

  it("hides a story above the label, and one that was merged with it", () => {
    const stories = [story("open", ["a1"]), story("sealed", ["b1"], { tlp: "TLP:RED" })];
    const low: Viewer = { id: "low", ceiling: "TLP:GREEN" };
    expect(rows(boardOf(stories), [], low).map(({ title }) => title)).toEqual(["open"]);
    const merge = makeDecision(1, { kind: "merge" }, { on: [["a1"], ["b1"]] });
    expect(rows(boardOf(stories), [merge], low)).toEqual([]);
  });
});

describe("a handover note", () => {
  const board = boardOf([story("one", ["a1"]), story("two", ["b1"]), story("three", ["c1"])]);
  const own = [
    makeDecision(1, { kind: "lead" }, { on: [["a1"]], title: "one" }),
    makeDecision(2, { kind: "leave_out", reason: "too_thin", words: "one blog" }, { on: [["b1"]], title: "two" }),
    makeDecision(3, { kind: "supporting" }, { on: [["c1"]], title: "three" }),
    makeDecision(4, { kind: "undo", of: "d3" }, { on: [["c1"]], title: "three" }),
    makeDecision(5, { kind: "lead" }, { on: [["b1"]], title: "hers", who: "bo", day: "2031-05-14" }),
  ];
  const scope = { personId: "ada", day: "2031-05-14", ceiling: "TLP:RED" as const };

  it("says what was decided, taken back, and left", () => {
    expect(composeHandover(own.slice(0, 4), rows(board, own.slice(0, 4)), scope).lines).toEqual([
      "Taken as lead (1): “one”.",
      "Left out (1): “two” (too thin to report: one blog).",
      "Taken back: 1.",
      "Left to decide: 1 of 3, heaviest first: “three”.",
    ]);
  });

  it("says that nothing was decided, and holds no one else's decisions", () => {
    const lines = composeHandover(own.slice(4), rows(board, own.slice(4)), scope).lines;
    expect(lines[0]).toBe("Nothing was decided in this shift.");
  });

  it("carries the narrowest label of what it names", () => {
    const sealed = makeDecision(6, { kind: "lead" }, { on: [["a1"]], title: "one", tlp: "TLP:AMBER" });
    expect(composeHandover([sealed], rows(board, [sealed]), scope).tlp).toBe("TLP:AMBER");
    expect(composeHandover([sealed], [], { ...scope, ceiling: "TLP:GREEN" }).lines[0]).toBe(
      "Nothing was decided in this shift.",
    );
  });
});

describe("labels of corrections", () => {
  const say = (label: Label): string =>
    label.label === "left_out" ? `${label.articles.join("+")} ${label.reason}` : `${label.a} ${label.b} ${label.label}`;

  it("gives each pair across a merge and a split, and the last word on a pair", () => {
    const decisions = [
      makeDecision(1, { kind: "merge" }, { on: [["b1"], ["a1", "a2"]] }),
      makeDecision(2, { kind: "split", off: ["a2"] }, { on: [["b1", "a1", "a2"]] }),
      makeDecision(3, { kind: "merge" }, { on: [["c1"], ["d1"], ["e1"]] }),
      makeDecision(4, { kind: "leave_out", words: "seen" }, { on: [["z1", "z2"]] }),
      makeDecision(5, { kind: "merge" }, { on: [["x1"], ["y1"]] }),
      makeDecision(6, { kind: "undo", of: "d5" }, { on: [["x1"], ["y1"]] }),
      makeDecision(7, { kind: "lead" }, { on: [["c1"]] }),
    ];
    expect(labelPairs(decisions).map(say)).toEqual([
      "a1 b1 same",
      "a2 b1 different",
      "a1 a2 different",
      "c1 d1 same",
      "c1 e1 same",
      "d1 e1 same",
      "z1+z2 own_words",
    ]);
  });
});

it("leaves what was decided and what a rule left out to no one", () => {
  const board = boardOf([
    story("one", ["a1"]),
    story("two", ["b1"], { rule: { reason: "sport", why: "" } }),
    story("three", ["c1"]),
  ]);
  const decided = makeDecision(1, { kind: "lead" }, { on: [["a1"]] });
  expect(
    rows(board, [decided])
      .filter(isToDecide)
      .map(({ title }) => title),
  ).toEqual(["three"]);
});
