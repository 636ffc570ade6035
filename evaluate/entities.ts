/**
 * Suite `entities`: spans of `extraction/ner/annoctr-*-sents.jsonl` (ORG LOC SECTOR DATE GROUP MALWARE TOOL TACTIC
 * TECHNIQUE; CON and code are not scored), exact.
 *
 * No document is ever read by weights that were fitted on it. Documents that the shipped weights never saw are read by
 * those (`microF1Unseen`). Documents they were fitted on are read by weights fitted anew on four fifths of them, the fifth
 * being the one the document is in (`microF1Folds`).
 *
 * - `microF1`: over all spans and kinds, of the unseen documents where there are any, else of the folds; so are
 *   `precision`, `recall`, `byType` (F1 of each kind) and the next.
 * - `groupRecallUnlisted`: recall of GROUP spans whose surface stands in neither `gazetteer/misp-galaxy.jsonl` nor
 *   `attack/attack-objects.jsonl`; `groupRecallUnlistedOverlap`: the same with any overlap of the same kind counting.
 * - `groupRecallUnlistedFolds`: the same of the folds.
 */

import { fitTagger, shippedPlan } from "../src/intel/extract/names/tagger/fit/fit-tagger.ts";
import type { TaggedSpan } from "../src/intel/extract/names/tagger/labels.ts";
import { fittedDocuments, shippedKnowledge, shippedWeights } from "../src/intel/extract/names/tagger/load-weights.ts";
import { tagPrepared } from "../src/intel/extract/names/tagger/tag.ts";
import type { SentenceRow } from "./join-sentences.ts";
import { type DocumentRow, type LabelledDocument, labelTexts } from "./label-texts.ts";
import { readJsonLines } from "./read-json-lines.ts";
import type { Suite, SuiteOptions, SuiteResult } from "./suite.ts";

interface Count {
  gold: number;
  ours: number;
  right: number;
}

const f1 = ({ gold, ours, right }: Count): number | null => (gold + ours === 0 ? null : (2 * right) / (gold + ours));

const listedNames = async (dataDir: string): Promise<Set<string>> => {
  const galaxy = await readJsonLines<{ name: string; synonyms?: string[] }>(
    dataDir,
    "extraction/gazetteer/misp-galaxy.jsonl",
  );
  const attack = await readJsonLines<{ name: string; aliases?: string[] }>(
    dataDir,
    "extraction/attack/attack-objects.jsonl",
  );
  const names = [
    ...galaxy.flatMap((row) => [row.name, ...(row.synonyms ?? [])]),
    ...attack.flatMap((row) => [row.name, ...(row.aliases ?? [])]),
  ];
  return new Set(names.map((name) => name.toLowerCase()));
};

interface Tally {
  readonly counts: Map<string, Count>;
  readonly worst: unknown[];
  unlisted: number;
  unlistedFound: number;
  unlistedNear: number;
}

const countOf = (tally: Tally, kind: string): Count => {
  const held = tally.counts.get(kind) ?? { gold: 0, ours: 0, right: 0 };
  tally.counts.set(kind, held);
  return held;
};

const score = (
  document: LabelledDocument,
  ours: readonly TaggedSpan[],
  listed: ReadonlySet<string>,
  tally: Tally,
): void => {
  const gold = document.spans;
  const key = (span: { start: number; end: number; label: string }): string =>
    `${span.start} ${span.end} ${span.label}`;
  const mine = new Set(ours.map(key));
  const theirs = new Set(gold.map(key));
  for (const span of ours) {
    countOf(tally, span.label).ours += 1;
    if (!theirs.has(key(span)))
      tally.worst.push({ extra: document.text.slice(span.start, span.end), label: span.label });
  }
  for (const span of gold) {
    const count = countOf(tally, span.label);
    const surface = document.text.slice(span.start, span.end);
    count.gold += 1;
    if (mine.has(key(span))) count.right += 1;
    else
      tally.worst.push({
        missed: surface,
        label: span.label,
        context: document.text.slice(Math.max(0, span.start - 40), span.end + 30),
      });
    if (span.label !== "GROUP" || listed.has(surface.toLowerCase())) continue;
    tally.unlisted += 1;
    if (mine.has(key(span))) tally.unlistedFound += 1;
    if (ours.some((one) => one.label === "GROUP" && one.start < span.end && one.end > span.start))
      tally.unlistedNear += 1;
  }
};

const newTally = (): Tally => ({ counts: new Map(), worst: [], unlisted: 0, unlistedFound: 0, unlistedNear: 0 });

const totalOf = (tally: Tally): Count => {
  const all: Count = { gold: 0, ours: 0, right: 0 };
  for (const count of tally.counts.values()) {
    all.gold += count.gold;
    all.ours += count.ours;
    all.right += count.right;
  }
  return all;
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const folds = 5;
const foldOf = (document: LabelledDocument): number => Number.parseInt(document.key.slice(0, 6), 16) % folds;

/** Each document read by weights fitted, as the shipped ones are, on the documents of the other folds. */
const scoreFolds = (documents: readonly LabelledDocument[], listed: ReadonlySet<string>): Tally => {
  const tally = newTally();
  for (let fold = 0; fold < folds; fold += 1) {
    const held = documents.filter((one) => foldOf(one) === fold);
    const others = documents.filter((one) => foldOf(one) !== fold);
    if (held.length === 0 || others.length === 0) continue;
    const weights = fitTagger(others, shippedPlan);
    for (const document of held) score(document, tagPrepared(document.text, document.prepared, weights), listed, tally);
  }
  return tally;
};

const run = async ({ dataDir }: SuiteOptions): Promise<SuiteResult> => {
  const rows = await readJsonLines<SentenceRow>(dataDir, "extraction/ner/annoctr-*-sents.jsonl");
  const dates = await readJsonLines<DocumentRow>(dataDir, "extraction/ner/annoctr-*-docs.jsonl");
  const listed = await listedNames(dataDir);
  const fitted = new Set(fittedDocuments);
  const documents = labelTexts(rows, dates, shippedKnowledge());
  const unseen = newTally();
  for (const document of documents)
    if (!fitted.has(document.key))
      score(document, tagPrepared(document.text, document.prepared, shippedWeights()), listed, unseen);
  const cross = scoreFolds(
    documents.filter((one) => fitted.has(one.key)),
    listed,
  );
  const main = unseen.counts.size > 0 ? unseen : cross;
  const all = totalOf(main);
  return {
    suite: "entities",
    n: all.gold,
    metrics: {
      microF1: f1(all),
      precision: share(all.right, all.ours),
      recall: share(all.right, all.gold),
      groupRecallUnlisted: share(main.unlistedFound, main.unlisted),
      groupRecallUnlistedOverlap: share(main.unlistedNear, main.unlisted),
      byType: Object.fromEntries([...main.counts].sort().map(([kind, count]) => [kind, f1(count)])),
      microF1Unseen: f1(totalOf(unseen)),
      microF1Folds: f1(totalOf(cross)),
      groupRecallUnlistedFolds: share(cross.unlistedFound, cross.unlisted),
    },
    worst: main.worst.slice(0, 20),
  };
};

export const suite: Suite = { name: "entities", run };
