import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { slackBody, teamsBody, webhookBody } from "./hook-bodies.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);
const options = { editionId: "e".repeat(64), deliveryId: "d1", link: "https://desk.example/?edition=1" };
const titled = (title: string): Edition => ({ ...edition, edition: { ...edition.edition, title } });

/** Every string of a value, in order. */
const stringsOf = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
};

const bodies = [
  ["webhook", (each: Edition) => webhookBody(each, "edition", options)],
  ["slack", (each: Edition) => slackBody(each, options)],
  ["teams", (each: Edition) => teamsBody(each, options)],
] as const;

describe.each(bodies)("the body for %s", (way, write) => {
  const said = stringsOf(JSON.parse(write(edition)));

  it("names the label first, the headline, the summary and the desk's own address", () => {
    expect(said.find((text) => text.includes("TLP:"))).toContain("TLP:AMBER+STRICT");
    expect(said.join("\n")).toContain("Extortion crew stopped nine ports");
    expect(said.join("\n")).toContain("It also scanned gate systems at 61 ports in February");
    expect(said).toContain("https://desk.example/?edition=1");
  });

  it("is the same for the same edition", () => expect(write(edition)).toBe(write(edition)));

  it("links to nothing but the desk", () => {
    const links = said.filter((text) => /^https?:/.test(text) && !text.includes("adaptivecards.io"));
    expect(new Set(links)).toEqual(new Set(["https://desk.example/?edition=1"]));
  });

  it("makes no mention, link or format of foreign words", () => {
    const hostile = "<!channel> <@U1> *b* [x](https://evil.example) {{DATE(2026)}} \u202e\r\nBcc: x";
    const written = write(titled(hostile));
    expect(() => JSON.parse(written)).not.toThrow();
    expect(written).not.toMatch(/[\u202e]|\\r|\\n/);
    if (way === "teams") {
      expect(written).not.toContain("{{");
      expect(written).not.toContain('"type":"TextBlock"');
    }
    if (way === "slack") {
      expect(written).not.toContain('mrkdwn":true');
      expect((JSON.parse(written) as { text: string }).text).not.toMatch(/[<>]/);
    }
  });

  it("stays small whatever the edition says", () => {
    const long = "word ".repeat(50_000);
    const huge = {
      ...titled(long),
      sections: edition.sections.map((section) => ({
        ...section,
        sentences: section.sentences.map((sentence) => ({ ...sentence, text: long })),
      })),
    };
    expect(write(huge).length).toBeLessThan(28_000);
  });
});
