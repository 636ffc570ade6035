/**
 * When does an objection stand? Where the same is said elsewhere, without the cue and in at least as much company of the
 * sentence's other words, it falls; a passage that merely shares words does not answer it.
 */
import type { Alignment } from "./align-texts.ts";
import type { Comparison, Finding } from "./finding.ts";
import type { Cue } from "./read-cues.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";

/**
 * Share of the claim found in a passage, by all its words or by those that are no names, whichever is more: a paragraph
 * that denies the deed may call its doer "the group".
 */
export const shareOf = (claim: ReadText, alignment: Alignment): number => {
  let [all, found, count] = [0, 0, 0];
  claim.tokens.forEach((token, at) => {
    const weight = claim.weights[at] ?? 0;
    if (weight === 0 || (token.capital && !token.opens) || claim.entities.has(at)) return;
    all += weight;
    if ((alignment.loose[at] ?? -1) < 0) return;
    found += weight;
    count += 1;
  });
  return Math.max(alignment.looseShare, count >= 2 ? found / all : 0);
};

const nearby = 14;
/** Of one word in one passage so many places are looked at. */
const mostPlaces = 200;

/** How many telling words of the claim near token `c` stand near a place of the source, in its sentence. */
const companyAt = (claim: ReadText, c: number, source: ReadText, s: number): number => {
  const keys = new Set<string>();
  const groups = new Set<number>();
  for (let at = Math.max(0, s - nearby); at <= Math.min(source.tokens.length - 1, s + nearby); at += 1) {
    const token = source.tokens[at] as Token;
    if (token.sentence !== source.tokens[s]?.sentence) continue;
    keys.add(token.key);
    const group = meaningGroup(token.key);
    if (group !== undefined) groups.add(group);
  }
  let company = 0;
  for (let other = Math.max(0, c - 8); other < Math.min(claim.tokens.length, c + 9); other += 1) {
    if (other === c || (claim.weights[other] ?? 0) < 0.5) continue;
    const key = claim.tokens[other]?.key ?? "";
    const group = meaningGroup(key);
    if (keys.has(key) || (group !== undefined && groups.has(group))) company += 1;
  }
  return company;
};

const opposes = (kind: Cue["kind"], slot: Finding["slot"]): boolean =>
  slot === "polarity" ? kind === "negation" : kind === "hedge" || kind === "limiter" || kind === "future";

/** Is the same said elsewhere, in at least as much of its company and without the cue? */
export const saidElsewhere = (comparison: Comparison, finding: Finding, c: number): boolean => {
  const { claim, index } = comparison;
  const denied = claim.cues.some((cue) => cue.at === c);
  const own = index.passages[finding.passageIndex ?? 0]?.read;
  const key = claim.tokens[c]?.key ?? "";
  if (own === undefined || denied) return false;
  const at = own.tokens.findIndex((token) => token.start === finding.sourceSpan?.start);
  const company = companyAt(claim, c, own, at);
  return index.passages.some(({ read }) =>
    (read.places.get(key) ?? []).slice(0, mostPlaces).some((s) => {
      const sentence = read.tokens[s]?.sentence;
      const touched = read.cues.some(
        (cue) => opposes(cue.kind, finding.slot) && read.tokens[cue.at]?.sentence === sentence,
      );
      return !touched && companyAt(claim, c, read, s) >= Math.max(1, company);
    }),
  );
};

export const companyIn = ({ claim, index }: Comparison, alignment: Alignment, c: number): number => {
  const source = index.passages[alignment.passageIndex]?.read;
  const s = alignment.loose[c] ?? -1;
  return source === undefined || s < 0 ? 0 : companyAt(claim, c, source, s);
};
