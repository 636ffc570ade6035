/** A whole edition from an invented day: gates, determinism, independence of unrelated articles, farms kept in their place. */
import { describe, expect, it } from "vitest";
import type { CitedBriefing } from "#desk/brief/index.ts";
import { editionSchema, sectionIds } from "#terms/edition.ts";
import { briefOf, type Written } from "./day-of-articles.ts";

const espionage: Written[] = [
  {
    outlet: "Harbour Post",
    title: "Spies spent a year inside port authorities, NordLab says",
    text: "A group that works in line with a state's interests broke into port authorities and customs offices, according to a report released Thursday by NordLab, a research company in Oslo.\n\nNordLab said it could confirm intrusions at 12 organisations in four countries. The researchers call the group Grey Heron.\n\nIn January it scanned customs systems tied to 90 countries. NordLab describes that activity as reconnaissance, not compromise.\n\nThe intruders got in with tailored phishing mail, or through flaws that were already public but had not been patched. NordLab has not seen the group use a zero-day.\n\nNordLab declined to name a sponsor and has not said which ports were entered.",
  },
  {
    outlet: "Meridian Wire",
    title: "Twelve organisations entered by Grey Heron, report finds",
    text: "Twelve organisations in four countries were broken into by a group called Grey Heron, a report by NordLab found.\n\nAmong them are three customs offices and two port authorities.\n\nThe earliest activity goes back to March 2025. On Linux servers the group installs a rootkit the researchers named TideWorm.\n\nThe national cyber agency said it knows about the campaign.",
    publishedAt: "2026-04-10T11:00:00Z",
  },
  {
    outlet: "ClickStorm",
    title: "HACKERS Just Took Down 90 Countries: What You Need To Know",
    text: "In a shocking development hackers have successfully breached the governments of 90 countries, experts have confirmed.\n\nThe elite Grey Heron hackers used never-before-seen zero-day exploits to bypass every defence. No one is safe.\n\nStay vigilant and subscribe to our premium survival guide. Share this story with your friends.",
    publishedAt: "2026-04-10T12:00:00Z",
  },
];

const flaw: Written[] = [
  {
    outlet: "Harbour Post",
    title: "Orlin Gate flaw is being exploited, agencies get a week",
    text: "CISA on Wednesday added CVE-2031-40551 in Orlin Gate to its Known Exploited Vulnerabilities catalog.\n\nFederal agencies have until Friday 17 April to update Orlin Gate.\n\nThe flaw can be used without logging in and is rated 9.8 under CVSS 3.1. All releases before 7.4 are affected. Orlin fixed it in version 7.4.\n\nOrlin has not said who is using the bug or against whom.",
    publishedAt: "2026-04-09T08:00:00Z",
  },
];

const sentences = (edition: CitedBriefing) => edition.sections.flatMap((section) => section.sentences);
const day = [...espionage, ...flaw];

