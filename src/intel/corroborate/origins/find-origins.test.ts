import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { findOrigins } from "./find-origins.ts";

const from = (id: string, outlet: string, text: string) => makeArticle({ id, outlet, title: `Title ${id}`, text });

describe("one origin", () => {
  it.each([
    [
      "a study two outlets cite",
      "According to a report by Fernhill Labs, the code was changed.",
      "Fernhill Labs said the code had been changed.",
    ],
    [
      "a team and its company",
      "Team 9, the research arm of Fernhill, describes the tool. Team 9 said it was new.",
      "Fernhill said the tool was new.",
    ],
    [
      "an authority that added an entry",
      "Norrland CERT on Tuesday added the flaw to its list.",
      "The list of Norrland CERT grew. Norrland CERT says it is used.",
    ],
    [
      "a notice that draws attention to the report others tell",
      "Norrland CERT draws attention to a report published today by Fernhill Labs.",
      "Fernhill Labs counts 12 ferries. Fernhill Labs said so on Monday.",
    ],
    ["French and English", "Selon la société bretonne Fernhill Labs, rien ne va plus.", "Fernhill Labs said it."],
    ["Spanish and Dutch", "Según un estudio de Fernhill Labs, fue así.", "Volgens Fernhill Labs was het zo."],
    ["a speaker after the verb", "Billets were sold twice, says Fernhill Labs.", "Fernhill Labs said it first."],
    ["a short name and the long one", "Fernhill ID said it was sorry.", "Fernhill said it was sorry."],
    ["German and English", "Das berichtet Fernhill Labs am Montag.", "Fernhill Labs reported it on Monday."],
  ])("%s", (_what, left, right) => {
    const origins = findOrigins([from("a", "One", left), from("b", "Two", right)]);
    expect(origins).toHaveLength(1);
    expect(origins[0]?.articleIds).toEqual(["a", "b"]);
  });
});

it("a team's own post and those who rest on it are one origin", () => {
  const origins = findOrigins([
    from("a", "Fernhill Labs", "We found 12 ferries whose tickets were changed."),
    from("b", "Meridian Wire", "The tickets of 12 ferries were changed, according to Fernhill Labs."),
  ]);
  expect(origins).toEqual([{ name: "Fernhill Labs", articleIds: ["a", "b"] }]);
});

describe("two origins", () => {
  it.each([
    ["own reporting on both sides", "The harbour was quiet on Monday.", "Ships waited for hours."],
    ["two companies", "Fernhill Labs said the code was changed.", "Greywater Response said it saw the same."],
    ["people without a name", "Researchers said it was bad.", "Officials said it was bad."],
    [
      "what a gang says of itself",
      "The gang Saltmarsh said it had the files.",
      "Files are held by the Saltmarsh gang. Saltmarsh said so.",
    ],
  ])("%s", (_what, left, right) => {
    expect(findOrigins([from("a", "One", left), from("b", "Two", right)])).toHaveLength(2);
  });
});
