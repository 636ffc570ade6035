/**
 * Reads a draft by any author into sentences with the sources they cite. Markdown, HTML or plain text; citations are links,
 * bare addresses, `[3]` marks and footnotes. Offsets point into the draft as it was given.
 */
import { splitSentences } from "#kit/text/split-sentences.ts";
import { type DraftLink, type KnownSource, takeCitations } from "./read-citations.ts";

export interface DraftSentence {
  /** Without markup and citation marks. */
  readonly text: string;
  readonly line: number;
  /** Where it begins in its line, and where it ends; columns count UTF-16 code units from 1, the end is past the last. */
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
  /** Addresses the sentence links to, or that its marks and footnotes stand for. */
  readonly cites: readonly string[];
  /** Those of them that stand there to cite and are no words of the sentence. */
  readonly citations: readonly string[];
  /** `[3]` marks without an address: the third source of the list. */
  readonly marks: readonly number[];
  /** "Do", "Owner", "Impact / Risk": the label before it, which names what follows and is no part of the text; or nothing. */
  readonly label: string;
  /** The words of the heading above it; or nothing. */
  readonly section: string;
  /** It is a heading by its markup, or set off by emphasis as a whole. */
  readonly heading: boolean;
  readonly emphasised: boolean;
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

/** A link to a note on the same page stands for the first address in that note. */
const noteAddress = (html: string, id: string): string => {
  const at = [`id="${id}"`, `id='${id}'`, `id=${id}`]
    .map((written) => html.indexOf(written))
    .find((found) => found >= 0);
  const note = at === undefined ? "" : html.slice(at, at + 2_000);
  const end = note.search(/<\/(?:li|p|div|dd|td|aside)>/i);
  const inside = end === -1 ? note : note.slice(0, end);
  return /https?:\/\/[^\s<>"')\]]{4,1900}/.exec(inside)?.[0].replaceAll("&amp;", "&") ?? `#${id}`;
};

/** HTML as text of the same length: tags become blanks, block tags a line end, links are remembered. */
const flattenHtml = (html: string, links: DraftLink[]): string => {
  const out: string[] = [];
  let hidden: string | undefined;
  let open: Omit<DraftLink, "end"> | undefined;
  let at = 0;
  const takeTag = (): void => {
    const end = html.indexOf(">", at);
    const to = end === -1 ? html.length : end + 1;
    const tag = html.slice(at, Math.min(to, at + 4_000));
    hidden ??= /^<(script|style|head)\b/i.exec(tag)?.[1]?.toLowerCase();
    if (hidden !== undefined && tag.toLowerCase().startsWith(`</${hidden}`)) hidden = undefined;
    const href = /^<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]{1,2000})/i.exec(tag)?.[1];
    if (open !== undefined && (href !== undefined || /^<\/a\b/i.test(tag))) {
      links.push({ ...open, end: at });
      open = undefined;
    }
    if (href !== undefined) open = { at, address: href.replaceAll("&amp;", "&"), start: to };
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
  if (open !== undefined) links.push({ ...(open as Omit<DraftLink, "end">), end: html.length });
  for (const [index, link] of links.entries())
    if (link.address.startsWith("#")) links[index] = { ...link, address: noteAddress(html, link.address.slice(1)) };
  return out.join("");
};

const definition = /^[ \t]{0,3}\[(\^?[\w-]{1,60})\]:[ \t]*(\S.{0,3000})$/gm;
const inlineLink = /!?\[(\[?[^\][]{0,500}\]?)\]\(([^()\s]{1,2000})(?:\s+"[^"]{0,300}")?\)/g;
const referenceLink = /\[([^\][]{1,300})\]\[([\w-]{0,60})\]/g;
const bareAddress = /<?https?:\/\/[^\s<>"')\]]{4,2000}>?/g;
const mark = /\[(\^?[\w-]{1,40}(?:[,;]\s?\d{1,3}){0,8})\]/g;

/** What a definition stands for: the address in it, wherever it stands ("Orchid, https://…"), else its first word. */
const addressOf = (defined: string): string => {
  const linked = /\]\(([^()\s]{1,2000})/.exec(defined)?.[1] ?? /https?:\/\/[^\s<>"')\]]{4,2000}/.exec(defined)?.[0];
  return linked?.replace(/[.,;:]+$/, "") ?? (defined.split(/\s/, 1)[0] ?? "").replace(/^<|>$/g, "");
};

/** Tags that Markdown lets through among the words. */
const wordTag = /<\/?(?:sup|sub|b|i|em|strong|span|small|mark|u)\b[^<>]{0,200}>/gi;

/** Markdown as text of the same length: markup becomes blanks, links and footnotes are remembered. */
const flattenMarkdown = (text: string, links: DraftLink[]): string => {
  const defined = new Map<string, string>();
  let out = text.replace(definition, (whole, name: string, words: string) => {
    defined.set(name.toLowerCase(), addressOf(words));
    return blank(whole);
  });
  out = out.replace(wordTag, blank);
  const bare = (at: number, address: string): number => links.push({ at, address, start: at, end: at });
  out = out.replace(inlineLink, (whole: string, words: string, address: string, at: number) => {
    if (whole.startsWith("!")) {
      bare(at, address);
      return blank(whole);
    }
    links.push({ at, address, start: at + 1, end: at + 1 + words.length });
    return ` ${words}${" ".repeat(whole.length - words.length - 1)}`;
  });
  out = out.replace(referenceLink, (whole: string, words: string, name: string, at: number) => {
    const address = defined.get((name === "" ? words : name).toLowerCase());
    if (address === undefined) return whole;
    links.push({ at, address, start: at + 1, end: at + 1 + words.length });
    return ` ${words}${" ".repeat(whole.length - words.length - 1)}`;
  });
  out = out.replace(mark, (whole: string, name: string, at: number) => {
    const address = defined.get(name.toLowerCase());
    if (address === undefined) return whole;
    bare(at, address);
    return blank(whole);
  });
  out = out.replace(bareAddress, (whole: string, at: number) => {
    const address = whole.replace(/^<|>$/g, "").replace(/[.,;:]+$/, "");
    bare(at, address);
    // A stop after the address ends the sentence.
    return (
      blank(address).padStart(whole.startsWith("<") ? address.length + 1 : 0) +
      whole.slice((whole.startsWith("<") ? 1 : 0) + address.length).replace(">", " ")
    );
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
const labelled = /^([\p{L}][\p{L} /&-]{1,38}):\s+(?=[\p{Lu}\d])/u;

const plainText = (raw: string): string =>
  raw
    .replace(/\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8}\]/g, "")
    .replace(/\\([\\`*_{}[\]()#+\-.!$|<>~])/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/ ([.,;!?])(?= |$)/g, "$1")
    .trim();

/** "*Do:* Sign the list": the label, and the words without it. */
const splitLabel = (text: string): { label: string; text: string } => {
  const label = labelled.exec(text);
  return label === null ? { label: "", text } : { label: (label[1] ?? "").trim(), text: text.slice(label[0].length) };
};

/** Tags that say nothing of what a block is. */
const inlineTag = /^<\/?(?:a|b|strong|em|i|span|small|code|sup|sub|mark|time)\b/i;

/** The tag of the block whose text begins at `at`, looked for over a few inline tags. */
const blockBefore = (source: string, at: number): string => {
  let end = at;
  for (let step = 0; step < 6; step += 1) {
    const before = source.slice(Math.max(0, end - 400), end).trimEnd();
    if (!before.endsWith(">")) return "";
    const open = before.lastIndexOf("<");
    if (open === -1) return "";
    const tag = before.slice(open);
    if (!inlineTag.test(tag)) return /^<([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? "";
    end = Math.max(0, end - 400) + open;
  }
  return "";
};

const isMarkedHeading = (source: string, start: number): boolean => {
  const line = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  return (/^[ \t]{0,3}#{1,6}[ \t]/.test(line) && line.length < 400) || /^h[1-6]$/.test(blockBefore(source, start));
};

/** Emphasis opens right before it and closes right after. */
const isEmphasised = (source: string, start: number, end: number): boolean =>
  /(?:\*\*|__|<(?:b|strong)>)\s{0,3}$/i.test(source.slice(Math.max(0, start - 12), start)) &&
  /^\s{0,3}(?:\*\*|__|<\/(?:b|strong)>)/i.test(source.slice(end, end + 12));

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Where what belongs to it ends: marks and links after the full stop are its own. */
  readonly until: number;
}

/** The stretches of a flattened draft that may be sentences, in order. */
const stretchesOf = (flat: string): Stretch[] =>
  splitLines(flat).flatMap((block) => {
    const spans = splitGlued(flat.slice(block.start, block.end));
    const opening = (span: { start: number; end: number }): number =>
      block.start + span.start + leadingMarks(flat.slice(block.start + span.start, block.start + span.end));
    return spans.map((span, at) => {
      const next = spans[at + 1];
      return {
        start: opening(span),
        end: block.start + span.end,
        until: next === undefined ? block.end : opening(next),
      };
    });
  });

/** A line of its own that holds nothing but citations belongs to the sentence right above it. */
const joinCitingLines = (source: string, flat: string, stretches: readonly Stretch[]): Stretch[] => {
  const kept = stretches.filter(({ start, end }) => /\p{L}/u.test(plainText(flat.slice(start, end))));
  return kept.map((stretch, at) => {
    const to = kept[at + 1]?.start ?? flat.length;
    const blankLine = /\n[ \t]{0,200}\n/.exec(source.slice(stretch.until, Math.min(to, stretch.until + 4_000)));
    const until = Math.min(to, blankLine === null ? stretch.until + 4_000 : stretch.until + blankLine.index);
    return { ...stretch, until: Math.max(stretch.until, until) };
  });
};

const lineAround = (source: string, start: number, end: number): string => {
  const to = source.indexOf("\n", end);
  return source.slice(source.lastIndexOf("\n", start - 1) + 1, Math.min(to === -1 ? source.length : to, end + 400));
};

const standsAlone = (source: string, start: number, end: number): boolean =>
  lineAround(source, start, end).replace(/[\s*_]/g, "").length <=
  source.slice(start, end).replace(/[\s*_]/g, "").length;

/** In plain text a short line without a stop between blank lines is a heading: "Not known yet". */
const isPlainHeading = (source: string, start: number, end: number, text: string): boolean =>
  text.length <= 60 &&
  !/[.!?,;]$/.test(text) &&
  !/^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]/.test(lineAround(source, start, end)) &&
  standsAlone(source, start, end) &&
  /\n[ \t]*\n[ \t]*$|^\s*$/.test(source.slice(Math.max(0, start - 200), start));

const columnOf = (source: string, at: number): number => at - source.lastIndexOf("\n", at - 1);

/** The sentences of a draft in order. Never throws; what is longer than two million characters is cut. */
export const readDraft = (draft: string, known: readonly KnownSource[] = []): DraftSentence[] => {
  const source = draft.slice(0, longestDraft);
  const links: DraftLink[] = [];
  const marked = isHtml(source) ? flattenHtml(source, links) : flattenMarkdown(source, links);
  const { text: flat, citing } = takeCitations(marked, links, known);
  // A link that opens a sentence has its bracket before it: as words it stands where its words stand.
  const placed = links
    .map((link) => ({
      address: link.address,
      cites: citing.has(link.at),
      at: citing.has(link.at) ? link.at : link.start,
    }))
    .sort((a, b) => a.at - b.at);
  const sentences: DraftSentence[] = [];
  let [line, counted, from, section] = [1, 0, 0, ""];
  for (const { start, end, until } of joinCitingLines(source, flat, stretchesOf(flat)).slice(0, mostSentences)) {
    for (; counted < start; counted += 1) if (source.charAt(counted) === "\n") line += 1;
    while (from < placed.length && (placed[from]?.at ?? 0) < start) from += 1;
    let to = from;
    while (to < placed.length && (placed[to]?.at ?? 0) < until) to += 1;
    const linked = placed.slice(from, to);
    const { label, text } = splitLabel(plainText(flat.slice(start, end)));
    const heading = isMarkedHeading(source, start);
    // A line of its own that is short, or all in bold, heads what follows as well.
    const emphasised = isEmphasised(source, start, end);
    if (heading || (emphasised && standsAlone(source, start, end)) || isPlainHeading(source, start, end, text))
      section = text;
    sentences.push({
      text,
      label,
      section,
      heading,
      emphasised,
      line,
      column: columnOf(source, start),
      endLine: line + source.slice(start, end).split("\n").length - 1,
      endColumn: columnOf(source, end),
      start,
      end,
      cites: linked.map(({ address }) => address),
      citations: linked.filter(({ cites }) => cites).map(({ address }) => address),
      marks: marksIn(flat.slice(start, until)),
    });
  }
  return sentences;
};
