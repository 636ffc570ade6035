/**
 * How likely two articles report the same happening, and why: a score, its reasons and what speaks against it.
 *
 * Wording (cosine of rarity-weighted words) carries the score; a shared CVE or rare name adds to it; time, a shared
 * outlet and every conflict (other CVEs, another month, another version, another country, "unrelated to") lower it.
 * Nothing is decided here; `group-stories` draws the line.
 */
import type { Profile, Term } from "../wording/profile-article.ts";

export interface Comparison {
  readonly score: number;
  readonly because: readonly string[];
  readonly against: readonly string[];
}

export interface CompareOptions {
  /** Lowers a term's weight when many articles of the day carry it. */
  readonly damp: (term: string) => number;
  /** How fast time parts two articles: one development within days, one story (with its follow-ups) within weeks. */
  readonly reach?: "development" | "story";
}

/** Two days for a follow-up to lose a third of its weight: fitted on one labelled window, checked on another. */
const freshHours = 24;
const halfLifeHours = 72;
const hour = 3_600_000;
const storyHalfLifeHours = 20 * 24;
const headlineScale = 0.8;
const headPlace = 0.75;
const headRarity = 5.2;

interface Shared {
  readonly cosine: number;
  readonly names: readonly SharedName[];
}

interface SharedName {
  readonly surface: string;
  readonly evidence: number;
  /** Rare, and in title or dek of both: what both articles are about. */
  readonly inHeads: boolean;
}

const sharedTerms = (a: Profile, b: Profile, damp: (term: string) => number): Shared => {
  let dot = 0;
  const names: SharedName[] = [];
  // Texts show how a word is written: "the Treasury Department" and "departments" share no name. Headlines do not.
  const isOneCase = !a.hasBody || !b.hasBody;
  for (const [key, left] of a.terms) {
    const right = b.terms.get(key);
    if (right === undefined) continue;
    const factor = damp(key);
    dot += left.rarity * left.place * right.rarity * right.place * factor;
    if (isTellingName(key, left, right)) {
      const place = Math.min(left.place, right.place);
      const inHeads =
        (isOneCase || (left.isName && right.isName)) && place >= headPlace && left.rarity >= headRarity && factor === 1;
      names.push({ surface: left.surface, evidence: left.rarity * place * factor, inHeads });
    }
  }
  names.sort((x, y) => y.evidence - x.evidence || (x.surface < y.surface ? -1 : 1));
  const lengths = a.norm * b.norm;
  return { cosine: lengths === 0 ? 0 : dot / lengths, names };
};

const isTellingName = (key: string, left: Term, right: Term): boolean =>
  !key.startsWith("@") &&
  (left.isName || right.isName || (key.startsWith("#") && left.rarity >= 3)) &&
  left.rarity >= 3;

const intersects = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => {
  for (const item of a) if (b.has(item)) return true;
  return false;
};
const conflicts = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => a.size > 0 && b.size > 0 && !intersects(a, b);

const numberedConflict = (a: Profile, b: Profile): string | undefined => {
  for (const [name, number] of a.numbered) {
    const other = b.numbered.get(name);
    if (other !== undefined && other !== number) return `${name} ${number} and ${name} ${other}`;
  }
  return undefined;
};

const hoursApart = (a: Profile, b: Profile): number | undefined =>
  a.time === undefined || b.time === undefined ? undefined : Math.abs(a.time - b.time) / hour;

const timeFactor = (hours: number | undefined, halfLife: number): number =>
  hours === undefined || hours <= freshHours ? 1 : 0.5 ** ((hours - freshHours) / halfLife);

/** How much of the other article's headline a "separate from" sentence of this one names. */
const disownedBy = (a: Profile, b: Profile): boolean =>
  a.disowned.size > 0 && [...a.disowned].filter((key) => (b.terms.get(key)?.place ?? 0) >= 0.6).length >= 2;

/** "X adds two flaws to the catalogue", "X adds seven flaws to the catalogue", days apart: one template, two batches. */
const countsDiffer = (a: Profile, b: Profile): boolean => {
  const hours = hoursApart(a, b);
  if (hours === undefined || hours <= freshHours || a.counts.size === 0 || b.counts.size === 0) return false;
  const same = a.titleStems.filter((stem) => b.titleStems.includes(stem)).length;
  return same >= 4 && same / Math.max(a.titleStems.length, b.titleStems.length) >= 0.5 && conflicts(a.counts, b.counts);
};

