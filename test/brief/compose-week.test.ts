import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { composeWeek } from "../../src/desk/brief/index.ts";
import { arrangeStories } from "../../src/desk/review/index.ts";
import { makeDecision } from "../../src/desk/review/triage/decision.fixture.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import type { Decision } from "../../src/terms/triage.ts";

const friday: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);
const asOf = "2026-03-15T07:00:00Z";

/** The same day told two days before, with another state of things. */
const earlier: Edition = {
  ...friday,
  edition: {
    ...friday.edition,
    date: "2026-03-10",
    asOf: "2026-03-10T18:00:00Z",
    title: "Ports report trouble",
    tlp: "TLP:GREEN",
  },
  sections: friday.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((sentence) => ({
      ...sentence,
      text: section.id === "happened" || section.id === "not_known" ? `Earlier: ${sentence.text}` : sentence.text,
    })),
  })),
};

const week = composeWeek(
  [
    { id: "b", edition: friday },
    { id: "a", edition: earlier },
  ],
  asOf,
);
const said = (id: string): string[] =>
  week?.sections.find((each) => each.id === id)?.sentences.map(({ text }) => text) ?? [];

describe("the roll-up of a week", () => {
  it("holds every section, in the product's order, none of them empty but the sources, which are listed when it is gated", () => {
    expect(week?.sections.filter(({ sentences }) => sentences.length === 0).map(({ id }) => id)).toEqual(["sources"]);
  });

  it("tells each story once, in its latest state", () => {
    expect(week?.stories.length).toBe(friday.stories.filter(({ excluded }) => !excluded).length);
    expect(said("happened").filter((text) => text.startsWith("Earlier:"))).toEqual([]);
    expect(said("happened").length).toBeGreaterThan(3);
  });

  it("says every word of an approved edition with the passages it cites there", () => {
    const known = new Map(
      [friday, earlier].flatMap(({ sections }) =>
        sections.flatMap(({ sentences }) => sentences.map((each) => [each.text, each.citations] as const)),
      ),
    );
    const facts =
      week?.sections.flatMap(({ sentences }) => sentences.filter(({ kind }) => kind !== "note" && kind !== "link")) ??
      [];
    expect(facts.length).toBeGreaterThan(20);
    for (const { text, citations } of facts) expect(citations, text).toEqual(known.get(text));
  });

  it("shows its cited words where they stand in the texts it holds", () => {
    const texts = new Map(week?.articles.map(({ url, text }) => [url, text]));
    for (const { citations } of week?.sections.flatMap(({ sentences }) => sentences) ?? [])
      for (const { articleUrl, start, end, quote } of citations)
        expect(texts.get(articleUrl)?.slice(start, end)).toBe(quote);
  });

  it("says which stories went on and what was corrected", () => {
    expect(said("why_now")[0]).toMatch(
      /^Over the week: \d+ stories in 2 editions; \d+ went on, 0 were told in one edition\.$/,
    );
    expect(said("why_now")[1]).toMatch(/^First told on 10 March 2026, last on 12 March 2026, in 2 editions: /);
    expect(said("why_now")).toContain("Corrected this week: nothing.");
    const corrects = { editionId: "x", asOf, title: "Ports", reason: "A count was wrong." };
    const put = composeWeek([{ id: "b", edition: { ...friday, edition: { ...friday.edition, corrects } } }], asOf);
    expect(JSON.stringify(put)).toContain("Corrected this week: Ports. Why: A count was wrong.");
  });

  it("keeps open only what the latest telling does not know", () => {
    const gaps = week?.sections.find(({ id }) => id === "not_known")?.sentences ?? [];
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.some(({ text }) => text.startsWith("Earlier:"))).toBe(false);
  });

  it("carries the narrowest label of its editions, and one card a role", () => {
    expect(week?.edition).toMatchObject({ tlp: "TLP:AMBER+STRICT", kind: "weekly", date: "2026-03-15" });
    const owners =
      week?.sections.find(({ id }) => id === "for_you")?.sentences.filter(({ part }) => part === "owner") ?? [];
    expect(new Set(owners.map(({ role }) => role)).size).toBe(owners.length);
  });

  it("finds words again in a page that changed since, and leaves a sentence out whose words are gone", () => {
    const [first, ...rest] = friday.articles;
    if (first === undefined) throw new Error("no article");
    const changed = { ...friday, articles: [{ ...first, text: `A line that is new.\n\n${first.text}` }, ...rest] };
    const without = { ...friday, articles: [{ ...first, text: "Gone." }, ...rest] };
    const count = (edition: Edition): number =>
      composeWeek(
        [
          { id: "c", edition: { ...edition, sections: [], stories: [] } },
          { id: "b", edition: friday },
        ],
        asOf,
      )?.sections.flatMap(({ sentences }) => sentences).length ?? 0;
    expect(count(changed)).toBe(count(friday));
    expect(count(without)).toBeLessThan(count(friday));
  });

  it("holds what the page cites, and nothing of a sentence that found no room on it", () => {
    const told = friday.stories.find(({ excluded }) => !excluded);
    const gaps = Array.from({ length: 30 }, (_, at) => ({
      article: { url: `https://gap.example/${at}`, text: "Nobody knows.", title: "Gap", publishedAt: null },
      sentence: {
        id: `g${at}`,
        text: `Gap ${at}.`,
        kind: "gap" as const,
        storyId: told?.id,
        citations: [{ articleUrl: `https://gap.example/${at}`, start: 0, end: 13, quote: "Nobody knows." }],
      },
    }));
    const [source] = friday.sources;
    if (source === undefined) throw new Error("no source");
    const full = {
      ...friday,
      articles: [...friday.articles, ...gaps.map(({ article }) => article)],
      sources: [...friday.sources, ...gaps.map(({ article }) => ({ ...source, url: article.url }))],
      sections: friday.sections.map((section) =>
        section.id === "not_known" ? { ...section, sentences: gaps.map(({ sentence }) => sentence) } : section,
      ),
    };
    const put = composeWeek([{ id: "b", edition: full }], asOf);
    const ofGaps = (urls: readonly string[] = []) => urls.filter((url) => url.startsWith("https://gap.example/"));
    const cited = put?.sections.flatMap(({ sentences }) =>
      sentences.flatMap(({ citations }) => citations.map(({ articleUrl }) => articleUrl)),
    );
    expect(ofGaps(cited).length).toBe(10);
    expect(ofGaps(put?.articles.map(({ url }) => url))).toEqual(ofGaps(cited));
    expect(ofGaps(put?.sources.map(({ url }) => url))).toEqual(ofGaps(cited));
  });

  it("is nothing when no story was told", () => {
    expect(composeWeek([], asOf)).toBeUndefined();
    expect(composeWeek([{ id: "a", edition: { ...friday, stories: [] } }], asOf)).toBeUndefined();
  });
});

