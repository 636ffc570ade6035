/**
 * "31 are in the Netherlands, 14 in Belgium", "CVE-1 at 9.1 and CVE-2 at 7.5": each figure of a list has its own place or
 * identifier, and a sentence may not give it another one's. Only where the source tells two figures apart by them, and has
 * the sentence's own beside another figure.
 */
import { around, type Comparison, contradiction, type Finding, surfaceOf } from "./finding.ts";
import type { ReadText } from "./read-text.ts";
import { functionWords } from "./words/function-words.ts";

const reach = 10;
const mostPlaces = 40;

const isFigure = (read: ReadText, at: number): boolean => {
  const token = read.tokens[at];
  return token?.kind === "number" && token.number?.ordinal === false && !token.number.vague;
};

/** "31 of the 52 controllers": the second figure is the whole, of which the first is a part. */
const isWhole = (read: ReadText, at: number): boolean =>
  [1, 2].some((back) => read.tokens[at - back]?.lower === "of" && (back === 1 || read.tokens[at - 1]?.lower === "the"));

/** The name behind "in" that belongs to the figure at `at`: none past the next figure. */
const placeOf = (read: ReadText, at: number): number | undefined => {
  for (let next = at + 1; next < at + reach; next += 1) {
    const token = read.tokens[next];
    if (token === undefined || token.sentence !== read.tokens[at]?.sentence) return undefined;
    if (token.kind === "number" && !isWhole(read, next)) return undefined;
    if (token.kind !== "word" || !token.capital || functionWords.has(token.lower)) continue;
    const before = [1, 2].map((back) => read.tokens[next - back]?.lower ?? "");
    return before[0] === "in" || (before[0] === "the" && before[1] === "in") ? next : undefined;
  }
  return undefined;
};

/** The identifier of which the figure is told: the nearest before it, else behind it, with no figure between. */
const identifierOf = (read: ReadText, at: number): number | undefined => {
  const look = (step: 1 | -1): number | undefined => {
    for (let next = at + step, count = 0; count < reach; count += 1, next += step) {
      const token = read.tokens[next];
      if (token === undefined || token.sentence !== read.tokens[at]?.sentence || token.kind === "number")
        return undefined;
      if (token.kind === "identifier" && /^id:cve/.test(token.key)) return next;
    }
    return undefined;
  };
  return look(-1) ?? look(1);
};

interface Placed {
  readonly at: number;
  readonly place: number;
}

const placedIn = (read: ReadText, findPlace: typeof placeOf): Placed[] =>
  read.literals.flatMap((at) => {
    const place = isFigure(read, at) ? findPlace(read, at) : undefined;
    return place === undefined ? [] : [{ at, place }];
  });

const samePlace = (a: ReadText, one: number, b: ReadText, other: number): boolean => {
  if (a.tokens[one]?.key === b.tokens[other]?.key) return true;
  const ids = new Set(a.entities.get(one)?.map(({ id }) => id));
  return b.entities.get(other)?.some(({ id }) => ids.has(id)) === true;
};

const compareBy = (
  { claim, index }: Comparison,
  slot: Finding["slot"],
  findPlace: typeof placeOf,
  tell: (figure: string, here: string, there: string) => string,
): Finding[] => {
  const said = placedIn(claim, findPlace);
  if (said.length === 0) return [];
  return said.flatMap(({ at, place }): Finding[] => {
    const key = claim.tokens[at]?.key;
    for (const [passageIndex, { read }] of index.passages.entries()) {
      const lists = placedIn(read, findPlace).slice(0, mostPlaces);
      const own = lists.filter((one) => read.tokens[one.at]?.key === key);
      if (own.length === 0 || own.some((one) => samePlace(claim, place, read, one.place))) continue;
      const [there] = own;
      const others = lists.some(
        (one) =>
          one.at !== there?.at &&
          read.tokens[one.at]?.sentence === read.tokens[there?.at ?? -1]?.sentence &&
          samePlace(claim, place, read, one.place),
      );
      if (there === undefined || !others) continue;
      const [here, elsewhere] = [surfaceOf(claim, [place]), surfaceOf(read, [there.place])];
      const reason = `${tell(claim.tokens[at]?.text ?? "", here, elsewhere)} (“${around(read, there.place, 4, 2)}”).`;
      return [contradiction(slot, { claim, said: [place], read, passageIndex, there: [there.place] }, reason)];
    }
    return [];
  });
};

export const comparePlaces = (comparison: Comparison): Finding[] => [
  ...compareBy(
    comparison,
    "name",
    placeOf,
    (figure, here, there) => `The sentence has ${figure} in “${here}”, the source in “${there}”`,
  ),
  ...compareBy(
    comparison,
    "identifier",
    identifierOf,
    (figure, here, there) => `The sentence gives ${figure} to ${here}, the source to ${there}`,
  ),
];
