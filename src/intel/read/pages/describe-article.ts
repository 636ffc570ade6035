/** Title, dek, outlet, authors, dates, language and signs of a page whose text is found. */
import type { Article } from "#terms/article.ts";
import type { FeedText } from "#terms/feed.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { isSiteLine } from "./boilerplate-lines.ts";
import { settleLanguage } from "./detect-language.ts";
import type { FoundArticle } from "./find-article.ts";
import { findAuthors } from "./find-authors.ts";
import { findDates } from "./find-dates.ts";
import { findLostParagraphs } from "./find-lost-paragraphs.ts";
import { feedNames, findOutlet, statedOutlets } from "./find-outlet.ts";
import { findCategories, isSponsored } from "./find-signs.ts";
import { type FoundTitle, findTitle } from "./find-title.ts";
import { htmlToBlocks } from "./html-to-text.ts";
import { isDekPart, type JudgedBlock, type JudgedPage } from "./judge-blocks.ts";
import { bareWords } from "./keep-blocks.ts";
import type { PageHints } from "./page-hints.ts";
import { foldSpace, type PageElement } from "./page-tree.ts";
import { type PageHeader, readHeader } from "./read-header.ts";
import { firstMeta, type JsonRecord, type MetaValues, pageLanguage, pageTitle, textOf } from "./read-meta.ts";
import { fedDates, shapeArticle } from "./shape-article.ts";

export interface Sources {
  readonly meta: MetaValues;
  readonly record: JsonRecord | undefined;
  readonly hints: PageHints;
}

const entriesOf = (hints: PageHints) => (hints.listed ?? []).map((listed) => listed.entry);

