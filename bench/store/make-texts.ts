/**
 * Generated articles: words are drawn by rank (the n-th word is about 1/n as frequent as the first), so that questions fit
 * a handful of articles or most of them; each names a flaw, a host and an address.
 */
import type { Article } from "../../src/terms/article.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";

export const articleCount = 50_000;
export const sourceCount = 500;
const outletCount = 300;
const vocabulary = 20_000;

/** Park and Miller: the same numbers every time. */
const numbersFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const syllables = ["ba", "ko", "ri", "mu", "te", "sa", "lo", "ni", "du", "fe"];
export const wordOf = (rank: number): string =>
  [...String(rank + 10_000)].map((figure) => syllables[Number(figure)] ?? "").join("");

export const flawOf = (at: number): string => `CVE-2031-${10_000 + at}`;
export const hostOf = (at: number): string => `node${at}.quay-${at % 7}.example`;
export const addressOf = (at: number): string => `203.0.${at % 256}.${(at * 7) % 256}`;

export const makeTexts = (count = articleCount): Article[] => {
  const next = numbersFrom(8037);
  const draw = (): string => wordOf(Math.floor(vocabulary ** next()));
  return Array.from({ length: count }, (_, at) => {
    const length = 80 + Math.floor(next() * 500);
    const words = Array.from({ length }, draw);
    words[Math.floor(length / 2)] = flawOf(Math.floor(next() * 5000));
    words[Math.floor(length / 3)] = hostOf(Math.floor(next() * 20_000));
    words[Math.floor(length / 4)] = addressOf(Math.floor(next() * 4000));
    return makeArticle({
      id: `n${at}`,
      title: Array.from({ length: 7 }, draw).join(" "),
      text: words.join(" "),
      outlet: `Outlet ${at % outletCount}`,
      language: at % 5 === 0 ? "de" : "en",
      // Ninety days.
      publishedAt: new Date(Date.UTC(2031, 0, 1) + at * 155_520).toISOString(),
      firstSeenAt: "2031-06-01T00:00:00Z",
    });
  });
};
