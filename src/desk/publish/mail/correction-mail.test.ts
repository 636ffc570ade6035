/** What readers are told of a correction: each change whole, and how many are left out. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { arrangeEdition } from "../arrange-edition.ts";
import { slackBody, teamsBody, webhookBody } from "../hook/hook-bodies.ts";
import { correctionLines, correctionToMail } from "./correction-mail.ts";

const template: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);

/** An edition of as many sentences in one section. */
const saying = (texts: readonly string[]): Edition => ({
  ...template,
  edition: {
    ...template.edition,
    corrects: { editionId: "e".repeat(64), asOf: "2026-02-05T18:00:00Z", title: "Old", reason: "The port was wrong." },
  },
  sections: [
    {
      id: "happened",
      sentences: texts.map((text, at) => ({ id: `s${at + 1}`, kind: "fact" as const, text, citations: [] })),
    },
  ],
});
const numbered = (count: number, word: string): string[] =>
  Array.from({ length: count }, (_, at) => `${word} ${at + 1} stopped.`);

const toldBy = (lines: readonly string[]) => ({
  before: lines.filter((line) => line.startsWith("We wrote: ")).length,
  after: lines.filter((line) => line.startsWith("It should read: ")).length,
  rest: lines.filter((line) => line.endsWith("in the corrected edition.")),
});

describe("what a hook says of a correction", () => {
  it.each([
    ["of 3 sentences tells all of them", 3, "Crane", 3, []],
    ["of 30 sentences tells 20 of them", 30, "Crane", 20, ["10 more changes stand in the corrected edition."]],
    ["of 3 very long sentences tells 2", 3, "word ".repeat(400), 2, ["1 more change stands in the corrected edition."]],
  ])("%s", (_, count, word, told, rest) => {
    const [old, corrected] = [saying(numbered(count, `Old ${word}`)), saying(numbered(count, `New ${word}`))];
    const lines = correctionLines(old, corrected);
    expect(lines[0]).toBe("Why: The port was wrong.");
    expect(toldBy(lines)).toEqual({ before: told, after: told, rest });
    const options = { editionId: "e".repeat(64), deliveryId: "d1", mark: "Correction:", says: lines };
    const { summary } = JSON.parse(webhookBody(corrected, "correction", options)) as { summary: string[] };
    expect(toldBy(summary)).toEqual({ before: told, after: told, rest });
    for (const body of [slackBody(corrected, options), teamsBody(corrected, options)]) {
      expect(body.split("It should read: ").length - 1).toBe(told);
      expect(body.length).toBeLessThan(28_000);
    }
  });
});

describe("a correction of the headline alone", () => {
  const old = saying(numbered(2, "Crane"));
  const title = "Extortion crew stopped eight ports";
  const corrected = { ...old, edition: { ...old.edition, title } };

  it("is told in the mail, first, with the words it rests on", () => {
    const { text, html } = correctionToMail(old, corrected);
    expect(text.replace(/\s+/g, " ")).toContain(
      `Headline We wrote: ${old.edition.title} It should read: ${title} [3a] Harbour Signal: “An extortion crew`,
    );
    expect(html).toContain(">Headline</h3>");
    expect(`${text}${html}`).not.toContain("No sentence changed");
  });

  it("is told by hooks", () => {
    expect(correctionLines(old, corrected)).toEqual([
      "Why: The port was wrong.",
      `We wrote: ${old.edition.title}`,
      `It should read: ${title}`,
    ]);
  });

  it("marks no sentence of the edition on record", () => {
    const standing = { corrected: { at: "2026-02-06T08:00:00Z", editionId: "f".repeat(64), edition: corrected } };
    const marked = arrangeEdition(old, standing);
    expect(marked.sections).toEqual(arrangeEdition(old).sections);
    expect(marked.notice?.kind).toBe("corrected");
  });
});
