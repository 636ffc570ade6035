/**
 * All models from the data sets, and the documents each fold leaves out. The shipped models are fitted on everything; the
 * report formula is fitted on reports read by models that had not seen them.
 */
import { type ReportFormula, readReport, type SentenceModel } from "../read-report.ts";
import { type BucketWorth, learnWorth } from "../vector.ts";
import { openRows } from "./fit-open.ts";
import { type FittedReport, fitReport, goldOf } from "./fit-report.ts";
import { bucketBits, fitSentences, type PreparedRow, prepareRows } from "./fit-sentences.ts";
import { labelledRows, labelsOf, type TrainingData, unmarkedRows } from "./training-rows.ts";

export const folds = 5;

/** Which fold leaves a document out: a hash of its name, the same in every run. */
export const foldOf = (doc: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < doc.length; at += 1) hash = Math.imul(hash ^ doc.charCodeAt(at), 0x01000193) >>> 0;
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x85ebca6b) >>> 8) % folds;
};

export interface Prepared {
  readonly labels: readonly string[];
  readonly worth: BucketWorth;
  readonly labelled: readonly PreparedRow[];
  readonly unmarked: readonly PreparedRow[];
}

export const prepare = (data: TrainingData): Prepared => {
  const labelled = labelledRows(data);
  const unmarked = unmarkedRows(data.reports);
  const texts = [...labelled, ...unmarked, ...openRows(data)].map((row) => row.text);
  const worth = learnWorth([...new Set(texts)], bucketBits);
  return {
    labels: labelsOf(data.clauses),
    worth,
    labelled: prepareRows(labelled, worth),
    unmarked: prepareRows(unmarked, worth),
  };
};

const kept = (rows: readonly PreparedRow[], fold: number): PreparedRow[] =>
  rows.filter((row) => row.doc === "" || foldOf(row.doc) !== fold);

export interface FoldResult {
  readonly fold: number;
  readonly model: SentenceModel;
  readonly reports: readonly FittedReport[];
}

/** One model a fold, and the fold's own reports as that model reads them. */
export const fitFolds = (data: TrainingData, { labels, worth, labelled, unmarked }: Prepared): FoldResult[] =>
  Array.from({ length: folds }, (_, fold) => {
    const model = fitSentences(kept(labelled, fold), kept(unmarked, fold), labels, worth);
    const reports = data.reports
      .filter((one) => foldOf(one.doc) === fold)
      .map((one) => ({ reading: readReport(one.text, model), gold: goldOf(one.spans, new Set(labels)) }));
    return { fold, model, reports };
  });

export const fitShipped = (
  data: TrainingData,
  prepared: Prepared,
): { sentences: SentenceModel; report: ReportFormula } => {
  const { labels, worth, labelled, unmarked } = prepared;
  const reports = fitFolds(data, prepared).flatMap((one) => one.reports);
  return { sentences: fitSentences(labelled, unmarked, labels, worth), report: fitReport(reports, labels) };
};
