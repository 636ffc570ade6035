/**
 * What attackers claim to hold against what those concerned confirm, and a claim that a low-grade outlet prints as
 * confirmed. Counts of people and of records about them are compared here whatever their size: the two sides need not
 * count alike.
 */
import { person, record } from "./count-words.ts";
import { type Count, readCounts } from "./read-counts.ts";
import type { Dispute, DisputeRule, Side } from "./side.ts";

const claims =
  /\b(?:claim(?:s|ed|ing)?|boast\w*|alleg\w*|advert\w*|for sale|offer(?:s|ed|ing)?|leak site|purport\w*|says it (?:has|holds|took|stole)|angeblich|bietet)\b/;
const attacker =
  /\b(?:gang|crew|group|hackers?|attackers?|sellers?|thie(?:f|ves)|criminals?|extort\w*|advert\w*|forum|vendor's|unbekannter|ransomware)\b/;
const confirms =
  /\b(?:confirm(?:s|ed|ing)?|admit(?:s|ted)?|acknowledg\w*|own count|own figure|notice|notification|fil(?:ed|ing)|disclos\w*|fessed up|regulator|review|puts the (?:count|number|figure)|mitteilte|teilte|bestätigt\w*|einräumte)\b/;

/** The clause of the number: from the last semicolon, dash or full clause before it to the next. */
const clauseOf = (count: Count): string => {
  const { lower } = count.statement;
  const from = Math.max(lower.lastIndexOf(";", count.start), lower.lastIndexOf(" — ", count.start)) + 1;
  const stop = lower.indexOf(";", count.end);
  return lower.slice(from, stop < 0 ? lower.length : stop);
};

const isClaimed = (count: Count): boolean => {
  const clause = clauseOf(count);
  return claims.test(clause) && attacker.test(clause) && !/\bconfirm(?:s|ed)\b/.test(clause);
};
const isConfirmed = (count: Count): boolean => {
  const clause = clauseOf(count);
  const isOwn =
    /\b(?:said|says|told|wrote)\b/.test(clause) &&
    (count.deeds.has("take") || /\bnumber of (?:people|customers|members|patients|users)\b/.test(clause));
  return (
    (confirms.test(clause) || isOwn) &&
    !isClaimed(count) &&
    !/\b(?:not|never|n't|neither|nicht) (?:been )?(?:confirm|bestätigt)/.test(clause)
  );
};

/** A part of the whole, or a number so near that both are one. */
const close = (a: Count, b: Count): boolean => Math.abs(a.value - b.value) / Math.max(a.value, b.value) <= 0.1;

const holder = (count: Count): string =>
  /\b(?:seller|advert|forum|for sale)/.test(clauseOf(count)) ? "the seller" : "the attackers";

export const claimedDisputes: DisputeRule = (material): Dispute[] => {
  const counts = readCounts(material.statements).filter(
    (count) => (person.test(count.noun) || record.test(count.noun)) && count.value >= 100,
  );
  const claimed = counts.filter(isClaimed);
  const confirmed = counts.filter((count) => isConfirmed(count) && !count.part);
  // The largest confirmed number is the whole; smaller ones are parts of it.
  const trusted = confirmed.filter((count) => !material.isLow(count.statement.articleId));
  const whole = [...trusted].sort((a, b) => b.value - a.value)[0];
  if (whole === undefined) return [];
  const own = trusted.filter((count) => close(count, whole));
  const rivals = claimed.filter((count) => !close(count, whole));
  const isLow = (count: Count): boolean => material.isLow(count.statement.articleId);
  const wrong = confirmed.filter((count) => isLow(count) && !close(count, whole));
  const bold = counts.filter(
    (count) =>
      isLow(count) &&
      !confirmed.includes(count) &&
      count.deeds.has("take") &&
      !claims.test(clauseOf(count)) &&
      rivals.some((rival) => close(rival, count)),
  );
  if (rivals.length + wrong.length === 0) return [];
  const side =
    (value: string) =>
    (count: Count): Side => ({ value, span: count.statement.span });
  return [
    {
      about: "people affected",
      bothStand: true,
      sides: [
        ...own.map(side(own[0]?.printed ?? whole.printed)),
        ...rivals.map((count) => side(`${count.printed} in a claim by ${holder(count)}`)(count)),
        ...wrong.map((count) => side(`${count.printed} as confirmed`)(count)),
        ...bold.map((count) => side(`${count.printed} as fact`)(count)),
      ],
    },
  ];
};
