/**
 * What a desk lets count more, or less: the points of each reason times its factor's weight, in whole points. A reason never
 * goes, and keeps its sign: what counts least counts one point. `base` tells the usual points, so that it can be replayed.
 */
import type { Reason } from "#terms/assessment.ts";
import { usualWeight, type WeightFactor, type Weights, weightFactors } from "#terms/weights.ts";

/** Reasons that are part of a factor of another name. */
const partOf: Readonly<Record<string, WeightFactor>> = {
  "limited scope": "compromise",
  "supply chain": "compromise",
  carried: "corroboration",
  over: "kind",
  "law enforcement": "kind",
};

const factorOf = (factor: string): WeightFactor | undefined =>
  partOf[factor] ?? weightFactors.find((name) => name === factor);

/** @param weights absent: everything counts as usual */
export const scaleReasons = (reasons: readonly Reason[], weights: Weights = {}): Reason[] =>
  reasons.map(({ base, ...reason }) => {
    const usual = base ?? reason.points;
    const factor = factorOf(reason.factor);
    const weight = factor === undefined ? usualWeight : (weights[factor] ?? usualWeight);
    if (weight === usualWeight) return { ...reason, points: usual };
    return { ...reason, points: Math.sign(usual) * Math.max(1, Math.round(Math.abs(usual) * weight)), base: usual };
  });
