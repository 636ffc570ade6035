/**
 * A second look at articles that stayed alone although they carry a text: a feature that opens on a person, a piece
 * that names nothing but its subject, a short notice. Wording alone is too thin to join them; what they are about is not.
 *
 * A loner joins the group that alone owns a rare name of the loner's opening ("subject"), when their wording agrees a
 * little. A piece with no names of its own joins the group whose headline words it repeats, when no other comes near.
 * Two loners join when each is by far the other's nearest and they share a name. Headlines without a text are never
 * adopted: two headlines agree too easily.
 */
import type { Profile } from "../wording/profile-article.ts";
import type { Comparison } from "./compare-articles.ts";
import { ownersOfNames } from "./count-touched-stories.ts";

export interface ComparedPair {
  readonly left: number;
  readonly right: number;
  readonly comparison: Comparison;
}

/** Wording must agree this much with the nearest member; fitted on days written apart from those it was tried on. */
const subjectScore = 0.09;
const loneSubjectScore = 0.15;
const namelessScore = 0.1;
const mutualScore = 0.15;
const byFar = 2;
const opening = 0.55;
const head = 0.75;

/** One outlet's articles share its template, so they tell nothing here. */
const forbids = /one outlet|different CVEs|different months|not connected|the other$|two counts|one series/;

interface Day {
  readonly profiles: readonly Profile[];
  readonly groups: readonly (readonly number[])[];
  readonly pairsOf: ReadonlyMap<number, readonly ComparedPair[]>;
}

interface Near {
  readonly group: number;
  readonly score: number;
}

/** Adoption is for the news of a few days; of undated articles too little is known. */
const mostDays = 5;

const areClose = (a: Profile | undefined, b: Profile | undefined): boolean =>
  a?.time !== undefined && b?.time !== undefined && Math.abs(a.time - b.time) <= mostDays * 86_400_000;

/** The nearest groups of one article, best first; pairs that something speaks hard against do not count. */
const nearest = (own: number, day: Day, groupOf: ReadonlyMap<number, number>): Near[] => {
  const best = new Map<number, number>();
  for (const { left, right, comparison } of day.pairsOf.get(own) ?? []) {
    const other = left === own ? right : left;
    const group = groupOf.get(other);
    if (group === undefined || comparison.against.some((words) => forbids.test(words))) continue;
    if (!areClose(day.profiles[own], day.profiles[other])) continue;
    best.set(group, Math.max(best.get(group) ?? 0, comparison.score));
  }
  return [...best].map(([group, score]) => ({ group, score })).sort((a, b) => b.score - a.score || a.group - b.group);
};

const isFarAhead = (near: readonly Near[]): boolean => (near[0]?.score ?? 0) >= byFar * (near[1]?.score ?? 0);

/** Names nothing in its head but countries: what it is about stands in ordinary words. */
const isNameless = (profile: Profile): boolean =>
  ![...profile.terms].some(
    ([key, term]) => term.isName && term.rarity >= 5 && term.place >= head && !key.startsWith("@"),
  );

const sharesHeadline = (own: Profile, others: readonly Profile[]): boolean =>
  others.some((other) => {
    const shared = [...own.terms].filter(([key, term]) => {
      const match = other.terms.get(key);
      return match !== undefined && term.rarity >= 3.5 && term.place >= opening && match.place >= opening;
    });
    return (
      shared.length >= 3 &&
      shared.some(([key, term]) => term.place >= head && (other.terms.get(key)?.place ?? 0) >= head)
    );
  });

const subjectOf = (own: Profile, owners: ReadonlyMap<string, number>, group: number): boolean =>
  [...own.terms].some(([key, term]) => term.place >= opening && owners.get(key) === group);

/** The group a loner belongs to, or undefined. */
const homeOf = (
  own: number,
  day: Day,
  groupOf: ReadonlyMap<number, number>,
  owners: ReadonlyMap<string, number>,
): number | undefined => {
  const profile = day.profiles[own];
  const near = nearest(own, day, groupOf);
  const [best] = near;
  if (profile === undefined || best === undefined) return undefined;
  const members = day.groups[best.group] ?? [];
  const needed = members.length > 1 ? subjectScore : loneSubjectScore;
  if (best.score >= needed && subjectOf(profile, owners, best.group)) return best.group;
  const others = members.flatMap((index) => day.profiles[index] ?? []);
  const fits =
    best.score >= namelessScore && isFarAhead(near) && isNameless(profile) && sharesHeadline(profile, others);
  return fits && members.length > 1 ? best.group : undefined;
};

