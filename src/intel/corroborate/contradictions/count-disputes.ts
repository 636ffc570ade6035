/**
 * The same thing counted differently: "83 servers were seized", "87 servers"; "37 countries", "more than 37".
 *
 * The same: one noun (or one synonym of it), the same deed where the noun is general, both a whole, and numbers near
 * enough to be counts of one thing. A low-grade outlet's number may be any distance away. A number that an outlet itself
 * corrected loses to the corrected one.
 */
import { deedWords, general, pluralOf } from "./count-words.ts";
import { standElsewhere } from "./proper-names.ts";
import { type Count, readCounts } from "./read-counts.ts";
import type { Dispute, DisputeRule, Material, Side } from "./side.ts";

/** Larger over smaller, at most: beyond this two numbers count different things. */
const farthest = 3;
/** Two numbers this close are one, rounded. */
const rounding = 0.05;

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((deed) => b.has(deed));

/** Deeds that make two counts of the same noun counts of different things, unless both have them. */
const apart = ["scan", "reach", "notify", "harm", "charge", "cancel", "fix", "demand"] as const;

const sameDeed = (a: Count, b: Count): boolean => {
  if (apart.some((deed) => a.deeds.has(deed) !== b.deeds.has(deed) && !shared(a.deeds, b.deeds))) return false;
  if (a.deeds.has("scan") !== b.deeds.has("scan")) return false;
  if (shared(a.deeds, b.deeds)) return true;
  return !general.test(a.noun) && Math.min(a.value, b.value) >= 5;
};

const isRough = (count: Count): boolean => count.comparator === "~" || count.comparator === "<=";

/** "At least 300" leaves room for 340; for 900 it would be an odd thing to say. */
const roomAbove = 1.5;
const isFloorOf = (floor: Count, count: Count): boolean =>
  (floor.comparator === ">" || floor.comparator === ">=") &&
  count.value > floor.value &&
  count.value <= floor.value * roomAbove;

/** "Up to 5,000" leaves room for 4,200, as "at least" does the other way. */
const isCeilingOf = (ceiling: Count, count: Count): boolean =>
  (ceiling.comparator === "<" || ceiling.comparator === "<=") &&
  count.value < ceiling.value &&
  count.value * roomAbove >= ceiling.value;

/** Do the two say something that cannot both be printed as the number? */
const differ = (a: Count, b: Count): boolean => {
  const gap = Math.abs(a.value - b.value) / Math.max(a.value, b.value);
  if (gap === 0) return a.comparator !== b.comparator && !isRough(a) && !isRough(b);
  if (isFloorOf(a, b) || isFloorOf(b, a) || isCeilingOf(a, b) || isCeilingOf(b, a)) return false;
  return !((isRough(a) || isRough(b)) && gap <= rounding);
};

const near = (a: Count, b: Count, material: Material): boolean =>
  Math.max(a.value, b.value) <= Math.min(a.value, b.value) * farthest ||
  (Math.min(a.value, b.value) >= 10 &&
    material.isLow(a.statement.articleId) !== material.isLow(b.statement.articleId) &&
    shared(a.deeds, b.deeds));

const key = (count: Count): string => `${count.comparator}${count.value}`;

const correction =
  /\b(?:correction|corrected|an earlier version|earlier version of|revised|amended|updated (?:its|their|the) (?:count|tally|figure))\b/;

/** The old number of a correction: "gave the number of clinics as 38"; "revised theirs upward from 83". */
const isReplaced = (count: Count): boolean =>
  correction.test(count.statement.lower) &&
  (/\b(?:as|from|was|of)\s*$/.test(count.statement.lower.slice(Math.max(0, count.start - 6), count.start)) ||
    /\bearlier version\b[^.;]{0,40}\b(?:said|stated|wrote|put|had|counted|listed)\b[^.;]{0,30}$/.test(
      count.statement.lower.slice(0, count.start),
    ));

/** A number that an outlet itself replaced, with the one it gives now. */
const replaced = (all: readonly Count[], members: readonly Count[]): { old: Count; now: Count } | undefined => {
  for (const old of all) {
    if (!isReplaced(old) || !members.some((count) => count.value === old.value)) continue;
    const now = all.find(
      (count) =>
        count.noun === old.noun &&
        count.value !== old.value &&
        count.statement.articleId === old.statement.articleId &&
        (count.statement.index === old.statement.index || count.statement.index === old.statement.index + 1) &&
        members.some((member) => member.value === count.value),
    );
    if (now !== undefined) return { old, now };
  }
  return undefined;
};

const rivalsOf = (first: Count, counts: readonly Count[], material: Material): Count[] =>
  counts.filter(
    (other) =>
      other.statement.articleId !== first.statement.articleId &&
      differ(first, other) &&
      near(first, other, material) &&
      !standElsewhere(first.statement, other.statement) &&
      sameDeed(first, other),
  );

/** Articles that hold a value; one that holds both values of a pair tells of two things, or of a change. */
const holds = (counts: readonly Count[], value: string): Set<string> =>
  new Set(counts.filter((count) => key(count) === value).map((count) => count.statement.articleId as string));

/** "number of people arrested": the deed that all sides share, narrowest first, where the noun is general. */
const headingOf = (noun: string, members: readonly Count[]): string => {
  const deed =
    !general.test(noun) || /^(?:country|organisation|download|vulnerability)$/.test(noun)
      ? undefined
      : ["arrest", "charge", "seize", "notify", "harm", "reach", "take", "breach"].find((name) =>
          members.every((count) => count.deeds.has(name)),
        );
  return `number of ${pluralOf(noun)}${deed === undefined ? "" : ` ${deedWords[deed]}`}`;
};

const disputesOf = (noun: string, counts: readonly Count[], all: readonly Count[], material: Material): Dispute[] => {
  for (const first of counts) {
    const rivals = rivalsOf(first, counts, material).filter((rival) => {
      const mine = holds(counts, key(first));
      const theirs = holds(counts, key(rival));
      return [...mine].some((id) => !theirs.has(id)) && [...theirs].some((id) => !mine.has(id));
    });
    if (rivals.length === 0) continue;
    const values = new Set([key(first), ...rivals.map(key)]);
    const members = counts.filter(
      (count) => values.has(key(count)) && (count === first || rivals.includes(count) || sameDeed(first, count)),
    );
    const sides: Side[] = members.map((count) => ({ value: count.printed, span: count.statement.span }));
    const changed = replaced(all, members);
    const kept = members.find((count) => count.value === changed?.now.value);
    if (changed === undefined || kept === undefined) return [{ about: headingOf(noun, members), sides }];
    return [
      {
        about: headingOf(noun, members),
        sides: [
          ...sides,
          { value: changed.old.printed, span: changed.old.statement.span },
          { value: kept.printed, span: changed.now.statement.span },
        ],
        prefers: {
          value: kept.printed,
          reason: `to which ${changed.now.statement.outlet} says the count was corrected`,
        },
      },
    ];
  }
  return [];
};

export const countDisputes: DisputeRule = (material) => {
  const all = readCounts(material.statements);
  const byNoun = new Map<string, Count[]>();
  for (const count of all) {
    if (count.part || isReplaced(count)) continue;
    byNoun.set(count.noun, [...(byNoun.get(count.noun) ?? []), count]);
  }
  return [...byNoun].flatMap(([noun, counts]) => disputesOf(noun, counts, all, material));
};
