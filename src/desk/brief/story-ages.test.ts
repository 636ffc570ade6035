import { describe, expect, it } from "vitest";
import type { EditionSentence } from "#terms/edition.ts";
import { type ScoreFacts, scoreEdition } from "./score-card.ts";
import { ageStories } from "./story-ages.ts";

const known: ScoreFacts = {
  leadIndependent: true,
  primaryFirst: true,
  contradictionsFound: 0,
  contradictionsShown: 0,
  organisationFit: true,
  supported: () => true,
};
const told = (storyId: string): EditionSentence => ({
  id: `s-${storyId}`,
  storyId,
  text: "It was told.",
  kind: "fact",
  citations: [],
});

/** Of each story when its articles were published; `null`: they do not say. */
const editionOf = (stories: Readonly<Record<string, readonly (string | null)[]>>, asOf = "2031-05-14T18:00:00Z") => {
  const all = Object.entries(stories);
  return {
    edition: { asOf },
    sections: [
      { id: "summary" as const, sentences: [told("elsewhere")] },
      { id: "happened" as const, sentences: all.flatMap(([id]) => [told(id), { ...told(id), id: `more-${id}` }]) },
    ],
    stories: all.map(([id, times], at) => ({
      id,
      title: id,
      rank: at + 1,
      excluded: false,
      articleUrls: times.map((_, place) => `https://${id}.example/${place}`),
    })),
    articles: all.flatMap(([id, times]) =>
      times.map((publishedAt, place) => ({ url: `https://${id}.example/${place}`, publishedAt })),
    ),
    sources: [],
  };
};
const lineOf = (edition: ReturnType<typeof editionOf>) =>
  scoreEdition(edition, { ...known, ages: ageStories(edition) }).lines.find(({ measure }) => measure === "timeliness");

describe("the hours from first publication to the draft", () => {
  it.each<[says: string, stories: Parameters<typeof editionOf>[0], points: number, value: string, costs: string[]]>([
    [
      "count from the first of a story's articles",
      { port: ["2031-05-14T15:00:00Z", "2031-05-14T09:00:00+02:00", null] },
      3,
      "median 11 h, 1 of 1 story told in full",
      [],
    ],
    [
      "all points up to half a day",
      { port: ["2031-05-14T06:00:00Z"] },
      3,
      "median 12 h, 1 of 1 story told in full",
      [],
    ],
    [
      "half of them after a day",
      { port: ["2031-05-13T18:00:00Z"] },
      1.5,
      "median 24 h, 1 of 1 story told in full",
      ["s-port"],
    ],
    [
      "none after a day and a half",
      { port: ["2031-05-01T18:00:00Z"] },
      0,
      "median 312 h, 1 of 1 story told in full",
      ["s-port"],
    ],
    [
      "each story has its share, and one without a time earns none",
      { port: ["2031-05-14T17:20:00Z"], bank: ["2031-05-13T18:00:00Z"], mail: [null], mill: [] },
      1.1,
      "median 12 h, 2 of 4 stories told in full; 2 without a time of publication",
      ["s-bank", "s-mail", "s-mill"],
    ],
    [
      "are never told as fewer than they are",
      { port: ["2031-05-14"] },
      2.3,
      "median 18 h, 1 of 1 story told in full",
      ["s-port"],
    ],
    [
      "a time after the edition's own is none at all",
      { port: ["2031-05-14T18:00:05Z"] },
      3,
      "median under 1 h, 1 of 1 story told in full",
      [],
    ],
    [
      "a time that is none is none",
      { port: ["yesterday"] },
      0,
      "not measured: no story told in full has a time of publication",
      ["s-port"],
    ],
    [
      "without a time there is nothing to measure",
      { port: [null] },
      0,
      "not measured: no story told in full has a time of publication",
      ["s-port"],
    ],
    ["without a story neither", {}, 0, "not measured: no story is told in full", []],
  ])("%s", (_, stories, points, value, costs) => {
    const line = lineOf(editionOf(stories));
    expect([line?.points, line?.value, line?.sentenceIds ?? []]).toEqual([points, value, costs]);
  });

  it("are not measured of a briefing of which nobody knows when it was made", () => {
    const { lines } = scoreEdition(editionOf({ port: ["2031-05-14T15:00:00Z"] }), known);
    expect(lines.find(({ measure }) => measure === "timeliness")).toMatchObject({ points: 0, value: "not measured" });
  });
});
