/** One story of the example day as a flash: chosen by an analyst, and found by the rule. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { makeDecision } from "../../src/desk/review/triage/decision.fixture.ts";
import { type PreparedEdition, prepareEdition } from "../../src/pipeline/make-edition.ts";
import { readOrganisation } from "../../src/pipeline/settings/read-organisation.ts";
import { findFlashes, type MadeFlash, makeFlash } from "../../src/pipeline/steps/make-flash.ts";
import type { Decision } from "../../src/terms/triage.ts";

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

  /** Two stories of the day, the first with several articles: what a flash is made of is on record already. */
  const chosen = () => {
    const several = prepared.stories.find(({ articleIds }) => articleIds.length > 1);
    return prepared.stories.filter((story) => story === several || story.articleIds.length === 1).slice(0, 2);
  };
  const few = async () => {
    const ids = new Set(chosen().flatMap(({ articleIds }) => articleIds));
    const articles = prepared.articles.filter(({ id }) => ids.has(id));
    return { articles, fullTexts: new Map(), entryUrls: new Map(), losses: [], feedsRead: 1, repeated: 0 };
  };

  it("is found by the rule where a product of the profile is being exploited, and nowhere else", () => {
    const titles = findFlashes(prepared).map((urls) => prepared.articles.find(({ url }) => urls.includes(url))?.title);
    expect(titles.length).toBeGreaterThan(0);
    expect(prepared.assessments.length).toBeGreaterThan(findFlashes(prepared).length);
    for (const urls of findFlashes(prepared))
      expect(prepared.articles.some(({ url, text }) => urls.includes(url) && text.includes("Web Help Desk"))).toBe(
        true,
      );
  });

  it("is found by an audience's own profile, where that runs what is exploited", () => {
    const { products, ...rest } = organisation;
    const runs = products.filter(({ name }) => name.includes("Web Help Desk"));
    expect(runs.length).toBeGreaterThan(0);
    expect(findFlashes(prepared, { ...rest, products: runs })).toEqual(findFlashes(prepared));
    expect(findFlashes(prepared, { ...rest, products: [] })).toEqual([]);
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
    const [urls = []] = findFlashes(prepared);
    expect(made?.edition.edition.kind).toBe("flash");
    expect(made?.edition.articles.map(({ url }) => url).sort()).toEqual([...urls].sort());
    expect(made?.edition.gates.filter(({ passed }) => !passed)).toEqual([]);
    expect(made?.edition.sections).toHaveLength(11);
  });

  it("is nothing for an address that no story holds", async () => {
    expect(await makeFlash({ ...options, inputs: [], gather: few }, "https://nowhere.example/")).toBeUndefined();
  });

  describe("of a story that people decided on", () => {
    const day = "2026-02-05";
    const idsOf = (at: number): string[] => [...(chosen()[at]?.articleIds ?? [])];
    const urlsOf = (ids: readonly string[]): string[] =>
      prepared.articles.flatMap(({ id, url }) => (ids.includes(id) ? [url] : [])).sort();
    const flashOf = (decisions: readonly Decision[], id: string | undefined): Promise<MadeFlash | undefined> =>
      makeFlash(
        { ...options, inputs: [], gather: few, decisions: async (on) => ({ decisions, days: [on] }) },
        urlsOf(id === undefined ? [] : [id])[0] ?? "",
      );
    const storiesOf = (flash: MadeFlash | undefined) =>
      flash?.edition.stories.map(({ articleUrls, excluded }) => [[...articleUrls].sort(), excluded]);

    it("tells merged stories as the one they are, whichever of them was asked for", async () => {
      const sides = [idsOf(0), idsOf(1)];
      const merge = makeDecision(1, { kind: "merge" }, { day, on: sides });
      for (const id of sides.map(([first]) => first))
        expect(storiesOf(await flashOf([merge], id))).toEqual([[urlsOf(sides.flat()), false]]);
    }, 60_000);

    it("tells no more of a story taken apart than stayed in it", async () => {
      const ids = idsOf(0);
      const [stays, ...off] = ids;
      const split = makeDecision(1, { kind: "split", off }, { day, on: [ids] });
      expect(storiesOf(await flashOf([split], stays))).toEqual([[urlsOf(ids.slice(0, 1)), false]]);
      expect(storiesOf(await flashOf([split], off[0]))).toEqual([[urlsOf(off), false]]);
    }, 60_000);

    it("is for the audience that it was asked for, in full also where it tells of other sectors alone", async () => {
      const audience = { name: "farms", title: "Farms", sectors: ["agriculture"] as const };
      const [url = ""] = urlsOf(idsOf(0).slice(0, 1));
      const flash = await makeFlash({ ...options, inputs: [], gather: few, audience }, url);
      expect(flash?.edition.edition).toMatchObject({ kind: "flash", audience: { name: "farms", title: "Farms" } });
      expect(flash?.edition.sections.find(({ id }) => id === "happened")?.sentences.length).toBeGreaterThan(1);
    }, 60_000);

    it("tells it in full although it was left out of the edition of its day, or a rule left it out", async () => {
      const ids = idsOf(0);
      const leaveOut = makeDecision(1, { kind: "leave_out", reason: "not_ours" }, { day, on: [ids] });
      const flash = await flashOf([leaveOut], ids[0]);
      expect(storiesOf(flash)).toEqual([[urlsOf(ids), false]]);
      expect(flash?.edition.sections.find(({ id }) => id === "happened")?.sentences.length).toBeGreaterThan(1);
    }, 60_000);
  });
});
