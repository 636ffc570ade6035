/** Whose deed is it? What the source says of one figure may not be said of another that stands in the same sentence. */
import { countedBy } from "./compare-counted.ts";
import { deedOf, isSignOf } from "./read-deeds.ts";
import { type ReadText, sentenceRange } from "./read-text.ts";
import { isIrregularPast } from "./stem-word.ts";
import type { Token } from "./token.ts";

const isVerbLike = (token: Token): boolean =>
  token.kind === "word" &&
  !token.capital &&
  (deedOf(token.key) !== undefined || /(?:ed|ing)$/.test(token.lower) || isIrregularPast(token.lower));

const measure = /^(?:second|minute|hour|day|night|weekend|week|month|quarter|year|decade)s?$/;

/** "one weekend", "three days": a stretch of time does nothing and suffers nothing. */
export const isMeasure = (read: ReadText, at: number): boolean => measure.test(read.tokens[at + 1]?.lower ?? "");

const longestLooked = 400;

const isCut = (token: Token | undefined): boolean =>
  /^[,;]$/.test(token?.key ?? "") || /^(?:and|but|while)$/.test(token?.lower ?? "");

/** "the files of 12", "of 12 of them": a figure that counts what the figure at `s` counts, of which it is a part. */
const countsTheSame = (source: ReadText, at: number, s: number): boolean => {
  if ((source.tokens[at]?.number?.unit ?? "") !== "") return false;
  const own = countedBy(source, at);
  const whole = countedBy(source, s);
  return own === undefined || own.keys.some((key) => whole?.keys.includes(key) === true);
};

/**
 * "The letter reached 640 people, of whom 12 answered" does not say that 640 answered: the claim's verb stands behind
 * another figure, past a mark or an "and", and nothing the source says of this figure itself is kept.
 */
export const doneByOthers = (claim: ReadText, c: number, source: ReadText, s: number): number | undefined => {
  // "a 12-year-old": a measure does nothing.
  if (isMeasure(claim, c)) return undefined;
  if (claim.tokens[c + 1]?.key === "-" || source.tokens[s + 1]?.key === "-") return undefined;
  const clause = claim.tokens[c]?.clause;
  const [from, to] = sentenceRange(source, s);
  const places = Array.from({ length: Math.min(to - from, longestLooked) }, (_value, at) => from + at);
  const others = source.literals.filter(
    (at) =>
      at > s && at < to && source.tokens[at]?.kind === "number" && !claim.places.has(source.tokens[at]?.key ?? ""),
  );
  if (others.length === 0) return undefined;
  const cut = places.find((at) => at > s && isCut(source.tokens[at]));
  if (cut === undefined) return undefined;
  const said = [...claim.tokens.keys()].filter((at) => {
    const token = claim.tokens[at] as Token;
    return token.clause === clause && isVerbLike(token) && (claim.weights[at] ?? 0) >= 0.5;
  });
  const placesOf = (at: number): number[] => {
    const deed = deedOf(claim.tokens[at]?.key ?? "");
    return places.filter(
      (place) =>
        source.tokens[place]?.key === claim.tokens[at]?.key ||
        (deed !== undefined &&
          (deedOf(source.tokens[place]?.key ?? "") === deed || isSignOf(deed, source.tokens[place]?.key ?? ""))),
    );
  };
  const found = said.map(placesOf).filter((places) => places.length > 0);
  /** "and copied the files of 12": the verb has a figure of its own before its clause ends. */
  const hasOwn = (place: number): boolean => {
    const end = places.find((at) => at > place && isCut(source.tokens[at])) ?? to;
    return others.some((other) => other > place && other < end && countsTheSame(source, other, s));
  };
  const isOthers = (found: readonly number[]): boolean =>
    found.every(
      (place) =>
        place > cut && (hasOwn(place) || others.some((other) => Math.abs(other - place) < Math.abs(place - s))),
    );
  return found.length > 0 && found.every(isOthers) ? found[0]?.[0] : undefined;
};
