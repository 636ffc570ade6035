/**
 * Suite `attribution`.
 *
 * - `certainty`: over the claims of `extraction/attribution/*.jsonl` (`{text, claims: [{subject, object, certainty, …}]}`):
 *   share whose certainty is ours. A claim of ours answers a gold claim when their objects share a word (a country and its
 *   adjective count as the same) and, with several, when the subjects do; a claim that we do not find counts as wrong.
 * - `found`: share of gold claims found at all; `relation`: of those, the share with the same relation; `quiet`: share of
 *   the texts without a claim in which we find none.
 * - `speaker`: share of `test/cases/extract/attribution-speakers.json` (own sentences; the data name no speakers) whose
 *   speaker is kept, or rightly left out.
 */
import { readFile } from "node:fs/promises";
import { annotate } from "../src/intel/extract/annotate.ts";
import { type ActorAttribution, findAttributions } from "../src/intel/extract/attribution/index.ts";
import { splitSentences } from "../src/kit/text/split-sentences.ts";
import type { Mention } from "../src/terms/mention.ts";
import { readJsonLines } from "./read-json-lines.ts";
import type { Suite, SuiteOptions, SuiteResult } from "./suite.ts";

interface GoldClaim {
  readonly subject: string;
  readonly object: string;
  readonly relation: string;
  readonly certainty: string;
}
interface Row {
  readonly id: string;
  readonly text: string;
  readonly claims: readonly GoldClaim[];
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);

const shares = (a: Set<string>, b: Set<string>): boolean => [...a].some((word) => b.has(word));

/** Words of a slot with the canonical names of the mentions inside: "Iranian" also says Iran. */
const slotWords = (
  slot: { start: number; end: number; surface: string },
  mentions: readonly Mention[],
): Set<string> => {
  const inside = mentions.flatMap((one) =>
    one.kind === "name" && one.start >= slot.start && one.end <= slot.end ? [one.canonical] : [],
  );
  return wordsOf([slot.surface, ...inside].join(" "));
};

const attributionsOf = (text: string, mentions: readonly Mention[]): ActorAttribution[] =>
  splitSentences(text).flatMap((sentence) => findAttributions(text, sentence, mentions));

const answer = (
  gold: GoldClaim,
  ours: readonly ActorAttribution[],
  mentions: readonly Mention[],
): ActorAttribution | undefined => {
  const fitting = ours.filter(
    (one) =>
      shares(slotWords(one.object, mentions), wordsOf(gold.object)) ||
      shares(slotWords(one.subject, mentions), wordsOf(gold.object)),
  );
  return fitting.find((one) => shares(slotWords(one.subject, mentions), wordsOf(gold.subject))) ?? fitting[0];
};

const scoreSpeakers = async (worst: unknown[]): Promise<number> => {
  const cases = JSON.parse(
    await readFile(new URL("../test/cases/extract/attribution-speakers.json", import.meta.url), "utf8"),
  ) as { text: string; speaker: string | null }[];
  let kept = 0;
  for (const { text, speaker } of cases) {
    const found = attributionsOf(text, annotate(text, {}));
    const names = found.map((one) => one.speaker?.surface.replace(/^the /i, "") ?? null);
    if (found.length > 0 && names.every((name) => name === speaker)) kept += 1;
    else worst.push({ text, speaker, ours: names });
  }
  return kept / cases.length;
};

const run = async ({ dataDir }: SuiteOptions): Promise<SuiteResult> => {
  const rows = await readJsonLines<Row>(dataDir, "extraction/attribution/*.jsonl");
  const worst: unknown[] = [];
  const tally = { claims: 0, found: 0, certainty: 0, relation: 0, empty: 0, quiet: 0 };
  for (const row of rows) {
    const mentions = annotate(row.text, {});
    const ours = attributionsOf(row.text, mentions);
    const brief = ours.map(
      (one) => `${one.subject.surface} > ${one.relation} > ${one.object.surface} (${one.certainty})`,
    );
    if (row.claims.length === 0) {
      tally.empty += 1;
      if (ours.length === 0) tally.quiet += 1;
      else worst.push({ id: row.id, extra: brief });
    }
    for (const claim of row.claims) {
      tally.claims += 1;
      const one = answer(claim, ours, mentions);
      if (one) tally.found += 1;
      if (one?.relation === claim.relation) tally.relation += 1;
      if (one?.certainty === claim.certainty) tally.certainty += 1;
      else worst.unshift({ id: row.id, text: row.text.slice(0, 200), gold: claim, ours: brief });
    }
  }
  const measured = tally.claims > 0;
  return {
    suite: "attribution",
    n: tally.claims,
    metrics: {
      certainty: measured ? tally.certainty / tally.claims : null,
      speaker: await scoreSpeakers(worst),
      found: measured ? tally.found / tally.claims : null,
      relation: measured ? tally.relation / Math.max(1, tally.found) : null,
      quiet: tally.empty > 0 ? tally.quiet / tally.empty : null,
    },
    worst: worst.slice(0, 20),
  };
};

export const suite: Suite = { name: "attribution", run };
