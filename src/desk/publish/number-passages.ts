/**
 * Gives every cited stretch of words its label: the number of its source and a letter, `2a`, in order of first use.
 *
 * A source keeps the number the edition gave it; one without gets the next free number. The same stretch cited twice
 * is one passage. Context around the quote ends at a paragraph or after `contextLength` code units.
 */
import { stableId } from "#kit/hash.ts";
import type { Edition, EditionCitation } from "#terms/edition.ts";
import type { ReadingPassage } from "#terms/reading.ts";

const contextLength = 240;

export const articleIdOf = (url: string): string => stableId("art", url);

export const keyOf = (citation: EditionCitation): string => `${citation.start}-${citation.end} ${citation.articleUrl}`;

/** a … z, aa, ab … */
const letterOf = (index: number): string => {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
};

const wordsBefore = (text: string, start: number): string => {
  const from = Math.max(text.lastIndexOf("\n\n", start - 1) + 1, start - contextLength, 0);
  const words = text.slice(from, start);
  const cut = from > 0 && text[from - 1] !== "\n" ? words.indexOf(" ") : -1;
  return (cut >= 0 ? `…${words.slice(cut)}` : words).trimStart();
};

const wordsAfter = (text: string, end: number): string => {
  const paragraph = text.indexOf("\n\n", end);
  const stop = paragraph < 0 ? text.length : paragraph;
  if (stop - end <= contextLength) return text.slice(end, stop).trimEnd();
  const words = text.slice(end, end + contextLength);
  const cut = words.lastIndexOf(" ");
  return `${cut > 0 ? words.slice(0, cut) : words} …`;
};

const citationsInOrder = (edition: Edition): readonly { citation: EditionCitation; sentenceId?: string }[] => [
  ...edition.sections.flatMap((section) =>
    section.sentences.flatMap((sentence) =>
      sentence.citations.map((citation) => ({ citation, sentenceId: sentence.id })),
    ),
  ),
  ...(edition.edition.titleCitations ?? []).map((citation) => ({ citation })),
  ...edition.contradictions.flatMap((entry) =>
    entry.values.flatMap((value) => (value.citations ?? []).map((citation) => ({ citation }))),
  ),
];

/** Numbers of the sources by address: those the edition gives, then the next free ones in order of use. */
const numberSources = (edition: Edition): ReadonlyMap<string, number> => {
  const numbers = new Map<string, number>();
  for (const source of edition.sources) if (source.number !== undefined) numbers.set(source.url, source.number);
  let next = Math.max(0, ...numbers.values()) + 1;
  for (const { citation } of citationsInOrder(edition)) {
    if (numbers.has(citation.articleUrl)) continue;
    numbers.set(citation.articleUrl, next);
    next += 1;
  }
  return numbers;
};

type Described = Omit<ReadingPassage, "label" | "number" | "sentenceIds">;

/** Where a citation's words come from, and the words around them. What the edition does not say stays unsaid. */
const describeCitation = (edition: Edition): ((citation: EditionCitation) => Described) => {
  const sources = new Map(edition.sources.map((source) => [source.url, source]));
  const articles = new Map(edition.articles.map((article) => [article.url, article]));
  return ({ articleUrl, start, end, quote }) => {
    const source = sources.get(articleUrl);
    const article = articles.get(articleUrl);
    const retrievedAt = source?.retrievedAt ?? article?.retrievedAt;
    const { outlet = articleUrl, title = articleUrl, publishedAt = null, language = "und" } = source ?? article ?? {};
    return {
      articleId: articleIdOf(articleUrl),
      articleUrl,
      outlet,
      title,
      publishedAt,
      ...(retrievedAt === undefined ? {} : { retrievedAt }),
      ...(source?.changedAt === undefined ? {} : { changedAt: source.changedAt }),
      language,
      reliability: source?.reliability ?? "F",
      credibility: source?.credibility ?? 6,
      before: article ? wordsBefore(article.text, start) : "",
      quote,
      after: article ? wordsAfter(article.text, end) : "",
    };
  };
};

/** Every passage of the edition by the key of its citation, in order of first use. */
export const numberPassages = (edition: Edition): ReadonlyMap<string, ReadingPassage> => {
  const numbers = numberSources(edition);
  const describe = describeCitation(edition);
  const used = new Map<string, number>();
  const passages = new Map<string, ReadingPassage>();
  for (const { citation, sentenceId } of citationsInOrder(edition)) {
    let passage = passages.get(keyOf(citation));
    if (!passage) {
      const number = numbers.get(citation.articleUrl) ?? 0;
      const index = used.get(citation.articleUrl) ?? 0;
      used.set(citation.articleUrl, index + 1);
      passage = { label: `${number}${letterOf(index)}`, number, ...describe(citation), sentenceIds: [] };
      passages.set(keyOf(citation), passage);
    }
    if (sentenceId !== undefined && !passage.sentenceIds.includes(sentenceId)) passage.sentenceIds.push(sentenceId);
  }
  return passages;
};
