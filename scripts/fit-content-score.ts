/**
 * Fits the weights of the check's content score from the alignment sets of a data folder and writes
 * `src/desk/check/content-weights.ts`: `node scripts/fit-content-score.ts --data DIR [--write]`.
 *
 * Logistic regression with ridge on the pairs no slot objects to (Newton's method, no random start). Each set and each label
 * weighs the same, as balanced accuracy counts them. The ridge is the one of a fixed list with the best balanced accuracy,
 * mean over the sets, in five folds; articles are kept apart (a group's fold is a hash of its name and a fixed seed). What is
 * printed is measured in those folds, by the whole check and not by the score alone. Of the texts nothing is kept but weights.
 */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type contentMeasures, measureSentence } from "#desk/check/index.ts";
import { annotate } from "#intel/extract/index.ts";
import { readJsonLines } from "../evaluate/read-json-lines.ts";

interface Pair {
  readonly source: string;
  readonly claim: string;
  readonly label: 0 | 1;
  readonly group: string;
}

type Factor = (typeof contentMeasures)[number] | "parts";
type Term = readonly [Factor, Factor | undefined];

interface Row {
  readonly set: number;
  readonly label: 0 | 1;
  readonly fold: number;
  /** Decided without the score: this verdict stands whatever the weights are. */
  readonly settled: boolean | undefined;
  readonly values: Float64Array;
}

const sets = ["qags", "xsumfaith", "cliff-goyal"] as const;
const folds = 5;
const seed = "content-score-1";
const ridges = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03] as const;

/**
 * Chosen once by forward selection among the measures and their products, on these folds: their printed accuracy is a
 * little flattered by that. Products with `opensCapital` and `sourceCase` tell how much a covered word means in such a text.
 */
const terms: readonly Term[] = [
  ["opensCapital", undefined],
  ["sourceCase", undefined],
  ["parts", undefined],
  ["covered", undefined],
  ["sourceCase", "opensCapital"],
  ["missingFigures", undefined],
  ["missing", "parts"],
  ["nothingMissing", undefined],
  ["salience", undefined],
  ["missingNear", undefined],
  ["copiedThree", "opensCapital"],
  ["copiedThree", undefined],
  ["apart", "sourceCase"],
  ["apart", undefined],
  ["apart", "opensCapital"],
  ["salience", "opensCapital"],
  ["copiedFour", "opensCapital"],
  ["claimCase", "sourceCase"],
  ["claimCase", undefined],
  ["copiedFour", undefined],
  ["missing", undefined],
  ["bestSentence", "opensCapital"],
  ["length", undefined],
  ["covered", "opensCapital"],
];

const foldOf = (group: string): number =>
  createHash("sha256").update(`${seed} ${group}`).digest().readUInt32BE(0) % folds;

const toRow = (pair: Pair, set: number): Row => {
  const base = { set, label: pair.label, fold: foldOf(pair.group) };
  const found = measureSentence(pair.claim, [{ text: pair.source }], { annotate });
  if (typeof found === "boolean") return { ...base, settled: found, values: new Float64Array(0) };
  const take = (factor: Factor): number =>
    factor === "parts" ? Math.min(1, (found.parts - 1) / 4) : found.measures[factor];
  const values = Float64Array.from([1, ...terms.map(([a, b]) => take(a) * (b === undefined ? 1 : take(b)))]);
  return { ...base, settled: undefined, values };
};

/** Each set and label weighs the same: a pair counts one over their number. */
const weightsOf = (rows: readonly Row[]): Float64Array => {
  const counts = new Map<string, number>();
  for (const { set, label } of rows) counts.set(`${set} ${label}`, (counts.get(`${set} ${label}`) ?? 0) + 1);
  return Float64Array.from(rows, ({ set, label }) => rows.length / 6 / (counts.get(`${set} ${label}`) ?? 1));
};

/** Solves a symmetric positive system in place by Cholesky's method. */
const solve = (matrix: Float64Array[], right: Float64Array): Float64Array => {
  const size = right.length;
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let inner = 0; inner < column; inner += 1) sum -= at(row, inner) * at(column, inner);
      (matrix[row] as Float64Array)[column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(column, column);
    }
  }
  const found = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let sum = found[row] ?? 0;
    for (let inner = 0; inner < row; inner += 1) sum -= at(row, inner) * (found[inner] ?? 0);
    found[row] = sum / at(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = found[row] ?? 0;
    for (let inner = row + 1; inner < size; inner += 1) sum -= at(inner, row) * (found[inner] ?? 0);
    found[row] = sum / at(row, row);
  }
  return found;
};

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

