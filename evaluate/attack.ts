/**
 * Suite `attack`: ATT&CK in texts, over `extraction/attack/*` and the technique links of `extraction/ner/annoctr-*-docs.jsonl`.
 *
 * - `singleAccuracy`, `singleMacroF1`: one of TRAM's labels for each clause of `tram-single.jsonl`; macro over the labels that
 *   stand in the gold or are given.
 * - `reportSetF1`: the set of those labels of each report of `tram-docs.jsonl` (sub-techniques without a label of their own
 *   count for their parent), counted over all (report, label) pairs.
 * - `explicitPrecision`, `explicitRecall`: every ATT&CK id, and every exact technique, tactic, group and software name (aliases
 *   too) in TRAM and AnnoCTR texts, place by place, against a plain search written apart from the product.
 * - `openExplicitTop5`, `openImplicitTop5`: is the very id of an AnnoCTR technique link among the five best of all live
 *   techniques of three matrices? `…Top1` likewise.
 * - `…Unannotated`: the same two without the model fitted on AnnoCTR.
 *
 * No document is ever scored by a model fitted on it. Where most documents of DIR are those that the shipped models were
 * fitted on, each fold of five (by document) is read by models fitted here and now on the other four; the report formula
 * and its threshold too are fitted on the other folds' reports alone. Else the shipped models are measured, documents they
 * know left out. Learned from neither: the worth of buckets (counts without labels) and six hand-set shares of the
 * ranking, chosen on the measuring data.
 */
import { createHash } from "node:crypto";
import annoctr from "../data/techniques/annoctr.json" with { type: "json" };
import labelledFile from "../data/techniques/labelled.json" with { type: "json" };
import ownRows from "../data/techniques/own-rows.json" with { type: "json" };
import { type FoldResult, fitFolds, foldOf, folds, prepare } from "../src/intel/extract/techniques/fit/fit-all.ts";
import { fitAnnotated, type TechniqueLink } from "../src/intel/extract/techniques/fit/fit-open.ts";
import {
  countSets,
  type FittedReport,
  fitReport,
  goldOf,
  type SetCount,
  setF1,
} from "../src/intel/extract/techniques/fit/fit-report.ts";
import { bestLabel } from "../src/intel/extract/techniques/fit/fit-sentences.ts";
import { shippedModels } from "../src/intel/extract/techniques/load-models.ts";
import { type OpenModel, rankTechniquesWith } from "../src/intel/extract/techniques/rank-techniques.ts";
import { type ReportFormula, readReport, weighReport } from "../src/intel/extract/techniques/read-report.ts";
import { vectorOf } from "../src/intel/extract/techniques/vector.ts";
import { measureExplicit } from "./attack/plain-search.ts";
import { type AttackData, readTraining } from "./attack/read-training.ts";
import type { Suite, SuiteOptions, SuiteResult } from "./suite.ts";

const known = (fittedOn: string): ((doc: string) => boolean) => {
  const hashes = new Set(fittedOn.split(" "));
  return (doc) => hashes.has(createHash("sha256").update(doc).digest("hex").slice(0, 12));
};

const knowsMost = (docs: readonly string[], isKnown: (doc: string) => boolean): boolean =>
  docs.filter(isKnown).length * 2 > docs.length;

interface Answer {
  readonly text: string;
  readonly gold: string;
  readonly ours: string;
}

const singleMetrics = (answers: readonly Answer[]): { accuracy: number | null; macroF1: number | null } => {
  if (answers.length === 0) return { accuracy: null, macroF1: null };
  const labels = [...new Set(answers.flatMap((one) => [one.gold, one.ours]))].sort();
  const f1s = labels.map((label) =>
    setF1({
      gold: answers.filter((one) => one.gold === label).length,
      ours: answers.filter((one) => one.ours === label).length,
      right: answers.filter((one) => one.gold === label && one.ours === label).length,
    }),
  );
  return {
    accuracy: answers.filter((one) => one.gold === one.ours).length / answers.length,
    macroF1: f1s.reduce((sum, one) => sum + one, 0) / labels.length,
  };
};

interface Tram {
  readonly answers: readonly Answer[];
  readonly sets: SetCount;
}

const addReports = (
  reports: readonly FittedReport[],
  labels: readonly string[],
  formula: ReportFormula,
  sets: SetCount,
): void => {
  for (const one of reports) countSets(weighReport(one.reading, formula), labels, one.gold, formula.threshold, sets);
};

const tramByFolds = ({ data }: AttackData): Tram => {
  const prepared = prepare(data);
  const results = fitFolds(data, prepared);
  const sets: SetCount = { ours: 0, gold: 0, right: 0 };
  const answer = ({ fold, model }: FoldResult): Answer[] =>
    prepared.labelled
      .filter((row) => row.doc !== "" && foldOf(row.doc) === fold)
      .map((row) => ({ text: row.text, gold: row.label, ours: bestLabel(row.vector, model).label }));
  for (const { fold, reports } of results) {
    const others = results.filter((one) => one.fold !== fold).flatMap((one) => one.reports);
    addReports(reports, prepared.labels, fitReport(others, prepared.labels), sets);
  }
  return { answers: results.flatMap(answer), sets };
};

