/** Who wrote it, as the page or the feed says: names only, without "By", titles of office and addresses. */

import { bareWords } from "./keep-blocks.ts";
import type { PageHints } from "./page-hints.ts";
import { firstMeta, type JsonRecord, type MetaValues, textsOf } from "./read-meta.ts";

const prefix = /^(?:by|von|par|por|di|door|av|af|written by|posted by|author|autor(?:in)?)\s?:?\s+/i;

const cleanName = (raw: string): string | undefined => {
  let name = raw.replace(/\s+/g, " ").trim();
  for (let n = 0; n < 2; n += 1) name = name.replace(prefix, "");
  name =
    name
      .split(/\s[|•·]\s|\s?\(|,\s(?=\d)|\son\s\d/)[0]
      ?.replace(/[,;:|•·]+$/, "")
      .trim() ?? "";
  if (name.length < 2 || name.length > 70 || /https?:|@|\.(?:com|org|net)\b|\d{3}/.test(name)) return undefined;
  return /^\p{L}/u.test(name) ? name : undefined;
};

const namesIn = (raw: string): string[] => {
  // "Doe, Jane" is one name; "Jane Doe, John Roe" are two.
  const parts = raw.split(/\s(?:and|und|et|y|&)\s|;|,(?=\s\p{Lu}\S{1,30}\s\p{Lu})/u);
  return parts
    .slice(0, 12)
    .map(cleanName)
    .filter((name) => name !== undefined);
};

const distinct = (names: readonly string[]): string[] => {
  const seen = new Set<string>();
  return names.filter((name) => {
    const bare = bareWords(name);
    if (seen.has(bare)) return false;
    seen.add(bare);
    return true;
  });
};

interface AuthorClues {
  readonly meta: MetaValues;
  readonly article: JsonRecord | undefined;
  /** Texts of rel=author, itemprop=author, `<address>` and byline parts near the title. */
  readonly bylines: readonly string[];
  /** Short lines between title and text, one text each. */
  readonly headerLines: readonly string[];
  readonly hints: PageHints;
}

const nameBeforeDate =
  /^(\p{Lu}[\p{L}'’.-]{1,20}(?:\s(?:\p{Lu}|van|von|de|da|bin|al)[\p{L}'’.-]{0,20}){1,3})(?:,?|\s[/|·•–—])\s{1,2}\d{1,2}[./ ]/u;
const writtenBy = /^(?:by|von|par|por)\s(\p{Lu}[^|•·\d]{2,60}?)(?:\son\s\d|\s?[|•·\d]|,\s|$)/iu;

const fromLines = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const match = writtenBy.exec(line) ?? nameBeforeDate.exec(line);
    return match?.[1] === undefined ? [] : namesIn(match[1]);
  });

export const findAuthors = (clues: AuthorClues): string[] => {
  const stated = textsOf(clues.article, "author").flatMap(namesIn);
  if (stated.length > 0) return distinct(stated);
  const meta = [
    "author",
    "parsely-author",
    "sailthru.author",
    "dcterms.creator",
    "dc.creator",
    "citation_author",
    "article:author",
  ];
  for (const name of meta) {
    const found = (clues.meta.get(name) ?? []).flatMap(namesIn);
    if (found.length > 0) return distinct(found);
  }
  const bylines = clues.bylines.filter((line) => line.length <= 120).flatMap(namesIn);
  if (bylines.length > 0) return distinct(bylines).slice(0, 8);
  const creator = namesIn(firstMeta(clues.meta, "twitter:creator", "byl") ?? "");
  if (creator.length > 0) return distinct(creator);
  const lines = fromLines(clues.headerLines);
  if (lines.length > 0) return distinct(lines);
  const feed = (clues.hints.listed ?? []).flatMap(({ entry }) =>
    entry.authors.flatMap((one) => namesIn(one.name ?? "")),
  );
  return distinct(feed);
};
