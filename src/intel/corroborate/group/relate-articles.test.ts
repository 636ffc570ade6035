import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { groupStories } from "./group-stories.ts";
import { relateArticles } from "./relate-articles.ts";

const at = (day: number, hour = 8): string =>
  `2031-05-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00Z`;
const headline = (id: string, outlet: string, title: string, publishedAt: string, dek?: string) =>
  makeArticle({ id, outlet, title, publishedAt, ...(dek === undefined ? {} : { dek }) });

describe("headlines of one happening come together", () => {
  it.each([
    ["one rare name", "Skuaworm Infects Port Cranes in Rotterdam", "Port Operators Fight Skuaworm Outbreak"],
    ["a number that says much", "Police Take Down 417 Scam Shops in Raid", "Raid Ends 417 Fake Shops, Europol Says"],
    [
      "country and demonym, other words shared",
      "Danish Ferry Operator Norwind Hit by Data Theft",
      "Norwind of Denmark Says Ferry Passengers’ Data Stolen",
    ],
  ])("%s", (_why, left, right) => {
    const relation = relateArticles(headline("a", "One", left, at(5)), headline("b", "Two", right, at(5, 15)));
    expect(relation.is).toBe("same");
    expect(relation.because[0]).toMatch(/hours apart/);
  });
});

describe("look-alikes stay apart", () => {
  it.each([
    [
      "two patch days",
      "Microsoft Patch Tuesday, April 2031 Edition",
      at(9),
      "Microsoft Patch Tuesday, May 2031 Edition",
      at(13),
      "different months",
    ],
    [
      "two versions",
      "Windows 11 update breaks printing",
      at(9),
      "Windows 10 update breaks printing",
      at(10),
      "windows 11 and windows 10",
    ],
    [
      "two batches of one catalogue",
      "CISA Adds Two Known Exploited Vulnerabilities to Catalog",
      at(5),
      "CISA Adds Five Known Exploited Vulnerabilities to Catalog",
      at(8),
      "two counts",
    ],
    [
      "two flaws of one product",
      "Orbivault CVE-2031-11872 lets strangers plant files",
      at(5),
      "Orbivault CVE-2031-11990 leaks console passwords",
      at(7),
      "different CVEs",
    ],
    [
      "one flaw a week later",
      "Critical Orbivault Flaw Allows Takeover",
      at(2),
      "More Critical Flaws in Orbivault Backup",
      at(11),
      "",
    ],
  ])("%s", (_why, left, leftAt, right, rightAt, against) => {
    const relation = relateArticles(headline("a", "One", left, leftAt), headline("b", "Two", right, rightAt));
    expect(relation.is).not.toBe("same");
    expect(relation.against.join("; ")).toContain(against);
  });

  it("one outlet's posts in one template", () => {
    const posts = ["Monday", "Tuesday", "Wednesday", "Thursday"].map((day, index) =>
      headline(`p${index}`, "Storm Desk", `Storm Desk Daily Podcast For ${day}, May ${5 + index}th`, at(5 + index)),
    );
    expect(groupStories(posts, new Map())).toHaveLength(4);
  });

  it("funding rounds of one day in one outlet", () => {
    const posts = ["Quietbox Raises $31 Million to Guard Tractors", "Loudbox Raises $42 Million to Guard Boats"].map(
      (title, index) => headline(`f${index}`, "Money Desk", title, at(5)),
    );
    expect(groupStories(posts, new Map())).toHaveLength(2);
  });

  it("articles that a common word links one after the other do not chain", () => {
    const chain = [
      headline("c1", "One", "Skuaworm infects port cranes", at(5)),
      headline("c2", "Two", "Skuaworm and Grasshop share code, researchers say", at(5)),
      headline("c3", "Three", "Grasshop empties bank machines in Lima", at(5)),
      headline("c4", "Four", "Bank machines in Lima to be replaced", at(5)),
    ];
    const largest = Math.max(...groupStories(chain, new Map()).map((group) => group.articles.length));
    expect(largest).toBeLessThanOrEqual(2);
  });
});

describe("texts", () => {
  const first =
    "The company Norwind said intruders entered through its booking site on Monday and copied passports of guests. ".repeat(
      3,
    );
  it("a statement that two things are not connected keeps them apart", () => {
    const a = makeArticle({
      id: "a",
      outlet: "One",
      title: "Norwind ferries lose passports to intruders",
      text: first,
      publishedAt: at(5),
    });
    const plain = makeArticle({
      id: "b",
      outlet: "Two",
      title: "Norwind ferries stand still after outage",
      text: `Norwind ferries stood still on Tuesday. Passports of guests could not be read.${" The crews waited.".repeat(12)}`,
      publishedAt: at(6),
    });
    const disowning = makeArticle({
      ...plain,
      id: "c",
      text: `${plain.text} There is no indication that this is connected with the intruders who copied passports of Norwind guests.`,
    });
    expect(relateArticles(a, disowning).score).toBeLessThan(relateArticles(a, plain).score);
    expect(relateArticles(a, disowning).against).toContain("one says they are not connected");
  });

  it("two names of one group meet through their mentions", () => {
    const text = (name: string): string =>
      `${name} opened mailboxes of harbour pilots in spring. ${"Pilots were told by letter. ".repeat(10)}`;
    const mention = (name: string) =>
      [
        {
          kind: "name",
          type: "intrusion_set",
          canonical: "Quiet Skua",
          start: 0,
          end: name.length,
          surface: name,
          from: "test",
        },
      ] as const;
    const a = makeArticle({
      id: "a",
      outlet: "One",
      title: "Mailboxes of pilots opened",
      text: text("UNC9999"),
      publishedAt: at(5),
    });
    const b = makeArticle({
      id: "b",
      outlet: "Two",
      title: "Spies read harbour letters",
      text: text("TideCrow"),
      publishedAt: at(5),
    });
    const without = relateArticles(a, b).score;
    expect(relateArticles(a, b, mention("UNC9999"), mention("TideCrow")).score).toBeGreaterThan(without);
  });
});
