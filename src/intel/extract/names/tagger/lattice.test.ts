import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labels, mayFollow, width } from "./labels.ts";
import { Lattice } from "./lattice.ts";

const unit = 10;

/** Every labelling of three tokens that may be, with its weight; slow and plain, to hold the passes against. */
const weigh = (scores: Float64Array, move: Float32Array): { path: number[]; weight: number }[] => {
  const grow = (path: readonly number[], last: number, score: number): { path: number[]; weight: number }[] => {
    if (path.length === 3) return [{ path: [...path], weight: Math.exp(score / unit) }];
    return labels.flatMap((_, next) => {
      if (!mayFollow(last, next)) return [];
      const own = (move[last * width + next] ?? 0) + (scores[path.length * width + next] ?? 0);
      return grow([...path, next], next, score + own);
    });
  };
  return grow([], 0, 0);
};

const numbers = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 23, maxLength: 23 });

describe("the chance of a span", () => {
  it("is the share of all labellings that hold exactly it", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 }), (any, from, length) => {
        const scores = Float64Array.from({ length: 3 * width }, (_, at) => any[(at * 7) % 23] ?? 0);
        const move = Float32Array.from({ length: width * width }, (_, at) => any[(at * 5) % 23] ?? 0);
        const to = Math.min(3, from + length);
        const lattice = new Lattice(3);
        for (let at = 0; at < 3; at += 1) lattice.read(at, scores, at * width, unit);
        lattice.run(3, move, unit);
        const all = weigh(scores, move);
        const holds = all.filter(
          ({ path }) =>
            path[from] === 3 && path.slice(from + 1, to).every((one) => one === 4) && (to === 3 || path[to] !== 4),
        );
        const sum = (some: typeof all): number => some.reduce((total, one) => total + one.weight, 0);
        const found = new Map<number, number>();
        lattice.spansFrom(from, 3, 3, 0, (end, chance) => found.set(end, chance));
        expect(found.get(to)).toBeCloseTo(sum(holds) / sum(all), 8);
      }),
      { seed: 11, numRuns: 20 },
    );
  });

  it("of weights as far apart as they come stays between 0 and 1", () => {
    const scores = new Float64Array(2 * width).fill(-1e9);
    scores[3] = 1e9;
    const lattice = new Lattice(2);
    for (let at = 0; at < 2; at += 1) lattice.read(at, scores, at * width, 1);
    lattice.run(2, new Float32Array(width * width), 1);
    const found: [number, number][] = [];
    lattice.spansFrom(0, 3, 2, 0.5, (end, chance) => found.push([end, chance]));
    expect(found.map(([end]) => end)).toEqual([1]);
    expect(found[0]?.[1]).toBeLessThanOrEqual(1);
  });
});
