import { describe, expect, it } from "vitest";
import type { ArticleId } from "#terms/article.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Contradiction, StoryId } from "#terms/story.ts";
import { tellDisagreements } from "./tell-disagreements.ts";

const outlets: Readonly<Record<string, string>> = { h: "Harbour Bulletin", m: "Meridian Wire", z: "ZapFeed" };
const span = (articleId: string, start = 0): EvidenceSpan => ({
  articleId: articleId as ArticleId,
  start,
  end: start + 5,
  quote: "words",
});

const contradiction = (
  about: string,
  values: Readonly<Record<string, string>>,
  uses?: Contradiction["uses"],
): Contradiction => ({
  storyId: "s" as StoryId,
  about,
  values: Object.entries(values).map(([value, ids], index) => ({
    value,
    evidence: [...ids].map((id) => span(id, index * 10)),
  })),
  ...(uses === undefined ? {} : { uses }),
});

const tell = (...list: readonly Contradiction[]): string[] =>
  tellDisagreements(list, [], { outletOf: (id) => outlets[id] ?? "", isLow: (id) => id === "z" }).map(
    (entry) => entry.text,
  );

describe("disagreements as sentences", () => {
  it.each([
    [
      contradiction(
        "number of countries",
        { "52 countries": "h", "more than 52 countries": "m" },
        { value: "52 countries", reason: "which more outlets report" },
      ),
      "Harbour Bulletin reports 52 countries, and Meridian Wire more than 52 countries; we use 52 countries, which more outlets report",
    ],
    [
      contradiction("number of people arrested", { "six people": "h", "seven people": "m" }),
      "On the number of people arrested, Harbour Bulletin reports six people, and Meridian Wire seven people",
    ],
    [
      contradiction(
        "deadline",
        { "“Friday, May 16”": "h", "15 May": "m" },
        { value: "15 May", reason: "whose weekday fits its date" },
      ),
      "Harbour Bulletin prints the deadline as “Friday, May 16”, and Meridian Wire gives 15 May as the deadline; we use 15 May, whose weekday fits its date",
    ],
    [
      contradiction("deadline in two time zones", {
        "11:59 p.m. Eastern on 15 May": "h",
        "9.29 am IST on 16 May": "m",
      }),
      "Harbour Bulletin gives the deadline as 11:59 p.m. Eastern on 15 May, and Meridian Wire as 9.29 am IST on 16 May: the same moment",
    ],
    [
      contradiction("start", { "20 April": "h", "4 April": "m" }),
      "For the start Harbour Bulletin gives 20 April; Meridian Wire gives 4 April",
    ],
    [
      contradiction("severity", { "medium, 5.3 under CVSS 3.1": "h", "high, 7.9 under CVSS 4.0": "hm" }),
      "Harbour Bulletin grades the flaws medium, 5.3 under CVSS 3.1, while Meridian Wire calls them high, 7.9 under CVSS 4.0; the scales differ",
    ],
    [
      contradiction("people affected", {
        "210,000 people": "h",
        "1.4 million patients in a claim by the attackers": "h",
      }),
      "On the people affected, Harbour Bulletin reports 210,000 people, against 1.4 million patients in a claim by the attackers",
    ],
    [
      contradiction("sum frozen", { "$3.7 million": "h", "$4.4 million": "m" }),
      "On the sum frozen, Harbour Bulletin reports $3.7 million, and Meridian Wire $4.4 million",
    ],
  ])("%#", (given, wanted) => {
    expect(tell(given)).toEqual([wanted]);
  });

  it("a low-grade outlet's points stand together beside those who contradict them", () => {
    const reason = { reason: "since the rest rests on a low-grade source alone" };
    expect(
      tell(
        contradiction(
          "payment",
          { "no payment": "h", "a payment of $12 million": "z" },
          { value: "no payment", ...reason },
        ),
        contradiction("sponsor", { "no sponsor": "h", Ruritania: "z" }, { value: "no sponsor", ...reason }),
      ),
    ).toEqual([
      "ZapFeed alone reports a payment of $12 million and names Ruritania; Harbour Bulletin reports no payment and names no sponsor",
    ]);
  });

  it("no sentence is longer than forty words", () => {
    const long = contradiction(
      "number of countries",
      { "52 countries": "h", "more than 52 countries": "m" },
      { value: "52 countries", reason: Array.from({ length: 40 }, () => "because").join(" ") },
    );
    expect(tell(long)).toEqual(["Harbour Bulletin reports 52 countries, and Meridian Wire more than 52 countries"]);
  });
});
