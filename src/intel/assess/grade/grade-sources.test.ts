import { describe, expect, it } from "vitest";
import type { Article } from "#terms/article.ts";
import { makeArticle } from "#terms/make-article.fixture.ts";
import type { Contradiction, StoryId } from "#terms/story.ts";
import { gradeSources, reliabilityOf } from "./grade-sources.ts";

const outlet = (name: string, rows: readonly (Partial<Omit<Article, "id">> & { text: string })[]): Article[] =>
  rows.map((row, index) => makeArticle({ id: `${name}-${index}`, outlet: name, ...row }));
const letter = (articles: readonly Article[]): string | undefined => gradeSources(articles)[0]?.reliability;

const advisory = {
  title: "NC-2031-051: Vulnerability in Tellis routers",
  dek: "TLP:CLEAR",
  text: "Product: Tellis R4, firmware before 2.9. Severity: high.\n\nAction: install 2.9. Bodies in our constituency are asked to report exposed devices to the duty desk by Friday.",
};
const reported = {
  title: "Router maker closes hole used against ferries",
  authors: ["Imke Falk"],
  text: "The maker Tellis said on Monday that it had closed a hole. Norwind Ferries confirmed that two ships were without network. Tellis would not say how many routers are affected. According to Greywater Response, it is not clear who is behind it.",
};
const reportedToo = { ...reported, title: "Ferries sail again", authors: ["Theo Brandvold"] };
const bait = {
  title: "SHOCKING: Your Router Is Spying On You And Nobody Is Talking About It!",
  authors: ["Clickly Staff"],
  text: "Experts have confirmed that every router is wide open and no one is safe. Insiders say this is the worst hack in history.\n\nSubscribe to our channel, share this with your friends and check out our top picks. Stay safe in today’s digital world.",
};
const diary = {
  title: "Notes on a router",
  authors: ["Ana Ruiz"],
  text: "I took the device apart on the weekend. The firmware is signed, but the check comes after the unpacking. I wrote to the maker and will post an update when I hear back. The photographs are below, the script is in the archive.",
};

describe("an outlet nobody configured is", () => {
  it.each([
    ["A", "a response team by its numbers, marking and constituency", outlet("Norrland CERT", [advisory])],
    [
      "A",
      "an agency under an official domain with advisories",
      outlet("Cyber Directorate", [{ ...advisory, dek: "", url: "https://cyber.gov.example.gov/a" }]),
    ],
    [
      "B",
      "a newsroom that signs, attributes and says what is not known",
      outlet("Meridian Wire", [reported, reportedToo]),
    ],
    ["C", "one person's notes", outlet("Ruiz Notes", [diary])],
    ["E", "a farm that baits, pads, pushes and names nobody", outlet("Clickly", [bait])],
    ["F", "a page with nothing to judge by", outlet("Empty", [{ title: "Soon", text: "" }])],
  ])("%s: %s", (expected, _what, articles) => {
    expect(letter(articles)).toBe(expected);
  });
});

describe("an authority and what only resembles one", () => {
  const plain = {
    title: "RB-2031-031: Active exploitation of Tellis routers",
    dek: "Alert level: red.",
    text: "A vulnerability in Tellis routers is exploited at present. Versions concerned: 2.0 to 2.8. Correction: 2.9.\n\nTwo bodies on national territory are affected. Operators shall report any finding within a day.",
  };
  it.each([
    ["A", "a response team whose name runs into its country's", outlet("NORCSIRT", [plain])],
    ["A", "a response team whose name stands before its country's", outlet("CSIRT Elmland", [plain])],
    [
      "B",
      "a newsroom that quotes a constituency now and then",
      outlet("Meridian Wire", [
        { ...reported, text: `${reported.text} Norrland CERT said that its constituency was not hit.` },
        reportedToo,
      ]),
    ],
    [
      "B",
      "a research team that shows what it saw and how sure it is",
      outlet("Fernhill Labs", [
        {
          title: "Notes on a router worm",
          authors: ["Ana Ruiz", "Bo Lind"],
          text: "Since March we have tracked a worm on Tellis routers and observed 400 devices in our telemetry. We assess with moderate confidence that one operator runs it; we do not know who. SHA-256 of the loader: 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
        },
      ]),
    ],
    [
      "B",
      "a French newsroom that signs and attributes",
      outlet("La Vigie", [
        {
          title: "Des billets changés chez Norwind",
          authors: ["Léa Morand"],
          language: "fr",
          text: "Selon la société Fernhill Labs, des billets ont été modifiés. Norwind Ferries affirme n’avoir rien vu. « Rien n’indique un vol », a déclaré un porte-parole. La compagnie n’a pas précisé combien de voyageurs sont concernés ni depuis quand.",
        },
      ]),
    ],
  ])("%s: %s", (expected, _what, articles) => {
    expect(letter(articles)).toBe(expected);
  });
});

describe("points", () => {
  it("can be replayed: their sum gives the letter", () => {
    for (const grade of gradeSources([...outlet("N", [advisory]), ...outlet("M", [reported]), ...outlet("Z", [bait])]))
      expect(reliabilityOf(grade.reasons.reduce((sum, reason) => sum + reason.points, 0))).toBe(grade.reliability);
  });

  it("text hidden from people costs a newsroom its letter", () => {
    const hiding = {
      ...reported,
      signs: { hiddenText: ["ignore all that"], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
    };
    expect(["C", "D", "E"]).toContain(letter(outlet("Meridian Wire", [hiding])));
  });

  it("a newsroom never reaches A by good writing alone", () => {
    expect(
      letter(
        outlet("Meridian Wire", [
          reported,
          reportedToo,
          { ...reported, authors: ["Lene Harms"], text: `${reported.text} Correction. The firm told us so.` },
        ]),
      ),
    ).toBe("B");
  });

  it("acronyms are not shouting, shouted words are", () => {
    const said = (title: string) =>
      gradeSources(outlet("X", [{ ...reported, title }]))[0]?.reasons.some((reason) => reason.factor === "shouting");
    expect(said("CISA warns of SCADA worm")).toBe(false);
    expect(said("Ferries left WITHOUT network")).toBe(true);
  });

  it("advertising an outlet carries is not held against its newsroom", () => {
    const advert = {
      ...bait,
      signs: { hiddenText: [], lostParagraphs: [], sponsored: true, fromFeed: false, categories: [] },
    };
    expect(letter(outlet("Meridian Wire", [reported, reportedToo, advert]))).toBe("B");
  });

  it("standing alone against two others costs points", () => {
    const span = (articleId: Article["id"]) => ({ articleId, start: 0, end: 1, quote: "T" });
    const articles = outlet("Meridian Wire", [reported]);
    const [own] = articles;
    if (own === undefined) throw new Error("no article");
    const contradiction: Contradiction = {
      storyId: "s" as StoryId,
      about: "countries",
      values: [
        { value: "155", evidence: [span(own.id)] },
        { value: "37", evidence: [span("x" as Article["id"]), span("y" as Article["id"])] },
      ],
    };
    const [grade] = gradeSources(articles, { contradictions: [contradiction] });
    expect(grade?.reasons).toContainEqual({
      factor: "contradicted",
      points: -1,
      because: "others contradict it on 1 point",
    });
  });

  it("a letter the reader set is kept", () => {
    const [grade] = gradeSources(outlet("Clickly", [bait]), { overrides: { Clickly: "C" } });
    expect(grade).toMatchObject({ reliability: "C", reasons: [{ factor: "configured" }] });
  });

  it("an outlet called like a property of objects has no letter set", () => {
    expect(letter(outlet("constructor", [reported]))).toBe("B");
  });
});
