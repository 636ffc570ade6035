/**
 * Fits the ranking of all live techniques: centroids from ATT&CK's text and TRAM's clauses, and, apart from them, a model
 * of the technique links of AnnoCTR.
 */
import type { TechniqueModel } from "../model.ts";
import { type BucketWorth, vectorOf } from "../vector.ts";
import { fitHinge } from "./fit-linear.ts";
import { quantise } from "./quantise.ts";
import { isLiveTechnique, namesById, sentencesOf, type TrainingData, withoutName } from "./training-rows.ts";

interface OpenRow {
  readonly text: string;
  readonly id: string;
  readonly weight: number;
}

const nameWeight = 3;
const descriptionSentences = 12;

export const openRows = (data: TrainingData): OpenRow[] => {
  const live = data.objects.filter(isLiveTechnique);
  const ids = new Set(live.map((one) => one.id));
  const names = namesById(data.objects);
  return [
    ...live.flatMap((one) => [
      { text: one.name, id: one.id, weight: nameWeight },
      ...sentencesOf(one.desc)
        .slice(0, descriptionSentences)
        .map((text) => ({ text, id: one.id, weight: 1 })),
    ]),
    ...data.procedures.map((one) => ({ text: withoutName(one, names), id: one.label, weight: 1 })),
    ...data.clauses.map((one) => ({ text: one.text, id: one.label, weight: 1 })),
  ].filter((row) => ids.has(row.id));
};

/** Of each centroid only the buckets that weigh most are kept. */
const kept = 320;
const centroidScale = 700;
/** A sub-technique's text counts half for its parent. */
const parentShare = 0.5;
/** Start values: per unit of ln(rows + 3), for a whole technique, for the enterprise matrix. */
const rowsLift = 0.02;
const wholeLift = 0.1;
const enterpriseLift = 0.1;

const sumRows = (rows: readonly OpenRow[], ids: readonly string[], worth: BucketWorth) => {
  const place = new Map(ids.map((id, at) => [id, at]));
  const sums = ids.map(() => new Map<number, number>());
  const counts = new Float64Array(ids.length);
  for (const { text, id, weight } of rows) {
    const vector = vectorOf(text, worth);
    const add = (at: number | undefined, share: number): void => {
      const sum = at === undefined ? undefined : sums[at];
      if (at === undefined || sum === undefined) return;
      counts[at] = (counts[at] ?? 0) + share;
      for (const [index, bucket] of vector.buckets.entries())
        sum.set(bucket, (sum.get(bucket) ?? 0) + share * (vector.values[index] ?? 0));
    };
    add(place.get(id), weight);
    const parent = id.split(".")[0] ?? "";
    if (parent !== id) add(place.get(parent), weight * parentShare);
  }
  return { sums, counts };
};

/** The heaviest buckets of a sum, square-rooted, of length one. */
const trim = (sum: ReadonlyMap<number, number>): [number, number][] => {
  const heaviest = [...sum]
    .map(([bucket, value]): [number, number] => [bucket, Math.sqrt(value)])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, kept);
  const length = Math.sqrt(heaviest.reduce((total, [, value]) => total + value * value, 0)) || 1;
  return heaviest.map(([bucket, value]) => [bucket, value / length]);
};

export const fitCentroids = (data: TrainingData, worth: BucketWorth): TechniqueModel => {
  const live = data.objects.filter(isLiveTechnique);
  const domains = new Map(live.map((one) => [one.id, one.domain]));
  const labels = [...domains.keys()].sort();
  const { sums, counts } = sumRows(openRows(data), labels, worth);
  const byBucket = new Map<number, [number, number][]>();
  for (const [column, sum] of sums.entries())
    for (const [bucket, value] of trim(sum)) {
      const stored = Math.min(127, Math.round(value * centroidScale));
      if (stored === 0) continue;
      const row = byBucket.get(bucket) ?? [];
      row.push([column, stored]);
      byBucket.set(bucket, row);
    }
  const starts = new Int32Array(worth.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let bucket = 0; bucket < worth.length; bucket += 1) {
    for (const [column, value] of byBucket.get(bucket) ?? []) {
      columns.push(column);
      values.push(value);
    }
    starts[bucket + 1] = columns.length;
  }
  const bias = labels.map((id, at) => {
    const lift = (id.includes(".") ? 0 : wholeLift) + (domains.get(id) === "enterprise" ? enterpriseLift : 0);
    return Math.round(1000 * (rowsLift * Math.log((counts[at] ?? 0) + 3) + lift)) / 1000;
  });
  return {
    ...{ labels, starts, columns: Uint16Array.from(columns), values: Int8Array.from(values) },
    ...{ scale: centroidScale, bias: Float32Array.from(bias) },
  };
};

export interface TechniqueLink {
  readonly doc: string;
  readonly mention: string;
  readonly left: string;
  readonly right: string;
  /** CE explicit, CI implicit. */
  readonly cls: string;
  readonly attack: string;
}

export interface AnnotatedDocument {
  readonly doc: string;
  readonly links: readonly (Omit<TechniqueLink, "doc" | "attack"> & {
    readonly type: string;
    readonly attack: string | null;
  })[];
}

/** Links to techniques, revoked ids mapped. */
export const techniqueLinks = (
  documents: readonly AnnotatedDocument[],
  revoked: ReadonlyMap<string, string>,
): TechniqueLink[] =>
  documents.flatMap(({ doc, links }) =>
    links.flatMap(({ mention, left, right, cls, type, attack }) =>
      type === "TECHNIQUE" && attack !== null
        ? [{ doc, mention, left, right, cls, attack: revoked.get(attack) ?? attack }]
        : [],
    ),
  );

const annotatedEpochs = 6;
const annotatedScale = 24;

export const fitAnnotated = (
  links: readonly TechniqueLink[],
  live: ReadonlySet<string>,
  worth: BucketWorth,
): TechniqueModel => {
  const known = links.filter((one) => live.has(one.attack));
  const labels = [...new Set(known.map((one) => one.attack))].sort();
  const examples = known.map((one) => ({
    vector: vectorOf(one.mention, worth),
    label: labels.indexOf(one.attack),
    weight: 1,
  }));
  const options = { classes: labels.length, buckets: worth.length, epochs: annotatedEpochs };
  return quantise(fitHinge(examples, options), labels, annotatedScale);
};
