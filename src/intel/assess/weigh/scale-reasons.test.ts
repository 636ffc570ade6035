import { describe, expect, it } from "vitest";
import type { Reason } from "#terms/assessment.ts";
import type { Weights } from "#terms/weights.ts";
import { scaleReasons } from "./scale-reasons.ts";

const reason = (factor: string, points: number, base?: number): Reason => ({
  factor,
  points,
  because: "it is so",
  ...(base === undefined ? {} : { base }),
});

describe("the weights of a desk", () => {
  it.each<[string, Reason, Weights, Reason]>([
    ["leave what counts as usual as it is", reason("severity", 18), {}, reason("severity", 18)],
    ["double points, and tell the usual ones", reason("severity", 18), { severity: 2 }, reason("severity", 36, 18)],
    ["round to whole points", reason("severity", 18), { severity: 0.25 }, reason("severity", 5, 18)],
    ["never take a reason away", reason("kind", 2), { kind: 0.25 }, reason("kind", 1, 2)],
    ["keep the sign", reason("exploitation", -2), { exploitation: 0.25 }, reason("exploitation", -1, -2)],
    [
      "hold for what is part of a factor",
      reason("limited scope", -8),
      { compromise: 2 },
      reason("limited scope", -16, -8),
    ],
    ["leave other factors alone", reason("breadth", 24), { severity: 3 }, reason("breadth", 24)],
    ["begin at the usual points again", reason("severity", 36, 18), { severity: 0.5 }, reason("severity", 9, 18)],
    ["are gone once all counts as usual", reason("severity", 36, 18), {}, reason("severity", 18)],
  ])("%s", (_, before, weights, after) => {
    expect(scaleReasons([before], weights)).toEqual([after]);
  });
});
