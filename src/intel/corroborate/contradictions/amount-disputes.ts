/**
 * Sums of money, lengths of time and amounts of data told differently: "$3.7 million was frozen", "$4.4 million"; down for
 * six hours, for nine; 700 gigabytes copied, 1.2 terabytes.
 */
import type { Comparator, DurationMention, QuantityMention } from "#terms/mention.ts";
import { comparatorWords, deeds } from "./count-words.ts";
import { isParted } from "./event-disputes.ts";
import { printNumber } from "./read-counts.ts";
import type { Dispute, DisputeRule, Statement } from "./side.ts";

interface Amount {
  readonly value: number;
  readonly isRough: boolean;
  readonly printed: string;
  /** What is said of it; only amounts of one deed are compared. */
  readonly deed: string;
  readonly about: string;
  /** Larger over smaller, at most; three when absent. */
  readonly farthest?: number;
  readonly statement: Statement;
}

const symbols: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };
const moneyDeeds: Readonly<Record<string, string>> = {
  freeze: "sum frozen",
  demand: "sum demanded",
  pay: "sum paid",
  seize: "sum seized",
  lose: "sum lost",
  fine: "sum fined",
};
/** Victims of many thefts lose many sums: a loss is compared where the sentences tell of one theft. */
const losses = /\b(?:drain(?:ed|ing)|stole|stolen|siphon\w*|lost|loss(?:es)?|(?:made off|got away) with|heist)\b/g;
const fines = /\b(?:fin(?:e|es|ed)|penalt(?:y|ies))\b/g;

const rough = (comparator: Comparator): boolean => comparator === "~" || comparator === "<=";

const near = (statement: Statement, start: number, end: number): string =>
  statement.lower.slice(Math.max(0, start - 60), end + 60);

