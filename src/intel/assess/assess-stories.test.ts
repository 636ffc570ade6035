import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Article } from "#terms/article.ts";
import { makeArticle } from "#terms/make-article.fixture.ts";
import type { Story, StoryId } from "#terms/story.ts";
import { assessStories } from "./assess-stories.ts";
import { gradeSources } from "./grade/grade-sources.ts";
import { parseOrganisation } from "./parse-organisation.ts";

const asOf = "2031-05-14T18:00:00Z";
const story = (id: string, articles: readonly Article[], more: Partial<Story> = {}): Story => ({
  id: id as StoryId,
  title: articles[0]?.title ?? "",
  articleIds: articles.map((article) => article.id),
  origins: articles.map((article) => ({ name: article.outlet, articleIds: [article.id] })),
  reasons: [],
  roundUp: false,
  ...more,
});
const signed = (id: string, title: string, text: string, hoursAgo: number, outlet = "Meridian Wire") =>
  makeArticle({
    id,
    outlet,
    title,
    authors: ["Imke Falk"],
    text: `${text} The company Tellis said so. Greywater Response confirmed it. It is not clear who is behind it, and the company would not say how many were hit or since when.`,
    publishedAt: new Date(Date.parse(asOf) - hoursAgo * 3_600_000).toISOString(),
  });

const spying = signed(
  "spying",
  "Spies broke into ministries in 40 countries",
  "Intruders breached 90 organisations in 40 countries for espionage.",
  8,
);
const exploited = signed(
  "exploited",
  "Critical Orbivault flaw under attack",
  "CVE-2031-11872 is being exploited. It is rated 9.6 under CVSS and needs no authentication. Agencies have until Friday 16 May to update.",
  30,
);
const critical = signed(
  "critical",
  "Critical hole in Tellis router",
  "CVE-2031-2222 is rated 9.1 under CVSS. There is no sign of exploitation.",
  9,
);
const patches = signed(
  "patches",
  "Loudbox closes bugs in meeting rooms",
  "CVE-2031-3333 is rated 7.4 under CVSS. There is no sign of exploitation.",
  12,
);
const old = signed("old", "A group moved its servers", "The servers were moved some days before.", 60);
const sport = signed("sport", "Tidewater win", "They won.", 2);
const brief = signed("brief", "In brief", "Several things.", 1);
const articles = [spying, exploited, critical, patches, old, sport, brief];
const stories = [
  story("s-sport", [sport], { excluded: { reason: "sport", why: "it reports sport" } }),
  story("s-old", [old]),
  story("s-brief", [brief], { roundUp: true }),
  story("s-patches", [patches]),
  story("s-critical", [critical]),
  story("s-exploited", [exploited]),
  story("s-spying", [spying]),
];
const grades = gradeSources(articles);

