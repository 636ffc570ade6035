import { describe, expect, it } from "vitest";
import type { ArticleId } from "#terms/article.ts";
import { isUnconfirmed, type Lack, lacksIn, questionsIn, type Sentence, sentencesOf } from "./read-lacks.ts";

const sentences = (quote: string): Sentence[] => {
  const article = {
    id: "a" as ArticleId,
    url: "https://example.test/a",
    outlet: "Harbour Bulletin",
    title: "",
    authors: [],
    language: "en",
    text: quote,
    blocks: [{ type: "paragraph" as const, start: 0, end: quote.length }],
    sha256: "",
    signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
    feedUrls: [],
    firstSeenAt: "2031-05-14T18:00:00Z",
  };
  return sentencesOf(article, []);
};

const sentence = (quote: string): Sentence => {
  const [only] = sentences(quote);
  if (only === undefined) throw new Error("the text holds no sentence");
  return only;
};

const said = ({ asks, rest, open, holder, silence }: Lack): string =>
  `${asks} | ${rest} | ${open}${holder === undefined ? "" : ` | ${holder} | ${silence}`}`;

describe("what a source says it does not know", () => {
  it.each([
    ["How the thieves got in has not been established.", ["how | the thieves got in | established"]],
    ["Who is behind the break-ins is not known.", ["who | is behind the break-ins | known"]],
    ["How many have been broken into isn’t known.", ["how many | have been broken into | known"]],
    ["Why the shop was chosen remains unclear.", ["why | the shop was chosen | clear"]],
    ["It is not clear how many accounts were taken over.", ["how many | accounts were taken over | clear"]],
    ["It remains unclear whether the backups survived.", ["whether | the backups survived | clear"]],
    ["Nobody knows why the crew stopped in May.", ["why | the crew stopped in May | known"]],
    ["Fenwick has not said how many devices were hit.", ["how many | devices were hit | public | Fenwick | said"]],
    ["We do not know why the operator came back.", ["why | the operator came back | known | We | known"]],
    ["The list is silent on who uses the flaw.", ["who | uses the flaw | public | The list | said"]],
    [
      "A spokesman declined to say whether money had changed hands.",
      ["whether | money had changed hands | public | A spokesman | said"],
    ],
    ["Greywater did not name the banks.", ["the | identity of the banks | public | Greywater | named"]],
    [
      "The firm did not name the ports, nor did it say what was taken.",
      ["the | identity of the ports | public | The firm | named", "what | was taken | public | The firm | said"],
    ],
    [
      "Blue Reef thinks it is a new botnet, perhaps of cameras, but is not committing to that.",
      ["which | botnet sent the happening | known"],
    ],
  ])("%s", (quote, wanted) => {
    expect(lacksIn(sentence(quote)).map(said)).toEqual(wanted);
  });

  it.each([
    "Fenwick said how many devices were hit.",
    "Administrators who have not patched should do so now.",
    "The notice explains why the service was closed.",
    "He would not say it was easy.",
  ])("no lack: %s", (quote) => {
    expect(lacksIn(sentence(quote))).toEqual([]);
  });

  it.each([
    [
      "How many builders installed the tampered kit? Tern Registry says it can’t tell yet.",
      ["how many | builders installed the tampered kit | known | Tern Registry | known"],
    ],
    ["Who wrote the loader? It is not known.", ["who | wrote the loader | known"]],
    ["How many builders installed the kit? Tern Registry counted 400.", []],
    ["Did it spread? Nobody knows.", []],
  ])("a question put and left open: %s", (quote, wanted) => {
    expect(questionsIn(sentences(quote)).map(said)).toEqual(wanted);
  });

  it.each([
    ["No other network has published matching data.", true],
    ["The claim could not be independently verified.", true],
    ["The other network has published matching data.", false],
  ])("stands alone: %s", (quote, wanted) => {
    expect(isUnconfirmed(quote)).toBe(wanted);
  });

  it("long hostile sentences cost no more than their length", () => {
    const quote = `It is not clear ${"how many ".repeat(60)}`;
    expect(lacksIn(sentence(quote.trim())).length).toBeLessThanOrEqual(2);
  });
});