const sumsIn = (statement: Statement): Amount[] =>
  statement.mentions.flatMap((mention): Amount[] => {
    const symbol = mention.kind === "quantity" ? symbols[mention.unit] : undefined;
    if (symbol === undefined) return [];
    const { value, comparator, start, end } = mention as QuantityMention;
    const words = near(statement, start - statement.span.start, end - statement.span.start);
    const deed = [["fine", fines] as const, ...deeds, ["lose", losses] as const].find(
      ([name, pattern]) => moneyDeeds[name] !== undefined && words.search(pattern) >= 0,
    )?.[0];
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

/** What a length of time is the length of, told by the words before or after it. A table that grows by data [T]. */
const lengths: readonly {
  readonly about: string;
  readonly before: RegExp;
  readonly after?: RegExp;
  readonly farthest: number;
}[] = [
  {
    about: "time undetected",
    before:
      /\b(?:stayed|remained|sat|were|was|been|lurked|hid|went|had) (?:\w+ ){0,4}(?:inside|in (?:the|its|their) [a-z ]{2,20}|undetected|unnoticed|unseen|hidden|access to [a-z' ]{2,30}) for (?:about |some |nearly |almost )?$/,
    after: /^ (?:before (?:anyone|anybody|they were|it was|being|the) |undetected|unnoticed|unseen)/,
    farthest: 24,
  },
  {
    about: "prison term",
    before:
      /\b(?:sentenced (?:\w+ ){0,4}to|sentence of|(?:jailed|imprisoned) (?:\w+ ){0,2}for|prison term of|got|received) (?:about |nearly |almost )?$/,
    after: /^ (?:in (?:prison|jail)|behind bars|of imprisonment)/,
    farthest: 6,
  },
  {
    about: "duration",
    before:
      /\b(?:lasted|outage of|(?:down|offline|unreachable|unavailable|dark|disrupted|still|out|closed) for|stayed (?:\w+ ){0,3}for|was over in|window of) (?:[a-z]+ ){0,4}$/,
    after: /^ (?:outage|blackout|failure|disruption)/,
    farthest: 3,
  },
];

/** A sentence is of a court and its case; other lengths are of the one happening. */
const another =
  /\b(?:first|second|third|others?|another|partner|accomplices?|brother|sister|wife|husband|co-defendants?|each|both|two|three)\b/;
const isOfCourt = /\b(?:court|judge|sentence[ds]?|prison|jail|jailed)\b/;

const durationsIn = (statement: Statement): Amount[] =>
  statement.mentions.flatMap((mention): Amount[] => {
    if (mention.kind !== "duration") return [];
    const at = mention.start - statement.span.start;
    const before = statement.lower.slice(Math.max(0, at - 60), at);
    const after = statement.lower.slice(mention.end - statement.span.start, mention.end - statement.span.start + 30);
    const kind = lengths.find(
      (length) => length.before.test(before) || (length.after?.test(after) === true && length.about !== "duration"),
    );
    // "Less than a minute" bounds a length and gives none.
    if (kind === undefined || /\b(?:less|fewer|more|longer|up|at least) ?(?:than|to)?\b[^.]{0,4}$/.test(before))
      return [];
    if (kind.about === "prison term" && (!isOfCourt.test(statement.lower) || another.test(statement.lower))) return [];
    return [
      {
        value: mention.value * secondsOf[mention.unit],
        isRough: /\b(?:about|around|almost|nearly|roughly|some)\b/.test(before),
        printed: `${printNumber(mention.value)} ${mention.unit}${mention.value === 1 ? "" : "s"}`,
        deed: kind.about,
        about: kind.about,
        farthest: kind.farthest,
        statement,
      },
    ];
  });

const bytesOf: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, pb: 1e15 };
const carried =
  /\b(?:stole|stolen|steal\w*|cop(?:y|ied)|took|taken|exfiltrat\w*|leak\w*|downloaded|dumped|published|claim\w*|hold\w*)\b/;

/** "700 gigabytes of design files" copied by one account, "1.2 terabytes" by another. */
const volumesIn = (statement: Statement): Amount[] =>
  statement.mentions.flatMap((mention): Amount[] => {
    const size = mention.kind === "quantity" ? bytesOf[mention.unit.toLowerCase()] : undefined;
    if (size === undefined || mention.kind !== "quantity" || !carried.test(statement.lower)) return [];
    if (/^ (?:per|a) second\b/.test(statement.lower.slice(mention.end - statement.span.start))) return [];
    const { value, comparator, unit } = mention;
    return [
      {
        value: value * size,
        isRough: comparator !== "=",
        printed: `${comparatorWords[comparator]}${value} ${unit.toUpperCase()}`,
        deed: "volume",
        about: "amount of data",
        statement,
      },
    ];
  });

const farthest = 3;
const rounding = 0.06;

const differ = (a: Amount, b: Amount): boolean => {
  const [small, large] = [Math.min(a.value, b.value), Math.max(a.value, b.value)];
  return (
    large <= small * (a.farthest ?? farthest) && (large - small) / large > (a.isRough || b.isRough ? rounding : 0.001)
  );
};

const disputesOf = (amounts: readonly Amount[]): Dispute[] => {
  const holds = (id: string, amount: Amount): boolean =>
    amounts.some((other) => other.statement.articleId === id && other.deed === amount.deed && !differ(other, amount));
  const told = new Set<string>();
  return amounts.flatMap((first): Dispute[] => {
    if (told.has(first.deed)) return [];
    // An article that gives both amounts tells of two things.
    const rivals = amounts.filter(
      (other) =>
        other.deed === first.deed &&
        other.statement.articleId !== first.statement.articleId &&
        differ(first, other) &&
        !isParted(first.statement, other.statement) &&
        !holds(other.statement.articleId, first) &&
        !holds(first.statement.articleId, other),
    );
    if (rivals.length === 0) return [];
    told.add(first.deed);
    const values = new Set([first.value, ...rivals.map((rival) => rival.value)]);
    return [
      {
        about: first.about,
        sides: amounts
          .filter((amount) => amount.deed === first.deed && values.has(amount.value))
          .map((amount) => ({ value: amount.printed, span: amount.statement.span })),
      },
    ];
  });
};

export const moneyDisputes: DisputeRule = ({ statements }) => disputesOf(statements.flatMap(sumsIn));
const bitsOf: Readonly<Record<string, number>> = { kbps: 1e3, mbps: 1e6, gbps: 1e9, tbps: 1e12 };

/** "Peaked at 3.2 Tbps", "at 2.4 Tbps": the size of one flood. */
const peaksIn = (statement: Statement): Amount[] =>
  statement.mentions.flatMap((mention): Amount[] => {
    const size = mention.kind === "quantity" ? bitsOf[mention.unit.toLowerCase()] : undefined;
    if (size === undefined || mention.kind !== "quantity" || !/\bpeak|\b(?:reached|measured)\b/.test(statement.lower))
      return [];
    const { value, comparator, unit } = mention;
    return [
      {
        value: value * size,
        isRough: comparator !== "=",
        printed: `${comparatorWords[comparator]}${value} ${unit}`,
        deed: "peak",
        about: "peak of the attack",
        statement,
      },
    ];
  });

export const peakDisputes: DisputeRule = ({ statements }) => disputesOf(statements.flatMap(peaksIn));
export const volumeDisputes: DisputeRule = ({ statements }) => disputesOf(statements.flatMap(volumesIn));
export const durationDisputes: DisputeRule = ({ statements }) => disputesOf(statements.flatMap(durationsIn));
