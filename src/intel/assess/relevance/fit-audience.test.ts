import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sectors } from "#terms/audience.ts";
import { makeArticle } from "#terms/make-article.fixture.ts";
import type { Mention } from "#terms/mention.ts";
import type { Line } from "../weigh/read-facts.ts";
import { fitAudience } from "./fit-audience.ts";
import type { Tie } from "./tie-organisation.ts";

const article = makeArticle({ id: "a", text: "" });
/** `leading` stands in the opening; `hit` speaks of those who were hit. */
const line = (text: string, place: "leading" | "later", ...named: readonly string[]): Line => ({
  article,
  text,
  leads: place === "leading",
  mentions: named.map((entityId) =>
    entityId.startsWith("CVE-")
      ? ({ kind: "vulnerability", id: entityId } as Mention)
      : ({ kind: "name", type: "sector", entityId } as Mention),
  ),
});
const product: Tie = { path: "products[0].name", value: "Quay", because: "", kind: "product", points: 25 };

describe("fitAudience, for energy", () => {
  it.each([
    ["its sector in the opening", [line("Grid operators lost control", "leading", "energy")], [], "own"],
    [
      "its sector among those hit, twice",
      [line("Victims in energy", "later", "energy"), line("Power firms were hit", "later", "energy")],
      [],
      "own",
    ],
    ["a product that its profile names", [line("A hole in Quay", "leading", "retail")], [product], "own"],
    [
      "its sector in passing",
      [line("Banks were robbed", "leading", "financial-services"), line("also hit", "later", "energy")],
      [],
      "general",
    ],
    ["no sector at all", [line("A phishing kit was sold", "leading")], [], "general"],
    ["other sectors alone", [line("Ministries were broken into", "leading", "government")], [], "others"],
    [
      "a flaw that hit others first",
      [line("Agencies must fix CVE-2031-1", "leading", "government", "CVE-2031-1")],
      [],
      "general",
    ],
    [
      "makers and pursuers of whatever happens",
      [line("Police and hosting firms", "leading", "emergency-services", "technology")],
      [],
      "general",
    ],
    [
      "other sectors once, far down",
      [line("A phishing kit", "leading"), line("victims at banks", "later", "financial-services")],
      [],
      "general",
    ],
  ] as const)("a story with %s", (_, lines, ties, fit) => {
    expect(fitAudience(lines, ["energy"], ties)).toBe(fit);
  });

  it("asks for sectors of which the lexicon has words, and for all of them", () => {
    const { rows } = JSON.parse(
      readFileSync(new URL("../../../../data/sectors/sectors.json", import.meta.url), "utf8"),
    );
    expect(rows.map((row: string) => row.slice(0, row.indexOf("|"))).sort()).toEqual([...sectors]);
  });
});
