/**
 * Suite `entities`: spans of `extraction/ner/annoctr-*-sents.jsonl` (ORG LOC SECTOR DATE GROUP MALWARE TOOL TACTIC
 * TECHNIQUE; CON and code are not scored), exact, documents that the weights were fitted on left out.
 *
 * - `microF1`: over all spans and kinds; `byType`: F1 of each.
 * - `groupRecallUnlisted`: recall of GROUP spans whose surface stands in neither `gazetteer/misp-galaxy.jsonl` nor
 *   `attack/attack-objects.jsonl`; `groupRecallUnlistedOverlap`: the same with any overlap of the same kind counting.
 */
import { createHash } from "node:crypto";
import { annotateListed } from "../src/intel/extract/annotate-listed.ts";
import { shippedTables } from "../src/intel/extract/names/load-tables.ts";
import { kinds } from "../src/intel/extract/names/tagger/labels.ts";
import { fittedDocuments, shippedWeights } from "../src/intel/extract/names/tagger/load-weights.ts";
import { type TaggedSpan, tagText } from "../src/intel/extract/names/tagger/tag.ts";
import { type GoldSpan, type JoinedDocument, joinSentences, type SentenceRow } from "./join-sentences.ts";
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
  document: JoinedDocument,
  gold: readonly GoldSpan[],
  ours: readonly TaggedSpan[],
  listed: ReadonlySet<string>,
  tally: Tally,
): void => {
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

const run = async ({ dataDir }: SuiteOptions): Promise<SuiteResult> => {
  const rows = await readJsonLines<SentenceRow>(dataDir, "extraction/ner/annoctr-*-sents.jsonl");
  const docs = await readJsonLines<{ doc: string; dct: string }>(dataDir, "extraction/ner/annoctr-*-docs.jsonl");
  const dates = new Map(docs.map((row) => [row.doc, row.dct]));
  const fitted = new Set(fittedDocuments);
  const listed = await listedNames(dataDir);
  const tally: Tally = { counts: new Map(), worst: [], unlisted: 0, unlistedFound: 0, unlistedNear: 0 };
  for (const document of joinSentences(rows)) {
    if (fitted.has(createHash("sha256").update(document.doc).digest("hex").slice(0, 12))) continue;
    const published = dates.get(document.doc);
    const mentions = annotateListed(document.text, published === undefined ? {} : { publishedAt: published });
    const ours = tagText(document.text, mentions, shippedTables, shippedWeights(), document.sentences);
    const gold = document.spans.filter((span) => (kinds as readonly string[]).includes(span.label));
    score(document, gold, ours, listed, tally);
  }
  const all: Count = { gold: 0, ours: 0, right: 0 };
  for (const count of tally.counts.values()) {
    all.gold += count.gold;
    all.ours += count.ours;
    all.right += count.right;
  }
  return {
    suite: "entities",
    n: all.gold,
    metrics: {
      microF1: f1(all),
      precision: all.ours === 0 ? null : all.right / all.ours,
      recall: all.gold === 0 ? null : all.right / all.gold,
      groupRecallUnlisted: tally.unlisted === 0 ? null : tally.unlistedFound / tally.unlisted,
      groupRecallUnlistedOverlap: tally.unlisted === 0 ? null : tally.unlistedNear / tally.unlisted,
      byType: Object.fromEntries([...tally.counts].sort().map(([kind, count]) => [kind, f1(count)])),
    },
    worst: tally.worst.slice(0, 20),
  };
};

export const suite: Suite = { name: "entities", run };
