/**
 * What changed since the edition before, and which editions are on record.
 *
 * A story is known when an earlier edition's story holds one of its articles; it goes on when it has an article which
 * that edition did not have, and brings nothing new otherwise. Pages are compared by canonical address, never by title.
 */
import type { Article } from "#terms/article.ts";
import type { EarlierEdition } from "#terms/record.ts";
import type { Story } from "#terms/story.ts";
import { longDay } from "../tell/print-date.ts";
import { type DraftSection, type DraftSentence, link, note } from "./draft.ts";

const editionsListed = 5;
const titlesListed = 3;

export const writeMore = (earlier: readonly EarlierEdition[]): DraftSection => ({
  id: "more",
  sentences:
    earlier.length === 0
      ? [note("No earlier edition is on record.")]
      : earlier.slice(0, editionsListed).map((edition) => link(`${whenOf(edition, earlier)}: “${edition.title}”.`)),
});

/** The day; with the time where several editions of that day are on record. */
const whenOf = (edition: EarlierEdition, all: readonly EarlierEdition[]): string => {
  const day = longDay(edition.date, true, false);
  const isOnly = all.filter((other) => other.date === edition.date).length < 2;
  return isOnly ? day : `${day}, ${edition.asOf.slice(11, 16)} UTC`;
};

type Change = "new" | "update" | "repeat";

const changeOf = (urls: readonly string[], known: ReadonlySet<string>): Change => {
  const seen = urls.filter((url) => known.has(url)).length;
  if (seen === 0) return "new";
  return seen < urls.length ? "update" : "repeat";
};

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const listTitles = (titles: readonly string[]): string => {
  const shown = titles.slice(0, titlesListed).map((title) => `“${title}”`);
  const rest = titles.length - shown.length;
  return `${shown.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
};

/** One sentence about the edition itself: new, gone on, repeated. */
export const sayChanged = (
  stories: readonly Story[],
  articles: readonly Article[],
  earlier: readonly EarlierEdition[],
): DraftSentence => {
  const [before] = earlier;
  if (before === undefined) return note("With no earlier edition on record, nothing here counts as an update.");
  const urlOf = new Map(articles.map((article) => [article.id, article.url]));
  const known = new Set(earlier.flatMap((edition) => edition.stories.flatMap((story) => story.articleUrls)));
  const told = stories.filter((story) => story.excluded === undefined);
  const byChange = (wanted: Change): Story[] =>
    told.filter((story) => {
      const urls = story.articleIds.flatMap((id) => urlOf.get(id) ?? []);
      return changeOf(urls, known) === wanted;
    });
  const updates = byChange("update").map((story) => story.title);
  const repeats = byChange("repeat").map((story) => story.title);
  const parts = [
    counted(byChange("new").length, "story is new", "stories are new"),
    ...(updates.length === 0
      ? []
      : [`${counted(updates.length, "goes", "go")} on with new reporting (${listTitles(updates)})`]),
    ...(repeats.length === 0
      ? []
      : [`${counted(repeats.length, "brings", "bring")} nothing new (${listTitles(repeats)})`]),
  ];
  return note(`Since the edition of ${whenOf(before, earlier)}: ${parts.join(", ")}.`);
};
