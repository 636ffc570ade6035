/**
 * Which passages may a sentence rest on? Those it cites; where it cites nothing, the ones that speak of the same things,
 * found by BM25 over paragraphs and raised by shared names and identifiers.
 */
import MiniSearch from "minisearch";
import type { Article } from "#terms/article.ts";
import type { Annotate } from "#terms/mention.ts";
import { type IndexedPassage, indexPassages, type PassageIndex } from "./index-passages.ts";
import { sameAddress } from "./read-citations.ts";
import { readText } from "./read-text.ts";
import { functionWords } from "./words/function-words.ts";

export interface SourceLibrary {
  readonly articles: readonly Article[];
  /** Paragraphs of each article, indexed once. */
  readonly paragraphs: readonly { readonly article: number; readonly indexed: IndexedPassage }[];
  readonly search: MiniSearch<{ id: number; text: string }>;
  readonly annotate: Annotate | undefined;
}

const retrieved = 8;

/** Reads the sources into paragraphs that can be cited and searched. The title is a paragraph of its own. */
export const readSources = (articles: readonly Article[], annotate: Annotate | undefined): SourceLibrary => {
  const paragraphs = articles.flatMap((article, at) => {
    const about = {
      outlet: article.outlet,
      ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
    };
    const texts = article.text.split(/\n\s*\n/).filter((text) => text.trim() !== "");
    return indexPassages(
      [article.title, ...texts].filter((text) => text.trim() !== "").map((text) => ({ text, ...about })),
      annotate,
    ).passages.map((indexed) => ({ article: at, indexed }));
  });
  const search = new MiniSearch<{ id: number; text: string }>({
    fields: ["text"],
    processTerm: (term) => {
      const lower = term.toLowerCase();
      return functionWords.has(lower) ? null : lower;
    },
  });
  search.addAll(paragraphs.map(({ indexed }, id) => ({ id, text: indexed.passage.text })));
  return { articles, paragraphs, search, annotate };
};

/** The articles a sentence cites, by address or by its number in the list of sources. */
export const citedArticles = (
  library: SourceLibrary,
  cites: readonly string[],
  marks: readonly number[],
  listed: readonly string[],
): number[] => {
  const addresses = [...cites, ...marks.map((mark) => listed[mark - 1]).filter((address) => address !== undefined)];
  const found = addresses.map((address) => library.articles.findIndex((article) => sameAddress(article.url, address)));
  return [...new Set(found.filter((at) => at >= 0))];
};

/** The best passages for a sentence among some articles, or among all. */
export const findPassages = (
  library: SourceLibrary,
  sentence: string,
  among: readonly number[] | undefined,
): PassageIndex => {
  const allowed = among === undefined ? undefined : new Set(among);
  const keep = (id: number): boolean => allowed === undefined || allowed.has(library.paragraphs[id]?.article ?? -1);
  const hits = library.search.search(sentence, { prefix: false, filter: (hit) => keep(hit.id as number) }).slice(0, 60);
  const claim = readText(sentence, library.annotate);
  const scored = hits.map((hit) => {
    const read = library.paragraphs[hit.id as number]?.indexed.read;
    const shared = [...claim.entityIds].filter((id) => read?.entityIds.has(id)).length;
    const literals = claim.literals.filter((at) => read?.places.has(claim.tokens[at]?.key ?? "")).length;
    return { id: hit.id as number, score: hit.score * (1 + 0.25 * shared + 0.35 * literals) };
  });
  scored.sort((a, b) => b.score - a.score || a.id - b.id);
  const passages = scored
    .slice(0, retrieved)
    .map(({ id }) => library.paragraphs[id]?.indexed)
    .filter((indexed) => indexed !== undefined);
  return { kind: "passage-index", passages, searched: among === undefined ? "everywhere" : "cited" };
};
