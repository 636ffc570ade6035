/**
 * Sentences about a story that stand outside it: items of round-ups, and asides in articles of other stories.
 *
 * A sentence counts when it holds a word that is rare in our field, is told by two of the story's articles, and stands
 * elsewhere only in passing; and no such word of another story. So a name brings only the sentences that name it; an
 * article alone in its story that opens with such a word, and names no third story, is heard whole.
 * Linear: one table of words for the whole day.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Story } from "#terms/story.ts";
import { scanWords } from "../wording/scan-words.ts";
import { isOrdinary, isStopWord } from "../wording/weigh-words.ts";
import type { Statement } from "./side.ts";

const shortestName = 5;

const rareWords = (text: string): Set<string> => {
  const found = new Set<string>();
  for (const { stem, kind } of scanWords(text))
    if (
      (kind === "identifier" || (kind === "word" && stem.length >= shortestName)) &&
      !isOrdinary(stem) &&
      !isStopWord(stem)
    )
      found.add(stem);
  return found;
};

const textOf = (article: Article): string => `${article.title}\n${article.dek ?? ""}\n${article.text}`;

/** An article of another story may mention a name in passing; more of them share it. */
const mostPassing = 2;

/** Words by which each story can be told from all others: held by two of its articles, and elsewhere only in passing. */
const tellingWords = (
  stories: readonly Story[],
  wordsOf: (id: ArticleId) => ReadonlySet<string>,
): ReadonlyMap<string, Story> => {
  const holders = new Map<string, Map<Story, number>>();
  for (const story of stories)
    for (const id of story.articleIds)
      for (const word of wordsOf(id)) {
        const counts = holders.get(word) ?? new Map<Story, number>();
        counts.set(story, (counts.get(story) ?? 0) + 1);
        holders.set(word, counts);
      }
  const out = new Map<string, Story>();
  for (const [word, counts] of holders) {
    const owners = [...counts].filter(([story, count]) => count >= 2 && story.excluded === undefined && !story.roundUp);
    const [owner] = owners;
    if (owners.length === 1 && owner !== undefined && counts.size - 1 <= mostPassing) out.set(word, owner[0]);
  }
  return out;
};

const openingSentences = 3;

/** The one story that the words name; none when they name two. */
const onlyOwner = (words: ReadonlySet<string>, owner: ReadonlyMap<string, Story>): Story | undefined => {
  const [only, second] = new Set([...words].flatMap((word) => owner.get(word) ?? []));
  return second === undefined ? only : undefined;
};

/** The other story that an article alone in its own is about, by its opening and by all of it. */
const heardWhole = (
  story: Story,
  article: Article | undefined,
  statements: readonly Statement[],
  words: ReadonlySet<string>,
  owner: ReadonlyMap<string, Story>,
): Story | undefined => {
  if (story.articleIds.length !== 1 || story.roundUp || article === undefined) return undefined;
  const opening = statements.slice(0, openingSentences).map((statement) => statement.span.quote);
  const opens = onlyOwner(rareWords(`${article.title}\n${opening.join("\n")}`), owner);
  return opens !== undefined && opens === onlyOwner(words, owner) ? opens : undefined;
};

export const findStrays = (
  stories: readonly Story[],
  articles: ReadonlyMap<ArticleId, Article>,
  statementsOf: (id: ArticleId) => readonly Statement[],
): ReadonlyMap<Story["id"], readonly Statement[]> => {
  const words = new Map<ArticleId, ReadonlySet<string>>();
  const wordsOf = (id: ArticleId): ReadonlySet<string> => {
    const known = words.get(id);
    if (known !== undefined) return known;
    const article = articles.get(id);
    const found = article === undefined ? new Set<string>() : rareWords(textOf(article));
    words.set(id, found);
    return found;
  };
  const owner = tellingWords(stories, wordsOf);
  const out = new Map<Story["id"], Statement[]>();
  for (const story of stories) {
    if (story.excluded !== undefined) continue;
    for (const id of story.articleIds) {
      const statements = statementsOf(id);
      const whole = heardWhole(story, articles.get(id), statements, wordsOf(id), owner);
      for (const statement of statements) {
        const only = whole ?? onlyOwner(rareWords(statement.span.quote), owner);
        if (only === undefined || only.id === story.id) continue;
        out.set(only.id, [...(out.get(only.id) ?? []), statement]);
      }
    }
  }
  return out;
};
