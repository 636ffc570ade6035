/**
 * What an editor who trusts nothing would strike out: kinds of sentence, heading and action that were once printed. All
 * names are invented.
 */
import { describe, expect, it } from "vitest";
import { indexRuns } from "#desk/brief/tell/count-copying.ts";
import { tellClaim } from "#desk/brief/tell/tell-claim.ts";
import { articleOf, briefOf, claimsOf, type Written } from "./day-of-articles.ts";

const outlet = "Harbour Post";

const tell = (text: string): string[] => {
  const article = articleOf({ outlet, title: "A title", text, publishedAt: "2026-04-10T09:00:00Z" });
  const runs = indexRuns([article.text]);
  return claimsOf(article).map((claim) => {
    const telling = tellClaim(claim, { article, runs, happening: "the intrusions" });
    return typeof telling === "string" ? `REFUSED ${telling}` : telling.text;
  });
};

describe("a sentence keeps its speaker and its grammar", () => {
  it.each([
    [
      "an office between the statement and the name is no part of the statement",
      "The laboratory will not be back before 24 April, the group’s technical director, Maud Ferrier, said.",
      "The laboratory will not be back before 24 April, Maud Ferrier says.",
    ],
    [
      "several maintainers say",
      "Two releases shipped with code that stole keys, the project’s maintainers said.",
      "Two releases shipped with code that stole keys, the project’s maintainers say.",
    ],
    [
      "a count does not speak",
      "The flaw lets attackers read mail on 3,900 servers, according to a count by Tidemark.",
      "According to a count by Tidemark, the flaw lets attackers read mail on 3,900 servers.",
    ],
    [
      "who disputes and who says are one",
      "The nurses’ union disputes this and says it knows of two delayed diagnoses.",
      "The nurses’ union says it knows of two delayed diagnoses.",
    ],
    [
      "a company quoted in the first person is told of in the third",
      "“We are not aware of exploitation,” the company said.",
      "The company says it is not aware of exploitation.",
    ],
    [
      "short forms are written out",
      "There’s no sign that the data was misused, Orlin said.",
      "There is no sign that the data was misused, Orlin says.",
    ],
    ["a line of an advisory is no note of the editors", "Fixed: 6.2.9, 7.0.4.", "The fix is in 6.2.9 and 7.0.4."],
    [
      "a heading that runs in is no part of the sentence",
      "Fixes first: the Larkspur browser update 131.2 closes 14 flaws.",
      "The Larkspur browser update 131.2 closes 14 flaws.",
    ],
    [
      "its owner stands before it",
      "Intruders had been in its network since 9 March, the company said.",
      "The company said that intruders had been in its network since 9 March.",
    ],
  ])("%s", (_, text, told) => {
    expect(tell(text)).toContain(told);
  });

  it.each([
    ["a half that somebody said", "For 48,000 staff pay is late and that cargo would be given priority."],
    ["a time that another sentence gives", "Tidemark saw probes from 40 addresses since then."],
    ["a number without its noun", "By sending two, anyone with an account logs in as somebody else."],
    ["things counted elsewhere", "Tidemark shows some 3,900 of them on the open internet."],
  ])("%s is not told", (_, text) => {
    const told = tell(text);
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((one) => !one.startsWith("REFUSED"))).toEqual([]);
  });
});

const ransom: Written[] = [
  {
    outlet,
    title: "Operations cancelled after ransomware attack on Larchmont Care",
    text: "Larchmont Care cancelled about 340 operations on Tuesday after ransomware encrypted its laboratory systems.\n\nThe attack began in the early hours of Monday 6 April.\n\nLarchmont Care said that data of about 212,000 people were copied.\n\nThe intruders got in with the account of a software supplier, Ostrel Systems, whose remote-access tool runs in the laboratory.\n\nThe laboratory system Tollgate VPN will not be back before 24 April.",
    publishedAt: "2026-04-08T08:00:00Z",
  },
  {
    outlet: "Meridian Wire",
    title: "Larchmont Care says more people are affected",
    text: "Larchmont Care now says that data of 265,000 people was copied, up from an earlier count of 212,000.\n\nLarchmont Care confirmed that names, addresses and diagnoses were taken in the ransomware attack.",
    publishedAt: "2026-04-09T08:00:00Z",
  },
];

