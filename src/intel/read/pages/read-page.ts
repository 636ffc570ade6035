/**
 * An HTML page → article: body text with typed blocks, title, dek, authors, outlet, dates, language, signs.
 *
 * Pure and linear in the page's length; never throws on bad input. What cannot be used is a fault with a reason.
 * The text holds body blocks only: `text.slice(block.start, block.end)` is the block.
 */
import { stableId } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { assembleText } from "./assemble-text.ts";
import { buildTree } from "./build-tree.ts";
import { collectBlocks } from "./collect-blocks.ts";
import { decodeText } from "./decode-text.ts";
import { settleLanguage } from "./detect-language.ts";
import { findAuthors } from "./find-authors.ts";
import { findBody } from "./find-body.ts";
import { findDates } from "./find-dates.ts";
import { findLostParagraphs } from "./find-lost-paragraphs.ts";
import { feedNames, findOutlet, statedOutlets } from "./find-outlet.ts";
import { findCategories, isSponsored } from "./find-signs.ts";
import { type FoundTitle, findTitle } from "./find-title.ts";
import { htmlToText } from "./html-to-text.ts";
import { isDekPart, type JudgedBlock, type JudgedPage, judgePage } from "./judge-blocks.ts";
import { bareWords, keepBlocks } from "./keep-blocks.ts";
import { markHidden } from "./mark-hidden.ts";
import type { PageHints, ReadFault } from "./page-hints.ts";
import { foldSpace, type PageElement } from "./page-tree.ts";
import { type PageHeader, readHeader } from "./read-header.ts";
import {
  articleRecord,
  firstMeta,
  type JsonRecord,
  type MetaValues,
  pageLanguage,
  pageTitle,
  readJsonLd,
  readMeta,
  textOf,
} from "./read-meta.ts";

export interface PageReading {
  readonly article: Article;
  /** All visible text of the page, boilerplate too: for finding indicators, never for citing. */
  readonly fullText: string;
}

const maxBytes = 5_000_000;
const enough = 80;

const feedText = (text: { readonly value: string; readonly kind: string } | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const plain = text.kind === "text" ? foldSpace(text.value) : htmlToText(text.value);
  return plain === "" ? undefined : plain;
};

interface Sources {
  readonly meta: MetaValues;
  readonly record: JsonRecord | undefined;
  readonly hints: PageHints;
}

const titleOf = (
  page: JudgedPage,
  { meta, record, hints }: Sources,
  outlets: readonly string[],
): FoundTitle | undefined => {
  const stated = [
    textOf(record, "headline"),
    firstMeta(meta, "og:title"),
    firstMeta(meta, "dcterms.title", "dc.title", "citation_title", "parsely-title", "sailthru.title"),
    firstMeta(meta, "twitter:title"),
    ...(hints.listed ?? []).map(({ entry }) => feedText(entry.title)),
  ].filter((title) => title !== undefined);
  const ranked = [1, 2].flatMap((level) => page.blocks.filter((block) => block.level === level && !block.aside));
  const line = pageTitle(page.tree);
  return findTitle({
    stated,
    ...(line === undefined ? {} : { pageTitle: line }),
    headings: ranked.map((block) => block.text).slice(0, 40),
    lines: page.blocks
      .slice(0, 80)
      .map((block) => block.text)
      .filter((text) => text.length <= 200),
    outlets,
  });
};

const dekOf = (
  page: JudgedPage,
  sources: Sources,
  title: string,
  kept: readonly JudgedBlock[],
  text: string,
): string | undefined => {
  const first = kept[0]?.at ?? 0;
  const titleAt = page.blocks.findIndex((block) => block.level === 1 && bareWords(block.text) === bareWords(title));
  const between = titleAt < 0 ? [] : page.blocks.slice(titleAt + 1).filter((block) => block.at < first);
  const marked = page.blocks.filter((block) => block.at < first && block.text.length >= 15 && isDekPart(block)).at(-1);
  const under = between[0]?.type === "heading" ? between[0] : undefined;
  const described = [
    firstMeta(sources.meta, "og:description", "description", "dcterms.description", "twitter:description"),
    textOf(sources.record, "description"),
    ...(sources.hints.listed ?? []).map(({ entry }) => feedText(entry.summary)),
  ].filter((one) => one !== undefined && one.length <= 500);
  const bare = bareWords(text);
  const own = described.find((one) => one !== undefined && !bare.includes(bareWords(one).slice(0, 60)));
  const dek = marked?.text ?? under?.text ?? own;
  return dek === undefined || bareWords(dek) === bareWords(title) ? undefined : dek;
};

