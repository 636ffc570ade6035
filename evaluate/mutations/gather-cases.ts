/**
 * Sentences to mutate: the cited facts of editions made from the days of the data folder, the sentences of the days'
 * articles (each with its paragraph), and the originals of the alignment set (each with its source).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Edition } from "#terms/edition.ts";
import { readJsonLines } from "../read-json-lines.ts";
import type { Case, CasePassage } from "./operator.ts";

export type MakeEdition = (dayDir: string) => Promise<Edition>;

const sentencesOf = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));

const fromEdition = (edition: Edition): Case[] => {
  const articles = new Map(edition.articles.map((article) => [article.url, article]));
  const cited = edition.sections
    .flatMap((section) => section.sentences)
    .filter((sentence) => sentence.kind === "fact" && sentence.citations.length > 0);
  return cited.map((sentence, at) => ({
    sentence: sentence.text,
    passages: sentence.citations.map((citation): CasePassage => {
      const article = articles.get(citation.articleUrl);
      return {
        text: citation.quote,
        ...(article?.outlet === undefined ? {} : { outlet: article.outlet }),
        ...(article?.publishedAt == null ? {} : { publishedAt: article.publishedAt }),
      };
    }),
    others: cited.filter((_other, index) => Math.abs(index - at) <= 6 && index !== at).map((other) => other.text),
  }));
};

interface KeyArticle {
  readonly body_text: string;
  readonly outlet: string;
  readonly published_utc: string | null;
  readonly lang: string;
}

const fromArticles = (articles: readonly KeyArticle[]): Case[] =>
  articles
    .filter((article) => article.lang === "en")
    .flatMap((article) =>
      article.body_text.split("\n\n").flatMap((paragraph) => {
        const sentences = sentencesOf(paragraph);
        const passage: CasePassage = {
          text: paragraph,
          outlet: article.outlet,
          ...(article.published_utc === null ? {} : { publishedAt: article.published_utc }),
        };
        return sentences
          .filter((sentence) => sentence.length >= 40)
          .map((sentence) => ({ sentence, passages: [passage], others: sentencesOf(article.body_text) }));
      }),
    );

interface AlignRow {
  readonly source: string;
  readonly original: string;
}

const mostOriginals = 900;

const fromAlignment = async (dataDir: string): Promise<Case[]> => {
  const rows = await readJsonLines<AlignRow>(dataDir, "extraction/align/cti-perturb.jsonl");
  const unique = new Map(rows.map((row) => [row.original, row]));
  const step = Math.max(1, Math.floor(unique.size / mostOriginals));
  return [...unique.values()]
    .filter((row, at) => at % step === 0 && sentencesOf(row.original).length === 1)
    .map((row) => ({ sentence: row.original, passages: [{ text: row.source }], others: sentencesOf(row.source) }));
};

/** Cases by where they come from. A day whose edition cannot be made gives its articles alone. */
export const gatherCases = async (
  dataDir: string,
  makeEdition: MakeEdition,
): Promise<Record<"edition" | "article" | "report", Case[]>> => {
  const cases: Record<"edition" | "article" | "report", Case[]> = { edition: [], article: [], report: [] };
  const root = join(dataDir, "reporting");
  const days = existsSync(root)
    ? readdirSync(root)
        .filter((name) => name.startsWith("day"))
        .sort()
    : [];
  for (const day of days) {
    const folder = join(root, day);
    if (!existsSync(join(folder, "key.json"))) continue;
    const key = JSON.parse(readFileSync(join(folder, "key.json"), "utf8")) as { articles: readonly KeyArticle[] };
    cases.article.push(...fromArticles(key.articles));
    cases.edition.push(...fromEdition(await makeEdition(folder)));
  }
  cases.report.push(...(await fromAlignment(dataDir)));
  return cases;
};