const gateway: Written[] = [
  {
    outlet,
    title: "Orlin Gate flaw is being exploited, agencies get a week",
    text: "CISA on Wednesday added CVE-2031-40551 in Orlin Gate to its Known Exploited Vulnerabilities catalog.\n\nFederal agencies have until Friday 17 April to update Orlin Gate.\n\nThe earliest exploitation is from 21 March 2026. In late August intruders placed a small Lua implant on the device.\n\nAll releases before 7.4 are affected. Orlin fixed it in version 7.4. Branch 5 is affected and will not be corrected.\n\nWe scanned the internet and found 2,870 servers of Orlin Gate.",
    publishedAt: "2026-04-09T08:00:00Z",
  },
  {
    outlet: "CERT Vell",
    title: "Advisory: Orlin Gate, exploited",
    text: "CVE-2031-40551 in Orlin Gate is being exploited.\n\nCERT Vell advises operators to install the update of Orlin Gate by Monday 13 April.\n\nWe recommend that owners search /opt/gate/filters for files newer than their last update, and rebuild the appliance where any is found.",
    publishedAt: "2026-04-09T10:00:00Z",
  },
];

const sentencesOf = (day: readonly Written[]) => briefOf([...day]).sections.flatMap((section) => section.sentences);

describe("an attack is told of the one it happened to", () => {
  const sentences = sentencesOf(ransom);
  const texts = sentences.map((sentence) => sentence.text);

  it("heads its story, not a supplier, and is the party that is asked", () => {
    const groups = new Set(sentences.map((sentence) => sentence.group));
    expect(groups).toContain("Larchmont Care");
    expect([...groups].join(" ")).not.toMatch(/Ostrel|Operations cancelled/);
    expect(texts.join(" ")).not.toMatch(/(?:Ask|data|Services of) (?:Ostrel|Tollgate)/);
  });

  it("gives the newer of two counts", () => {
    const facts = sentences.filter(
      (sentence) => sentence.kind === "fact" && sentence.group !== "Where sources disagree",
    );
    expect(facts.some((fact) => fact.text.includes("265,000"))).toBe(true);
    expect(facts.filter((fact) => fact.text.includes("212,000") && !fact.text.includes("265,000"))).toEqual([]);
  });
});

describe("a flaw that is used", () => {
  const sentences = sentencesOf(gateway);
  const texts = sentences.map((sentence) => sentence.text);
  const all = texts.join("\n");

  it("is named with what it is in, and with the release that gets no fix", () => {
    expect(texts[0]).toContain("Orlin Gate");
    expect(all).toContain("Branch 5 is affected and will not be corrected");
  });

  it("has one deadline: advice to act sooner is no other", () => {
    expect(all).toMatch(/until Friday 17 April/);
    expect(all).not.toMatch(/gives 1[37] April as the deadline/);
  });

  it("is looked for in a place, and no month or language is a tool", () => {
    expect(all).toContain("for files newer than their last update in /opt/gate/filters");
    expect(all).not.toMatch(/Hunt for (?:August|Lua)/);
  });

  it("is counted by researchers, who are no attackers", () => {
    expect(all).not.toMatch(/(?:group|attackers?|intruders?) also scanned/i);
  });
});

describe("the first sentences of an edition", () => {
  it("say what happened, not what somebody asks for", () => {
    const { sections } = briefOf([
      ...gateway,
      {
        outlet: "CERT Vell",
        title: "Statement on the outage of domain names ending in .vell",
        text: "Domain names ending in .vell could not be resolved between 06:10 and 08:35 UTC on 9 April.\n\nCERT Vell asks operators that switched off validation during the outage to switch it on again.",
        publishedAt: "2026-04-09T12:00:00Z",
      },
    ]);
    const summary = sections[0]?.sentences.map((sentence) => sentence.text).join("\n") ?? "";
    expect(summary).toContain("could not be resolved");
    expect(summary).not.toContain("asks operators");
  });
});
