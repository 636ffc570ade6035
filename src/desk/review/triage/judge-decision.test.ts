import { describe, expect, it } from "vitest";
import type { Decision, Proposal, TriageAct } from "#terms/triage.ts";
import { makeDecision } from "./decision.fixture.ts";
import { judgeDecision } from "./judge-decision.ts";

const groups = [["a1", "a2"], ["b1"]];
const lead = makeDecision(1, { kind: "lead" }, { on: [["a1", "a2"]], who: "bo" });
const merged = makeDecision(2, { kind: "merge" }, { on: [["b1"], ["a1", "a2"]], who: "bo" });

const propose = (act: TriageAct, ...on: [articleIds: string[], basedOn: string | null][]): Proposal => ({
  day: "2031-05-14",
  act,
  on: on.map(([articleIds, basedOn]) => ({ articleIds, basedOn })),
});

const answer = (proposal: Proposal, decisions: Decision[], who = "ada"): string => {
  const judged = judgeDecision(proposal, who, decisions, groups);
  if (judged.ok) return judged.value.already === undefined ? "recorded" : `already ${judged.value.already.id}`;
  return judged.error.type === "refused" ? judged.error.because : `conflict with ${judged.error.with?.id ?? "nothing"}`;
};

const supporting: TriageAct = { kind: "supporting" };
const undoOf = (of: string): TriageAct => ({ kind: "undo", of });
const undone = makeDecision(2, undoOf("d1"), { on: [["a1", "a2"]], who: "bo" });

describe("whether a decision may be made", () => {
  it.each<[says: string, proposal: Proposal, decisions: Decision[], expected: string]>([
    ["on a story that nobody decided", propose(supporting, [["a1", "a2"], null]), [], "recorded"],
    [
      "on a story that was decided meanwhile: a conflict",
      propose(supporting, [["a1", "a2"], null]),
      [lead],
      "conflict with d1",
    ],
    ["knowingly on another's decision", propose(supporting, [["a1", "a2"], "d1"]), [lead], "recorded"],
    ["on another story", propose(supporting, [["b1"], null]), [lead], "recorded"],
    [
      "on a decision that was taken back: a conflict",
      propose(supporting, [["a1", "a2"], "d1"]),
      [lead, undone],
      "conflict with nothing",
    ],
    [
      "a story that was merged away meanwhile: a conflict",
      propose(supporting, [["a1", "a2"], null]),
      [merged],
      "conflict with d2",
    ],
    [
      "a merge with a story that was decided meanwhile: a conflict",
      propose({ kind: "merge" }, [["b1"], null], [["a1", "a2"], null]),
      [lead],
      "conflict with d1",
    ],
    ["a merge of two", propose({ kind: "merge" }, [["b1"], null], [["a1", "a2"], null]), [], "recorded"],
    [
      "a merge of one with itself",
      propose({ kind: "merge" }, [["a1"], null], [["a2"], null]),
      [],
      "Expected at least two stories to merge but found one.",
    ],
    [
      "two stories where one is meant",
      propose(supporting, [["a1"], null], [["b1"], null]),
      [],
      "Expected one story but found 2.",
    ],
    ["a split", propose({ kind: "split", off: ["a2"] }, [["a1", "a2"], null]), [], "recorded"],
    [
      "a split of everything",
      propose({ kind: "split", off: ["a1", "a2"] }, [["a1", "a2"], null]),
      [],
      "Expected some articles to stay but found all of them split off.",
    ],
    [
      "a split of what is not there",
      propose({ kind: "split", off: ["b1"] }, [["a1", "a2"], null]),
      [],
      "Expected articles of this story but found others.",
    ],
    [
      "articles that are on no board",
      propose(supporting, [["z1"], null]),
      [],
      "Expected articles of a story on the board but found none of these. The list was made anew.",
    ],
    [
      "undo of another's decision that nothing came after",
      propose(undoOf("d1"), [["a1", "a2"], "d1"]),
      [lead],
      "recorded",
    ],
    ["undo twice", propose(undoOf("d1"), [["a1", "a2"], "d1"]), [lead, undone], "It was taken back already."],
    [
      "undo of what is not there",
      propose(undoOf("d9"), [["a1"], null]),
      [],
      "Expected a decision on record but found none of that id.",
    ],
    [
      "undo of an undo",
      propose(undoOf("d2"), [["a1"], null]),
      [lead, undone],
      "Expected a decision on a story; decide it again instead.",
    ],
  ])("%s", (_says, proposal, decisions, expected) => {
    expect(answer(proposal, decisions)).toBe(expected);
  });

  it("gives the decision back when its maker sends it again", () => {
    expect(answer(propose({ kind: "lead" }, [["a2", "a1"], null]), [lead], "bo")).toBe("already d1");
    expect(answer(propose(undoOf("d1"), [["a1", "a2"], "d1"]), [lead, undone], "bo")).toBe("already d2");
  });

  it("does not take an own decision from under another's later one, unless knowingly", () => {
    const own = makeDecision(1, { kind: "lead" }, { on: [["a1", "a2"]], who: "ada" });
    const theirs = makeDecision(2, { kind: "merge" }, { on: [["b1"], ["a1", "a2"]], who: "bo" });
    expect(answer(propose(undoOf("d1"), [["a1", "a2"], "d1"]), [own, theirs])).toBe("conflict with d2");
    expect(answer(propose(undoOf("d1"), [["a1", "a2"], "d2"]), [own, theirs])).toBe("recorded");
    const mine = makeDecision(2, supporting, { on: [["a1", "a2"]], who: "ada" });
    expect(answer(propose(undoOf("d1"), [["a1", "a2"], "d1"]), [own, mine])).toBe("recorded");
  });
});