/** "Stop X: first family", "Stop X: second family": one outlet's series, told by the same words before the colon. */
const isSeries = (a: Profile, b: Profile): boolean => {
  const [left, right] = [a, b].map((profile) => /^[^:]{4,60}: (.{3,})$/u.exec(profile.article.title));
  if (left === null || right === null || left === undefined || right === undefined) return false;
  const head = (match: RegExpExecArray): string => match[0].slice(0, match[0].indexOf(":")).toLowerCase();
  return head(left) === head(right) && left[1]?.toLowerCase() !== right[1]?.toLowerCase();
};

interface Brake {
  readonly factor: number;
  readonly against: string;
}

const brakes = (a: Profile, b: Profile, sharedCve: boolean): Brake[] => {
  const found: Brake[] = [];
  if (!sharedCve && conflicts(a.cves, b.cves)) found.push({ factor: 0.25, against: "they name different CVEs" });
  if (conflicts(a.months, b.months)) found.push({ factor: 0.1, against: "their titles name different months" });
  const numbered = numberedConflict(a, b);
  if (numbered !== undefined) found.push({ factor: 0.2, against: `one is about ${numbered} the other` });
  if (conflicts(a.places, b.places)) found.push({ factor: 0.7, against: "they name different countries" });
  if (disownedBy(a, b) || disownedBy(b, a)) found.push({ factor: 0.3, against: "one says they are not connected" });
  if (countsDiffer(a, b)) found.push({ factor: 0.4, against: "one title with two counts" });
  if (a.article.outlet === b.article.outlet)
    found.push({ factor: sharedCve ? 0.6 : 0.38, against: "both come from one outlet" });
  if (a.article.outlet === b.article.outlet && isSeries(a, b))
    found.push({ factor: 0.4, against: "their titles belong to one series" });
  return found;
};

const timeWords = (hours: number | undefined): string => {
  if (hours === undefined) return "at an unknown distance in time";
  if (hours < 48) return `${Math.round(hours)} hours apart`;
  return `${Math.round(hours / 24)} days apart`;
};

/** Evidence of shared names beyond the first rare one adds up to a fifth; one in both headlines counts by itself. */
const nameBonus = (names: readonly SharedName[]): number => {
  const total = names.slice(0, 6).reduce((sum, name) => sum + name.evidence, 0);
  const heads = Math.min(2, names.filter((name) => name.inHeads).length);
  return Math.min(0.2, Math.max(0, total - 4) * 0.015) + heads * 0.06;
};

/** Two languages share names and numbers only, so what they share counts double. */
const languageFactor = (a: Profile, b: Profile): number =>
  baseLanguage(a) === baseLanguage(b) || baseLanguage(a) === "und" || baseLanguage(b) === "und" ? 1 : 2;
const baseLanguage = (profile: Profile): string =>
  profile.article.language.slice(0, 3).replace(/-.*$/, "").toLowerCase();

export const compareArticles = (a: Profile, b: Profile, options: CompareOptions): Comparison => {
  const shared = sharedTerms(a, b, options.damp);
  const cves = [...a.cves].filter((cve) => b.cves.has(cve)).sort();
  const hours = hoursApart(a, b);
  const found = brakes(a, b, cves.length > 0);
  const raw = (shared.cosine + nameBonus(shared.names)) * languageFactor(a, b) + (cves.length > 0 ? 0.2 : 0);
  // Two headlines alone agree more easily than two texts do.
  const scale = a.hasBody || b.hasBody ? 1 : headlineScale;
  const score = found.reduce(
    (value, brake) => value * brake.factor,
    raw * timeFactor(hours, options.reach === "story" ? storyHalfLifeHours : halfLifeHours) * scale,
  );
  const named = [...cves, ...shared.names.map((name) => name.surface)]
    .filter((name, index, all) => all.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index)
    .slice(0, 4);
  return {
    score,
    because: [`${named.length === 0 ? "share their wording" : `both name ${named.join(", ")}`}, ${timeWords(hours)}`],
    against: found.map((brake) => brake.against),
  };
};
