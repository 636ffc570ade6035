/**
 * Which groups of the day the items of one article touch: an item touches a group when it holds a rare name that
 * stands in a title or standfirst of that group and of no other. Items of a round-up touch several.
 */
import { type Profile, termKeys } from "../wording/profile-article.ts";

/** How often a word that may be a name must stand in heads of one group to count as one. */
const headsForName = 2;

/** What the articles of one group are about. */
const subjectsOf = (members: readonly number[], profiles: readonly Profile[]): string[] => {
  const heads = new Map<string, number>();
  for (const index of members)
    for (const [key, term] of profiles[index]?.terms ?? []) {
      if (term.subject === "no") continue;
      heads.set(key, (heads.get(key) ?? 0) + (term.subject === "yes" ? headsForName : 1));
    }
  return [...heads].flatMap(([key, count]) => (count >= headsForName ? [key] : []));
};

/** Subjects → the one group that owns them. Those of two groups belong to none. */
export const ownersOfNames = (
  groups: readonly (readonly number[])[],
  profiles: readonly Profile[],
): Map<string, number> => {
  const owners = new Map<string, number>();
  for (const [group, members] of groups.entries())
    for (const key of subjectsOf(members, profiles)) owners.set(key, owners.has(key) ? -1 : group);
  for (const [key, owner] of owners) if (owner === -1) owners.delete(key);
  return owners;
};

/** Groups that different items touch, each item counted for the first group it touches that is not counted yet. */
export const countTouchedStories = (items: readonly string[], owners: ReadonlyMap<string, number>): number => {
  const touched = new Set<number>();
  for (const item of items) {
    for (const key of termKeys(item)) {
      const owner = owners.get(key);
      if (owner === undefined || touched.has(owner)) continue;
      touched.add(owner);
      break;
    }
  }
  return touched.size;
};
