import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { findDeadline } from "./find-deadline.ts";
import { linesOf } from "./read-facts.ts";
import { countHarmed, highestScore } from "./read-numbers.ts";
import { type StoryFacts, weighStory } from "./weigh-story.ts";

const asOf = "2031-05-14T18:00:00Z";
const linesFrom = (text: string, title = "") =>
  linesOf([makeArticle({ id: "a", title, text, publishedAt: "2031-05-14T08:00:00Z" })]);
const weigh = (text: string, more: Partial<StoryFacts> = {}, title = "") => {
  const article = makeArticle({ id: "a", title, text, publishedAt: "2031-05-14T08:00:00Z" });
  return weighStory({
    lines: linesOf([article]),
    articles: [article],
    origins: 1,
    authorities: [],
    ties: [],
    asOf,
    ...more,
  });
};
const points = (factor: string, text: string, title = ""): number =>
  weigh(text, {}, title)
    .filter((reason) => reason.factor === factor)
    .reduce((sum, reason) => sum + reason.points, 0);

describe("exploitation counts", () => {
  it.each([
    ["The flaw CVE-2031-1111 is being exploited in attacks.", 30],
    ["The flaw was added to the list of known exploited vulnerabilities.", 30],
    ["Die Schwachstelle wird bereits ausgenutzt.", 30],
    ["The flaw is severe. There is no sign of exploitation.", -2],
    ["Ten flaws on one day, none known to be exploited.", 0],
    ["The festival was exploited by touts.", 0],
  ])("%s → %i", (text, expected) => {
    expect(points("exploitation", text)).toBe(expected);
  });
});

describe("victims are counted, targets are not", () => {
  it.each([
    ["Researchers confirmed intrusions at 70 organisations in 37 countries.", 37, 70],
    ["It scanned systems in 155 countries.", undefined, undefined],
    ["Victims sit in more than forty countries.", 40, undefined],
    ["The group has listed nineteen victims since November.", undefined, undefined],
    ["In 2031 companies were breached.", undefined, undefined],
  ])("%s", (text, countries, organisations) => {
    expect(countHarmed(linesFrom(text), "countries")).toBe(countries);
    expect(countHarmed(linesFrom(text), "organisations")).toBe(organisations);
  });

  it("takes the value most outlets state", () => {
    const told = (id: string, outlet: string, count: string) =>
      makeArticle({ id, outlet, text: `Intruders breached ${count} countries.` });
    const lines = linesOf([told("a", "One", "37"), told("b", "Two", "37"), told("c", "Three", "155")]);
    expect(countHarmed(lines, "countries")).toBe(37);
  });
});

describe("severity", () => {
  it.each([
    ["The advisory scores CVE-2031-1111 at 9.4 under CVSS version 4.", 9.4],
    ["The bug carries a 9.1 rating.", 9.1],
    ["Severity: critical (CVSS 9.8).", 9.8],
    ["The flaw is rated 7.5.", 7.5],
    ["Install version 9.1 of the server.", undefined],
  ])("%s", (text, expected) => {
    expect(highestScore(linesFrom(text))).toBe(expected);
  });
});

describe("deadlines", () => {
  it.each([
    ["Agencies have until Friday 16 May to update.", "2031-05-16", 2],
    ["They must deal with it by Friday, May 16, or stop using it.", "2031-05-16", 2],
    ["Bodies are asked to confirm; the deadline is 2031-06-04.", "2031-06-04", 21],
    ["Die Frist läuft bis zum 20. Mai.", "2031-05-20", 6],
    ["The deadline was 1 May.", undefined, undefined],
    ["The conference opens on 16 May.", undefined, undefined],
  ])("%s", (text, day, daysLeft) => {
    const found = findDeadline(linesFrom(text), asOf);
    expect(found?.day).toBe(day);
    expect(found?.daysLeft).toBe(daysLeft);
  });
});

describe("recency", () => {
  it("undated is never new", () => {
    const article = makeArticle({ id: "a", text: "Attackers came." });
    const reasons = weighStory({
      lines: linesOf([article]),
      articles: [article],
      origins: 1,
      authorities: [],
      ties: [],
      asOf,
    });
    expect(reasons.filter((reason) => reason.factor === "recency")).toEqual([]);
  });
});

describe("an arrest", () => {
  it("is not weighed as the break-ins it ends", () => {
    expect(
      points("compromise", "He ran a bazaar for stolen logins of hacked shops.", "Police arrest market owner"),
    ).toBe(0);
    expect(points("law enforcement", "He ran a bazaar.", "Police arrest market owner")).toBe(6);
  });
});

describe("low-grade outlets alone", () => {
  it("give a story no weight", () => {
    expect(weigh("", { lines: [], articles: [] })).toEqual([]);
  });
});
