/**
 * Chooses what to tell of a story: the sentences that together say most, each fact once, in the order of its kind.
 *
 * Greedy cover: a fact's weight grows with the outlets that hold it and falls to nothing once told. Deterministic: ties
 * go to the earlier sentence of the earlier article.
 */

import { countWords } from "../tell/edit-text.ts";
import type { Telling } from "../tell/telling.ts";
import { mustTake, type StoryKind } from "./story-kind.ts";

export interface Candidate extends Telling {
  /** Order of the article in its story, and of the claim in its article. */
  readonly place: number;
  /** 0–1: how far its source is trusted. */
  readonly trust: number;
  /** 0–1: how much of it the story's titles and its other outlets say too. */
  readonly centrality: number;
  /** It names things, but none that the story is about. */
  readonly offTopic: boolean;
}

const weak = new Set("advice inference".split(" "));
/** Kinds told by their own words; one sentence of each is wanted, more only for what else they hold. */
const fresh = new Set(
  "vuln_what hijack wave leak outage arrest goal phishing infrastructure naming victims_kind scope tool recon mechanism spared response".split(
    " ",
  ),
);

const keyWeight = (key: string): number => {
  const [kind = "", a = "", b = ""] = key.split(":");
  switch (kind) {
    case "cve":
    case "v":
    case "s":
      return 3;
    case "q":
      // Counts of time, ways and parts are colour; counts of people, things taken, places and sums are news.
      if (/^(?:way|time|year|month|week|day|hour|minute|thing|one|half|part|kind|type|step|line|word)s?$/.test(b))
        return 1.2;
      return Number(a) <= 2 ? 1.2 : b === "" || b === "none" ? 2.4 : 3.1;
    case "d":
      return 2.6;
    case "t":
      return 1.6;
    case "n":
      return 1.2;
    case "type":
      return weak.has(a) ? 0.8 : a === "unknown_stated" ? 0.5 : fresh.has(a) ? 1.3 : 2.4;
    default:
      return 1;
  }
};

/** Outlets that hold each key, over all candidates of the story. */
const holders = (candidates: readonly Candidate[]): ReadonlyMap<string, number> => {
  const sets = new Map<string, Set<string>>();
  for (const candidate of candidates) {
    for (const key of candidate.keys) {
      const set = sets.get(key) ?? new Set();
      for (const claim of candidate.claims) set.add(claim.articleId);
      sets.set(key, set);
    }
  }
  return new Map([...sets].map(([key, set]) => [key, set.size]));
};

const stop = new Set(
  "the a an of in on at to for with by and or but from as is are was were be been has have had it its that this those these which who whose their they he she not no more than into over under after before about said says reports also".split(
    " ",
  ),
);
const readContent = (text: string): ReadonlySet<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.-]*/gu) ?? [])
      .map((word) => word.replace(/(?:ing|ed|es|s|\.)$/, ""))
      .filter((word) => word.length > 2 && !stop.has(word)),
  );

/** Content words by sentence: the same sentences are compared many times while an edition is fitted to its length. */
const contents = new Map<string, ReadonlySet<string>>();
const mostContents = 20_000;

const contentOf = (text: string): ReadonlySet<string> => {
  const known = contents.get(text);
  if (known !== undefined) return known;
  if (contents.size >= mostContents) contents.clear();
  const content = readContent(text);
  contents.set(text, content);
  return content;
};

export const overlap = (a: string, b: string): number => {
  const left = contentOf(a);
  const right = contentOf(b);
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared / Math.max(1, Math.min(left.size, right.size));
};

export interface Budget {
  readonly sentences: number;
  readonly words: number;
  /** Below this a sentence is not worth its place. */
  readonly floor: number;
}

/** What a reader knows already, who else holds a fact, and what this kind of story must say. */
interface Reading {
  readonly told: ReadonlySet<string>;
  readonly held: ReadonlyMap<string, number>;
  readonly order: readonly string[];
}

const factKey = /^(?:q|cve|v|s|d|t|id|o):/;

const worthOfKeys = (keys: readonly string[], { held }: Reading): number =>
  keys.reduce((sum, key) => sum + keyWeight(key) * Math.min(2, 1 + 0.5 * ((held.get(key) ?? 1) - 1)), 0);

const worthOfTypes = (candidate: Candidate, { order }: Reading): number => {
  const ranks = candidate.types.map((type) => order.indexOf(type)).filter((index) => index >= 0);
  return ranks.length === 0 ? 0 : 1.5 - Math.min(...ranks) * 0.03;
};

/** Who says what with how much doubt is what a reader cannot guess. */
const worthOfDoubt = (candidate: Candidate): number =>
  candidate.types.includes("attribution") && candidate.claims.some((claim) => claim.certainty !== "stated") ? 1.2 : 0;

/** A short sentence without number, name or date says little. */
const saysLittle = (candidate: Candidate): boolean =>
  countWords(candidate.text) < 8 && candidate.keys.every((key) => key.startsWith("type:"));

