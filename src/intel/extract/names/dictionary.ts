/**
 * Names that the tables know, found in one pass. An alias with two owners of one kind is not resolved: it keeps its own
 * surface as canonical name and lists its owners.
 */

import { type Automaton, fold, isWordCode } from "#kit/aho-corasick.ts";
import { buildPhraseScan } from "#kit/phrase-scan.ts";
import { isDigit } from "#kit/text/ascii.ts";
import { half, kindAt, kindOfCode, lower, number, upper } from "#kit/text/char-kinds.ts";
import type { NameMention, NameType } from "#terms/mention.ts";
import { hasCue, placeCue } from "./cues.ts";
import type { NameTables, Owner } from "./table.ts";
import { phrasesOf } from "./table.ts";

export interface Dictionary {
  readonly find: (text: string, language: string) => NameMention[];
  readonly knownWords: ReadonlySet<string>;
  readonly frequentWords: ReadonlySet<string>;
  /** Is the folded string a name in the tables, however it must be written? */
  readonly knows: (surface: string) => boolean;
}

interface Entry {
  readonly phrase: string;
  readonly owner: Owner;
}

const isCjk = (code: number): boolean => code >= 0x3040 && code <= 0x9fff;

const bounded = (text: string, start: number, end: number): boolean => {
  const first = text.charCodeAt(start);
  if (isCjk(first)) return true;
  const before = start > 0 ? text.charCodeAt(start - 1) : 32;
  const after = end < text.length ? text.charCodeAt(end) : 32;
  if (isWordCode(before) && isWordCode(first)) return false;
  if (isWordCode(after) && isWordCode(text.charCodeAt(end - 1))) return false;
  // Inside an address, a path, a file name or an identifier.
  if (before === 46 || before === 64 || before === 92 || before === 35 || after === 64 || after === 92) return false;
  if (after === 46 && (kindAt(text, end + 1) & (lower | number)) !== 0) return false;
  return before !== 47 || start < 2 || (kindAt(text, start - 2) & (upper | lower)) !== 0;
};

const isUpper = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);

/** In each word of more than three letters, and in each with a capital, no small letter comes before the first capital. */
const capitalisedPlainly = (surface: string): boolean => {
  const words = surface.split(/[ -]/).filter((word) => word.length > 3 || /\p{Lu}/u.test(word));
  return words.length > 0 && words.every((word) => !/^\p{Ll}/u.test(word) || /\p{Lu}/u.test(word));
};

const capitalised = (text: string, start: number, end: number): boolean => {
  let counted = false;
  for (let at = start; at <= end; ) {
    const small = (kindAt(text, at) & lower) !== 0;
    let length = 0;
    let capital = false;
    for (; at < end; at += 1, length += 1) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 45) break;
      const kind = kindOfCode(code);
      if ((kind & half) !== 0) return capitalisedPlainly(text.slice(start, end));
      if ((kind & upper) !== 0) capital = true;
    }
    if (length > 3 || capital) {
      if (small && !capital) return false;
      counted = true;
    }
    at += 1;
  }
  return counted;
};

const withCue = (text: string, start: number, end: number, surface: string, entry: Entry): boolean => {
  const { owner, phrase } = entry;
  if (owner.type === "sector") return false;
  if (!capitalised(text, start, end)) return false;
  // "Polish your skills": an adjective only where no sentence begins.
  if (owner.type === "demonym") return /[\p{L}\p{N},] (?:[“"(])?$/u.test(text.slice(Math.max(0, start - 3), start));
  if (owner.type === "country" || owner.type === "region") return placeCue(text, start, end);
  // A plain word in capitals as the list writes it, in a text that does not shout.
  if (
    phrase === surface &&
    surface.length >= 5 &&
    isUpper(surface) &&
    /\p{Ll}/u.test(text.slice(Math.max(0, start - 12), end + 12))
  )
    return true;
  if (/^\d+$/.test(surface)) return false;
  return hasCue(text, start, end, owner.type);
};

/** Some capital or ASCII digit stands in it. */
const marked = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const kind = kindOfCode(code);
    if ((kind & upper) !== 0 || isDigit(code)) return true;
    if ((kind & half) !== 0) return /\p{Lu}|\d/u.test(text.slice(start, end));
  }
  return false;
};