describe("what people decided in triage, in the roll-up of a week", () => {
  const titles = (edition: Edition | undefined) => edition?.stories.map(({ title }) => title);
  const [first, second] = friday.stories.filter(({ excluded }) => !excluded);
  const urls = ({ articleUrls }: { articleUrls: readonly string[] } = { articleUrls: [] }) => [...articleUrls];
  const decide = (...decisions: Decision[]) =>
    composeWeek([{ id: "b", edition: friday }], asOf, (groups) =>
      arrangeStories(groups, decisions, []).map(({ articleIds }) => articleIds),
    );

  it("leaves it as it is without a decision", () => {
    expect(decide()).toEqual(composeWeek([{ id: "b", edition: friday }], asOf));
  });

  it("tells as one what was merged after it was told as two", () => {
    const merged = decide(makeDecision(1, { kind: "merge" }, { on: [urls(first), urls(second)] }));
    expect(titles(merged)).not.toContain(second?.title);
    expect(merged?.stories.find(({ title }) => title === first?.title)?.articleUrls).toEqual(
      [...urls(first), ...urls(second)].sort(),
    );
  });

  it("tells as two what was told as one and then taken apart", () => {
    // Told as one on Tuesday: both of Friday's stories hold an article of it.
    const one = {
      ...earlier,
      stories: earlier.stories.map((story) =>
        story.id === first?.id ? { ...story, articleUrls: [...urls(first), ...urls(second)] } : story,
      ),
    };
    const both = [
      { id: "b", edition: friday },
      { id: "a", edition: one },
    ];
    expect(titles(composeWeek(both, asOf))).not.toContain(second?.title);
    const on = [[...urls(first), ...urls(second)]];
    const apart = composeWeek(both, asOf, (groups) =>
      arrangeStories(groups, [makeDecision(1, { kind: "split", off: urls(second) }, { on })], []).map(
        ({ articleIds }) => articleIds,
      ),
    );
    expect(titles(apart)).toEqual(expect.arrayContaining([first?.title, second?.title]));
  });
});
