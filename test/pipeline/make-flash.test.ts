/** One story of the example day as a flash: chosen by an analyst, and found by the rule. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { type PreparedEdition, prepareEdition } from "../../src/pipeline/make-edition.ts";
import { readOrganisation } from "../../src/pipeline/settings/read-organisation.ts";
import { findFlashes, type MadeFlash, makeFlash, urlsOfStory } from "../../src/pipeline/steps/make-flash.ts";

const site = new URL("../../examples/day-2026-02-05/site/", import.meta.url);
const inputs = ["perimeter", "rampart", "cipher"].map((name) => fileURLToPath(new URL(name, site)));
const organisation = await readOrganisation(
  fileURLToPath(new URL("../../examples/organisation.yaml", import.meta.url)),
);
const options = { inputs, asOf: "2026-02-05T18:00:00Z", organisation };

describe("a flash", () => {
  let prepared: PreparedEdition;
  let made: MadeFlash | undefined;
  beforeAll(async () => {
    expect(readdirSync(site)).toContain("rampart");
    prepared = await prepareEdition(options);
    const [found] = findFlashes(prepared);
    made = await makeFlash(options, found?.[0] ?? "");
  }, 120_000);

  it("is found by the rule where a product of the profile is being exploited, and nowhere else", () => {
    const titles = findFlashes(prepared).map((urls) => prepared.articles.find(({ url }) => urls.includes(url))?.title);
    expect(titles.length).toBeGreaterThan(0);
    expect(prepared.assessments.length).toBeGreaterThan(findFlashes(prepared).length);
    for (const urls of findFlashes(prepared))
      expect(prepared.articles.some(({ url, text }) => urls.includes(url) && text.includes("Web Help Desk"))).toBe(
        true,
      );
  });

  it("finds nothing to hurry for where nothing of it is ours, or nothing is exploited", () => {
    const { assessments } = prepared;
    const notOurs = assessments.map((one) => ({
      ...one,
      relevance: one.relevance.filter(({ path }) => !path.startsWith("products[")),
    }));
    expect(findFlashes({ ...prepared, assessments: notOurs })).toEqual([]);
    const calm = assessments.map((one) => ({
      ...one,
      reasons: one.reasons.filter(({ factor }) => factor !== "exploitation"),
    }));
    expect(findFlashes({ ...prepared, assessments: calm })).toEqual([]);
  });

  it("tells of its story alone, in every section, through the same gates", () => {
    const urls = urlsOfStory(prepared, findFlashes(prepared)[0]?.[0] ?? "") ?? [];
    expect(made?.edition.edition.kind).toBe("flash");
    expect(made?.edition.articles.map(({ url }) => url).sort()).toEqual([...urls].sort());
    expect(made?.edition.gates.filter(({ passed }) => !passed)).toEqual([]);
    expect(made?.edition.sections).toHaveLength(11);
  });

  it("is nothing for an address that no story holds", () => {
    expect(urlsOfStory(prepared, "https://nowhere.example/")).toBeUndefined();
  });
});