/** "… in the morning. Read more »": the call at the end of a summary is the feed's. */
const callAtEnd =
  /(?<=[.!?…»”"’'])\s(?:\[?…\]?\s)?(?:read (?:more|on|the full)|continue reading|more|weiterlesen|mehr|lire la suite|leer más|leia mais|leggi tutto|lees verder)(?![\p{L}])[^.!?]{0,60}$/iu;

/** A feed's text without markup and calls to read on; undefined when there is none. */
export const plainFeedText = (text: FeedText | undefined): string | undefined => {
  const plain = plainText(text);
  if (plain === undefined) return undefined;
  // Looked for in the last words only: what is before them cannot be part of it.
  const end = plain.slice(-100);
  return `${plain.slice(0, plain.length - end.length)}${end.replace(callAtEnd, "")}`;
};

const plainText = (text: FeedText | undefined): string | undefined => {
  if (text === undefined) return undefined;
  if (text.kind === "text") return foldSpace(text.value) || undefined;
  const { text: plain, blocks } = htmlToBlocks(text.value);
  const parts = blocks.map((block) => plain.slice(block.start, block.end)).filter((part) => !isSiteLine(part));
  return parts.join("\n\n") || undefined;
};

const present = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

export const titleOf = (page: JudgedPage, { meta, record, hints }: Sources): FoundTitle | undefined => {
  const stated = present([
    textOf(record, "headline"),
    firstMeta(meta, "og:title"),
    firstMeta(meta, "dcterms.title", "dc.title", "citation_title", "parsely-title", "sailthru.title"),
    firstMeta(meta, "twitter:title"),
  ]);
  const ranked = [1, 2].flatMap((level) => page.blocks.filter((block) => block.level === level && !block.aside));
  const line = pageTitle(page.tree);
  const near = page.blocks.slice(0, 80).map((block) => block.text);
  return findTitle({
    stated,
    fed: present(entriesOf(hints).map((entry) => plainFeedText(entry.title))),
    ...(line === undefined ? {} : { pageTitle: line }),
    headings: ranked.map((block) => block.text).slice(0, 40),
    lines: near.filter((text) => text.length <= 200),
    outlets: [...statedOutlets(meta, record, hints), ...feedNames(hints)],
  });
};

/** Descriptions of the page: deks, unless they stand in the text. */
export const descriptionsOf = ({ meta, record, hints }: Sources): string[] =>
  present([
    firstMeta(meta, "og:description", "description", "dcterms.description", "twitter:description"),
    textOf(record, "description"),
    ...entriesOf(hints).map((entry) => plainFeedText(entry.summary)),
  ]);

/** A heading of a few words ("Key points") names a part; a dek says something. */
const saysSomething = (heading: string): boolean => /[.!?…]$/.test(heading) || heading.split(" ").length >= 4;

const dekOf = (found: FoundArticle, sources: Sources, title: string): string | undefined => {
  const { page, kept, text } = found;
  const first = kept[0]?.at ?? 0;
  const titleAt = page.blocks.findIndex((block) => block.level === 1 && bareWords(block.text) === bareWords(title));
  const between = titleAt < 0 ? [] : page.blocks.slice(titleAt + 1).filter((block) => block.at < first);
  const marked = page.blocks.filter((block) => block.at < first && block.text.length >= 15 && isDekPart(block)).at(-1);
  const under = between[0]?.type === "heading" && saysSomething(between[0].text) ? between[0] : undefined;
  const bare = bareWords(text);
  const own = descriptionsOf(sources).find((one) => one.length <= 500 && !bare.includes(bareWords(one).slice(0, 60)));
  const dek = marked?.text ?? under?.text ?? own;
  return dek === undefined || bareWords(dek) === bareWords(title) ? undefined : dek;
};

const cuesAround = (body: PageElement): string[] => {
  const cues: string[] = [];
  for (let at: PageElement | undefined = body; at !== undefined && at.tag !== "body"; at = at.parent)
    cues.push(...at.cues);
  return cues;
};

/** Words the feed or the page's own label give for the whole body: to hold our text against. */
const otherTexts = ({ record, hints }: Sources): string[] =>
  present([
    typeof record?.articleBody === "string" ? record.articleBody : undefined,
    ...entriesOf(hints).map((entry) => plainFeedText(entry.content)),
  ]).filter((text) => text.length >= 200);

interface Known {
  readonly title: string;
  readonly authors: readonly string[];
  readonly dek: string | undefined;
  readonly header: PageHeader;
}

const signsOf = (
  found: FoundArticle,
  sources: Sources,
  known: Known,
  hiddenText: readonly string[],
): Article["signs"] => {
  const fed = entriesOf(sources.hints).flatMap((entry) => [...entry.tags]);
  const categories = findCategories(sources.meta, sources.record, known.header.kickers, fed);
  const sponsored = isSponsored({
    title: known.title,
    lines: [...known.header.lines, ...known.header.kickers, ...present([known.dek])],
    authors: known.authors,
    categories,
    paragraphs: found.blocks.map((block) => found.text.slice(block.start, block.end)),
    cues: cuesAround(found.body),
  });
  const { page, body, kept, text } = found;
  const lostParagraphs = findLostParagraphs(page, body, kept, text, otherTexts(sources), known.authors);
  return { hiddenText, lostParagraphs, sponsored, fromFeed: false, categories };
};

const headerOf = (found: FoundArticle, title: string): PageHeader => {
  const kept: readonly JudgedBlock[] = found.kept;
  return readHeader(found.page.tree, found.page.blocks, title, kept);
};

/** A feed's title names the outlet when the page says it too; else the feed may only list it. */
const feedsSeen = (found: FoundArticle, hints: PageHints): string[] => {
  const names = feedNames(hints);
  const page = bareWords([pageTitle(found.page.tree) ?? "", ...found.page.blocks.map((block) => block.text)].join(" "));
  return names.filter((name) => page.includes(bareWords(name)));
};

export const describeArticle = (
  raw: RawDocument,
  found: FoundArticle,
  heading: FoundTitle | undefined,
  sources: Sources,
  hiddenText: readonly string[],
): Article => {
  const { meta, record, hints } = sources;
  const title = heading?.title ?? found.text.slice(0, 80);
  const header = headerOf(found, title);
  const authors = findAuthors({ meta, article: record, bylines: header.bylines, headerLines: header.lines, hints });
  const label =
    pageLanguage(found.page.tree) ??
    firstMeta(meta, "content-language", "dcterms.language", "dc.language", "og:locale");
  const dek = dekOf(found, sources, title);
  const dates = findDates({
    meta,
    article: record,
    times: header.times,
    headerLines: header.lines,
    ...(label === undefined ? {} : { language: label }),
    retrievedAt: raw.retrievedAt,
    ...fedDates(hints),
  });
  return shapeArticle(hints, {
    title,
    ...(dek === undefined ? {} : { dek }),
    authors,
    language: settleLanguage(label, found.text),
    text: found.text,
    blocks: found.blocks,
    sha256: raw.sha256,
    dates,
    signs: signsOf(found, sources, { title, authors, dek, header }, hiddenText),
    outlet: findOutlet(statedOutlets(meta, record, hints), feedsSeen(found, hints), heading?.beside, header, hints.url),
  });
};
