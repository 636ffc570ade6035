/** A headline has an end: title and standfirst are read up to these lengths, so that a megabyte of title costs nothing. */
import type { Article } from "#terms/article.ts";

const titleLimit = 400;
const dekLimit = 2_000;

export const clipHeads = (article: Article): Article => {
  if (article.title.length <= titleLimit && (article.dek?.length ?? 0) <= dekLimit) return article;
  return {
    ...article,
    title: article.title.slice(0, titleLimit),
    ...(article.dek === undefined ? {} : { dek: article.dek.slice(0, dekLimit) }),
  };
};
