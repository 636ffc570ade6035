/** Sums of money and lengths of time told differently: "$3.7 million was frozen", "$4.4 million"; down for six hours, for nine. */
import type { Comparator, DurationMention, QuantityMention } from "#terms/mention.ts";
import { comparatorWords, deeds } from "./count-words.ts";
import { printNumber } from "./read-counts.ts";
import type { Dispute, DisputeRule, Statement } from "./side.ts";

interface Amount {
  readonly value: number;
  readonly isRough: boolean;
  readonly printed: string;
  /** What is said of it; only amounts of one deed are compared. */
  readonly deed: string;
  readonly about: string;
  readonly statement: Statement;
}

const symbols: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };
const moneyDeeds: Readonly<Record<string, string>> = {
  freeze: "sum frozen",
  demand: "sum demanded",
  pay: "sum paid",
  seize: "sum seized",
};

const rough = (comparator: Comparator): boolean => comparator === "~" || comparator === "<=";

const near = (statement: Statement, start: number, end: number): string =>
  statement.lower.slice(Math.max(0, start - 60), end + 60);

const sumsIn = (statement: Statement): Amount[] =>
  statement.mentions.flatMap((mention): Amount[] => {
    const symbol = mention.kind === "quantity" ? symbols[mention.unit] : undefined;
    if (symbol === undefined) return [];
    const { value, comparator, start, end } = mention as QuantityMention;
    const words = near(statement, start - statement.span.start, end - statement.span.start);
    const deed = deeds.find(([name, pattern]) => moneyDeeds[name] !== undefined && words.search(pattern) >= 0)?.[0];
    if (deed === undefined) return [];
    return [
      {
        value,
        isRough: rough(comparator),
        printed: `${comparatorWords[comparator]}${symbol}${printNumber(value)}`,
        deed: `${deed} ${symbol}`,
        about: moneyDeeds[deed] ?? "",
        statement,
      },
    ];
  });

const secondsOf: Readonly<Record<DurationMention["unit"], number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};
const lasting =
  /\b(?:lasted|outage of|down for|offline for|unavailable for|dark for|disrupted for|stayed (?:\w+ ){0,3}for|was over in|window of)\b/;

const durationsIn = (statement: Statement): Amount[] =>
  statement.mentions.flatMap((mention): Amount[] => {
    if (mention.kind !== "duration") return [];
    const at = mention.start - statement.span.start;
    const before = statement.lower.slice(Math.max(0, at - 40), at);
    const cue = lasting.exec(before)?.[0];
    // "Less than a minute" bounds a length and gives none.
    if (cue === undefined || /\b(?:less|fewer|more|longer|up) (?:than|to)\b/.test(before)) return [];
    return [
      {
        value: mention.value * secondsOf[mention.unit],
        isRough: /\b(?:about|around|almost|nearly|roughly|some)\b/.test(before),
        printed: `${printNumber(mention.value)} ${mention.unit}${mention.value === 1 ? "" : "s"}`,
        deed: "duration",
        about: "duration",
        statement,
      },
    ];
  });

const farthest = 3;
const rounding = 0.06;

const differ = (a: Amount, b: Amount): boolean => {
  const [small, large] = [Math.min(a.value, b.value), Math.max(a.value, b.value)];
  return large <= small * farthest && (large - small) / large > (a.isRough || b.isRough ? rounding : 0.001);
};

const disputesOf = (amounts: readonly Amount[]): Dispute[] => {
  for (const first of amounts) {
    const rivals = amounts.filter(
      (other) =>
        other.deed === first.deed && other.statement.articleId !== first.statement.articleId && differ(first, other),
    );
    if (rivals.length === 0) continue;
    const values = new Set([first.value, ...rivals.map((rival) => rival.value)]);
    return [
      {
        about: first.about,
        sides: amounts
          .filter((amount) => amount.deed === first.deed && values.has(amount.value))
          .map((amount) => ({ value: amount.printed, span: amount.statement.span })),
      },
    ];
  }
  return [];
};

export const moneyDisputes: DisputeRule = ({ statements }) => disputesOf(statements.flatMap(sumsIn));
export const durationDisputes: DisputeRule = ({ statements }) => disputesOf(statements.flatMap(durationsIn));
