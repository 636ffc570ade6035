import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision } from "#terms/triage.ts";
import { arrangeStories } from "./arrange-stories.ts";
import { makeDecision } from "./decision.fixture.ts";

const day = "2031-05-14";
const today = [["a1", "a2", "a3"], ["b1", "b2"], ["c1"]];

/** `a1+a2:lead b1` */
const told = (groups: readonly (readonly string[])[], decisions: readonly Decision[], on = day): string =>
  arrangeStories(groups, decisions, [on])
    .map(({ articleIds, verdict }) => `${articleIds.join("+")}${verdict === undefined ? "" : `:${verdict.act.kind}`}`)
    .join(" ");

const merge = (seq: number, ...on: string[][]) => makeDecision(seq, { kind: "merge" }, { on });
const split = (seq: number, story: string[], off: string[]) =>
  makeDecision(seq, { kind: "split", off }, { on: [story] });
const lead = (seq: number, ...articles: string[]) => makeDecision(seq, { kind: "lead" }, { on: [articles] });
const leaveOut = (seq: number, ...articles: string[]) =>
  makeDecision(seq, { kind: "leave_out", reason: "nothing_new" }, { on: [articles] });
const undo = (seq: number, of: number) => makeDecision(seq, { kind: "undo", of: `d${of}` });

describe("the stories of a day, as people want them", () => {
  it.each<[says: string, groups: string[][], decisions: Decision[], expected: string]>([
    ["no decision leaves them as they are", today, [], "a1+a2+a3 b1+b2 c1"],
    ["a lead is marked", today, [lead(1, "a1", "a2", "a3")], "a1+a2+a3:lead b1+b2 c1"],
    ["the later verdict counts", today, [lead(1, "c1"), leaveOut(2, "c1")], "a1+a2+a3 b1+b2 c1:leave_out"],
    ["an undo takes it back", today, [lead(1, "c1"), leaveOut(2, "c1"), undo(3, 2)], "a1+a2+a3 b1+b2 c1:lead"],
    ["an undo of an undo restores it", today, [lead(1, "c1"), undo(2, 1), undo(3, 2)], "a1+a2+a3 b1+b2 c1:lead"],
    ["merged stories are one", today, [merge(1, ["b1", "b2"], ["c1"])], "a1+a2+a3 b1+b2+c1"],
    ["the order of naming does not move the list", today, [merge(1, ["c1"], ["a1", "a2", "a3"])], "b1+b2 a1+a2+a3+c1"],
    ["three become one", today, [merge(1, ["a1", "a2", "a3"], ["b1", "b2"], ["c1"])], "a1+a2+a3+b1+b2+c1"],
    ["what is split off stands alone", today, [split(1, ["a1", "a2", "a3"], ["a2"])], "a1+a3 a2 b1+b2 c1"],
    ["several split off stand together", today, [split(1, ["a1", "a2", "a3"], ["a2", "a3"])], "a1 a2+a3 b1+b2 c1"],
    [
      "merged and split again is as before",
      today,
      [merge(1, ["b1", "b2"], ["c1"]), split(2, ["b1", "b2", "c1"], ["c1"])],
      "a1+a2+a3 b1+b2 c1",
    ],
    ["merging what is one already changes nothing", today, [merge(1, ["a1"], ["a3"])], "a1+a2+a3 b1+b2 c1"],
    ["splitting what is apart already changes nothing", today, [split(1, ["a1", "c1"], ["c1"])], "a1+a2+a3 b1+b2 c1"],
    [
      "a late article joins the story that was decided",
      [["a0", "a1", "a2"], ["c1"]],
      [lead(1, "a1", "a2")],
      "a0+a1+a2:lead c1",
    ],
    [
      "a verdict sticks to the story with most of its articles",
      [["a1"], ["a2", "a3"]],
      [lead(1, "a1", "a2", "a3")],
      "a1 a2+a3:lead",
    ],
    ["of equal halves the one with the earliest named", [["a2"], ["a1"]], [lead(1, "a1", "a2")], "a2 a1:lead"],
    [
      "a merge sticks when articles are added to both",
      [
        ["a1", "n1"],
        ["b1", "n2"],
      ],
      [merge(1, ["a1"], ["b1"])],
      "a1+n1+b1+n2",
    ],
    [
      "a merge does not drag along where one article went",
      [["a1", "a2"], ["a3", "x1"], ["b1"]],
      [merge(1, ["a1", "a2", "a3"], ["b1"])],
      "a1+a2+b1 a3+x1",
    ],
    [
      "a split holds when the pipeline groups them again with more",
      [["a1", "n1", "a2"]],
      [split(1, ["a1", "a2"], ["a2"])],
      "a1+n1 a2",
    ],
    [
      "a decision on articles that are gone does nothing",
      [["z1"]],
      [lead(1, "a1"), merge(2, ["a1"], ["b1"]), split(3, ["a1", "a2"], ["a2"])],
      "z1",
    ],
    [
      "a merge counts the verdict of the story merged into",
      today,
      [lead(1, "b1", "b2"), leaveOut(2, "c1"), merge(3, ["b1", "b2"], ["c1"])],
      "a1+a2+a3 b1+b2+c1:lead",
    ],
    [
      "a merge keeps the other's verdict where it had none",
      today,
      [leaveOut(1, "c1"), merge(2, ["b1", "b2"], ["c1"])],
      "a1+a2+a3 b1+b2+c1:leave_out",
    ],
    [
      "a verdict after the merge counts",
      today,
      [lead(1, "b1", "b2"), merge(2, ["b1", "b2"], ["c1"]), leaveOut(3, "b1", "b2", "c1")],
      "a1+a2+a3 b1+b2+c1:leave_out",
    ],
    [
      "what is split off is open again",
      today,
      [lead(1, "a1", "a2", "a3"), split(2, ["a1", "a2", "a3"], ["a3"])],
      "a1+a2:lead a3 b1+b2 c1",
    ],
  ])("%s", (_says, groups, decisions, expected) => {
    expect(told(groups, decisions)).toBe(expected);
  });

  it("keeps merges and splits of the day before, and not its verdicts", () => {
    const decisions = [merge(1, ["b1", "b2"], ["c1"]), lead(2, "a1", "a2", "a3")];
    expect(told(today, decisions, "2031-05-15")).toBe("a1+a2+a3 b1+b2+c1");
  });
});