/** Ridge on standardised terms, so that the penalty does not depend on a measure's scale; the bias is free. */
const fitWeights = (rows: readonly Row[], ridge: number): Float64Array => {
  const counted = weightsOf(rows);
  const asked = rows.flatMap((row, at) => (row.settled === undefined ? [{ row, weight: counted[at] ?? 0 }] : []));
  const size = terms.length + 1;
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const scale = Float64Array.from({ length: size }, (_value, term) => {
    if (term === 0) return 1;
    const mean = asked.reduce((sum, { row, weight }) => sum + weight * (row.values[term] ?? 0), 0) / total;
    const spread =
      asked.reduce((sum, { row, weight }) => sum + weight * ((row.values[term] ?? 0) - mean) ** 2, 0) / total;
    return Math.max(1e-3, Math.sqrt(spread));
  });
  const scaled = asked.map(({ row }) => row.values.map((value, term) => value / (scale[term] ?? 1)));
  let beta = new Float64Array(size);
  for (let round = 0; round < 12; round += 1) {
    const matrix = Array.from({ length: size }, (_row, at) => {
      const line = new Float64Array(size);
      line[at] = at === 0 ? 1e-9 : ridge * total;
      return line;
    });
    const gradient = Float64Array.from(beta, (value, at) => (at === 0 ? 0 : -ridge * total * value));
    scaled.forEach((values, at) => {
      const { row, weight } = asked[at] as (typeof asked)[number];
      const chance = 1 / (1 + Math.exp(-dot(values, beta)));
      const bend = weight * Math.max(1e-6, chance * (1 - chance));
      for (let a = 0; a < size; a += 1) {
        const value = values[a] ?? 0;
        gradient[a] = (gradient[a] ?? 0) + weight * (row.label - chance) * value;
        const line = matrix[a] as Float64Array;
        for (let b = 0; b <= a; b += 1) line[b] = (line[b] ?? 0) + bend * value * (values[b] ?? 0);
      }
    });
    const step = solve(matrix, gradient);
    beta = beta.map((value, at) => value + (step[at] ?? 0));
  }
  return beta.map((value, at) => value / (scale[at] ?? 1));
};

const isSupported = (row: Row, beta: Float64Array): boolean => row.settled ?? dot(row.values, beta) >= 0;

const balanced = (rows: readonly Row[], verdicts: ReadonlyMap<Row, boolean>): number => {
  const share = (label: 0 | 1): number => {
    const own = rows.filter((row) => row.label === label);
    return own.filter((row) => verdicts.get(row) === (label === 1)).length / Math.max(1, own.length);
  };
  return (share(0) + share(1)) / 2;
};

/** Balanced accuracy of each set when each fold is judged by weights fitted on the others. */
const crossValidate = (rows: readonly Row[], ridge: number): number[] => {
  const verdicts = new Map<Row, boolean>();
  for (let fold = 0; fold < folds; fold += 1) {
    const beta = fitWeights(
      rows.filter((row) => row.fold !== fold),
      ridge,
    );
    for (const row of rows) if (row.fold === fold) verdicts.set(row, isSupported(row, beta));
  }
  return sets.map((_name, set) =>
    balanced(
      rows.filter((row) => row.set === set),
      verdicts,
    ),
  );
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const source = (beta: Float64Array): string =>
  `/** Written by \`node scripts/fit-content-score.ts --data DIR --write\`; data and method stand there. Do not edit. */
import type { Measure } from "./measure-content.ts";

/** What a weight multiplies: a measure, or the number of sentences beyond the first over four, at most 1. */
export type Factor = Measure | "parts";

export const bias = ${(beta[0] ?? 0).toFixed(3)};

/** Measure, what it is multiplied with, weight. */
export const weights: readonly (readonly [Factor, Factor | undefined, number])[] = [
${terms.map(([a, b], at) => `  ["${a}", ${b === undefined ? "undefined" : `"${b}"`}, ${(beta[at + 1] ?? 0).toFixed(3)}],`).join("\n")}
];
`;

const { values: options } = parseArgs({
  options: { data: { type: "string" }, write: { type: "boolean", default: false } },
});
if (options.data === undefined) throw new Error("Expected --data DIR, a folder laid out like the suites' data.");
const dataDir = options.data;
const read = await Promise.all(sets.map((name) => readJsonLines<Pair>(dataDir, `extraction/align/${name}.jsonl`)));
const rows = read.flatMap((pairs, set) => pairs.map((pair) => toRow(pair, set)));
let best = { ridge: ridges[0] as number, score: -1 };
for (const ridge of ridges) {
  const scores = crossValidate(rows, ridge);
  print(`ridge ${ridge}: ${sets.map((name, set) => `${name} ${(scores[set] ?? 0).toFixed(4)}`).join(", ")}`);
  if (mean(scores) > best.score) best = { ridge, score: mean(scores) };
}
print(
  `taken: ridge ${best.ridge}, mean ${best.score.toFixed(4)} in ${folds} folds, ${rows.length} pairs, ${terms.length} weights`,
);
if (options.write)
  await writeFile(
    new URL("../src/desk/check/content-weights.ts", import.meta.url),
    source(fitWeights(rows, best.ridge)),
  );
