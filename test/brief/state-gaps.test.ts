import { describe, expect, it } from "vitest";
import { annotate, extractClaims } from "#intel/extract/index.ts";
import type { Article } from "#terms/article.ts";
import { makeArticle } from "#terms/make-article.fixture.ts";
import type { StoryId } from "#terms/story.ts";
import { gatherFacts } from "../../src/desk/brief/plan/gather-facts.ts";
import type { PlannedStory } from "../../src/desk/brief/plan/plan-story.ts";
import type { StoryKind } from "../../src/desk/brief/plan/story-kind.ts";
import { gapsOfStory, sayGap } from "../../src/desk/brief/sections/not-known/state-gaps.ts";

const at = "2031-05-14T12:00:00Z";

const articleOf = (title: string, text: string, index: number): Article =>
  makeArticle({
    id: `a${index}`,
    outlet: ["Harbour Bulletin", "Meridian Wire"][index] ?? "Tern Post",
    title,
    text,
    blocks: [{ type: "paragraph", start: 0, end: text.length }],
    publishedAt: at,
    firstSeenAt: at,
  });

const planned = (kind: StoryKind, ...pieces: readonly (readonly [string, string])[]): PlannedStory => {
  const articles = pieces.map(([title, text], index) => articleOf(title, text, index));
  const claims = articles.flatMap((article) =>
    extractClaims(article, annotate(article.text, { language: "en", publishedAt: at })),
  );
  return {
    story: {
      id: "s" as StoryId,
      title: "",
      articleIds: articles.map((article) => article.id),
      origins: [],
      reasons: [],
      roundUp: false,
    },
    assessment: {} as PlannedStory["assessment"],
    articles,
    trusted: articles,
    claims,
    facts: gatherFacts(claims),
    kind,
    name: "",
    candidates: [],
    techniques: [],
  };
};

const gaps = (story: PlannedStory): string[] => gapsOfStory(story, () => undefined).map(sayGap);

describe("gaps as sentences that stand alone", () => {
  it("who exploits a flaw and how many were hit are one sentence, with the flaw named", () => {
    const story = planned("vulnerability", [
      "Fenwick gateways under attack",
      "CVE-2031-40021 is being exploited in attacks on the gateways. Greywater counted some 4,100 gateways on the internet. How many have been broken into is not known. Who is behind the attacks is not known.",
    ]);
    expect(gaps(story)).toEqual([
      "Who exploits CVE-2031-40021, and how many gateways have been broken into, is not known. A published case would answer it.",
    ]);
  });

  it("the silent are named: an authority that has not explained", () => {
    const story = planned("vulnerability", [
      "Agencies must patch",
      "CISA added CVE-2031-40021 to its catalog on Monday, because it is being exploited. CISA has not explained who is using the bug or against whom.",
    ]);
    expect(gaps(story)).toEqual([
      "Who exploits CVE-2031-40021, and against whom, is not public: CISA has not explained. A published case would answer it.",
    ]);
  });

  it("a number of people is told as a number, and the first person as the outlet", () => {
    const story = planned("leak", [
      "Nordbank leak",
      "Nordbank has not said how many customers lost money. We do not know why Nordbank waited.",
    ]);
    expect(gaps(story)).toEqual([
      "The number of customers who lost money is not public: Nordbank has not said. A count by the owner of the systems would answer it.",
      "Why Nordbank waited is not known to Harbour Bulletin. A statement by those concerned would answer it.",
    ]);
  });

  it("a loose word that nothing binds leaves the gap out", () => {
    expect(gaps(planned("other", ["A day", "Why it did so is unclear. Whether they will is not known."]))).toEqual([]);
  });

  it("downloads without a count of those affected", () => {
    const story = planned(
      "hijack",
      [
        "Bad releases of quillpad",
        "Two bad releases of quillpad, a text library, were fetched about 9,300 times on Sunday. Developers should rotate tokens.",
      ],
      ["quillpad hijacked", "The library, quillpad, was hijacked. Developers were told on Monday."],
    );
    expect(gaps(story)).toEqual([
      "How many developers were affected by quillpad is not known: the counts are of downloads. A count by the owner of the registry would answer it.",
    ]);
  });

  it("a sentence that may not stand on its passages is left out", () => {
    const story = planned("leak", ["Nordbank leak", "Nordbank has not said how many customers lost money."]);
    expect(gapsOfStory(story, () => "not in its passages")).toEqual([]);
  });

  it("at most three gaps a story", () => {
    const questions = [
      "how many customers lost money",
      "why the alarm failed at Nordbank",
      "whether the Nordbank backups survived",
      "what data was taken at Nordbank",
      "who broke into Nordbank in the attack",
    ];
    const text = questions.map((question) => `Nordbank has not said ${question}.`).join(" ");
    expect(gaps(planned("leak", ["Nordbank leak", text])).length).toBe(3);
  });
});
