/**
 * The techniques of ATT&CK that a text shows, each once, with the words it rests on: `stated` where the text gives an id or
 * the technique's own name, `suggested` where phrases or a model read it out of the words. No one may turn a suggested one
 * into a statement of fact.
 *
 * Ids are read in any language, the rest in English. Suggestions by the model cover the labelled techniques only;
 * `rankTechniques` ranks all of them for one clause.
 */
import type { Span } from "#kit/text/span.ts";
import type { Mention } from "#terms/mention.ts";
import type { TechniqueReading, TechniqueSign } from "#terms/technique.ts";
import { shippedAttack } from "./attack-names.ts";
import { findExplicitAttack } from "./find-explicit.ts";
import { findByModel, findByPhrase } from "./find-suggested.ts";
import { shippedModels } from "./load-models.ts";
import { shippedPhrases } from "./phrase-table.ts";
import { type ClauseContext, type RankedTechnique, rankTechniquesWith } from "./rank-techniques.ts";
import { readableSentences, readReport } from "./read-report.ts";

/** What a technique given by id or name counts as: annotators agree with the text's own word almost always. */
const statedConfidence: Readonly<Record<"id" | "name", number>> = { id: 0.99, name: 0.95 };
/** Longest text read; what stands after it is not looked at. */
const textCap = 2_000_000;

interface Found extends Span {
  readonly id: string;
  readonly sign: TechniqueSign;
  readonly confidence: number;
  readonly sentence: Span;
  readonly alsoOwnedBy?: readonly string[];
}

const sentenceAt = (sentences: readonly Span[], at: Span): Span => {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.end ?? 0) <= at.start) low = middle + 1;
    else high = middle;
  }
  const found = sentences[low];
  return found !== undefined && found.start <= at.start && found.end >= at.end ? found : at;
};

/** Techniques named in the text, by our own search and by ids that the observables hold (in addresses, in lower case). */
const findStated = (text: string, mentions: readonly Mention[], sentences: readonly Span[]): Found[] => {
  const { byId } = shippedAttack();
  const speaksAttack = /\bATT&CK\b/.test(text);
  const own = findExplicitAttack(text)
    .filter((one) => one.kind === "technique" && one.ordinary !== true)
    // "Python", "Rundll32": a thing as well, and the technique only in a text that speaks ATT&CK.
    .filter((one) => one.form === "id" || speaksAttack || one.surface.includes(" "))
    .map(({ id, form, start, end, alsoOwnedBy }) => ({ id, sign: form, start, end, alsoOwnedBy }));
  const ids = mentions.flatMap((one) => {
    if (one.kind !== "identifier" || one.scheme !== "attack" || one.end > text.length) return [];
    const entry = byId.get(one.mappedTo ?? one.id);
    const { start, end } = one;
    return entry?.kind === "technique"
      ? [{ id: entry.id, sign: "id" as const, start, end, alsoOwnedBy: undefined }]
      : [];
  });
  return [...own, ...ids]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ alsoOwnedBy, ...one }) => ({
      ...one,
      confidence: statedConfidence[one.sign],
      sentence: sentenceAt(sentences, one),
      ...(alsoOwnedBy === undefined ? {} : { alsoOwnedBy }),
    }));
};

const signOrder: readonly TechniqueSign[] = ["id", "name", "phrase", "model"];

/** One a technique: the surest sign, of equal ones the surest, then the first in the text. */
const bestOfEach = (found: readonly Found[]): Found[] => {
  const ordered = [...found].sort(
    (a, b) => signOrder.indexOf(a.sign) - signOrder.indexOf(b.sign) || b.confidence - a.confidence || a.start - b.start,
  );
  const best = new Map<string, Found>();
  for (const one of ordered) if (!best.has(one.id)) best.set(one.id, one);
  return [...best.values()];
};

const isEnglish = (language: string): boolean => /^(?:en|und)(?:-|$)/i.test(language);

/** Techniques of a whole article or report, stated ones first, then the surest. `mentions` as `annotate` gives them. */
export const readTechniques = (
  whole: string,
  mentions: readonly Mention[],
  language = "en",
): readonly TechniqueReading[] => {
  const text = whole.length > textCap ? whole.slice(0, textCap) : whole;
  const sentences = readableSentences(text);
  const found = findStated(text, mentions, sentences);
  if (isEnglish(language)) {
    const models = shippedModels();
    found.push(...findByPhrase(text, sentences, shippedPhrases()));
    found.push(...findByModel(text, readReport(text, models.sentences), models));
  }
  const { byId } = shippedAttack();
  return bestOfEach(found)
    .map(({ id, sign, confidence, start, end, sentence, alsoOwnedBy }): TechniqueReading => {
      const entry = byId.get(id);
      const basis = sign === "id" || sign === "name" ? "stated" : "suggested";
      return {
        ...{ id, name: entry?.name ?? id, tactics: entry?.tactics ?? [], basis, sign, confidence },
        ...{ surface: text.slice(start, end), start, end, sentence: { start: sentence.start, end: sentence.end } },
        ...(alsoOwnedBy === undefined ? {} : { alsoOwnedBy }),
      };
    })
    .sort(
      (a, b) =>
        Number(b.basis === "stated") - Number(a.basis === "stated") ||
        b.confidence - a.confidence ||
        (a.id < b.id ? -1 : 1),
    );
};

/** All live techniques ranked for one clause with the words around it; the best `most` of them. */
export const rankTechniques = (clause: string, context?: ClauseContext, most?: number): readonly RankedTechnique[] =>
  rankTechniquesWith(shippedModels().open, clause, context, most);
