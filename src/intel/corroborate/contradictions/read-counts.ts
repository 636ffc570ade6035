/**
 * Numbers of things in a statement: how many of what, what is said of them, and whether they are a whole or a part.
 *
 * A number without a noun takes it from its verb ("fetched about 11,400 times" are downloads), from the sentence before
 * ("the number of clinics as 38. It is 41."), or from the other number of its sentence ("1.9 million customers; a seller
 * claims more than 11 million").
 */
import { isEnglishNoun } from "#kit/text/foreign-nouns.ts";
import { numberInProse, smallNumbers } from "#kit/text/number-words.ts";
import type { Comparator, QuantityMention } from "#terms/mention.ts";
import { comparatorWords, deeds, foreignDeeds, notThings, nounOf, pluralOf } from "./count-words.ts";
import type { Statement } from "./side.ts";

export interface Count {
  readonly value: number;
  readonly comparator: Comparator;
  /** Singular: `clinic`, `download`. */
  readonly noun: string;
  /** As we print it: "about 11,400 downloads". */
  readonly printed: string;
  /** What is said of the things: `breach`, `arrest`, … */
  readonly deeds: ReadonlySet<string>;
  /** "three of them", "among them two": a part, not the whole. */
  readonly part: boolean;
  readonly statement: Statement;
  readonly start: number;
  readonly end: number;
}

/** Number as printed: millions stay millions, as every passage writes them. */
export const printNumber = (value: number): string => {
  for (const [size, word] of [
    [1e9, "billion"],
    [1e6, "million"],
  ] as const)
    if (value >= size) return `${Number((value / size).toPrecision(6))} ${word}`;
  return numberInProse(value);
};

const print = (value: number, comparator: Comparator, noun: string): string =>
  `${comparatorWords[comparator]}${printNumber(value)} ${value === 1 ? noun : pluralOf(noun)}`;

const partBefore =
  /\b(?:among|including|include|of which|another|other|remaining|further|additional|first|last|one of|all|these|those|its|both|for a smaller set,?|only the)\b[^.,;]{0,16}$/;
const partAfter = /^ (?:of (?:them|which|those|its|the)|more|others?)\b|^ of \S+ (?:have|had|were)\b/;
/** "212 devices in the national address space", "two in Alicante": counts of one place or branch. */
const partOf = /\bof (?:the|its|their|those) (?:\w+ )?$/;

const windowBefore = 70;
const windowAfter = 80;

const deedsNear = ({ lower, language }: Statement, start: number, end: number): ReadonlySet<string> => {
  const from = Math.max(lower.lastIndexOf(";", start) + 1, start - windowBefore, 0);
  const stop = lower.indexOf(";", end);
  const near = lower.slice(from, Math.min(stop < 0 ? lower.length : stop, end + windowAfter));
  const said = foreignDeeds[language.slice(0, 2)] ?? deeds;
  return new Set(said.filter(([, pattern]) => near.search(pattern) >= 0).map(([deed]) => deed));
};

const timesOf =
  /\b(download\w*|fetched|pulled|installed|visited|viewed|opened|clicked|exploited|attacked)\b[^.;]{0,30}$/;
const timesNouns: Readonly<Record<string, string>> = {
  visited: "visit",
  viewed: "view",
  opened: "opening",
  clicked: "click",
};

/** "fetched about 11,400 times": the verb is the noun. */
const nounOfTimes = (lower: string, start: number, end: number): string | undefined => {
  if (!/^ times\b/.test(lower.slice(end, end + 7))) return undefined;
  const verb = timesOf.exec(lower.slice(Math.max(0, start - 60), start))?.[1];
  if (verb === undefined) return undefined;
  return /^(?:download|fetched|pulled|installed)/.test(verb) ? "download" : timesNouns[verb];
};

/** "41 outpatient clinics": a plural within three words, where the annotator left the noun open. */
const nextNoun =
  /^ (?!times\b|of\b|and\b|to\b|in\b|on\b|have\b|had\b|is\b|was\b|were\b|are\b)(?:[a-z-]{3,20} )?([a-z]{3,20}[^s\W]s)\b(?! of\b)/;
const numberOf = /\b(?:number|count|total|tally|figure) of ([a-z]+(?:-[a-z]+)?)\b/;

/** What the sentence before counts, when it counts one kind of thing. */
const onlyNoun = (statement: Statement | undefined): string | undefined => {
  const units = new Set(
    statement?.mentions.flatMap((mention) =>
      mention.kind === "quantity" && mention.unit !== "" ? [mention.unit] : [],
    ),
  );
  const [only, second] = units;
  return second === undefined ? only : undefined;
};

const nounFor = (
  quantity: QuantityMention,
  statement: Statement,
  before: Statement | undefined,
  sibling: string,
): string => {
  const start = quantity.start - statement.span.start;
  const end = quantity.end - statement.span.start;
  if (quantity.unit !== "") return nounOf(quantity.unit);
  const kin = oneOfThese.exec(statement.lower.slice(Math.max(0, start - 50), start))?.[1];
  if (kin !== undefined) return nounOf(kin);
  const next = nextNoun.exec(statement.lower.slice(end, end + 60))?.[1];
  if (next !== undefined) return nounOf(next);
  const times = nounOfTimes(statement.lower, start, end);
  if (times !== undefined) return times;
  const named = numberOf.exec(statement.lower)?.[1];
  if (named !== undefined) return nounOf(named);
  const earlier = /^it (?:is|was|has|should be|now stands)\b/.test(statement.lower)
    ? (numberOf.exec(before?.lower ?? "")?.[1] ?? onlyNoun(before))
    : undefined;
  return earlier === undefined ? sibling : nounOf(earlier);
};