describe("an edition of an invented day", () => {
  const edition = briefOf(day);

  it("has the public form, all sections in order, and passes its gates", () => {
    expect(editionSchema.safeParse(edition).success).toBe(true);
    expect(edition.sections.map((section) => section.id)).toEqual([...sectionIds]);
    for (const section of edition.sections) expect(section.sentences.length).toBeGreaterThan(0);
    expect(edition.gates.filter((gate) => !gate.passed)).toEqual([]);
  });

  it("cites words that stand where it says", () => {
    const texts = new Map(edition.articles.map((article) => [article.url, article.text]));
    for (const sentence of sentences(edition))
      for (const citation of sentence.citations) {
        expect(texts.get(citation.articleUrl)?.slice(citation.start, citation.end)).toBe(citation.quote);
        expect(citation.quote.length).toBeLessThanOrEqual(600);
      }
  });

  it("tells the confirmed number and keeps the scanned one a scan", () => {
    const text = sentences(edition)
      .filter((sentence) => sentence.kind === "fact" && sentence.group !== "Where sources disagree")
      .map((sentence) => sentence.text)
      .join("\n");
    expect(text).toMatch(/12 organisations/);
    for (const line of text.split("\n"))
      if (line.includes("90 countries")) expect(line).toMatch(/scann|reconnaissance/);
  });

  it("never rests on the content farm alone, and names it only beside those who contradict it", () => {
    for (const sentence of sentences(edition)) {
      if (sentence.kind === "note" || sentence.kind === "link" || sentence.group === "Where sources disagree") continue;
      const outlets = new Set(
        sentence.citations.map(
          (citation) => edition.sources.find((source) => source.url === citation.articleUrl)?.outlet,
        ),
      );
      if (outlets.has("ClickStorm")) expect(outlets.size).toBeGreaterThan(1);
    }
    expect(edition.sources.find((source) => source.outlet === "ClickStorm")?.reliability).toBe("E");
  });

  it("states what nobody has said", () => {
    const gaps = sentences(edition)
      .filter((sentence) => sentence.kind === "gap")
      .map((sentence) => sentence.text)
      .join("\n");
    expect(gaps).toMatch(/not (?:public|known)/);
    expect(gaps).toContain("CVE-2031-40551");
  });

  it("gives every role that it names a fact, an action, an owner, a date and a test", () => {
    const forYou = edition.sections.find((section) => section.id === "for_you")?.sentences ?? [];
    const roles =
      edition.sections.find((section) => section.id === "who")?.sentences.flatMap((sentence) => sentence.role ?? []) ??
      [];
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles)
      expect(forYou.filter((sentence) => sentence.role === role).map((sentence) => sentence.part)).toEqual([
        "why",
        "do",
        "owner",
        "by",
        "done_when",
      ]);
  });

  it("keeps likelihood and confidence out of one sentence", () => {
    for (const sentence of sentences(edition).filter((entry) => entry.kind === "assessment"))
      expect(/\b(?:un)?likely\b/.test(sentence.text) && /\bconfidence\b/.test(sentence.text)).toBe(false);
  });

  it("is the same to the byte however the articles come in", () => {
    expect(JSON.stringify(briefOf([...day].reverse()))).toBe(JSON.stringify(edition));
  });

  it("says the same with other names and numbers", () => {
    const swap = (text: string): string =>
      text
        .replaceAll("Grey Heron", "Pale Osprey")
        .replaceAll("NordLab", "FjellSec")
        .replaceAll(" 90 ", " 83 ")
        .replaceAll("Orlin", "Velmar");
    const swapped = briefOf(
      day.map((article) => ({ ...article, title: swap(article.title), text: swap(article.text) })),
    );
    expect(swapped.edition.title).toBe(swap(edition.edition.title));
    expect(
      swapped.sections.find((section) => section.id === "summary")?.sentences.map((sentence) => sentence.text),
    ).toEqual(
      edition.sections.find((section) => section.id === "summary")?.sentences.map((sentence) => swap(sentence.text)),
    );
  });

  it("is changed by an unrelated article in that article's own lines alone", () => {
    const more = briefOf([
      ...day,
      {
        outlet: "Kestrel Daily",
        title: "Kiosk maker Brantley loses customer records",
        text: "Brantley, which makes ticket kiosks, said that 4,200 customer records were stolen from a supplier in March.\n\nThe company has informed the regulator.",
        publishedAt: "2026-04-08T08:00:00Z",
      },
    ]);
    const happened = (of: CitedBriefing): string[] =>
      of.sections.find((section) => section.id === "happened")?.sentences.map((sentence) => sentence.text) ?? [];
    expect(happened(more)).toEqual(expect.arrayContaining(happened(edition)));
  });
});

describe("a story that no sentence tells of", () => {
  it("is named at the end, never gone", () => {
    const silent: Written = {
      outlet: "Hafenbote",
      title: "Stadtwerke Lindau melden Störung im Kundenportal",
      text: "Die Stadtwerke Lindau melden eine Störung im Kundenportal.\n\nDie Ursache wird noch gesucht, Kunden sollen sich gedulden.",
      language: "de",
    };
    const footer = briefOf([...espionage, silent]).sections.find((section) => section.id === "footer");
    expect(footer?.sentences.map(({ text }) => text)).toContain(
      "Not told, for want of room or of a sentence: 1 story: “Stadtwerke Lindau melden Störung im Kundenportal”.",
    );
    const without = briefOf(espionage).sections.find((section) => section.id === "footer");
    expect(without?.sentences.filter(({ text }) => text.startsWith("Not told"))).toEqual([]);
  });
});

describe("a day with nothing to lead", () => {
  it("says so in every section and passes its gates", () => {
    const edition = briefOf([]);
    expect(edition.gates.filter((gate) => !gate.passed)).toEqual([]);
    for (const section of edition.sections) expect(section.sentences.length).toBeGreaterThan(0);
  });
});
