/** Sections 9 to 11: exactly the sources cited, earlier editions, and how this one was made. */

import type { credibilityWords, reliabilityWords } from "#terms/admiralty.ts";
import type { Article } from "#terms/article.ts";
import type { Assessment } from "#terms/assessment.ts";
import { correctionsAre, reviewedBy } from "#terms/edition.ts";
import { isReadAnyway } from "#terms/loss.ts";
import type { BriefInput } from "../brief-input.ts";
import { longDay } from "../tell/print-date.ts";
import { type DraftSection, type DraftSentence, link, note } from "./draft.ts";
import { languageName, writeReadInPart } from "./read-in-part.ts";

export interface GradedArticle {
  readonly article: Pick<Article, "id" | "outlet" | "title" | "language"> & {
    readonly publishedAt?: string | undefined;
  };
  readonly reliability: keyof typeof reliabilityWords;
  readonly credibility: keyof typeof credibilityWords;
  readonly number: number;
}

const stamp = (time: string | undefined): string =>
  time === undefined ? "no date" : `${longDay(time.slice(0, 10), true, false)}, ${time.slice(11, 16)} UTC`;

/** How many articles were read, and how many of them the edition cites. */
export const countsLine = (
  { read, feeds, folded }: { readonly read: number; readonly feeds: number; readonly folded: number },
  cited: number,
): string =>
  `Read: ${read} ${read === 1 ? "article" : "articles"}${feeds > 0 ? ` from ${feeds} ${feeds === 1 ? "feed" : "feeds"}` : ""}; ${folded} repeated ${folded === 1 ? "entry" : "entries"} folded; ${cited} cited.`;

export const writeSources = (cited: readonly GradedArticle[]): DraftSection => ({
  id: "sources",
  sentences:
    cited.length === 0
      ? [note("Nothing is cited in this edition.")]
      : cited.map(({ article, reliability, credibility, number }) =>
          link(
            `[${number}] ${article.outlet}, “${article.title}”, ${stamp(article.publishedAt)}, ${reliability}${credibility}${article.language.startsWith("en") ? "" : `, in ${languageName(article.language)}`}.`,
          ),
        ),
});

/** How an edition is made when no model has had a word in it. */
export const composedAlone =
  "Composed without a language model: each sentence is built from claims found in the sources and checked against the passages it cites.";

export const composedWith = (model: string, reworded: number, doubted: number): string =>
  `Each sentence is built from claims found in the sources and checked against the passages it cites. The language model ${model} then changed the wording of ${reworded} and cast doubt on ${doubted}; it can add no fact and raise no verdict.`;

/** The last lines of an edition that nobody has approved. */
export const notYetApproved: readonly string[] = [
  `${reviewedBy}nobody yet. Approval by a named person is required before this edition may leave the desk.`,
  `${correctionsAre}none.`,
];

/** How the order of an edition for one audience came about. */
const writeAudience = ({ audience, assessments }: BriefInput): DraftSentence[] => {
  if (audience === undefined) return [];
  const fits = (fit: Assessment["fit"]): number => assessments.filter((one) => one.fit === fit).length;
  const named = audience.sectors.map((sector) => sector.replaceAll("-", " ")).join(", ");
  const [own, others] = [fits("own"), fits("others")];
  const first = `${own} ${own === 1 ? "story tells" : "stories tell"} of ${named} or of what the profile names, standing first`;
  const back = `${others} ${others === 1 ? "tells" : "tell"} of other sectors alone, standing among the quick hits`;
  return [note(`An edition for ${audience.title}${named === "" ? "" : `: ${first}; ${back}`}.`)];
};

export const writeFooter = (
  input: BriefInput,
  cited: number,
  setAside: readonly { title: string; reason: string }[],
  unphrased: number,
  /** Titles of stories that no sentence of this edition tells of. */
  untold: readonly string[],
): DraftSection => {
  const counts = countsLine(
    { read: input.articles.length, feeds: input.feedsRead, folded: input.foldedDuplicates },
    cited,
  );
  const aside =
    setAside.length === 0
      ? []
      : [
          note(
            `Set aside: ${setAside
              .slice(0, 8)
              .map((entry) => `“${entry.title}” (${entry.reason})`)
              .join("; ")}${setAside.length > 8 ? `; and ${setAside.length - 8} more` : ""}.`,
          ),
        ];
  const silent =
    untold.length === 0
      ? []
      : [
          note(
            `Not told, for want of room or of a sentence: ${untold.length} ${untold.length === 1 ? "story" : "stories"}: ${untold
              .slice(0, 8)
              .map((title) => `“${title}”`)
              .join("; ")}${untold.length > 8 ? `; and ${untold.length - 8} more` : ""}.`,
          ),
        ];
  const listOf = (title: string, losses: typeof input.losses): DraftSentence[] =>
    losses.length === 0
      ? []
      : [
          note(
            `${title}: ${losses
              .slice(0, 8)
              .map((loss) => `${loss.item} (${loss.reason.replace(/^feed_/, "").replaceAll("_", " ")})`)
              .join("; ")}${losses.length > 8 ? `; and ${losses.length - 8} more` : ""}.`,
          ),
        ];
  const lost = [
    ...listOf(
      "Not read",
      input.losses.filter((loss) => !isReadAnyway(loss)),
    ),
    ...listOf("Read in spite of faults", input.losses.filter(isReadAnyway)),
  ];
  return {
    id: "footer",
    sentences: [
      note(composedAlone),
      ...writeAudience(input),
      note(counts),
      ...aside,
      ...silent,
      ...writeReadInPart(input.articles, input.stories, input.mentions ?? new Map()),
      ...lost,
      note(`Statements left out because no sentence of ours could tell them faithfully: ${unphrased}.`),
      ...notYetApproved.map((text) => note(text)),
    ],
  };
};
