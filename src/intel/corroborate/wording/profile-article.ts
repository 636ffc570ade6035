/**
 * What is compared of an article: its telling words with their weight, its names, numbers, CVEs, places and dates.
 *
 * Promise: a pure function of the article and its mentions; the body counts up to 6,000 characters, because what a
 * story is about stands at its beginning. A headline alone gives a profile too.
 */
import type { Article } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import { clipHeads } from "./clip-heads.ts";
import { patchDayOf } from "./patch-day.ts";
import { placeOf, placeOfTwo } from "./places.ts";
import { scanWords, type Word } from "./scan-words.ts";
import { isKnownName, isOrdinary, isStopWord, rarest, wordWeight } from "./weigh-words.ts";

export interface Term {
  /** Weight of the word itself: its rarity. */
  readonly rarity: number;
  /** Where it stands, 0–1: the title counts full, the depth of the body little. */
  readonly place: number;
  readonly isName: boolean;
  /** Rare and in the head: what the article is about. */
  readonly subject: "yes" | "perhaps" | "no";
  readonly surface: string;
}

export interface Profile {
  readonly article: Article;
  readonly time: number | undefined;
  readonly terms: ReadonlyMap<string, Term>;
  /** Length of the weighted vector. */
  readonly norm: number;
  readonly cves: ReadonlySet<string>;
  /** Countries in title and dek. */
  readonly places: ReadonlySet<string>;
  /** Months and years the title names: `02`, `2026`. */
  readonly months: ReadonlySet<string>;
  /** "windows 11" in the title: name → number. */
  readonly numbered: ReadonlyMap<string, string>;
  readonly titleStems: readonly string[];
  /** Numbers in the title, years and versions apart. */
  readonly counts: ReadonlySet<string>;
  /** Words of sentences that say this is separate from something else. */
  readonly disowned: ReadonlySet<string>;
  readonly hasBody: boolean;
}

const bodyLimit = 6_000;
const leadLimit = 500;
const mostTerms = 90;
const monthNames: ReadonlyMap<string, string> = new Map(
  (
    "january 01 februar 02 february 02 march 03 april 04 may 05 june 06 july 07 august 08 september 09 october 10 " +
    "november 11 december 12 januar 01 märz 03 mai 05 juni 06 juli 07 oktober 10 dezember 12"
  )
    .split(" ")
    .reduce<[string, string][]>((pairs, word, index, all) => {
      if (index % 2 === 0) pairs.push([word, all[index + 1] ?? ""]);
      return pairs;
    }, []),
);

/** Numbers and dates are kept apart from words, so that "5" of "5 flaws" never meets "5" of "5 February". */
const numberRarity = (stem: string): number => {
  const value = Number(stem);
  if (value >= 1990 && value <= 2100 && Number.isInteger(value)) return 0;
  if (!Number.isInteger(value)) return 4.5;
  if (value < 10) return 0.8;
  if (value < 32 || value % 100 === 0) return 2;
  return value < 100 ? 3.2 : 4.5;
};

interface Draft {
  rarity: number;
  place: number;
  isName: boolean;
  surface: string;
  count: number;
}

/** Calendar words and parts of addresses tell when and where a text was printed, not what it is about. */
const calendar =
  /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?$|^(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)$|^\d{1,2}(?:st|nd|rd|th)$|^https?$|^www$/;

/** As rare as the countries most written about. */
const placeRarity = 4.2;

const rarityOf = (word: Word, stem: string): number => {
  if (word.kind === "number") return numberRarity(word.stem);
  const lower = word.surface.toLowerCase();
  if (stem.startsWith("@")) return placeRarity;
  return monthNames.has(lower) || calendar.test(lower) ? 0 : wordWeight(stem);
};

const nameLike = (word: Word, inTitleCase: boolean): boolean => {
  if (word.kind === "identifier") return true;
  if (word.kind === "number" || isStopWord(word.stem)) return false;
  if (isKnownName(word.stem)) return true;
  if (isOrdinary(word.stem)) return false;
  return inTitleCase || (word.capital && !word.opens);
};

