/**
 * Capitalised names of a sentence, whether a list knows them or not, to tell two happenings apart: the plant in one town
 * and the plant in another. Who speaks is no part of what happened, so speakers are left out. Linear.
 */
import type { Statement } from "./side.ts";

const name = /\p{Lu}[\p{Ll}\d-]{2,24}(?: \p{Lu}[\p{Ll}\d-]{2,24}){0,3}/gu;
const calendar =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|[kmgt]bps|[kmgt]pps|bitcoin|euros?|dollars?)$/i;
const opensSentence =
  /^(?:the|this|that|these|those|it|they|he|she|we|in|on|at|by|for|some|more|most|all|about|around|police|users|agencies|attackers|attacks|intruders|hackers|victims|prosecutors|officials|investigators|researchers|names?|files|data|an?|no|after|before|when|while|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/i;
const speaks =
  /^(?:'s [a-z ]{2,30})?,? (?:said|says|told|wrote|writes|counted|counts|puts?|found|warned|reported|reports|traces?|dates?|links?|blames?|attributes?|believes?|thinks?|insists?|estimates?)\b/;
const isSpoken = /(?:according to|(?:said|says|told|wrote|warned) (?:the )?(?:[a-z]+ ){0,2})$/;

const properNames = (statement: Statement): ReadonlySet<string> => {
  const { quote } = statement.span;
  const found = new Set<string>();
  for (const match of quote.matchAll(name)) {
    const words = match[0].split(" ");
    if (match.index === 0 && opensSentence.test(words[0] ?? "")) words.shift();
    const kept = words.filter((word) => !calendar.test(word)).join(" ");
    const end = match.index + match[0].length;
    const isSpeaker =
      speaks.test(statement.lower.slice(end, end + 50)) ||
      isSpoken.test(statement.lower.slice(Math.max(0, match.index - 40), match.index));
    if (kept !== "" && !isSpeaker) found.add(kept);
  }
  return found;
};

const shareWord = (mine: ReadonlySet<string>, theirs: ReadonlySet<string>): boolean => {
  const words = new Set([...theirs].flatMap((item) => item.split(" ")));
  return [...mine].some((item) => item.split(" ").some((word) => words.has(word)));
};

/** Both name something, and nothing in common. */
export const nameOthers = (a: Statement, b: Statement): boolean => {
  const [mine, theirs] = [properNames(a), properNames(b)];
  return mine.size > 0 && theirs.size > 0 && !shareWord(mine, theirs);
};

const place = /\b(?:in|at) (?:the )?(\p{Lu}[\p{Ll}-]{2,24}(?: \p{Lu}[\p{Ll}-]{2,24}){0,2})/giu;

const placesIn = (statement: Statement): ReadonlySet<string> =>
  new Set(
    [...statement.span.quote.matchAll(place)]
      .map((match) => match[1] ?? "")
      .filter((word) => /^\p{Lu}/u.test(word) && !calendar.test(word)),
  );

/** "In Norland …", "In Velden …": each place has a count of its own. */
export const standElsewhere = (a: Statement, b: Statement): boolean => {
  const [mine, theirs] = [placesIn(a), placesIn(b)];
  return mine.size > 0 && theirs.size > 0 && !shareWord(mine, theirs);
};
