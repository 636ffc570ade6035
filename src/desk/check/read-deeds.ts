/** Which deeds (scanned, targeted, breached …) a stretch of tokens names, and what they also make true. */
import type { ReadText } from "./read-text.ts";
import { stemWord } from "./stem-word.ts";
import { type Deed, deedFollows, deedSigns, deedWords } from "./words/deeds.ts";

const deedOfStem = new Map<string, Deed>();
for (const [deed, words] of Object.entries(deedWords)) {
  for (const word of words.split(" ")) deedOfStem.set(stemWord(word), deed as Deed);
}

export const deedOf = (key: string): Deed | undefined => deedOfStem.get(key);

const signs = new Map(
  Object.entries(deedSigns).map(([deed, words]) => [deed, new Set(words.split(" ").map(stemWord))] as const),
);

/** Strong deeds are those with signs: they need a source that tells them. */
export const isStrong = (deed: Deed): boolean => signs.has(deed);

/** Whoever "logged in" has broken in, though the word does not say so. */
export const isSignOf = (deed: Deed, key: string): boolean => signs.get(deed)?.has(key) === true;

export interface FoundDeed {
  readonly deed: Deed;
  readonly at: number;
}

/** Deeds among tokens [from, to) that pass `keep`. */
export const findDeeds = (
  read: ReadText,
  from: number,
  to: number,
  keep: (at: number) => boolean = () => true,
): FoundDeed[] => {
  const found: FoundDeed[] = [];
  for (let at = from; at < to; at += 1) {
    const token = read.tokens[at];
    if (token?.kind !== "word") continue;
    const deed = deedOfStem.get(token.key);
    if (deed !== undefined && keep(at)) found.push({ deed, at });
  }
  return found;
};

/** Does one of the source's deeds make the claim's deed true? */
export const deedHolds = (claim: Deed, source: readonly FoundDeed[]): boolean =>
  source.some(({ deed }) => deed === claim || deedFollows[deed].includes(claim));
