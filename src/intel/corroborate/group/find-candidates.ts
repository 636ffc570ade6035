/**
 * Pairs worth comparing: articles that share rare words where it matters (title, dek, first lines).
 *
 * An inverted index over such words; long postings are passed over, and each article keeps its best few dozen
 * partners, so the number of comparisons grows with the number of articles and not with its square.
 */
import type { Profile } from "../wording/profile-article.ts";

const longestPosting = 120;
const mostPartners = 40;
const leastPlace = 0.55;
const leastRarity = 3;

const keysOf = (profile: Profile): string[] => {
  const keys: string[] = [];
  for (const [key, term] of profile.terms) {
    if (term.place >= leastPlace && term.rarity >= leastRarity) keys.push(key);
    else if (term.isName && term.rarity >= 5) keys.push(key);
  }
  for (const cve of profile.cves) keys.push(`!${cve}`);
  return keys;
};

const weightOf = (profile: Profile, key: string): number => {
  const term = profile.terms.get(key);
  return term === undefined ? 8 : term.rarity * term.place;
};

export const findCandidates = (
  profiles: readonly Profile[],
  counts: ReadonlyMap<string, number>,
): [number, number][] => {
  const postings = new Map<string, number[]>();
  for (const [index, profile] of profiles.entries()) {
    for (const key of keysOf(profile)) {
      const posting = postings.get(key);
      if (posting === undefined) postings.set(key, [index]);
      else posting.push(index);
    }
  }
  const pairs = new Set<number>();
  for (const [index, profile] of profiles.entries()) {
    for (const other of bestPartners(index, profile, postings, counts))
      pairs.add(Math.min(index, other) * profiles.length + Math.max(index, other));
  }
  return [...pairs].sort((a, b) => a - b).map((code) => [Math.floor(code / profiles.length), code % profiles.length]);
};

const bestPartners = (
  index: number,
  profile: Profile,
  postings: ReadonlyMap<string, readonly number[]>,
  counts: ReadonlyMap<string, number>,
): number[] => {
  const found = new Map<number, number>();
  for (const key of keysOf(profile)) {
    const posting = postings.get(key) ?? [];
    if (posting.length > longestPosting) continue;
    const weight = weightOf(profile, key) / Math.sqrt(Math.max(1, (counts.get(key) ?? 1) / 12));
    for (const other of posting) if (other !== index) found.set(other, (found.get(other) ?? 0) + weight);
  }
  return [...found]
    .filter(([, weight]) => weight >= 4)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, mostPartners)
    .map(([other]) => other);
};
