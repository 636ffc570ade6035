/** Fits the sentence model: the labelled techniques, and whether a sentence tells of any. */

import { scoreAll, softmax } from "../model.ts";
import type { SentenceModel } from "../read-report.ts";
import { type BucketWorth, type SparseVector, vectorOf } from "../vector.ts";
import { type FitExample, fitHinge, fitLinear } from "./fit-linear.ts";
import { quantise } from "./quantise.ts";
import type { TrainingRow } from "./training-rows.ts";

export const bucketBits = 16;
const epochs = 8;
/** Steps of a sixteenth of a weight: finer ones change no score that is reported. */
const labelledScale = 16;

export interface PreparedRow extends TrainingRow {
  readonly vector: SparseVector;
}

export const prepareRows = (rows: readonly TrainingRow[], worth: BucketWorth): PreparedRow[] =>
  rows.map((row) => ({ ...row, vector: vectorOf(row.text, worth) }));

/** Sharpness fitted on held-out clauses, see the model card; fixed so that every fold speaks alike. */
const sharpness = 1.8;

export const fitSentences = (
  labelled: readonly PreparedRow[],
  unmarked: readonly PreparedRow[],
  labels: readonly string[],
  worth: BucketWorth,
): SentenceModel => {
  const buckets = worth.length;
  const examples = labelled.map((row): FitExample => ({ ...row, label: labels.indexOf(row.label) }));
  const any = labelled.filter((row) => row.doc !== "").map((row): FitExample => ({ ...row, label: 0 }));
  const none = unmarked.map((row): FitExample => ({ vector: row.vector, label: -1, weight: 1 }));
  return {
    worth,
    labelled: quantise(fitLinear(examples, { classes: labels.length, buckets, epochs }), labels, labelledScale),
    relevance: quantise(fitHinge([...any, ...none], { classes: 1, buckets, epochs }), ["any"], 100),
    sharpness,
  };
};

/** The likeliest label of a clause and its probability. */
export const bestLabel = (vector: SparseVector, model: SentenceModel): { label: string; probability: number } => {
  const shares = softmax(scoreAll(model.labelled, vector), model.sharpness);
  let best = 0;
  for (let one = 1; one < shares.length; one += 1) if ((shares[one] ?? 0) > (shares[best] ?? 0)) best = one;
  return { label: model.labelled.labels[best] ?? "", probability: shares[best] ?? 0 };
};
