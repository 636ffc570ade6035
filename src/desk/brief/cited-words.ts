/** What goes with words that are cited: who published them and when, and the label their article carries. */
import { type Article, labelOf } from "#terms/article.ts";
import type { Tlp } from "#terms/tlp.ts";
import type { Passage } from "#terms/verdict.ts";

/** The words as the check takes them. */
export const toPassage = (
  quote: string,
  article: Partial<Pick<Article, "outlet" | "publishedAt" | "publishedZoneMinutes">> | undefined,
): Passage => ({
  text: quote,
  ...(article?.outlet === undefined ? {} : { outlet: article.outlet }),
  ...(article?.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
  ...(article?.publishedZoneMinutes === undefined ? {} : { publishedZoneMinutes: article.publishedZoneMinutes }),
});

type Labelled = { readonly tlp?: Tlp | undefined; readonly dek?: string | undefined; readonly text: string };

/** Who may receive an article of an edition; of one that is not there, everybody. */
export const labelOfCited = (article: Labelled | undefined): Tlp =>
  labelOf({
    text: article?.text ?? "",
    ...(article?.tlp === undefined ? {} : { tlp: article.tlp }),
    ...(article?.dek === undefined ? {} : { dek: article.dek }),
  });