/** Random days and random decisions on them, as people would make them: on stories as they stand. */
const groupsArb = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
  .map((sizes) => sizes.map((size, group) => Array.from({ length: size }, (_, at) => `${group}-${at}`)));
const stepArb = fc.record({
  kind: fc.constantFrom("lead", "supporting", "leave_out", "merge", "split"),
  a: fc.nat(),
  b: fc.nat(),
});

const decide = (groups: string[][], steps: readonly { kind: string; a: number; b: number }[]): Decision[] => {
  const decisions: Decision[] = [];
  for (const { kind, a, b } of steps) {
    const stories = arrangeStories(groups, decisions, [day]);
    const one = [...(stories[a % stories.length]?.articleIds ?? [])];
    const other = [...(stories[b % stories.length]?.articleIds ?? [])];
    const seq = decisions.length + 1;
    if (kind === "merge") decisions.push(merge(seq, one, other));
    else if (kind === "split") {
      if (one.length > 1) decisions.push(split(seq, one, one.slice(0, 1 + (b % (one.length - 1)))));
    } else if (kind === "leave_out") decisions.push(leaveOut(seq, ...one));
    else decisions.push(makeDecision(seq, { kind: kind === "lead" ? "lead" : "supporting" }, { on: [one] }));
  }
  return decisions;
};

const run = { seed: 20_310_514, numRuns: 300 };

describe("any sequence of decisions", () => {
  it("loses and doubles no article", () => {
    fc.assert(
      fc.property(groupsArb, fc.array(stepArb, { maxLength: 12 }), (groups, steps) => {
        const all = arrangeStories(groups, decide(groups, steps), [day]).flatMap(({ articleIds }) => articleIds);
        expect([...all].sort()).toEqual(groups.flat().sort());
      }),
      run,
    );
  });

  it("is as before when each is undone, from the last to the first or in any order", () => {
    fc.assert(
      fc.property(groupsArb, fc.array(stepArb, { maxLength: 10 }), fc.nat(), (groups, steps, turn) => {
        const decisions = decide(groups, steps);
        const before = told(groups, []);
        const states = decisions.map((_, count) => told(groups, decisions.slice(0, count)));
        const log: Decision[] = [...decisions];
        for (const state of [...states].reverse()) {
          const next = decisions[decisions.length - 1 - (log.length - decisions.length)];
          log.push(undo(log.length + 1, next?.seq ?? 0));
          expect(told(groups, log)).toBe(state);
        }
        const turned = decisions.map((_, at) => decisions[(at + turn) % decisions.length]?.seq ?? 0);
        expect(told(groups, [...decisions, ...turned.map((seq, at) => undo(decisions.length + at + 1, seq))])).toBe(
          before,
        );
      }),
      run,
    );
  });

  it("merge then split, and split then merge, are the identity", () => {
    fc.assert(
      fc.property(groupsArb, fc.array(stepArb, { maxLength: 6 }), fc.nat(), fc.nat(), (groups, steps, a, b) => {
        const decisions = decide(groups, steps);
        const stories = arrangeStories(groups, decisions, [day]);
        const one = [...(stories[a % stories.length]?.articleIds ?? [])];
        const other = [...(stories[b % stories.length]?.articleIds ?? [])];
        const shapes = (list: readonly Decision[]): string[] =>
          arrangeStories(groups, list, [day])
            .map(({ articleIds }) => articleIds.join("+"))
            .sort();
        const seq = decisions.length + 1;
        if (one !== other && one[0] !== other[0]) {
          const merged = [...decisions, merge(seq, one, other)];
          expect(shapes([...merged, split(seq + 1, [...one, ...other], other)])).toEqual(shapes(decisions));
        }
        if (one.length > 1) {
          const off = one.slice(1);
          const parted = [...decisions, split(seq, one, off)];
          expect(shapes([...parted, merge(seq + 1, one.slice(0, 1), off)])).toEqual(shapes(decisions));
        }
      }),
      run,
    );
  });

  it("comes to the same whatever order the list is read in", () => {
    fc.assert(
      fc.property(groupsArb, fc.array(stepArb, { maxLength: 8 }), (groups, steps) => {
        const decisions = decide(groups, steps);
        expect(told(groups, [...decisions].reverse())).toBe(told(groups, decisions));
      }),
      run,
    );
  });
});