/** Words with the two of "North Korea" made one. */
const joinPlaces = (words: readonly Word[]): Word[] => {
  const joined: Word[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const place = before && placeOfTwo(before.surface.toLowerCase(), word.surface.toLowerCase());
    if (before === undefined || place === undefined) {
      joined.push(word);
      continue;
    }
    joined[joined.length - 1] = { ...before, stem: `@${place}`, surface: `${before.surface} ${word.surface}` };
  }
  return joined;
};

/** One key per thing: a country by any of its words, everything else by its stem. */
const keyOf = (word: Word): string => {
  if (word.kind === "number") return `#${word.stem}`;
  if (word.stem.startsWith("@")) return word.stem;
  const place = placeOf(word.surface.toLowerCase());
  return place === undefined ? word.stem : `@${place}`;
};

/** Keys by which the words of a text meet the terms of a profile. */
export const termKeys = (text: string): Set<string> => new Set(joinPlaces(scanWords(text)).map(keyOf));

const isTitleCase = (words: readonly Word[]): boolean => {
  const inner = words.filter((word) => !word.opens && word.kind === "word" && !isStopWord(word.stem));
  return inner.length > 0 && inner.filter((word) => word.capital).length / inner.length > 0.6;
};

const addWords = (
  drafts: Map<string, Draft>,
  words: readonly Word[],
  place: (word: Word) => number,
  title: boolean,
) => {
  for (const word of words) {
    const rarity = rarityOf(word, word.stem);
    if (rarity === 0) continue;
    const key = keyOf(word);
    const isName = nameLike(word, title);
    const draft = drafts.get(key);
    if (draft === undefined) {
      drafts.set(key, { rarity, place: place(word), isName, surface: word.surface, count: 1 });
      continue;
    }
    draft.count += 1;
    draft.place = Math.max(draft.place, place(word));
    draft.isName ||= isName;
  }
};

const namedThings: ReadonlySet<string> = new Set(["intrusion_set", "campaign", "malware"]);
/** Less than a rare word: the surface itself usually counts already; this is for two names of one thing. */
const aliasRarity = 4;

/** One key for all names of a group or malware, so that two outlets that use two names meet. */
const addAliases = (drafts: Map<string, Draft>, mentions: readonly Mention[]): void => {
  for (const mention of mentions) {
    if (mention.kind !== "name" || !namedThings.has(mention.type) || mention.alsoOwnedBy !== undefined) continue;
    if (mention.start > bodyLimit) continue;
    const place = mention.start < leadLimit ? 0.6 : 0.3;
    const key = `=${mention.canonical.toLowerCase()}`;
    const draft = drafts.get(key);
    if (draft === undefined)
      drafts.set(key, { rarity: aliasRarity, place, isName: true, surface: mention.canonical, count: 1 });
    else draft.count += 1;
  }
};

/** An outlet names itself in its own articles; that says nothing about what they report. */
const dropOutlet = (drafts: Map<string, Draft>, outlet: string): void => {
  for (const word of scanWords(outlet)) drafts.delete(word.stem);
};

/**
 * In the title or standfirst: a rare name, or a word no table knows. A package's or tool's name is written small, so
 * an unknown word may be one; once said it is doubtful, three times or in two headlines it is not.
 */
const subjectOf = (draft: Draft): Term["subject"] => {
  if (draft.place < 0.75) return "no";
  if (draft.isName) return draft.rarity >= 5.2 ? "yes" : "no";
  if (draft.rarity !== rarest) return "no";
  return draft.count >= 3 ? "yes" : "perhaps";
};

const finishTerms = (drafts: ReadonlyMap<string, Draft>): Map<string, Term> => {
  const terms = [...drafts].map(([key, draft]): [string, Term] => {
    // Said again and again: what the article is about.
    const place = Math.min(1, draft.place * (1 + 0.25 * Math.min(3, draft.count - 1)));
    const rarity = draft.isName ? draft.rarity : Math.min(draft.rarity, 5);
    return [key, { rarity, place, isName: draft.isName, subject: subjectOf(draft), surface: draft.surface }];
  });
  terms.sort((a, b) => b[1].rarity * b[1].place - a[1].rarity * a[1].place || (a[0] < b[0] ? -1 : 1));
  return new Map(terms.slice(0, mostTerms));
};

