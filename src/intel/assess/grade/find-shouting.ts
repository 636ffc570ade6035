/**
 * Shouted words of a title: capitals throughout, four letters and more, that the same article (or the list below) also
 * knows as an ordinary word. Acronyms are not shouted, because no text writes them small.
 */
import type { Article } from "#terms/article.ts";

const ordinary = new Set(
  (
    "hacked delete warning breaking alert urgent massive shocking stop beware huge millions billions danger exposed leaked " +
    "stolen explodes never everyone everything immediately destroy destroyed dead over this your must every every leak spying " +
    "hackers attack emergency panic broken wide open total secret truth finally free best worst real only"
  ).split(" "),
);

export const shoutedWords = (article: Article): string[] => {
  const title = article.title.slice(0, 400);
  const words = title.split(/[^\p{L}]+/u).filter((word) => /^\p{Lu}{4,}$/u.test(word));
  // A title in capitals throughout is a style of some pages, not shouting at a word.
  const letters = title.split(/[^\p{L}]+/u).filter((word) => word.length >= 4);
  if (words.length === 0 || words.length === letters.length) return [];
  const text = `${(article.dek ?? "").slice(0, 2_000)} ${article.text.slice(0, 20_000)}`;
  return words.filter((word) => {
    const lower = word.toLowerCase();
    if (ordinary.has(lower)) return true;
    return new RegExp(`(?<!\\p{L})${lower}(?!\\p{L})`, "u").test(text);
  });
};
