/**
 * Reads a draft by any author into sentences with the sources they cite. Markdown, HTML or plain text; citations are links,
 * bare addresses, `[3]` marks and footnotes. Offsets point into the draft as it was given.
 */
import { splitSentences } from "#kit/text/split-sentences.ts";

export interface DraftSentence {
  /** Without markup and citation marks. */
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Addresses the sentence links to, or that its marks and footnotes stand for. */
  readonly cites: readonly string[];
  /** `[3]` marks without an address: the third source of the list. */
  readonly marks: readonly number[];
}

const longestDraft = 2_000_000;
const mostSentences = 20_000;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  rsquo: "’",
  lsquo: "‘",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
};

/** Replaces a stretch by blanks so that every offset stays; line ends are kept. */
const blank = (text: string): string => text.replace(/[^\n]/g, " ");

const isHtml = (text: string): boolean =>
  /<(?:!doctype html|html|body|p|div|article|ul|ol|h[1-6])\b[^>]{0,200}>/i.test(text.slice(0, 20_000));

const blockTag =
  /^<\/?(?:p|div|li|ul|ol|h[1-6]|tr|td|th|table|section|article|header|footer|blockquote|br|body|html|title)\b/i;

/** HTML as text of the same length: tags become blanks, block tags a line end, links are remembered. */
const flattenHtml = (html: string, links: Map<number, string>): string => {
  let out = "";
  let skip: string | undefined;
  for (let at = 0; at < html.length; ) {
    if (html.charAt(at) === "<") {
      const end = html.indexOf(">", at);
      const to = end === -1 ? html.length : end + 1;
      const tag = html.slice(at, Math.min(to, at + 4_000));
      const hidden = /^<(script|style|head)\b/i.exec(tag);
      if (hidden !== null) skip = hidden[1]?.toLowerCase();
      if (skip !== undefined && tag.toLowerCase().startsWith(`</${skip}`)) skip = undefined;
      const href = /^<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]{1,2000})/i.exec(tag);
      if (href?.[1] !== undefined) links.set(at, href[1].replaceAll("&amp;", "&"));
      const width = to - at;
      out += blockTag.test(tag) && width >= 2 ? `\n\n${" ".repeat(width - 2)}` : " ".repeat(width);
      at = to;
      continue;
    }
    const entity = html.charAt(at) === "&" ? /^&(\w{2,6});/.exec(html.slice(at, at + 9)) : null;
    const plain = entity === null ? undefined : entities[entity[1] ?? ""];
    if (entity !== null && plain !== undefined) {
      out += skip === undefined ? plain + " ".repeat(entity[0].length - plain.length) : " ".repeat(entity[0].length);
      at += entity[0].length;
      continue;
    }
    out += skip === undefined ? html.charAt(at) : " ";
    at += 1;
  }
  return out;
};

const definition = /^[ \t]{0,3}\[(\^?[\w-]{1,60})\]:[ \t]*<?(\S{1,2000}?)>?(?:[ \t].{0,500})?$/gm;
const inlineLink = /!?\[([^\][]{0,500})\]\(([^()\s]{1,2000})(?:\s+"[^"]{0,300}")?\)/g;
const referenceLink = /\[([^\][]{1,300})\]\[([\w-]{0,60})\]/g;
const bareAddress = /https?:\/\/[^\s<>"')\]]{4,2000}/g;
const mark = /\[(\^?[\w-]{1,40}(?:[,;]\s?\d{1,3}){0,8})\]/g;

/** Markdown as text of the same length: markup becomes blanks, links and footnotes are remembered. */
const flattenMarkdown = (text: string, links: Map<number, string>): string => {
  const defined = new Map<string, string>();
  let out = text.replace(definition, (whole, name: string, address: string) => {
    defined.set(name.toLowerCase(), address);
    return blank(whole);
  });
  out = out.replace(inlineLink, (whole: string, words: string, address: string, at: number) => {
    links.set(at, address);
    const lead = whole.startsWith("!") ? 2 : 1;
    if (lead === 2) return blank(whole);
    return `${" ".repeat(lead)}${words}${" ".repeat(whole.length - words.length - lead)}`;
  });
  out = out.replace(referenceLink, (whole: string, words: string, name: string, at: number) => {
    const address = defined.get((name === "" ? words : name).toLowerCase());
    if (address === undefined) return whole;
    links.set(at, address);
    return ` ${words}${" ".repeat(whole.length - words.length - 1)}`;
  });
  out = out.replace(mark, (whole: string, name: string, at: number) => {
    const address = defined.get(name.toLowerCase());
    if (address === undefined) return whole;
    links.set(at, address);
    return blank(whole);
  });
  out = out.replace(bareAddress, (whole: string, at: number) => {
    links.set(at, whole.replace(/[.,;:]+$/, ""));
    return blank(whole);
  });
  return out
    .replace(/^[ \t]{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])(?=[ \t])/gm, (whole) => " ".repeat(whole.length))
    .replace(/\*{1,3}|_{2,3}|`{1,3}/g, (whole) => " ".repeat(whole.length));
};

/** A line that ends without a full stop (heading, list item) is a sentence of its own; a wrapped line goes on. */
const splitLines = (text: string): { start: number; end: number }[] => {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  const wrapped = /[\p{Ll},;]\s*$/u;
  for (let at = text.indexOf("\n"); ; at = text.indexOf("\n", at + 1)) {
    const end = at === -1 ? text.length : at;
    const next = text.slice(end + 1, end + 80).trimStart();
    const goesOn =
      at !== -1 && end - start > 60 && wrapped.test(text.slice(Math.max(start, end - 8), end)) && /^\p{Ll}/u.test(next);
    if (!goesOn) {
      if (text.slice(start, end).trim() !== "") lines.push({ start, end });
      start = end + 1;
    }
    if (at === -1) return lines;
  }
};

const marksIn = (text: string): number[] =>
  [...text.matchAll(/\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8})\]/g)].flatMap((match) =>
    (match[1] ?? "").split(/[^\d]+/).map(Number),
  );

/** The sentences of a draft in order. Never throws; what is longer than two million characters is cut. */
export const readDraft = (draft: string): DraftSentence[] => {
  const source = draft.slice(0, longestDraft);
  const links = new Map<number, string>();
  const flat = isHtml(source) ? flattenHtml(source, links) : flattenMarkdown(source, links);
  const placed = [...links].sort(([a], [b]) => a - b);
  const sentences: DraftSentence[] = [];
  let line = 1;
  let counted = 0;
  for (const block of splitLines(flat)) {
    const spans = splitSentences(flat.slice(block.start, block.end));
    for (const [at, span] of spans.entries()) {
      const start = block.start + span.start;
      const end = block.start + span.end;
      const next = spans[at + 1];
      // A citation after the full stop belongs to the sentence before it.
      const until = next === undefined ? block.end : block.start + next.start;
      for (; counted < start; counted += 1) if (source.charAt(counted) === "\n") line += 1;
      const raw = flat.slice(start, end);
      const text = raw
        .replace(/\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8}\]/g, "")
        .replace(/\s+/g, " ")
        .trim();
      if (!/\p{L}/u.test(text)) continue;
      sentences.push({
        text,
        line,
        start,
        end,
        cites: placed.filter(([place]) => place >= start && place < until).map(([, address]) => address),
        marks: marksIn(flat.slice(start, until)),
      });
      if (sentences.length >= mostSentences) return sentences;
    }
  }
  return sentences;
};
