/**
 * A strong deed needs a source that tells it. "Broke in", "stole" and "encrypted" are supported only where the sentences that
 * say most of the rest name that deed, one that includes it, or a sign of it; "scanned" and "mapped" beside the same words
 * are no support, and a break-in told elsewhere of something else is none either.
 */
import { around, type Comparison, type Finding, spanOf } from "./finding.ts";
import { deedHolds, type FoundDeed, findDeeds, isSignOf, isStrong } from "./read-deeds.ts";
import type { ReadText } from "./read-text.ts";
import { meaningGroup, rangeOfSentence } from "./read-text.ts";

const mostTellings = 200;

interface Told {
  readonly passageIndex: number;
  readonly sentence: number;
  readonly share: number;
}

/** Weighted share of the claim's sentence, without the deed's own word, in each sentence of the passages; best first. */
const tellings = ({ claim, index }: Comparison, deedAt: number): Told[] => {
  const sentence = claim.tokens[deedAt]?.sentence;
  const asked = [...claim.tokens.keys()].filter(
    (at) => at !== deedAt && claim.tokens[at]?.sentence === sentence && (claim.weights[at] ?? 0) >= 0.5,
  );
  const total = asked.reduce((sum, at) => sum + (claim.weights[at] ?? 0), 0) || 1;
  return index.passages
    .flatMap(({ read }, passageIndex) => {
      const shares = new Map<number, number>();
      for (const at of asked)
        for (const found of sentencesWith(claim, at, read))
          shares.set(found, (shares.get(found) ?? 0) + (claim.weights[at] ?? 0) / total);
      return [...shares].map(([found, share]) => ({ passageIndex, sentence: found, share }));
    })
    .sort((a, b) => b.share - a.share || a.passageIndex - b.passageIndex || a.sentence - b.sentence)
    .slice(0, mostTellings);
};

const sentencesWith = (claim: ReadText, at: number, read: ReadText): Set<number> => {
  const key = claim.tokens[at]?.key ?? "";
  const group = meaningGroup(key);
  const places = [...(read.places.get(key) ?? []), ...(group === undefined ? [] : (read.meanings.get(group) ?? []))];
  const found = new Set(places.map((place) => read.tokens[place]?.sentence ?? -1));
  const ids = claim.entities.get(at);
  if (ids !== undefined)
    for (const [place, others] of read.entities)
      if (others.some((other) => ids.some(({ id }) => id === other.id))) found.add(read.tokens[place]?.sentence ?? -1);
  return found;
};

const rangeOf = (read: ReadText, sentence: number): readonly [number, number] =>
  rangeOfSentence(read, sentence) ?? [0, 0];

const tells = (comparison: Comparison, { deed, at }: FoundDeed, told: Told): boolean => {
  const read = comparison.index.passages[told.passageIndex]?.read;
  if (read === undefined) return false;
  const [from, to] = rangeOf(read, told.sentence);
  if (deedHolds(deed, findDeeds(read, from, to))) return true;
  const key = comparison.claim.tokens[at]?.key ?? "";
  const group = meaningGroup(key);
  return read.tokens
    .slice(from, to)
    .some(
      (token) =>
        token.key === key || isSignOf(deed, token.key) || (group !== undefined && meaningGroup(token.key) === group),
    );
};

/** Least share of the rest that a sentence must say to be the one meant; and how near others must come to it. */
const leastShare = 0.35;
const nearBest = 0.75;

/** A finding for each strong deed that the sentences speaking of the same do not tell. */
export const compareDeeds = (comparison: Comparison): Finding[] => {
  const { claim, index } = comparison;
  return findDeeds(claim, 0, claim.tokens.length).flatMap((said): Finding[] => {
    if (!isStrong(said.deed)) return [];
    const told = tellings(comparison, said.at);
    const [best] = told;
    if (best === undefined || best.share < leastShare) return [];
    if (told.some((one) => one.share >= best.share * nearBest && tells(comparison, said, one))) return [];
    const read = index.passages[best.passageIndex]?.read;
    if (read === undefined) return [];
    const [from, to] = rangeOf(read, best.sentence);
    const other = findDeeds(read, from, to)[0];
    const word = claim.tokens[said.at]?.text ?? "";
    const at = other?.at ?? from;
    const reason =
      other === undefined
        ? `The sentence says “${word}”; the source does not where it speaks of this (“${around(read, from, 0, 9)}”).`
        : `The sentence says “${word}”, the source “${read.tokens[at]?.text ?? ""}” (“${around(read, at, 3, 4)}”).`;
    return [
      {
        slot: "verb",
        claimValue: word,
        claimSpan: spanOf(claim, [said.at]),
        sourceValue: read.tokens[at]?.text ?? "",
        passageIndex: best.passageIndex,
        sourceSpan: spanOf(read, [at]),
        agrees: false,
        verdict: other === undefined ? "not_found" : "contradicted",
        reason,
      },
    ];
  });
};