const sharesName = (a: Profile, b: Profile): boolean =>
  [...a.terms].some(
    ([key, term]) =>
      !key.startsWith("@") &&
      !key.startsWith("#") &&
      term.rarity >= 3.5 &&
      term.place >= opening &&
      (term.isName || b.terms.get(key)?.isName === true) &&
      (b.terms.get(key)?.place ?? 0) >= opening,
  );

/** Each the other's nearest, and nothing else comes near. */
const pairLoners = (loners: readonly number[], day: Day, groupOf: ReadonlyMap<number, number>): [number, number][] => {
  const choice = new Map<number, number>();
  for (const own of loners) {
    const near = nearest(own, day, groupOf);
    const best = near[0];
    const members = best === undefined ? [] : (day.groups[best.group] ?? []);
    const other = members[0];
    if (
      best !== undefined &&
      other !== undefined &&
      members.length === 1 &&
      best.score >= mutualScore &&
      isFarAhead(near)
    )
      choice.set(own, other);
  }
  return [...choice].filter(([own, other]) => {
    const [a, b] = [day.profiles[own], day.profiles[other]];
    return own < other && choice.get(other) === own && a !== undefined && b !== undefined && sharesName(a, b);
  });
};

const mapGroups = (groups: readonly (readonly number[])[]): Map<number, number> =>
  new Map(groups.flatMap((members, group) => members.map((index): [number, number] => [index, group])));

const pairsByArticle = (pairs: readonly ComparedPair[]): Map<number, ComparedPair[]> => {
  const found = new Map<number, ComparedPair[]>();
  for (const pair of pairs)
    for (const own of [pair.left, pair.right]) {
      const held = found.get(own);
      if (held === undefined) found.set(own, [pair]);
      else held.push(pair);
    }
  return found;
};

const isLoner = (members: readonly number[], profiles: readonly Profile[]): boolean => {
  const [own] = members;
  return members.length === 1 && own !== undefined && profiles[own]?.hasBody === true;
};

/** The group each loner moves to. A loner that moves itself is no home, unless two want each other. */
const findHomes = (loners: readonly number[], day: Day, groupOf: ReadonlyMap<number, number>): Map<number, number> => {
  const owners = ownersOfNames(day.groups, day.profiles);
  const wanted = new Map<number, number>();
  for (const own of loners) {
    const home = homeOf(own, day, groupOf, owners);
    if (home !== undefined) wanted.set(own, home);
  }
  const homes = new Map<number, number>();
  const taken = new Set<number>();
  for (const [own, home] of wanted) {
    const from = groupOf.get(own);
    const [host] = day.groups[home] ?? [];
    const moves = day.groups[home]?.length === 1 && host !== undefined && homes.has(host);
    if (from === undefined || moves || taken.has(from)) continue;
    homes.set(own, home);
    taken.add(home);
  }
  const left = loners.filter((own) => !homes.has(own) && !taken.has(groupOf.get(own) ?? -1));
  for (const [own, other] of pairLoners(left, day, groupOf)) {
    const home = groupOf.get(other);
    if (home !== undefined) homes.set(own, home);
  }
  return homes;
};

/** Groups with their adopted members; order and members ascending, as given. */
export const adoptLoners = (
  groups: readonly (readonly number[])[],
  profiles: readonly Profile[],
  pairs: readonly ComparedPair[],
): number[][] => {
  const day: Day = { profiles, groups, pairsOf: pairsByArticle(pairs) };
  const groupOf = mapGroups(groups);
  const loners = groups.flatMap((members) => (isLoner(members, profiles) ? members : []));
  const homes = findHomes(loners, day, groupOf);
  const joined = groups.map((members) => members.filter((own) => !homes.has(own)));
  for (const [own, home] of homes) joined[home]?.push(own);
  return joined
    .filter((members) => members.length > 0)
    .map((members) => members.sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
};
