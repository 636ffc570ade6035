/**
 * Recognises what does not belong in a threat briefing, and says why: sport, advertising, funding, jobs and events,
 * lifestyle, in the languages we have words for. Judged by general cues in marks, title and text, never by an
 * outlet's name.
 *
 * Conservative: an article that reports a security happening stays, whatever section it stands in (a break-in at a
 * sports club is security news). Only marked advertising goes in any case.
 */
import type { Article } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import { computerCues, countCues, cueSets, securityCues } from "./cues.ts";

export interface OffTopic {
  readonly reason: "sport" | "advertising" | "funding" | "job_or_event" | "lifestyle" | "not_security";
  readonly why: string;
}

const adMark =
  "sponsored(?: content| post)?|advertisement|ad|anzeige|werbung|partner content|promoted|advertorial|paid (?:post|content|partnership|promotion)|" +
  "gesponsert|publicité|contenu sponsorisé|sponsorisé|publirreportaje|patrocinado|contenido patrocinado|gesponsord|sponsorizzato|conteúdo patrocinado|annonce|annonse";
/** At the head of the title, or in brackets at either end of it. */
const sponsoredTitle = new RegExp(
  `^\\W{0,3}(?:sponsored|advertisement|anzeige|partner content|promoted|advertorial|paid (?:post|partnership|content)|gesponsert|publirreportaje)(?![\\p{L}])|^[[(](?:${adMark})[\\])]|[[(](?:${adMark})[\\])]\\W{0,3}$`,
  "iu",
);
/** A standfirst that does nothing but name who paid. */
const paidStandfirst =
  /^\W{0,3}(?:brought to you by|presented by|in (?:paid )?partnership with|en partenariat avec|presentado por|präsentiert von|in samenwerking met)(?![\p{L}])/iu;
const sponsoredWords =
  /\b(?:partner content|(?:sponsored (?:content|post|article|story)|^\W{0,3}sponsored by)|paid (?:content|post|partnership)|advertorial|produced by the advertiser|this (?:content|article|post) (?:is|was) (?:sponsored|paid|produced|provided|brought to you) by|in partnership with our sponsor|bezahlter inhalt|werbung|contenu sponsorisé|article sponsorisé|contenido patrocinado|betaalde samenwerking|contenuto sponsorizzato|conteúdo patrocinado)(?![\p{L}])/iu;
const sportCategory = /^(?:sports?|football|soccer|hockey|tennis|cricket|fu(?:ß|ss)ball)$/iu;
const businessCategory = /^(?:funding|m&a|mergers|venture|business|startups?|finance)$/iu;

const marked = (article: Article): string | undefined => {
  if (article.signs.sponsored) return "the page or feed marks it as sponsored";
  if (sponsoredTitle.test(article.title)) return "its title marks it as sponsored";
  const paid = paidStandfirst.exec((article.dek ?? "").slice(0, 200));
  if (paid !== null) return `its standfirst says “${paid[0].trim()}”`;
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

/** Languages whose security words are known well enough that their absence says something. */
const known = /^(?:en|de|fr|es|nl|it|pt|und)\b/i;
/** Languages whose words for sport and living are known. */
const judged = /^(?:en|de|fr|es|nl|it|pt|sv|da|nb|nn|no|und)\b/i;

const securityNames: ReadonlySet<string> = new Set(["malware", "intrusion_set", "campaign", "vulnerability_name"]);

/** A flaw, malware or group the catalogues know keeps an article, in any language. */
const namesThreat = (mentions: readonly Mention[]): boolean =>
  mentions.some(
    (mention) =>
      mention.kind === "vulnerability" ||
      (mention.kind === "name" &&
        mention.entityId !== undefined &&
        securityNames.has(mention.type) &&
        mention.alsoOwnedBy === undefined),
  );

/** Why the article does not belong, or undefined when it stays. */
export const findOffTopic = (article: Article, mentions: readonly Mention[] = []): OffTopic | undefined => {
  const mark = marked(article);
  if (mark !== undefined) return { reason: "advertising", why: mark };
  // In a language we have no words for only marked advertising is judged.
  if (!judged.test(article.language)) return undefined;
  const reading = readCues(article);
  const verdict = judge(article, reading);
  if (verdict !== undefined) return verdict;
  if (reading.security > 0 || article.text.length <= 120 || !known.test(article.language)) return undefined;
  if (namesThreat(mentions)) return undefined;
  const computers = countCues(`${reading.head}\n${reading.body}`, computerCues);
  // A short text shows little of what it is about; only one without a single such word is let go.
  if (article.text.length <= 300 && (computers.length > 0 || !article.language.startsWith("en"))) return undefined;
  return computers.length <= 1
    ? { reason: "not_security", why: "nothing in it speaks of computers, attacks, flaws or leaks" }
    : undefined;
};