const tramByShipped = ({ data }: AttackData, isKnown: (doc: string) => boolean): Tram => {
  const { sentences, report } = shippedModels();
  const { labels } = sentences.labelled;
  const sets: SetCount = { ours: 0, gold: 0, right: 0 };
  const reports = data.reports
    .filter((one) => !isKnown(one.doc))
    .map((one) => ({ reading: readReport(one.text, sentences), gold: goldOf(one.spans, new Set(labels)) }));
  addReports(reports, labels, report, sets);
  const answers = data.clauses
    .filter((one) => !isKnown(one.doc))
    .map(({ text, label }) => ({
      text,
      gold: label,
      ours: bestLabel(vectorOf(text, sentences.worth), sentences).label,
    }));
  return { answers, sets };
};

interface Hits {
  n: number;
  first: number;
  five: number;
  fivePlain: number;
}

/** The models each link may be ranked by: those not fitted on its document. */
const openModels = (links: readonly TechniqueLink[]): ((doc: string) => OpenModel | undefined) => {
  const shipped = shippedModels().open;
  const isKnown = known(annoctr.fittedOn);
  const docs = [...new Set(links.map((one) => one.doc))];
  if (!knowsMost(docs, isKnown)) return (doc) => (isKnown(doc) ? undefined : shipped);
  const live = new Set(shipped.centroids.labels);
  const byFold = Array.from({ length: folds }, (_, fold) => ({
    ...shipped,
    annotated: fitAnnotated(
      links.filter((one) => foldOf(one.doc) !== fold),
      live,
      shipped.worth,
    ),
  }));
  return (doc) => byFold[foldOf(doc)];
};

const measureOpen = (links: readonly TechniqueLink[], worst: unknown[]): Map<string, Hits> => {
  const hits = new Map<string, Hits>();
  if (links.length === 0) return hits;
  const modelFor = openModels(links);
  for (const { doc, mention, left, right, cls, attack } of links) {
    const model = modelFor(doc);
    if (model === undefined) continue;
    const hit = hits.get(cls) ?? { n: 0, first: 0, five: 0, fivePlain: 0 };
    hits.set(cls, hit);
    const context = { before: left, after: right };
    const top = rankTechniquesWith(model, mention, context).map((one) => one.id);
    const { worth, centroids } = model;
    const plain = rankTechniquesWith({ worth, centroids }, mention, context).map((one) => one.id);
    hit.n += 1;
    if (top[0] === attack) hit.first += 1;
    if (top.includes(attack)) hit.five += 1;
    else worst.push({ mention, gold: attack, top });
    if (plain.includes(attack)) hit.fivePlain += 1;
  }
  return hits;
};

const share = (hits: Hits | undefined, part: "first" | "five" | "fivePlain"): number | null =>
  hits === undefined || hits.n === 0 ? null : hits[part] / hits.n;

const run = async ({ dataDir }: SuiteOptions): Promise<SuiteResult> => {
  const attackData = await readTraining(dataDir, ownRows.rows);
  const { data, links, annotated } = attackData;
  const isKnown = known(labelledFile.fittedOn);
  const docs = [...new Set([...data.clauses, ...data.reports].map((one) => one.doc))];
  const tram = knowsMost(docs, isKnown) ? tramByFolds(attackData) : tramByShipped(attackData, isKnown);
  const single = singleMetrics(tram.answers);
  const explicit = measureExplicit(
    [...data.reports, ...annotated].map((one) => one.text),
    data.objects,
    attackData.revoked,
  );
  const worst: unknown[] = [];
  const open = measureOpen(links, worst);
  return {
    suite: "attack",
    n: tram.answers.length + explicit.n + links.length,
    metrics: {
      singleAccuracy: single.accuracy,
      singleMacroF1: single.macroF1,
      reportSetF1: tram.sets.gold === 0 ? null : setF1(tram.sets),
      reportPrecision: tram.sets.ours === 0 ? null : tram.sets.right / tram.sets.ours,
      reportRecall: tram.sets.gold === 0 ? null : tram.sets.right / tram.sets.gold,
      explicitPrecision: explicit.precision,
      explicitRecall: explicit.recall,
      openExplicitTop5: share(open.get("CE"), "five"),
      openImplicitTop5: share(open.get("CI"), "five"),
      openExplicitTop1: share(open.get("CE"), "first"),
      openImplicitTop1: share(open.get("CI"), "first"),
      openExplicitTop5Unannotated: share(open.get("CE"), "fivePlain"),
      openImplicitTop5Unannotated: share(open.get("CI"), "fivePlain"),
    },
    worst: [
      ...explicit.wrong.slice(0, 6),
      ...tram.answers.filter((one) => one.gold !== one.ours).slice(0, 7),
      ...worst.slice(0, 7),
    ].slice(0, 20),
  };
};

export const suite: Suite = { name: "attack", run };
