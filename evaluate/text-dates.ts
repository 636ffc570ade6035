/**
 * Suite `text-dates`: TIMEX values of `extraction/ner/annoctr-*-docs.jsonl`, `timex: [[start, end, type, value, text]]`.
 *
 * - `recall`: gold mentions that overlap a found date.
 * - `valueRight`: of those, the share whose value is the gold's. A range counts when it is or begins or ends with the gold
 *   value; gold values that name no year (`XXXX-07`) agree with any year.
 * - `precision`: found dates that overlap a gold mention, outside code and addresses (fenced or indented code, back-ticks,
 *   table cells of indicator lists are text). Durations are not dates.
 */
import { findDates } from "../src/intel/extract/dates/index.ts";
import type { DateMention } from "../src/terms/mention.ts";
import { readJsonLines } from "./read-json-lines.ts";
import type { Suite, SuiteOptions, SuiteResult } from "./suite.ts";

interface Document {
  readonly doc: string;
  readonly text: string;
  readonly dct: string;
  readonly timex: readonly (readonly [number, number, string, string, string])[];
}

/** Spans of code and addresses, which the precision leaves out. */
const codeSpans = (text: string): [number, number][] => {
  const spans: [number, number][] = [];
  for (const pattern of [/```[\s\S]*?```/g, /`[^`\n]+`/g, /\]\([^)\n]*\)/g, /\bhxxps?\S+|https?:\S+|www\.\S+/g])
    for (const match of text.matchAll(pattern)) spans.push([match.index, match.index + match[0].length]);
  return spans;
};

const sameValue = (ours: string, gold: string): boolean => {
  const plain = ours.replace(/T\d\d:\d\d$/, "");
  if (plain === gold || plain.split("/").includes(gold)) return true;
  return gold.startsWith("XXXX") && plain.slice(4) === gold.slice(4);
};

interface Tally {
  gold: number;
  found: number;
  right: number;
  ours: number;
  true: number;
  readonly worst: unknown[];
}

const overlaps = (one: { start: number; end: number }, start: number, end: number): boolean =>
  one.start < end && one.end > start;

const scoreRecall = (document: Document, ours: readonly DateMention[], tally: Tally): void => {
  for (const [start, end, , value, surface] of document.timex) {
    tally.gold += 1;
    const hits = ours.filter((one) => overlaps(one, start, end));
    const context = document.text.slice(Math.max(0, start - 40), end + 20);
    if (hits.length === 0) {
      tally.worst.push({ missed: surface, value, context, doc: document.doc });
      continue;
    }
    tally.found += 1;
    if (hits.some((one) => sameValue(one.timex, value))) tally.right += 1;
    else tally.worst.push({ wrong: hits[0]?.timex, surface: hits[0]?.surface, value, dct: document.dct, context });
  }
};

const scorePrecision = (document: Document, ours: readonly DateMention[], tally: Tally): void => {
  const code = codeSpans(document.text);
  for (const one of ours) {
    if (code.some(([start, end]) => overlaps(one, start, end))) continue;
    tally.ours += 1;
    if (document.timex.some(([start, end]) => overlaps(one, start, end))) tally.true += 1;
    else
      tally.worst.push({ extra: one.surface, context: document.text.slice(Math.max(0, one.start - 40), one.end + 20) });
  }
};

const run = async ({ dataDir }: SuiteOptions): Promise<SuiteResult> => {
  const documents = await readJsonLines<Document>(dataDir, "extraction/ner/annoctr-*-docs.jsonl");
  const tally: Tally = { gold: 0, found: 0, right: 0, ours: 0, true: 0, worst: [] };
  for (const document of documents) {
    const ours = findDates(document.text, { publishedAt: document.dct, language: "en" });
    scoreRecall(document, ours, tally);
    scorePrecision(document, ours, tally);
  }
  const measured = documents.length > 0;
  return {
    suite: "text-dates",
    n: tally.gold,
    metrics: {
      recall: measured ? tally.found / Math.max(1, tally.gold) : null,
      valueRight: measured ? tally.right / Math.max(1, tally.found) : null,
      precision: measured ? tally.true / Math.max(1, tally.ours) : null,
    },
    worst: tally.worst.slice(0, 20),
  };
};

export const suite: Suite = { name: "text-dates", run };
