/**
 * The title of a story: that of its most telling trusted article. Telling: names, identifiers and numbers that other
 * articles of the story carry too. Trusted: no shouting, no bait, no hidden text; an announcement's code is passed over.
 */
import type { Article } from "#terms/article.ts";
import { scanWords } from "./wording/scan-words.ts";
import { isOrdinary, isStopWord, rarest, wordWeight } from "./wording/weigh-words.ts";

const bait =
  /\b(?:you won(?:’|')t believe|what you need to know|here(?:’|')s (?:what|why|how)|shock(?:ing|ed)|apocalypse|meltdown|insane|terrifying|must[- ]see|right now)\b|!|\?$/iu;

const shouts = (title: string): boolean => {
  const words = title.split(/\s+/).filter((word) => /^\p{Lu}{4,}$/u.test(word));
  return words.length > 0;
};

const trust = (article: Article): number => {
  let value = 0;
  if (bait.test(article.title)) value -= 4;
  if (shouts(article.title)) value -= 2;
  if (article.signs.hiddenText.length > 0) value -= 3;
  if (article.signs.sponsored) value -= 6;
  if (article.authors.length > 0 && !article.authors.some((author) => /\bstaff\b/iu.test(author))) value += 0.5;
  return value;
};

/** What the title tells: rare words and names most; parts of a compound are not told twice. */
const tellsOf = (title: string): Map<string, number> => {
  const tells = new Map<string, number>();
  let lastStart = -1;
  for (const word of scanWords(title)) {
    if (isStopWord(word.stem) || word.start === lastStart) continue;
    lastStart = word.start;
    const isName = word.kind === "identifier" || (word.kind === "word" && !isOrdinary(word.stem));
    const weight = word.kind === "number" ? 0.6 : (wordWeight(word.stem) / rarest) * (isName ? 1.2 : 0.7);
    tells.set(word.kind === "number" ? word.surface.toLowerCase() : word.stem, weight);
  }
  return tells;
};

/** How much of the title the other articles tell too: its share, and a little for how much it is. */
const telling = (article: Article, texts: ReadonlyMap<string, string>): number => {
  let told = 0;
  let all = 0;
  for (const [tell, weight] of tellsOf(article.title)) {
    let shared = 0;
    for (const [id, text] of texts) if (id !== article.id && text.includes(tell)) shared += 1;
    all += weight;
    told += weight * (texts.size === 1 ? 1 : shared / (texts.size - 1));
  }
  const length = article.title.length;
  const form = (length > 120 ? 1 : 0) + (length < 25 ? 1 : 0) + (/^[A-Z]{2,}-[\d-]+:/.test(article.title) ? 1.2 : 0);
  return (all === 0 ? 0 : told / all) * 2 + told * 0.3 - form;
};

export const chooseTitle = (articles: readonly Article[]): string => {
  const texts = new Map(
    articles.map((article) => [
      article.id as string,
      `${article.title}\n${article.text.slice(0, 6_000)}`.toLowerCase(),
    ]),
  );
  let best: { title: string; value: number } | undefined;
  for (const article of articles.slice(0, 200)) {
    const english = article.language === "en" || article.language === "und" ? 0 : -2;
    const value = trust(article) * 2 + telling(article, texts) + english;
    if (best === undefined || value > best.value) best = { title: article.title, value };
  }
  return best?.title ?? "";
};
