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

/** A tag as blanks, with a line end where a block begins or ends. */
const blankTag = (tag: string, width: number): string =>
  blockTag.test(tag) && width >= 2 ? `\n\n${" ".repeat(width - 2)}` : " ".repeat(width);

/** HTML as text of the same length: tags become blanks, block tags a line end, links are remembered. */
const flattenHtml = (html: string, links: Map<number, string>): string => {
  const out: string[] = [];
  let hidden: string | undefined;
  let at = 0;
  const takeTag = (): void => {
    const end = html.indexOf(">", at);
    const to = end === -1 ? html.length : end + 1;
    const tag = html.slice(at, Math.min(to, at + 4_000));
    hidden ??= /^<(script|style|head)\b/i.exec(tag)?.[1]?.toLowerCase();
    if (hidden !== undefined && tag.toLowerCase().startsWith(`</${hidden}`)) hidden = undefined;
    const href = /^<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]{1,2000})/i.exec(tag)?.[1];
    if (href !== undefined) links.set(at, href.replaceAll("&amp;", "&"));
    out.push(blankTag(tag, to - at));
    at = to;
  };
  const takeText = (): void => {
    const entity = html.charAt(at) === "&" ? /^&(\w{2,6});/.exec(html.slice(at, at + 9)) : null;
    const plain = entities[entity?.[1] ?? ""] ?? html.charAt(at);
    const width = entity !== null && plain !== "&" ? entity[0].length : entity?.[1] === "amp" ? 5 : 1;
    out.push((hidden === undefined ? plain : " ").padEnd(width));
    at += width;
  };
  while (at < html.length) {
    if (html.charAt(at) === "<") takeTag();
    else takeText();
  }
  return out.join("");
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

/** Machine-made text often lacks the blank after a full stop: "…such threats.Why now?" */
const gluedStop = /[\p{Ll})]{3}[.?!](?=\p{Lu}\p{Ll}{1,20}[ ,])/gu;

const splitGlued = (text: string): { start: number; end: number }[] =>
  splitSentences(text).flatMap(({ start, end }) => {
    const cuts = [...text.slice(start, end).matchAll(gluedStop)].map((match) => start + match.index + match[0].length);
    const starts = [start, ...cuts];
    return starts.map((from, at) => ({ start: from, end: starts[at + 1] ?? end }));
  });

const leadingMarks = (text: string): number => /^(?:\[\d{1,3}\][\s,]{0,3}){1,9}/.exec(text)?.[0].length ?? 0;

/** "Impact / Risk:" and "For CISOs:" name what follows and state nothing. */
const label = /^[\p{L}][\p{L} /&-]{1,38}:\s+(?=\p{Lu})/u;

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
    const spans = splitGlued(flat.slice(block.start, block.end));
    for (const [at, span] of spans.entries()) {
      // Marks after the full stop belong to the sentence before; the splitter leaves them at the head of this one.
      const start =
        block.start + span.start + leadingMarks(flat.slice(block.start + span.start, block.start + span.end));
      const end = block.start + span.end;
      const next = spans[at + 1];
      // A citation after the full stop belongs to the sentence before it.
      const until =
        next === undefined
          ? block.end
          : block.start + next.start + leadingMarks(flat.slice(block.start + next.start, block.start + next.end));
      for (; counted < start; counted += 1) if (source.charAt(counted) === "\n") line += 1;
      const raw = flat.slice(start, end);
      const text = raw
        .replace(/\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8}\]/g, "")
        .replace(/\s+/g, " ")
        .trim()
        .replace(label, "");
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