const wall =
  /(?:enable (?:javascript|js)\b|javascript (?:is )?(?:required|disabled)|checking (?:if the site|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|just a moment|access (?:to this page has been )?denied|attention required|request (?:unsuccessful|blocked)|unusual traffic|captcha|you have been blocked|403 forbidden|404 not found|page not found|seite nicht gefunden|page introuvable|temporarily unavailable|bad gateway|please (?:log|sign) in to (?:continue|view))/i;

const usable = (text: string, title: string): boolean => {
  if (text.length < enough) return false;
  return text.length > 1_200 || !wall.test(`${title}\n${text.slice(0, 600)}`);
};

const nothing = (page: JudgedPage, text: string, title: string): ReadFault => {
  const visible = page.blocks.reduce((sum, block) => sum + block.text.length, 0);
  const walled =
    wall.test(`${title}\n${text.slice(0, 600)}`) || page.blocks.some((block) => wall.test(block.text.slice(0, 300)));
  const found = walled ? "the site shows a wall or error page" : `only ${visible} characters of text are there`;
  return { type: "nothing_usable", message: `expected an article, but ${found}` };
};

const cuesAround = (body: PageElement): string[] => {
  const cues: string[] = [];
  for (let at: PageElement | undefined = body; at !== undefined && at.tag !== "body"; at = at.parent)
    cues.push(...at.cues);
  return cues;
};

/** Words the feed or the page's own label give for the whole body: to hold our text against. */
const otherTexts = ({ record, hints }: Sources): string[] =>
  [record?.articleBody, ...(hints.listed ?? []).map(({ entry }) => feedText(entry.content))].filter(
    (text): text is string => typeof text === "string" && text.length >= 200,
  );

const signsOf = (
  page: JudgedPage,
  sources: Sources,
  found: { title: string; authors: readonly string[]; dek: string | undefined; header: PageHeader; body: PageElement },
  kept: readonly JudgedBlock[],
  text: string,
  hiddenText: readonly string[],
): Article["signs"] => {
  const fed = (sources.hints.listed ?? []).flatMap(({ entry }) => [...entry.tags]);
  const categories = findCategories(sources.meta, sources.record, found.header.kickers, fed);
  const sponsored = isSponsored({
    title: found.title,
    lines: [...found.header.lines, ...found.header.kickers, ...(found.dek === undefined ? [] : [found.dek])],
    authors: found.authors,
    categories,
    paragraphs: kept.map((block) => block.text),
    cues: cuesAround(found.body),
  });
  const lostParagraphs = findLostParagraphs(page, found.body, kept, text, otherTexts(sources));
  return { hiddenText, lostParagraphs, sponsored, fromFeed: false, categories };
};

const optional = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };

export const readPage = (raw: RawDocument, hints: PageHints): Result<PageReading, ReadFault> => {
  if (raw.bytes.length > maxBytes) {
    return err({ type: "too_large", message: `pages up to ${maxBytes} bytes are read, this has ${raw.bytes.length}` });
  }
  const tree = buildTree(decodeText(raw.bytes, raw.contentType));
  const hiddenText = markHidden(tree);
  const page = judgePage(tree, collectBlocks(tree));
  const meta = readMeta(tree);
  const record = articleRecord(readJsonLd(tree));
  const sources: Sources = { meta, record, hints };
  const stated = statedOutlets(meta, record, hints);
  const feeds = feedNames(hints);
  const found = titleOf(page, sources, [...stated, ...feeds]);
  const title = found?.title ?? "";
  const body = findBody(page);
  if (body === undefined) return err(nothing(page, "", title));
  const deks = [
    firstMeta(meta, "og:description", "description"),
    ...(hints.listed ?? []).map(({ entry }) => feedText(entry.summary)),
  ];
  const kept = keepBlocks(page, body, {
    titles: title === "" ? [] : [title, ...(found?.beside === undefined ? [] : [`${title} ${found.beside}`])],
    deks: deks.filter((dek) => dek !== undefined),
  });
  const { text, blocks } = assembleText(kept);
  if (!usable(text, title)) return err(nothing(page, text, title));
  const header = readHeader(tree, page.blocks, title, kept);
  const authors = findAuthors({ meta, article: record, bylines: header.bylines, headerLines: header.lines, hints });
  const label =
    pageLanguage(tree) ?? firstMeta(meta, "content-language", "dcterms.language", "dc.language", "og:locale");
  const dek = dekOf(page, sources, title, kept, text);
  const entries = (hints.listed ?? []).map(({ entry }) => entry);
  const dates = findDates({
    meta,
    article: record,
    times: header.times,
    headerLines: header.lines,
    ...optional("language", label),
    retrievedAt: raw.retrievedAt,
    fed: entries.flatMap((entry) => (entry.publishedAt === undefined ? [] : [entry.publishedAt])),
    ...optional("fedChanged", entries.find((entry) => entry.updatedAt !== undefined)?.updatedAt),
  });
  const article: Article = {
    id: stableId("art", hints.url) as ArticleId,
    url: hints.url,
    outlet: findOutlet(stated, feeds, found?.beside, header, hints.url),
    title: title === "" ? (blocks[0] === undefined ? hints.url : text.slice(0, 80)) : title,
    ...optional("dek", dek),
    authors,
    language: settleLanguage(label, text),
    text,
    blocks,
    sha256: raw.sha256,
    firstSeenAt: hints.firstSeenAt,
    ...dates,
    signs: signsOf(page, sources, { title, authors, dek, header, body }, kept, text, hiddenText),
    feedUrls: [...new Set((hints.listed ?? []).map((listed) => listed.feedUrl))].sort(),
  };
  const everything = collectBlocks(tree, true).map((block) => block.text);
  return ok({ article, fullText: [title, ...everything].join("\n\n") });
};