/** A count of the whole, no more and no less, as it stands at `match` in the statement. */
const exactly = (value: number, noun: string, statement: Statement, match: RegExpExecArray): Count => {
  const end = match.index + match[0].length;
  return {
    value,
    comparator: "=",
    noun,
    printed: print(value, "=", noun),
    deeds: deedsNear(statement, match.index, end),
    part: false,
    statement,
    start: match.index,
    end,
  };
};

const spelled =
  /\b(ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?) (?:[a-z-]{3,20} )?([a-z]{3,20}[^s\W]s)\b/g;

/** "Thirty-eight clinics": number words before a plural that the annotator took for part of a name. */
const spelledCounts = (statement: Statement): Count[] =>
  [...statement.lower.matchAll(spelled)].flatMap((match): Count[] => {
    const [tens = "", units] = (match[1] ?? "").split("-");
    const value = (smallNumbers[tens] ?? Number.NaN) + (units === undefined ? 0 : (smallNumbers[units] ?? Number.NaN));
    const noun = nounOf(match[2] ?? "");
    return Number.isNaN(value) || notThings.test(noun) || partBefore.test(statement.lower.slice(0, match.index))
      ? []
      : [exactly(value, noun, statement, match)];
  });

/** "expects 900 servers to be infected", "will rise to 900": nobody has counted them yet. */
const forecast =
  /\b(?:expects?|expected|forecasts?|predicts?|predicted|projects?|projected|anticipates?|anticipated|(?:plans?|aims?|hopes?) to|will (?:reach|rise|grow|climb|exceed|hit|be))\b[^.;]{0,50}$/;

/** "Three carriers were among at least 23": the number is the whole. */
const isOneOf = /\b(?:is|are|was|were)(?: \w+)? among (?:the |some )?$/;
/** "That utility is among at least 23 named": what it is one of. */
const oneOfThese = /\b([a-z]{3,20}) (?:is|was) among (?:the |some )?$/;

/** "Spread over nine countries" is nine. */
const spreadOver = /\b(?:spread|scattered|distributed|divided|strewn|dotted|all|reach\w*|stretch\w*)\s*$/;

const isForeign = ({ language }: Statement): boolean => !/^(?:en|und)/.test(language);

interface Reading {
  /** "Seven destructive cases" counts cases: usually "in three cases" counts nothing. */
  readonly cases?: boolean;
}

const plainNumber = /^[\d,.]+$/;

/** Counts of one statement; `before` is the sentence before it in the same article. */
const countsOf = (statement: Statement, before: Statement | undefined, options: Reading = {}): Count[] => {
  const quantities = statement.mentions.filter(
    (mention): mention is QuantityMention =>
      mention.kind === "quantity" && !mention.ordinal && mention.upper === undefined,
  );
  let sibling = "";
  const counts = quantities.flatMap((quantity): Count[] => {
    const start = quantity.start - statement.span.start;
    const end = quantity.end - statement.span.start;
    const noun = nounFor(quantity, statement, before, sibling);
    if ((notThings.test(noun) && !(options.cases === true && noun === "case")) || !/^\p{L}[\p{L} -]*$/u.test(noun))
      return [];
    // A foreign noun that no table has cannot be compared, nor printed.
    if (isForeign(statement) && !isEnglishNoun(noun)) return [];
    if (quantity.unit === "" && quantity.value < 5 && plainNumber.test(quantity.surface)) return [];
    if (forecast.test(statement.lower.slice(Math.max(0, start - 70), start))) return [];
    if (quantity.unit !== "") sibling = noun;
    const head = statement.lower.slice(Math.max(0, start - 30), start);
    const own = statement.lower.slice(start, end);
    const comparator = /^over\b/.test(own) && spreadOver.test(head) ? "=" : quantity.comparator;
    const part =
      (partBefore.test(head) && !isOneOf.test(head)) ||
      partOf.test(head) ||
      partAfter.test(statement.lower.slice(end, end + 16)) ||
      / of (?:its|the|their|those|them) /.test(own);
    return [
      {
        value: quantity.value,
        comparator,
        noun,
        printed: print(quantity.value, comparator, noun),
        deeds: deedsNear(statement, start, end),
        part,
        statement,
        start,
        end,
      },
    ];
  });
  const others = spelledCounts(statement).filter((count) =>
    counts.every((known) => known.end <= count.start || known.start >= count.end),
  );
  return [...counts, ...others];
};

export const readCounts = (statements: readonly Statement[], options: Reading = {}): Count[] =>
  statements.flatMap((statement, at) => {
    const before = statements[at - 1];
    return countsOf(statement, before?.articleId === statement.articleId ? before : undefined, options);
  });
