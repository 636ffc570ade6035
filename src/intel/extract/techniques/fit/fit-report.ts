/**
 * Fits the report formula: logistic regression by plain gradient descent over (report, label) pairs, start values held
 * near their mean, and the threshold that gives the best set F1 on the same reports. Fixed steps, no randomness.
 */
import { foldLabel } from "../fold-label.ts";
import { sigmoid } from "../model.ts";
import { featureCount, type ReportFormula, type ReportReading, weighReport } from "../read-report.ts";

export interface FittedReport {
  readonly reading: ReportReading;
  /** Labels the annotators gave, sub-techniques folded. */
  readonly gold: ReadonlySet<string>;
}

export const goldOf = (
  spans: readonly (readonly [number, number, string])[],
  labels: ReadonlySet<string>,
): ReadonlySet<string> => new Set(spans.flatMap(([, , id]) => foldLabel(id, labels) ?? []));

export interface SetCount {
  ours: number;
  gold: number;
  right: number;
}

export const setF1 = ({ ours, gold, right }: SetCount): number => (ours + gold === 0 ? 0 : (2 * right) / (ours + gold));

export const countSets = (
  probabilities: readonly number[],
  labels: readonly string[],
  gold: ReadonlySet<string>,
  threshold: number,
  into: SetCount,
): void => {
  into.gold += gold.size;
  for (const [index, label] of labels.entries()) {
    if ((probabilities[index] ?? 0) < threshold) continue;
    into.ours += 1;
    if (gold.has(label)) into.right += 1;
  }
};

const rounds = 400;
const pace = 1.5;
const startHold = 0.01;
const weightHold = 0.001;

const bestThreshold = (reports: readonly FittedReport[], labels: readonly string[], formula: ReportFormula): number => {
  const weighed = reports.map((one) => weighReport(one.reading, formula));
  let best = { f1: -1, threshold: 0.4 };
  for (let threshold = 0.2; threshold < 0.6; threshold += 0.02) {
    const count: SetCount = { ours: 0, gold: 0, right: 0 };
    for (const [at, one] of reports.entries()) countSets(weighed[at] ?? [], labels, one.gold, threshold, count);
    if (setF1(count) > best.f1) best = { f1: setF1(count), threshold: Math.round(threshold * 100) / 100 };
  }
  return best.threshold;
};

interface Fit {
  readonly weights: Float64Array;
  readonly starts: Float64Array;
  middle: number;
}

interface Slopes {
  readonly weights: Float64Array;
  readonly starts: Float64Array;
}

/** How far each report and label is off, summed by what it would move. */
const slopesOf = (reports: readonly FittedReport[], labels: readonly string[], fit: Fit): Slopes => {
  const slopes: Slopes = { weights: new Float64Array(featureCount), starts: new Float64Array(labels.length) };
  for (const { reading, gold } of reports)
    for (const [label, features] of reading.features.entries()) {
      const start = fit.middle + (fit.starts[label] ?? 0);
      const sum = features.reduce((total, value, at) => total + value * (fit.weights[at] ?? 0), start);
      const off = sigmoid(sum) - (gold.has(labels[label] ?? "") ? 1 : 0);
      for (const [at, value] of features.entries()) slopes.weights[at] = (slopes.weights[at] ?? 0) + off * value;
      slopes.starts[label] = (slopes.starts[label] ?? 0) + off;
    }
  return slopes;
};

/** A start value sees one pair in fifty: its slope is scaled up. */
const startPace = 8;

const move = (fit: Fit, slopes: Slopes, pairs: number): void => {
  for (const [at, held] of fit.weights.entries())
    fit.weights[at] = held - pace * ((slopes.weights[at] ?? 0) / pairs + weightHold * held);
  for (const [label, held] of fit.starts.entries())
    fit.starts[label] = held - pace * ((startPace * (slopes.starts[label] ?? 0)) / pairs + startHold * held);
  fit.middle -= (pace * slopes.starts.reduce((sum, slope) => sum + slope, 0)) / pairs;
};

const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

export const fitReport = (reports: readonly FittedReport[], labels: readonly string[]): ReportFormula => {
  const fit: Fit = { weights: new Float64Array(featureCount), starts: new Float64Array(labels.length), middle: -1 };
  const pairs = Math.max(1, reports.length * labels.length);
  for (let round = 0; round < rounds; round += 1) move(fit, slopesOf(reports, labels, fit), pairs);
  const formula: ReportFormula = {
    weights: Array.from(fit.weights, round4),
    starts: Array.from(fit.starts, (value) => round4(value + fit.middle)),
    threshold: 0,
  };
  return { ...formula, threshold: bestThreshold(reports, labels, formula) };
};
