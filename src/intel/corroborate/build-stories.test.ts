import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Article } from "#terms/article.ts";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { buildStories } from "./build-stories.ts";

interface Case {
  readonly id: string;
  readonly outlet: string;
  readonly title: string;
  readonly dek?: string;
  readonly author?: string;
  readonly language?: string;
  readonly at: string;
  readonly text: string;
  readonly story?: string;
  readonly aside?: string;
  readonly roundUp?: boolean;
}

const path = new URL("../../../test/cases/corroborate/invented-day.yaml", import.meta.url);
const day = parse(readFileSync(path, "utf8")) as { articles: Case[] };

const articles: Article[] = day.articles.map((row) =>
  makeArticle({
    id: row.id,
    outlet: row.outlet,
    title: row.title,
    ...(row.dek === undefined ? {} : { dek: row.dek }),
    authors: row.author === undefined ? [] : [row.author],
    language: row.language ?? "en",
    publishedAt: row.at,
    text: row.text.trim(),
  }),
);
const none = new Map();

describe("an invented day", () => {
  const { stories } = buildStories(articles, none);
  const storyOf = (id: string) => stories.find((story) => (story.articleIds as readonly string[]).includes(id));

  it.each(
    [...new Set(day.articles.flatMap((row) => row.story ?? []))].map((story) => [
      story,
      day.articles.filter((row) => row.story === story).map((row) => row.id),
    ]),
  )("%s holds exactly its articles", (_story, ids) => {
    const [first = ""] = ids as string[];
    expect([...(storyOf(first)?.articleIds ?? [])].sort()).toEqual([...(ids as string[])].sort());
    expect(storyOf(first)?.excluded).toBeUndefined();
  });

  it.each(day.articles.filter((row) => row.aside !== undefined).map((row) => [row.title, row]))(
    "set aside: %s",
    (_title, row) => {
      expect(storyOf(row.id)?.articleIds).toEqual([row.id]);
      expect(storyOf(row.id)?.excluded?.reason).toBe(row.aside);
      expect(storyOf(row.id)?.excluded?.why).not.toBe("");
    },
  );

  it.each(day.articles.filter((row) => row.roundUp === true).map((row) => [row.title, row]))(
    "a round-up stands alone: %s",
    (_title, row) => {
      expect(storyOf(row.id)).toMatchObject({ articleIds: [row.id], roundUp: true });
    },
  );

  it("says why articles were put together", () => {
    for (const story of stories.filter((one) => one.articleIds.length > 1)) {
      expect(story.reasons.length).toBeGreaterThan(0);
      expect(story.reasons[0]).toMatch(/apart$/);
    }
    expect(storyOf("mw-2")?.reasons.join(" ")).toContain("CVE-2031-11872");
  });

  it("names the first dated article and orders the rest by publication", () => {
    expect(storyOf("kw-1")).toMatchObject({ articleIds: ["ct-1", "mw-2", "kw-1"], firstReportedBy: "ct-1" });
  });

  it("counts outlets that rest on one study as one origin", () => {
    expect(storyOf("hb-7")?.origins).toEqual([{ name: "Tern Institute", articleIds: ["hb-7", "mw-7"] }]);
    expect(storyOf("mw-4")?.origins).toEqual([{ name: "Fernhill Labs", articleIds: ["mw-4", "kw-2"] }]);
  });

  it("never takes its title from a page that shouts", () => {
    expect(storyOf("zz-1")?.title).not.toMatch(/HORROR/);
  });
});

const shape = (input: readonly Article[]): string =>
  JSON.stringify(
    buildStories(input, none).stories.map((story) => [story.id, story.title, story.articleIds, story.origins]),
  );

describe("properties", () => {
  it("does not depend on the order of the input", () => {
    const expected = shape(articles);
    fc.assert(
      fc.property(fc.shuffledSubarray(articles, { minLength: articles.length }), (shuffled) => {
        expect(shape(shuffled)).toBe(expected);
      }),
      { seed: 20310514, numRuns: 25 },
    );
  });

  it("changes no story when an article about something else is added", () => {
    const before = buildStories(articles, none).stories;
    const stranger = fc.record({
      word: fc.stringMatching(/^[a-z]{9,12}$/),
      hours: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(stranger, ({ word, hours }) => {
        const added = makeArticle({
          id: `added-${word}`,
          outlet: "Elsewhere Post",
          title: `Attackers publish files of the ${word} museum`,
          publishedAt: new Date(Date.parse("2031-05-13T01:00:00Z") + hours * 3_600_000).toISOString(),
          text: `The ${word} museum lost inventory lists to attackers. Curators at the ${word} museum closed the archive.`,
        });
        const after = buildStories([...articles, added], none).stories;
        expect(after.filter((story) => !(story.articleIds as readonly string[]).includes(added.id))).toEqual(before);
      }),
      { seed: 20310514, numRuns: 25 },
    );
  });

  it("puts every article in exactly one story, whatever stands in it", () => {
    const words = fc.array(
      fc.constantFrom("Orbivault", "flaw", "2", "CVE-2031-1", "gang", "\u202e", "\ud800", "…", "Härte"),
      {
        maxLength: 12,
      },
    );
    const wild = fc.array(fc.record({ title: words, text: words, outlet: fc.constantFrom("A", "B", "C") }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(wild, (rows) => {
        const input = rows.map((row, index) =>
          makeArticle({ id: `w${index}`, outlet: row.outlet, title: row.title.join(" "), text: row.text.join(" ") }),
        );
        const { stories, kept, duplicates } = buildStories(input, none);
        const placed = stories.flatMap((story) => [...story.articleIds]).sort();
        expect(placed).toEqual(kept.map((article) => article.id).sort());
        expect(kept.length + duplicates.length).toBe(input.length);
      }),
      { seed: 20310514, numRuns: 100 },
    );
  });
});
