/**
 * What came first: "encrypted before they stole" is not "stole before they encrypted", nor "fixed after it was used" the
 * same as "used after it was fixed". Where sentence and source part two deeds by before, after or then, and each deed
 * stands on the other side, the two contradict each other; a deed that cannot be seen by its form is no deed here.
 */
import { around, type Comparison, type Finding, spanOf } from "./finding.ts";
import { deedOf } from "./read-deeds.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";
import { isIrregularPast } from "./stem-word.ts";
import { speechVerbs } from "./words/speech.ts";

/** Deeds on both sides of a word of time, by what they are compared by. */
interface Order {
  readonly at: number;
  readonly earlier: ReadonlySet<string>;
  readonly later: ReadonlySet<string>;
}

const reach = 30;

const deedKey = (read: ReadText, at: number): string | undefined => {
  const token = read.tokens[at];
  if (token?.kind !== "word" || token.capital || (read.weights[at] ?? 0) < 0.5) return undefined;
  if (speechVerbs[token.lower] !== undefined) return undefined;
  const deed = deedOf(token.key);
  if (deed !== undefined) return `deed ${deed}`;
  if (!/.{2}(?:ed|ing)$/.test(token.lower) && !isIrregularPast(token.lower)) return undefined;
  const group = meaningGroup(token.key);
  return group === undefined ? token.key : `group ${group}`;
};

const deedsIn = (read: ReadText, from: number, to: number): ReadonlySet<string> => {
  const found = new Set<string>();
  for (let at = from; at < to; at += 1) {
    const key = deedKey(read, at);
    if (key !== undefined) found.add(key);
  }
  return found;
};

const isMark = (read: ReadText, at: number, marks: string): boolean => {
  const token = read.tokens[at];
  return token?.kind === "mark" && marks.includes(token.key);
};

/** The first place from `from` on, stepping by `step`, that ends the stretch: another sentence, a mark, a word of time. */
const endOf = (read: ReadText, from: number, step: 1 | -1, marks: string): number => {
  const sentence = read.tokens[from - step]?.sentence;
  let at = from;
  for (let count = 0; count < reach; count += 1, at += step) {
    if (read.tokens[at]?.sentence !== sentence || isMark(read, at, marks) || isTime(read, at)) return at;
  }
  return at;
};

const isTime = (read: ReadText, at: number): boolean => {
  const lower = read.tokens[at]?.lower;
  if (lower === "before" || lower === "after") return true;
  return lower === "then" && (read.tokens[at - 1]?.lower === "and" || isMark(read, at - 1, ","));
};

const orderAt = (read: ReadText, at: number): Order | undefined => {
  if (!isTime(read, at)) return undefined;
  const opens = read.tokens[at - 1]?.sentence !== read.tokens[at]?.sentence;
  const close = endOf(read, at + 1, 1, opens ? ",;:" : ",;:()");
  const beside = deedsIn(read, at + 1, close);
  // "After the fix, they …": the main clause stands behind the comma.
  const main = opens
    ? deedsIn(read, close + 1, endOf(read, close + 1, 1, ";:"))
    : deedsIn(read, endOf(read, at - 1, -1, ";:") + 1, at);
  if (beside.size === 0 || main.size === 0) return undefined;
  return read.tokens[at]?.lower === "after"
    ? { at, earlier: beside, later: main }
    : { at, earlier: main, later: beside };
};

const readOrders = (read: ReadText): Order[] =>
  [...read.tokens.keys()].map((at) => orderAt(read, at)).filter((order) => order !== undefined);

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((key) => b.has(key));

const isTurned = (said: Order, there: Order): boolean =>
  meet(said.earlier, there.later) &&
  meet(said.later, there.earlier) &&
  !meet(said.earlier, there.earlier) &&
  !meet(said.later, there.later);

export const compareOrder = ({ claim, index }: Comparison): Finding[] => {
  const orders = readOrders(claim);
  if (orders.length === 0) return [];
  const told = index.passages.flatMap(({ read }, passageIndex) =>
    readOrders(read).map((order) => ({ ...order, passageIndex, read })),
  );
  return orders.flatMap((said): Finding[] => {
    const turned = told.find((there) => isTurned(said, there));
    const kept = told.some((there) => meet(said.earlier, there.earlier) && meet(said.later, there.later));
    if (turned === undefined || kept) return [];
    return [
      {
        slot: "verb",
        claimValue: around(claim, said.at, 3, 3),
        claimSpan: spanOf(claim, [said.at]),
        sourceValue: around(turned.read, turned.at, 3, 3),
        passageIndex: turned.passageIndex,
        sourceSpan: spanOf(turned.read, [turned.at]),
        agrees: false,
        verdict: "contradicted",
        reason: `The sentence turns what came first: “${around(claim, said.at, 3, 3)}”; the source has “${around(turned.read, turned.at, 3, 3)}”.`,
      },
    ];
  });
};