const cvePattern = /\bCVE[-\u2010-\u2015 ]?(\d{4})[-\u2010-\u2015](\d{4,7})\b/gi;
const cvesOf = (text: string, mentions: readonly Mention[]): Set<string> => {
  const found = new Set<string>();
  for (const match of text.matchAll(cvePattern)) found.add(`CVE-${match[1]}-${match[2]}`);
  for (const mention of mentions) if (mention.kind === "vulnerability") found.add(mention.id);
  return found;
};

const numberedNames = (words: readonly Word[]): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (word.kind !== "number" || before === undefined || before.kind === "number") continue;
    if (before.capital && (isKnownName(before.stem) || !isOrdinary(before.stem)) && !isStopWord(before.stem))
      found.set(before.surface.toLowerCase(), word.stem);
  }
  return found;
};

const countWords: ReadonlyMap<string, string> = new Map([
  ["one", "1"],
  ["two", "2"],
  ["ein", "1"],
  ["zwei", "2"],
  ["drei", "3"],
  ["vier", "4"],
]);
const countsOf = (words: readonly Word[]): Set<string> =>
  new Set(
    words.flatMap((word) => {
      const spelt = countWords.get(word.surface.toLowerCase());
      if (spelt !== undefined) return [spelt];
      return word.kind === "number" && numberRarity(word.stem) > 0 ? [word.stem] : [];
    }),
  );

const monthsOf = (words: readonly Word[]): Set<string> => {
  const found = new Set<string>();
  for (const word of words) {
    const month = monthNames.get(word.surface.toLowerCase());
    if (month !== undefined && word.capital) found.add(month);
  }
  return found;
};

const disowning =
  /\b(?:unrelated to|not (?:related|connected|linked) (?:to|with)|separate from|distinct from|no (?:indication|evidence|sign|suggestion) (?:that )?(?:this|it|they|these|the two)[^.]{0,40} (?:connected|related|linked)|nothing to do with|nicht mit .{0,60} zusammenh)/i;

const disownedWords = (body: string): Set<string> => {
  const found = new Set<string>();
  for (const sentence of body.split(/(?<=[.!?])\s/)) {
    const match = disowning.exec(sentence);
    if (match === null) continue;
    for (const word of scanWords(sentence.slice(match.index + match[0].length)))
      if (word.kind !== "number" && wordWeight(word.stem) >= 3.5) found.add(keyOf(word));
  }
  return found;
};

export const profileArticle = (given: Article, mentions: readonly Mention[]): Profile => {
  const article = clipHeads(given);
  const body = article.text.slice(0, bodyLimit);
  const titleWords = joinPlaces(scanWords(article.title));
  const dekWords = joinPlaces(scanWords(article.dek ?? ""));
  const drafts = new Map<string, Draft>();
  addWords(drafts, titleWords, () => 1, isTitleCase(titleWords));
  addWords(drafts, dekWords, () => 0.75, isTitleCase(dekWords));
  addWords(drafts, joinPlaces(scanWords(body)), (word) => (word.start < leadLimit ? 0.6 : 0.3), false);
  addAliases(drafts, mentions);
  dropOutlet(drafts, article.outlet);
  const day = patchDayOf(article.title, article.dek ?? "", article.publishedAt);
  if (day !== undefined) drafts.set(day, { rarity: 8, place: 1, isName: true, surface: day, count: 1 });
  const terms = finishTerms(drafts);
  const places = [...titleWords, ...dekWords].flatMap((word) => {
    const key = keyOf(word);
    return key.startsWith("@") ? [key] : [];
  });
  const time = article.publishedAt === undefined ? undefined : Date.parse(article.publishedAt);
  return {
    article,
    time: time === undefined || Number.isNaN(time) ? undefined : time,
    terms,
    norm: Math.sqrt([...terms.values()].reduce((sum, term) => sum + (term.rarity * term.place) ** 2, 0)),
    cves: cvesOf(`${article.title}\n${article.dek ?? ""}\n${article.text.slice(0, 50_000)}`, mentions),
    places: new Set(places),
    months: monthsOf(titleWords),
    numbered: numberedNames(titleWords),
    titleStems: titleWords.map((word) => word.stem),
    counts: countsOf(titleWords),
    disowned: disownedWords(body),
    hasBody: article.text.length >= 200,
  };
};