const hasBlankLine = (text: string, start: number, end: number): boolean => {
  for (let at = start + 1; at < end; at += 1)
    if (text.charCodeAt(at) === 10 && text.charCodeAt(at - 1) === 10) return true;
  return false;
};

const allowed = (text: string, start: number, end: number, entry: Entry, language: string): boolean => {
  const { owner, phrase } = entry;
  if (owner.language !== undefined && !language.startsWith(owner.language)) return false;
  switch (owner.rule) {
    case "exact":
      return text.startsWith(phrase, start);
    case "any":
      return owner.type === "sector" || owner.type === "tactic" || owner.type === "tool" || marked(text, start, end);
    case "cased":
      return text.startsWith(phrase, start) || capitalised(text, start, end);
    case "context":
      return withCue(text, start, end, text.slice(start, end), entry);
  }
};

const languageWord = /^(?:-| )(?:speaking|language|speakers|translated|localized|localised)\b/i;

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly entries: readonly Entry[];
}

/** Keeps the longest hits, left to right; what lies wholly inside a kept one is dropped. */
export const longest = <Item extends { start: number; end: number }>(items: readonly Item[]): Item[] => {
  const sorted = [...items].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Item[] = [];
  for (const item of sorted) {
    const last = kept.at(-1);
    if (!last || item.start >= last.end) kept.push(item);
    else if (item.end - item.start > last.end - last.start) kept[kept.length - 1] = item;
  }
  return kept;
};

/** Order in which types win when one surface could be several and no word beside it decides. */
const precedence: readonly NameType[] = [
  "intrusion_set",
  "malware",
  "tool",
  "campaign",
  "authority",
  "research_team",
  "vendor",
  "product",
  "country",
  "region",
  "demonym",
  "vulnerability_name",
  "catalog",
  "outlet",
  "tactic",
  "technique",
  "sector",
  "organisation",
  "person",
];

const rank = (text: string, hit: Hit, entry: Entry): number => {
  const cue = hasCue(text, hit.start, hit.end, entry.owner.type) ? -100 : 0;
  return precedence.indexOf(entry.owner.type) + cue;
};

const none: readonly Entry[] = [];

const choose = (text: string, hit: Hit): { winner: Entry; rivals: readonly Entry[] } | undefined => {
  const [only] = hit.entries;
  if (only !== undefined && hit.entries.length === 1) return { winner: only, rivals: none };
  const ordered = hit.entries
    .map((entry) => ({ entry, rank: rank(text, hit, entry) }))
    .sort((a, b) => a.rank - b.rank || (a.entry.owner.canonical < b.entry.owner.canonical ? -1 : 1))
    .map(({ entry }) => entry);
  const [winner] = ordered;
  if (!winner) return undefined;
  const same = ordered.filter((one) => one.owner.type === winner.owner.type);
  const surface = fold(text.slice(hit.start, hit.end));
  const own = same.find((one) => fold(one.owner.canonical) === surface) ?? winner;
  const rivals = ordered.filter(
    (one) =>
      one.owner.canonical !== own.owner.canonical && (one.owner.type === own.owner.type || isThreat(one.owner.type)),
  );
  return { winner: own, rivals: isThreat(own.owner.type) ? rivals : [] };
};

const isThreat = (type: NameType): boolean =>
  type === "intrusion_set" || type === "malware" || type === "tool" || type === "campaign";

const mention = (text: string, hit: Hit): NameMention | undefined => {
  const chosen = choose(text, hit);
  if (!chosen) return undefined;
  const { winner, rivals } = chosen;
  const { owner } = winner;
  const surface = text.slice(hit.start, hit.end);
  const base = { kind: "name" as const, start: hit.start, end: hit.end, surface, type: owner.type, from: owner.from };
  const others = rivals.length === 0 ? [] : [...new Set(rivals.map((one) => one.owner.canonical))].sort();
  if (others.length === 0)
    return {
      ...base,
      canonical: owner.canonical,
      ...(owner.entityId === undefined ? {} : { entityId: owner.entityId }),
    };
  const isOwn = fold(owner.canonical) === fold(surface);
  if (isOwn)
    return {
      ...base,
      canonical: owner.canonical,
      ...(owner.entityId === undefined ? {} : { entityId: owner.entityId }),
      alsoOwnedBy: others,
    };
  return { ...base, canonical: surface, alsoOwnedBy: [...new Set([owner.canonical, ...others])].sort() };
};

