/**
 * A feed in a few words, for a person who asks whether to collect it: what it is called, how much it lists, how new it is,
 * in which language, and whether its entries hold whole texts or only begin them.
 */
import type { Feed, FeedEntry } from "#terms/feed.ts";
import { feedTextToPlain } from "./feed-text-to-plain.ts";

/** `whole`: most entries hold their text. `teasers`: most hold a beginning. `titles`: most hold nothing but a title. */
export const feedTexts = ["whole", "teasers", "titles"] as const;

export interface FeedInWords {
  readonly title?: string;
  readonly entries: number;
  /** Entries without a time of their own. */
  readonly undated: number;
  /** Entries that link to no page: nothing can be cited of them. */
  readonly unlinked: number;
  readonly newestAt?: string;
  /** As the feed says it. */
  readonly language?: string;
  readonly texts: (typeof feedTexts)[number];
  /** Its newest entries. */
  readonly newest: readonly { readonly title: string; readonly at?: string }[];
}

const entriesLookedAt = 20;
const newestShown = 3;
const longestTitle = 200;
/** Shorter is a beginning: a report of two paragraphs is longer. */
const wholeCharacters = 900;
const someCharacters = 40;
/** Of one entry: enough to tell a text from its beginning. */
const mostMarkup = 40_000;

const timeOf = ({ publishedAt, updatedAt }: FeedEntry): string | undefined => publishedAt ?? updatedAt;

const lengthOf = ({ content, summary }: FeedEntry): number =>
  Math.max(
    ...[content, summary].map((text) =>
      text === undefined ? 0 : feedTextToPlain({ ...text, value: text.value.slice(0, mostMarkup) }).length,
    ),
  );

const textsOf = (entries: readonly FeedEntry[]): FeedInWords["texts"] => {
  const lengths = entries.map(lengthOf);
  const most = (limit: number): boolean => lengths.filter((length) => length >= limit).length * 2 > lengths.length;
  if (most(wholeCharacters)) return "whole";
  return most(someCharacters) ? "teasers" : "titles";
};

const languageOf = ({ language }: Feed): string | undefined =>
  /^[a-z]{2,3}(?=$|[-_])/.exec((language ?? "").trim().toLowerCase())?.[0];

/** Newest first; the undated after them, in the order of the feed. */
const byTime = (a: FeedEntry, b: FeedEntry): number => {
  const [one = "", other = ""] = [timeOf(a), timeOf(b)];
  return one < other ? 1 : one > other ? -1 : 0;
};

export const describeFeed = (feed: Feed): FeedInWords => {
  const entries = [...feed.entries].sort(byTime);
  const [first] = entries;
  const newestAt = first === undefined ? undefined : timeOf(first);
  const title = feedTextToPlain(feed.title).slice(0, longestTitle);
  const language = languageOf(feed);
  return {
    ...(title === "" ? {} : { title }),
    entries: entries.length,
    undated: entries.filter((entry) => timeOf(entry) === undefined).length,
    unlinked: entries.filter(({ link }) => link === undefined).length,
    ...(newestAt === undefined ? {} : { newestAt }),
    ...(language === undefined ? {} : { language }),
    texts: textsOf(entries.slice(0, entriesLookedAt)),
    newest: entries.slice(0, newestShown).map((entry) => {
      const at = timeOf(entry);
      return {
        title: feedTextToPlain(entry.title).slice(0, longestTitle),
        ...(at === undefined ? {} : { at }),
      };
    }),
  };
};
