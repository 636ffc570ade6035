/**
 * Sources that are files, by the address a draft gives them: "reports/a.html" beside the draft, "./a.html", a whole path or a
 * `file:` address. Then a link of the draft and its source are the same. What the draft does not name keeps its address.
 *
 * One pass over the draft; a path is looked up among the draft's own words, never opened.
 */
import { dirname, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Article } from "#terms/article.ts";

/** Words between what sets a link apart in Markdown, HTML and text. */
const wordsOf = (draft: string): ReadonlySet<string> => new Set(draft.split(/[\s()<>"'[\]]+/));

const pathOf = (url: string): string | undefined => {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
};

/** The ways to write one path in a draft, blanks and the like escaped or not. */
const spellings = (path: string, folder: string): string[] => {
  const beside = relative(folder, path);
  return [beside, `./${beside}`, path].flatMap((one) => [one, encodeURI(one)]);
};

/** @param draftPath where the draft really stands, links followed: what its own links start from */
export const nameAsCited = (draft: string, draftPath: string, articles: readonly Article[]): readonly Article[] => {
  const folder = dirname(draftPath);
  const words = wordsOf(draft);
  return articles.map((article) => {
    const path = article.url.startsWith("file:") ? pathOf(article.url) : undefined;
    if (path === undefined || words.has(pathToFileURL(path).href)) return article;
    const cited = spellings(path, folder).find((one) => words.has(one));
    return cited === undefined ? article : { ...article, url: cited };
  });
};