/** What markets did that day is another paper's business. */
const marketNews =
  /\b(?:crude|shares?|stocks?|index|futures)\b.{0,60}\b(?:fell|rose|dropped|gained|slipped|closed|climbed|lost|slid|down|up)\b.{0,40}(?:%|\bper ?cent|\bpoints)/i;

/** Reports about the reporting: how long a paper is, what headlines say, that somebody points to it, what is annexed. */
export const aboutCoverage =
  /\b(?:(?:is|are) (?:annexed|attached|appended|listed below)|(?:has |have )?(?:analysed|analyzed|published (?:updates?|corrections?|fixes|patches) for) [^,;]{3,60}\.$|runs? long|draws? attention to|(?:coverage|headlines?) (?:focus|call|say|has|have)\w*|makes? (?:\w+ )?reading|is worth (?:a read|reading)|lists? the .{0,30}in full)\b/i;

/** Statements of which one a story is enough: a second adds only what else it holds, and no length of time. */
const oneOfEach = /^type:(?:kev_added|attribution_none|not_exploited|zero_day|publication|awareness|local_view)$/;

/** It says once more what is told: the kind of statement, or the entry of a flaw in a catalogue on that day. */
const repeats = (candidate: Candidate, told: ReadonlySet<string>): boolean =>
  candidate.keys.some((key) => oneOfEach.test(key) && told.has(key)) ||
  (told.has("type:kev_added") &&
    ["cve:", "d:"].every((kind) => candidate.keys.some((key) => key.startsWith(kind) && told.has(key))));

const worth = (candidate: Candidate, reading: Reading): number => {
  const again = repeats(candidate, reading.told);
  const untold = candidate.keys.filter(
    (key) => !reading.told.has(key) && !(again && /^(?:[tn]:|type:exploited)/.test(key)),
  );
  // What is known already adds nothing, however central it is.
  if (untold.length === 0 && candidate.keys.some((key) => factKey.test(key))) return 0;
  const terms = [
    worthOfKeys(untold, reading),
    worthOfTypes(candidate, reading),
    candidate.copiedWords * -0.09,
    candidate.contextual ? -0.4 : 0,
    candidate.place % 1000 < 4 ? 0.8 : 0,
    candidate.centrality * 2.4,
    candidate.offTopic ? -3 : 0,
    worthOfDoubt(candidate),
    saysLittle(candidate) ? -1.2 : 0,
    marketNews.test(candidate.text) ? -9 : 0,
    aboutCoverage.test(candidate.text) ? -2.5 : 0,
    candidate.by.startsWith("F") ? 2 : 0,
  ];
  return terms.reduce((sum, term) => sum + term, 0) * candidate.trust;
};

export const chooseTellings = (
  candidates: readonly Candidate[],
  kind: StoryKind,
  budget: Budget,
  alreadyTold: readonly Telling[] = [],
): Candidate[] => {
  const order = mustTake[kind];
  const held = holders(candidates);
  // The same number or kind of statement in another story is another fact.
  const storyId = candidates[0]?.storyId;
  const told = new Set(alreadyTold.filter((telling) => telling.storyId === storyId).flatMap((telling) => telling.keys));
  const chosen: Candidate[] = [];
  let words = 0;
  const worthOf = (candidate: Candidate): number => worth(candidate, { told, held, order });
  const open = new Set(candidates);
  while (chosen.length < budget.sentences && open.size > 0) {
    let best: Candidate | undefined;
    let bestValue = budget.floor;
    for (const candidate of open) {
      const value = worthOf(candidate) / Math.sqrt(Math.max(8, countWords(candidate.text)) / 16);
      if (value > bestValue || (value === bestValue && best !== undefined && candidate.place < best.place)) {
        best = candidate;
        bestValue = value;
      }
    }
    if (best === undefined) break;
    open.delete(best);
    const { text } = best;
    if (words + countWords(text) > budget.words) continue;
    if ([...chosen, ...alreadyTold].some((other) => overlap(other.text, text) > 0.6)) continue;
    if (best.claims.some((claim) => chosen.some((other) => other.claims.some((earlier) => earlier.id === claim.id))))
      continue;
    chosen.push(best);
    words += countWords(text);
    for (const key of best.keys) told.add(key);
  }
  return orderTellings(chosen, order);
};

/** By the kind's order of types; a sentence that leans on the one before keeps its place after it. */
const orderTellings = (chosen: readonly Candidate[], order: readonly string[]): Candidate[] => {
  const rankOf = (candidate: Candidate): number => {
    const ranks = candidate.types
      .slice(0, 2)
      .map((type) => order.indexOf(type))
      .filter((index) => index >= 0);
    return ranks.length === 0 ? order.length : (ranks[0] ?? order.length);
  };
  return [...chosen].sort((a, b) => rankOf(a) - rankOf(b) || a.place - b.place);
};
