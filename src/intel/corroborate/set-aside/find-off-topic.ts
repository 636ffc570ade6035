/**
 * Recognises what does not belong in a threat briefing, and says why: sport, advertising, funding, jobs and events,
 * lifestyle. Judged by general cues in marks, title and text, never by an outlet's name.
 *
 * Conservative: an article that reports a security happening stays, whatever section it stands in (a break-in at a
 * sports club is security news). Only marked advertising goes in any case.
 */
import type { Article } from "#terms/article.ts";
import { computerCues, countCues, cueSets, securityCues } from "./cues.ts";

export interface OffTopic {
  readonly reason: "sport" | "advertising" | "funding" | "job_or_event" | "lifestyle" | "not_security";
  readonly why: string;
}

const sponsoredTitle =
  /^\W{0,3}(?:sponsored|advertisement|anzeige|partner content|promoted|advertorial|paid post|gesponsert)\b/iu;
const sponsoredWords =
  /\b(?:partner content|(?:sponsored (?:content|post|article|story)|^\W{0,3}sponsored by)|paid (?:content|post|partnership)|advertorial|produced by the advertiser|this (?:content|article|post) (?:is|was) (?:sponsored|paid|produced|provided|brought to you) by|in partnership with our sponsor|bezahlter inhalt|werbung)\b/iu;
const sportCategory = /^(?:sports?|football|soccer|hockey|tennis|cricket|fu(?:ß|ss)ball)$/iu;
const businessCategory = /^(?:funding|m&a|mergers|venture|business|startups?|finance)$/iu;

const marked = (article: Article): string | undefined => {
  if (article.signs.sponsored) return "the page or feed marks it as sponsored";
  if (sponsoredTitle.test(article.title)) return "its title marks it as sponsored";
  const where = [article.dek ?? "", ...article.authors, article.text.slice(0, 400), article.text.slice(-500)];
  for (const words of where) {
    const match = sponsoredWords.exec(words);
    if (match !== null) return `it says “${match[0]}”`;
  }
  return undefined;
};

interface Reading {
  readonly head: string;
  readonly body: string;
  readonly security: number;
  readonly securityHead: number;
}

const readCues = (article: Article): Reading => {
  const head = `${article.title}\n${article.dek ?? ""}`;
  const body = article.text.slice(0, 8_000);
  return {
    head,
    body,
    security: countCues(`${head}\n${body}`, securityCues).length,
    securityHead: countCues(head, securityCues).length,
  };
};

const quote = (words: readonly string[]): string =>
  words
    .slice(0, 4)
    .map((word) => `“${word}”`)
    .join(", ");

/** Cues of the head count double: the headline says what the piece is about. */
const judge = (article: Article, reading: Reading): OffTopic | undefined => {
  for (const set of cueSets) {
    const inHead = countCues(reading.head, set.cues);
    const inBody = countCues(reading.body, set.cues);
    const all = [...new Set([...inHead, ...inBody])];
    const category = article.signs.categories.some((word) =>
      set.reason === "sport" ? sportCategory.test(word) : set.reason === "funding" && businessCategory.test(word),
    );
    const weight = inHead.length * 2 + inBody.length + (category ? 2 : 0);
    if (weight < set.needs || all.length < set.distinct) continue;
    if (set.needsHead && inHead.length === 0 && !category) continue;
    if (reading.securityHead > set.toleratesHead || reading.security > set.tolerates) continue;
    return { reason: set.reason, why: `${set.words}: ${quote(all)}` };
  }
  return undefined;
};

/** Why the article does not belong, or undefined when it stays. */
export const findOffTopic = (article: Article): OffTopic | undefined => {
  const mark = marked(article);
  if (mark !== undefined) return { reason: "advertising", why: mark };
  // The word lists are English and German; of other languages only marked advertising is judged.
  if (!/^(?:en|de|und)\b/i.test(article.language)) return undefined;
  const reading = readCues(article);
  const judged = judge(article, reading);
  if (judged !== undefined) return judged;
  if (reading.security === 0 && article.text.length > 300) {
    const computers = countCues(`${reading.head}\n${reading.body}`, computerCues);
    if (computers.length <= 1)
      return { reason: "not_security", why: "nothing in it speaks of computers, attacks, flaws or leaks" };
  }
  return undefined;
};
