/**
 * `watchfloor extract`: what stands in reports, each thing at its place, the names a model reads beside those
 * known, and the techniques they show, as CSV or JSON.
 */

import { escapeInvisibleInJson } from "#kit/text/show-invisible.ts";
import { extractMentions, headMentions, namesByModel, techniquesOf } from "#pipeline/steps/extract-mentions.ts";
import type { Reference } from "#pipeline/steps/open-reference.ts";
import type { Article } from "#terms/article.ts";
import { callOpenSources, type SourceInput } from "./call-pipeline.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { csvOf, modelNameRowOf, rowOf, techniqueRowOf, withBasis } from "./mention-rows.ts";
import { openTables } from "./open-config.ts";
import type { extractForms } from "./read-options.ts";
import { print, say } from "./say.ts";
import { writeOutput } from "./write-output.ts";

export interface ExtractOptions extends SourceInput {
  readonly format: (typeof extractForms)[number];
  readonly output?: string | undefined;
}

const readAll = (article: Article, reference: Reference) => {
  const mentions = extractMentions(article, reference);
  const techniques = techniquesOf(article, mentions);
  const head = headMentions(article, reference);
  return { head, mentions, names: namesByModel(article, mentions, techniques), techniques };
};

const asCsv = (articles: readonly Article[], reference: Reference): string =>
  csvOf(
    articles.flatMap((article) => {
      const { head, mentions, names, techniques } = readAll(article, reference);
      const rows = [
        ...(["title", "dek"] as const).flatMap((part) => head[part].map((mention) => rowOf(mention, part))),
        ...mentions.map((mention) => rowOf(mention)),
        ...names.map(modelNameRowOf),
        ...techniques.map(techniqueRowOf),
      ];
      return rows.map((row) => ({ ...row, source: article.url }));
    }),
  );

/** With the text, so that every offset can be checked: `text.slice(start, end) === surface`. */
const asJson = (articles: readonly Article[], reference: Reference): string => {
  const told = articles.map((article) => {
    const { head, mentions, names, techniques } = readAll(article, reference);
    return {
      url: article.url,
      title: article.title,
      titleMentions: head.title.map(withBasis),
      dek: article.dek ?? null,
      dekMentions: head.dek.map(withBasis),
      outlet: article.outlet,
      publishedAt: article.publishedAt ?? null,
      language: article.language,
      sha256: article.sha256,
      text: article.text,
      mentions: mentions.map(withBasis),
      namesByModel: names,
      techniques,
    };
  });
  return `${escapeInvisibleInJson(JSON.stringify({ articles: told }, null, 2))}\n`;
};

export const runExtract = async (options: ExtractOptions): Promise<ExitCode> => {
  const reference = await openTables();
  const articles = await callOpenSources(options);
  const text = options.format === "csv" ? asCsv(articles, reference) : asJson(articles, reference);
  if (options.output === undefined) await print(text);
  else {
    await writeOutput(options.output, text);
    say(`${articles.length === 1 ? "1 article" : `${articles.length} articles`}: ${options.output}`);
  }
  return exitCodes.fine;
};