/** "IT" the sector is written in capitals; "it" is a pronoun. */
const writtenAs = (phrase: string, surface: string): boolean => !isUpper(phrase) || phrase === surface;

interface SectorHit {
  readonly start: number;
  readonly end: number;
  readonly entry: Entry;
}

const listGap = /^(?:, | and | or |, and |, or |\/| & |, as well as )(?:the )?$/;

/** Sectors that need a word beside them: with one, or in a list of sectors that has one or is at least three long. */
const settleSectors = (text: string, hits: readonly SectorHit[]): SectorHit[] => {
  const kept: SectorHit[] = [];
  let chain: SectorHit[] = [];
  const flush = (): void => {
    const sure = chain.some((one) => one.entry.owner.rule !== "context" || hasCue(text, one.start, one.end, "sector"));
    if (sure || chain.length >= 3) kept.push(...chain);
    chain = [];
  };
  for (const hit of longest(hits)) {
    const last = chain.at(-1);
    if (last && !listGap.test(text.slice(last.end, hit.start))) flush();
    chain.push(hit);
  }
  flush();
  return kept;
};

/** The owners of one phrase, parted once and not at each place where it stands. */
interface Group {
  readonly sectors: readonly Entry[];
  /** Sectors that need a word beside them. */
  readonly loose: readonly Entry[];
  readonly others: readonly Entry[];
  readonly onlyDemonyms: boolean;
}

const groupOf = (entries: readonly Entry[]): Group => {
  const sectors = entries.filter((entry) => entry.owner.type === "sector");
  const others = entries.filter((entry) => entry.owner.type !== "sector");
  return {
    sectors,
    loose: sectors.filter((entry) => entry.owner.rule === "context"),
    others,
    onlyDemonyms: others.every((entry) => entry.owner.type === "demonym"),
  };
};

/** Builds the automaton once; `find` may then be called for any number of texts. */
export const buildDictionary = (tables: NameTables): Dictionary => {
  const byPhrase = new Map<string, Entry[]>();
  for (const entry of phrasesOf(tables)) {
    const key = fold(entry.phrase);
    const held = byPhrase.get(key);
    if (held === undefined) byPhrase.set(key, [entry]);
    else held.push(entry);
  }
  const groups = [...byPhrase.values()].map(groupOf);
  const automaton: Automaton = buildPhraseScan([...byPhrase.keys()]);
  const find = (text: string, language: string): NameMention[] => {
    const hits: Hit[] = [];
    const sectors: SectorHit[] = [];
    const findSectors = (group: Group, start: number, end: number, whole: boolean): void => {
      const contextual = group.loose.find((entry) => writtenAs(entry.phrase, text.slice(start, end)));
      if (contextual) sectors.push({ start, end, entry: contextual });
      const sure = whole ? group.sectors.find((entry) => allowed(text, start, end, entry, language)) : undefined;
      if (sure) sectors.push({ start, end, entry: sure });
    };
    automaton.scan(text, (index, start, end) => {
      if (!bounded(text, start, end)) return;
      const group = groups[index] as Group;
      const whole = !hasBlankLine(text, start, end);
      if (group.sectors.length > 0) findSectors(group, start, end, whole);
      if (!whole || group.others.length === 0) return;
      const fitting = group.others.filter((entry) => allowed(text, start, end, entry, language));
      if (fitting.length === 0) return;
      const demonyms = group.onlyDemonyms || fitting.every((entry) => entry.owner.type === "demonym");
      if (demonyms && languageWord.test(text.slice(end, end + 14))) return;
      hits.push({ start, end, entries: fitting });
    });
    for (const one of settleSectors(text, sectors)) hits.push({ start: one.start, end: one.end, entries: [one.entry] });
    return longest(hits).flatMap((hit) => mention(text, hit) ?? []);
  };
  return {
    find,
    knownWords: tables.knownWords,
    frequentWords: tables.frequentWords,
    knows: (surface) => byPhrase.has(fold(surface)),
  };
};
