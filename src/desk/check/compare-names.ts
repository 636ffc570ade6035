/**
 * Every name of the sentence must stand in its passages, by itself, by an alias or demonym the annotator knows, or by the
 * letters of its spelled-out form. Where the texts run side by side, another name at the same place is a swap.
 */

import { gapAround } from "./compare-literals.ts";
import { around, type Comparison, type Finding, spanOf, surfaceOf } from "./finding.ts";
import type { IndexedPassage } from "./index-passages.ts";
import { hasLetters, isKin, isNameWord, lettersOf, readNames } from "./read-subjects.ts";
import type { ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";
import { speechVerbs } from "./words/speech.ts";

/** What an outlet may do in a sentence without standing in its own text: report. And it may be the "we" of its text. */
const speaksForItself = (claim: ReadText, name: readonly number[], passage: IndexedPassage): boolean => {
  if (passage.read.places.has("we") || passage.read.places.has("our") || passage.read.places.has("us")) return true;
  const last = name[name.length - 1] ?? 0;
  const next = claim.tokens[last + 1]?.lower ?? "";
  if (speechVerbs[next] !== undefined && next !== "added") return true;
  return !/^(?:is|was|were|are|be)$|ed$/.test(next);
};

const standsIn = (claim: ReadText, at: number, name: readonly number[], passage: IndexedPassage): boolean => {
  const token = claim.tokens[at] as Token;
  if (passage.read.places.has(token.key)) return true;
  if (passage.outlet.has(token.lower) && speaksForItself(claim, name, passage)) return true;
  if (claim.entities.get(at)?.some((entity) => passage.read.entityIds.has(entity.id)) === true) return true;
  if (
    /^\p{Lu}{2,8}s?$/u.test(token.text.replace(/['’]s$/, "")) &&
    passage.read.initials.has(token.lower.replace(/s$/, ""))
  )
    return true;
  if (lettersOf(claim, at).some((letters) => hasLetters(passage.read, letters))) return true;
  if (token.lower.length >= 4) for (const key of passage.read.capitals) if (isKin(key, token.lower)) return true;
  // A name glued or cut at a hyphen or blank: "Sky Net" and "SkyNet".
  return false;
};

/** Another name at the same place of a source that runs side by side with the claim. */
const swappedFor = (
  comparison: Comparison,
  name: readonly number[],
): { passageIndex: number; at: readonly number[] } | undefined => {
  const alignment = comparison.alignments[0];
  if (alignment === undefined || alignment.orderedShare < 0.6) return undefined;
  const source = comparison.index.passages[alignment.passageIndex]?.read;
  if (source === undefined) return undefined;
  const first = name.find((at) => (alignment.ordered[at] ?? -1) < 0);
  if (first === undefined) return undefined;
  const [from, to] = gapAround(alignment, first);
  const found: number[] = [];
  for (let s = from; s < to && s < from + 8; s += 1) {
    const token = source.tokens[s];
    if (token !== undefined && (isNameWord(token) || token.kind === "identifier")) found.push(s);
    else if (found.length > 0) break;
  }
  return found.length === 0 ? undefined : { passageIndex: alignment.passageIndex, at: found };
};

const slotOf = (claim: ReadText, name: readonly number[]): Finding["slot"] =>
  name.some((at) => claim.entities.get(at)?.some((entity) => entity.type === "country") === true) ? "country" : "name";

const judgeName = (comparison: Comparison, name: readonly number[]): Finding => {
  const { claim, index } = comparison;
  const slot = slotOf(claim, name);
  const claimValue = surfaceOf(claim, name);
  const base = { slot, claimValue, claimSpan: spanOf(claim, name) };
  const absent = name.filter((at) => !index.passages.some((passage) => standsIn(claim, at, name, passage)));
  if (absent.length === 0)
    return { ...base, agrees: true, verdict: "supported", reason: `“${claimValue}” stands in the source.` };
  const swapped = swappedFor(comparison, absent);
  const source = swapped === undefined ? undefined : index.passages[swapped.passageIndex]?.read;
  if (swapped !== undefined && source !== undefined) {
    const sourceValue = surfaceOf(source, swapped.at);
    return {
      ...base,
      sourceValue,
      passageIndex: swapped.passageIndex,
      sourceSpan: spanOf(source, swapped.at),
      agrees: false,
      verdict: "contradicted",
      reason: `The sentence names “${claimValue}”, the source “${sourceValue}” (“${around(source, swapped.at[0] ?? 0, 3, 4)}”).`,
    };
  }
  return {
    ...base,
    agrees: false,
    verdict: "not_found",
    reason: `The name “${surfaceOf(claim, absent)}” does not stand in the source.`,
  };
};

/** One finding for each name of the sentence. */
export const compareNames = (comparison: Comparison): Finding[] => {
  const { claim, index } = comparison;
  return readNames(claim)
    .filter((name) => {
      const first = claim.tokens[name[0] ?? 0];
      if (name.length > 1 || first === undefined || !first.opens || claim.entities.has(name[0] ?? 0)) return true;
      // A lone capitalised opener is a name only when the source writes it with a capital inside a sentence.
      return index.passages.some((passage) => passage.read.nameKeys.has(first.lower));
    })
    .map((name) => judgeName(comparison, name));
};
