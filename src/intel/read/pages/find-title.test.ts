import { describe, expect, it } from "vitest";
import { findTitle, type TitleClues } from "./find-title.ts";

const clues = (more: Partial<TitleClues>): TitleClues => ({
  stated: [],
  fed: [],
  headings: [],
  lines: [],
  outlets: [],
  ...more,
});

describe("title and outlet from what a page shows", () => {
  it.each<[string, Partial<TitleClues>, string, string | undefined]>([
    [
      "a suffix that is the outlet's name",
      { pageTitle: "Ferry stays in port | Harbour Gazette", outlets: ["Harbour Gazette"] },
      "Ferry stays in port",
      "Harbour Gazette",
    ],
    [
      "a prefix, when the page shows the rest",
      { pageTitle: "Quayside News: Ferry stays in port", lines: ["Ferry stays in port"] },
      "Ferry stays in port",
      "Quayside News",
    ],
    [
      "a title with a colon of its own",
      { pageTitle: "Ferry: why it stays in port", headings: ["Ferry: why it stays in port"] },
      "Ferry: why it stays in port",
      undefined,
    ],
    [
      "a picture character between the two",
      { pageTitle: "Ferry stays in port 😱 BuzzPort", outlets: ["BuzzPort"] },
      "Ferry stays in port",
      "BuzzPort",
    ],
    [
      "of several headings the one that matches",
      { stated: ["Ferry stays in port"], headings: ["Harbour Gazette", "Ferry stays in port", "Pier opens"] },
      "Ferry stays in port",
      undefined,
    ],
    [
      "the page's own wording before the feed's",
      { fed: ['"Old" ferry stays'], pageTitle: "Post: „Old“ ferry stays", lines: ["„Old“ ferry stays"] },
      "„Old“ ferry stays",
      "Post",
    ],
    [
      "a heading when the title line is only the outlet",
      { pageTitle: "Gazette", headings: ["Ferry stays in port"] },
      "Ferry stays in port",
      undefined,
    ],
    ["the feed's when the page has none", { fed: ["Ferry stays in port"] }, "Ferry stays in port", undefined],
  ])("%s", (_name, given, title, beside) => {
    const found = findTitle(clues(given));
    expect(found?.title).toBe(title);
    expect(found?.beside).toBe(beside);
  });

  it("nothing from nothing", () => expect(findTitle(clues({}))).toBeUndefined());
});
