/**
 * Counts that are told against each other though their nouns differ: "more than 23 operators" and "at least 23
 * carriers"; six operators by one account, "counting it, seven incidents" by another; 31 victims and, in a low-grade
 * outlet, 4,000 companies. And a sentence that sets its own count against another's: "puts it at 3,900, well below the
 * 5,400 quoted elsewhere".
 *
 * Nouns are taken as one only within the words for those that are hit, and only with a sign that the count is the
 * story's whole: an equal number, a total, or a low-grade outlet's.
 */
import type { QuantityMention } from "#terms/mention.ts";
import { hitOnes, pluralOf } from "./count-words.ts";
import { type Count, printNumber, readCounts } from "./read-counts.ts";
import type { Dispute, DisputeRule, Material, Side, Statement } from "./side.ts";

const leastEqual = 10;

const sideFor = (count: Count): Side => ({ value: count.printed, span: count.statement.span });
const isOther = (a: Count, b: Count): boolean => a.statement.articleId !== b.statement.articleId;
const shared = (a: Count, b: Count): boolean =>
  (["breach", "destroy"] as const).some((deed) => a.deeds.has(deed) && b.deeds.has(deed));

/** "23 companies", "at least 23 carriers": one number, told as exact and as a floor. */
const equalNumbers = (counts: readonly Count[]): Dispute[] => {
  const exact = counts.find(
    (count) =>
      count.value >= leastEqual &&
      counts.some(
        (other) =>
          isOther(count, other) &&
          other.value === count.value &&
          other.comparator !== count.comparator &&
          other.noun !== count.noun &&
          !counts.some(
            (third) => third.statement.articleId === other.statement.articleId && third.printed === count.printed,
          ),
      ),
  );
  if (exact === undefined) return [];
  const same = counts.filter((count) => count.value === exact.value);
  // One label a comparator, so that each side stands once.
  const labels = new Map(same.map((count) => [count.comparator, count.printed]).reverse() as [string, string][]);
  return [
    {
      about: "number of those hit",
      sides: same.map((count) => ({
        value: labels.get(count.comparator) ?? count.printed,
        span: count.statement.span,
      })),
    },
  ];
};

const total =
  /\b(?:in total|in all|altogether|counting (?:it|them|this|that)|total of|known to (?:us|it|them)|not included in|by (?:its|their) own count|its own count|own tally)\b/;
const totalFarthest = 1.5;

/** Another's total beside the count that leaves something out. */
const totals = (counts: readonly Count[]): Dispute[] => {
  for (const whole of counts) {
    if (!total.test(whole.statement.lower)) continue;
    const rivals = counts.filter(
      (count) =>
        count.statement !== whole.statement &&
        count.value !== whole.value &&
        shared(count, whole) &&
        Math.max(count.value, whole.value) <= Math.min(count.value, whole.value) * totalFarthest,
    );
    if (!rivals.some((count) => isOther(count, whole))) continue;
    const [first] = rivals;
    const wholes = counts.filter((count) => count.value === whole.value && shared(count, whole));
    return [
      {
        about: "number of those hit",
        bothStand: true,
        sides: [
          ...rivals
            .filter((count) => count.value === first?.value)
            .map((count) => ({ ...sideFor(count), value: first?.printed ?? "" })),
          ...wholes.map((count) => ({ ...sideFor(count), value: whole.printed })),
        ],
      },
    ];
  }
  return [];
};

const tenfold = 10;

/** A low-grade outlet's crowd against the count of the others. */
const crowds = (counts: readonly Count[], material: Material): Dispute[] => {
  const [low, trusted] = [true, false].map((isLow) =>
    counts.filter((count) => material.isLow(count.statement.articleId) === isLow && count.deeds.has("breach")),
  );
  const crowd = low?.find((count) => trusted?.every((other) => count.value >= other.value * tenfold) === true);
  const large = trusted?.filter((count) => count.value >= leastEqual) ?? [];
  // One count stands for the trusted: an exact one where there is one, so that "more than 30" and 31 are not set apart.
  const best = large.find((count) => count.comparator === "=") ?? large[0];
  const own = large.filter((count) => count.printed === best?.printed);
  if (crowd === undefined || own.length === 0) return [];
  return [{ about: "number of those hit", sides: [...own.map(sideFor), sideFor(crowd)] }];
};

export const hitDisputes: DisputeRule = (material) => {
  const counts = readCounts(material.statements, { cases: true }).filter(
    (count) => hitOnes.test(count.noun) && !count.part && !count.deeds.has("scan"),
  );
  const trusted = counts.filter((count) => !material.isLow(count.statement.articleId));
  const [equal] = equalNumbers(trusted);
  const [whole] = totals(trusted);
  return [
    ...(equal === undefined ? crowds(counts, material) : [equal]),
    ...(whole === undefined ? [] : [{ ...whole, about: equal === undefined ? whole.about : "number of cases" }]),
  ];
};

const against =
  /\b(?:below|above|lower than|higher than|less than|more than|short of|fewer than|rather than|not|instead of|against) (?:the |its |their |an? )?(?:[a-z]+ ){0,2}$|\b(?:figure|count|estimate|number|total|tally) of (?:[a-z]+ )?$/;
const own = /\b(?:puts?|own|his|her|their|its|counts?|statistics|estimates?|insists?|says?|shows?)\b/;
const leastContrast = 20;

const quantitiesIn = (statement: Statement): QuantityMention[] =>
  statement.mentions.filter(
    (mention): mention is QuantityMention =>
      mention.kind === "quantity" &&
      !mention.ordinal &&
      mention.value >= leastContrast &&
      !/^(?:percent|usd|eur|gbp)$/i.test(mention.unit),
  );

/** The number a sentence sets itself against, and its own. */
const contrastIn = (statement: Statement): { other: number; mine: QuantityMention } | undefined => {
  const quantities = quantitiesIn(statement);
  const [first, second] = quantities;
  if (quantities.length !== 2 || first === undefined || second === undefined || !own.test(statement.lower))
    return undefined;
  const isAgainst = (mention: QuantityMention): boolean => {
    const digits = mention.start - statement.span.start + mention.surface.search(/\d/);
    return against.test(statement.lower.slice(0, digits));
  };
  const [other, mine] = isAgainst(second) ? [second, first] : isAgainst(first) ? [first, second] : [];
  if (other === undefined || mine === undefined || other.value === mine.value) return undefined;
  return { other: other.value, mine };
};

/** "puts the population at 3,900, well below the 5,400 quoted abroad": against the article that says 5,400. */
export const contrastDisputes: DisputeRule = ({ statements, isLow }) => {
  const counts = readCounts(statements);
  return statements.flatMap((statement): Dispute[] => {
    const contrast = isLow(statement.articleId) ? undefined : contrastIn(statement);
    if (contrast === undefined) return [];
    const held = counts.filter(
      (count) => count.value === contrast.other && count.statement.articleId !== statement.articleId,
    );
    const [rival] = held;
    if (rival === undefined) return [];
    const value =
      contrast.mine.counted === ""
        ? printNumber(contrast.mine.value)
        : `${printNumber(contrast.mine.value)} ${contrast.mine.counted}`;
    return [
      {
        about: `number of ${pluralOf(rival.noun)}`,
        bothStand: true,
        sides: [...held.map((count) => ({ ...sideFor(count), value: rival.printed })), { value, span: statement.span }],
      },
    ];
  });
};
