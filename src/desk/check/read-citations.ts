/**
 * Which links of a draft are citations and which are words of a sentence. `([Harbour Post](url))`, `… in May. [post](url)`
 * and `… in May [Harbour Post](url).` cite; `[Harbour Post](url) reports …` and `according to [Harbour Post](url)` speak.
 * The words of a citation state nothing, so they are taken out of the text that is judged.
 */
import { functionWords } from "./words/function-words.ts";

/** A link, where its markup begins, and the stretch of flattened text its words take; an empty stretch for a bare address. */
export interface DraftLink {
  readonly at: number;
  readonly address: string;
  readonly start: number;
  readonly end: number;
}

/** What is known of a source: enough to recognise its name in a citation. */
export interface KnownSource {
  readonly url: string;
  readonly outlet: string;
  readonly title: string;
}

/** Words by which people cite, whatever the source is called. */
const citingWord =
  /^(?:source|sources|link|post|report|reports|article|story|here|ref|reference|read more|more|details|advisory|blog|press release|archive|via|quelle|\^?\d{1,3})$/;

const squash = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const hostOf = (address: string): string => /^[a-z]+:\/\/([^/?#:]{1,253})/i.exec(address)?.[1]?.toLowerCase() ?? "";

export const sameAddress = (a: string, b: string): boolean => {
  const plain = (address: string): string =>
    address
      .replace(/^https?:\/\/(?:www\.)?/i, "")
      .replace(/[?#].*$/, "")
      .replace(/\/$/, "")
      .toLowerCase();
  return plain(a) === plain(b);
};

/** Are the words of a link its source's name: outlet, title, host, address, or a word that only cites? */
const namesSource = (words: string, address: string, sources: readonly KnownSource[]): boolean => {
  const said = squash(words);
  if (said === "" || /^\d{1,3}$/.test(said) || citingWord.test(words.trim().toLowerCase())) return true;
  const labels = hostOf(address)
    .replace(/^www\./, "")
    .split(".");
  if (squash(address).endsWith(said) || labels.some((label) => label.length > 2 && squash(label) === said)) return true;
  if (squash(labels.join(".")) === said) return true;
  return sources.some(
    (source) =>
      (squash(source.outlet) === said || squash(source.title) === said) &&
      (sameAddress(source.url, address) || hostOf(source.url) === hostOf(address)),
  );
};

const wordBefore = (text: string, at: number): string =>
  /([\p{L}’']{1,30})\s{0,9}$/u.exec(text.slice(Math.max(0, at - 40), at))?.[1]?.toLowerCase() ?? "";

const before = (text: string, at: number): string => {
  let place = at - 1;
  while (place >= 0 && (text.charAt(place) === " " || text.charAt(place) === "\t")) place -= 1;
  return place < 0 ? "\n" : text.charAt(place);
};

const after = (text: string, at: number): string => {
  let place = at;
  while (place < text.length && (text.charAt(place) === " " || text.charAt(place) === "\t")) place += 1;
  return place >= text.length ? "\n" : text.charAt(place);
};

const longestBracket = 400;
const lead = /^(?:via|source|sources|see|see also|quelle|reported by|from|as reported by)?:?$/i;

/** The bracket around a place that holds nothing but links, commas and a lead ("via", "source:"). `rest` has no link's words. */
const bracketAround = (rest: string, at: number): readonly [number, number] | undefined => {
  let start = at - 1;
  while (start >= 0 && at - start < longestBracket && !/[\n()[\]]/.test(rest.charAt(start))) start -= 1;
  let end = at;
  while (end < rest.length && end - at < longestBracket && !/[\n()[\]]/.test(rest.charAt(end))) end += 1;
  const framed =
    (rest.charAt(start) === "(" && rest.charAt(end) === ")") ||
    (rest.charAt(start) === "[" && rest.charAt(end) === "]");
  const inside = rest.slice(start + 1, end).replace(/[\s,;·|]+/g, " ");
  return framed && lead.test(inside.trim()) ? [start, end + 1] : undefined;
};

/** Does a link outside brackets cite? After a full stop unless its words go on; else by its words and its place at the end. */
const isCitation = (rest: string, words: string, link: DraftLink, sources: readonly KnownSource[]): boolean => {
  if (/^\s*\[?\^?\d{1,3}\]?\s*$/.test(words)) return true;
  const named = namesSource(words, link.address, sources);
  const previous = before(rest, link.start);
  const next = after(rest, link.end);
  if (/[.!?”"…]/.test(previous) && !/[\p{Ll}\d]/u.test(next))
    return named || (next === "\n" && !/[.!?]\s*$/.test(words));
  return named && previous !== "\n" && /[\n.,;!?)\]·|]/.test(next) && !functionWords.has(wordBefore(rest, link.start));
};

/** Takes the words of citations out of a flattened draft: every offset stays. `citing` are the places of those links. */
export const takeCitations = (
  flat: string,
  links: readonly DraftLink[],
  sources: readonly KnownSource[],
): { readonly text: string; readonly citing: ReadonlySet<number> } => {
  const blank = (text: string): string => text.replace(/[^\n]/g, " ");
  const cutOut = (text: string, spans: readonly (readonly [number, number])[]): string => {
    const parts: string[] = [];
    let at = 0;
    for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
      if (end <= at) continue;
      parts.push(text.slice(at, Math.max(at, start)), blank(text.slice(Math.max(at, start), end)));
      at = end;
    }
    return parts.join("") + text.slice(at);
  };
  const rest = cutOut(
    flat,
    links.map(({ start, end }) => [start, end]),
  );
  const citing = new Set<number>();
  const taken: (readonly [number, number])[] = [];
  for (const link of links) {
    const bracket = bracketAround(rest, link.start);
    const words = flat.slice(link.start, link.end);
    if (bracket === undefined && link.end > link.start && !isCitation(rest, words, link, sources)) continue;
    citing.add(link.at);
    taken.push(bracket ?? [link.start, link.end]);
  }
  return { text: cutOut(flat, taken), citing };
};