describe("order", () => {
  it("many break-ins, then what is exploited, then what is grave, then the rest; round-ups and set-aside last", () => {
    const assessed = assessStories({ stories, articles, asOf, grades });
    expect(assessed.map((entry) => entry.storyId)).toEqual([
      "s-spying",
      "s-exploited",
      "s-critical",
      "s-patches",
      "s-old",
      "s-brief",
      "s-sport",
    ]);
    expect(assessed.map((entry) => entry.rank)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("does not depend on the order given", () => {
    expect(assessStories({ stories: [...stories].reverse(), articles: [...articles].reverse(), asOf, grades })).toEqual(
      assessStories({ stories, articles, asOf, grades }),
    );
  });

  it("weights are the sum of their reasons", () => {
    for (const entry of assessStories({ stories, articles, asOf, grades }))
      expect(entry.weight).toBe(entry.reasons.reduce((sum, reason) => sum + reason.points, 0));
  });
});

describe("confidence", () => {
  const confidence = (given: Story, all: readonly Article[]) =>
    assessStories({ stories: [given], articles: all, asOf, grades: gradeSources(all) })[0];

  it("one origin ends at moderate, however many outlets repeat it", () => {
    const second = signed(
      "again",
      "Spies broke into ministries",
      "Intruders breached 90 organisations.",
      7,
      "Harbour Bulletin",
    );
    const shared = story("s", [spying, second], {
      origins: [{ name: "Fernhill Labs", articleIds: [spying.id, second.id] }],
    });
    expect(confidence(shared, [spying, second])).toMatchObject({
      confidence: "moderate",
      confidenceBasis: "every account goes back to a single origin, Fernhill Labs",
    });
  });

  it("an authority that only passes a report on adds no origin, and says what it has not verified", () => {
    const report = (id: string, outlet: string) =>
      signed(id, "Spies broke into ministries", "A report by Fernhill Labs counts 90 breached bodies.", 7, outlet);
    const [one, two] = [report("one", "Meridian Wire"), report("two", "Harbour Bulletin")];
    const notice = makeArticle({
      id: "notice",
      outlet: "Norrland CERT",
      title: "NC-2031-060: Notice on reported espionage",
      dek: "TLP:CLEAR",
      text: "Norrland CERT draws attention to a report published today by Fernhill Labs. It has not verified the attribution. Recommended measures: apply updates; bodies in our constituency are asked to call the duty desk.",
      publishedAt: "2031-05-14T12:00:00Z",
    });
    const all = [one, two, notice];
    const given = story("s", all, { origins: [{ name: "Fernhill Labs", articleIds: all.map((entry) => entry.id) }] });
    expect(confidence(given, all)).toMatchObject({
      confidence: "moderate",
      confidenceBasis:
        "every account goes back to a single report by Fernhill Labs, whose attribution Norrland CERT has not verified",
    });
  });

  it("two independent trusted origins without conflict give high", () => {
    const second = signed(
      "again",
      "Spies broke into ministries",
      "Intruders breached 90 organisations.",
      7,
      "Harbour Bulletin",
    );
    expect(confidence(story("s", [spying, second]), [spying, second])).toMatchObject({ confidence: "high" });
  });

  it("an open conflict between trusted outlets lowers it to moderate", () => {
    const second = signed(
      "again",
      "Spies broke into ministries",
      "Intruders breached 90 organisations.",
      7,
      "Harbour Bulletin",
    );
    const given = story("s", [spying, second]);
    const value = (article: Article, words: string) => ({
      value: words,
      evidence: [{ articleId: article.id, start: 0, end: 4, quote: article.text.slice(0, 4) }],
    });
    const contradictions = [
      { storyId: given.id, about: "due_date", values: [value(spying, "6 May"), value(second, "7 May")] },
    ];
    const [entry] = assessStories({ stories: [given], articles: [spying, second], asOf, grades, contradictions });
    // `grades` does not know the second outlet, so one trusted origin is left.
    expect(entry?.confidence).toBe("moderate");
    const all = gradeSources([spying, second]);
    const [both] = assessStories({ stories: [given], articles: [spying, second], asOf, grades: all, contradictions });
    expect(both).toMatchObject({
      confidence: "moderate",
      confidenceBasis: "trusted sources disagree about the deadline",
    });
  });

  it("no trusted outlet gives low", () => {
    const farm = makeArticle({
      id: "f",
      outlet: "Clickly",
      title: "DOOM!!",
      authors: ["Staff"],
      text: "Experts have confirmed that no one is safe. Subscribe to our channel and share this with your friends for the top picks. Everything in the digital world is wide open now.",
    });
    expect(confidence(story("s", [farm]), [farm])).toMatchObject({ confidence: "low", weight: 0 });
  });
});

describe("relevance", () => {
  const example = parseOrganisation(
    readFileSync(new URL("../../../examples/organisation.yaml", import.meta.url), "utf8"),
  );
  const organisation = example.ok ? example.value : undefined;
  const ties = (text: string, title = "News") => {
    const article = signed("a", title, text, 5);
    const given = story("s", [article]);
    const input = { stories: [given], articles: [article], asOf, grades: gradeSources([article]) };
    return assessStories({ ...input, ...(organisation === undefined ? {} : { organisation }) })[0];
  };

  it("reads the example profile", () => expect(example.ok).toBe(true));

  it.each([
    [
      "a product it runs, with its machines",
      "Web Help Desk from SolarWinds can be taken over.",
      ["products[0].name", "products[0].assets"],
    ],
    ["a product it does not run", "A hole in n8n was closed.", ["absentProducts[0]"]],
    ["a supplier", "Nordhavn Hosting lost a data centre.", ["suppliers[2]"]],
    ["its sector among the victims", "Victims were ministries and municipal offices.", ["sectors[0]"]],
    ["its country among the victims", "Victims in Sweden were told.", ["countries[1]"]],
  ])("%s", (_what, text, paths) => {
    expect(ties(text)?.relevance.map((tie) => tie.path)).toEqual(expect.arrayContaining(paths));
  });

  it.each([
    ["an attacker's country", "The intruders are thought to work from Norway."],
    ["a supplier that reports on others", "A study by Palo Alto Networks counts the thefts of boats."],
    ["a longer product name", "Notepad++Extra is a different thing."],
  ])("no tie for %s", (_what, text) => {
    expect(ties(text)?.relevance).toEqual([]);
  });

  it("raises what concerns it and lowers what it does not run", () => {
    const without = assessStories({ stories, articles, asOf, grades });
    expect(without.every((entry) => entry.relevance.length === 0)).toBe(true);
    expect(ties("Web Help Desk can be taken over.")?.reasons).toContainEqual(
      expect.objectContaining({ factor: "relevance", points: 30 }),
    );
    expect(ties("A hole in n8n was closed.")?.reasons).toContainEqual(
      expect.objectContaining({ factor: "relevance", points: -10 }),
    );
  });
});
