import { expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { organisationSchema } from "#terms/organisation.ts";
import { checkProfile, countryOf, profileChoices } from "./check-profile.ts";
import { fitProfile } from "./fit-profile.ts";

it.each([
  ["NO", "NO"],
  ["no", "NO"],
  [" Norway ", "NO"],
  ["south korea", "KR"],
  ["United States of America", "US"],
  ["Côte d’Ivoire", "CI"],
  ["Atlantis", undefined],
  ["", undefined],
])("the country %s is %s", (text, code) => {
  expect(countryOf(text)).toBe(code);
});

it("takes sectors by any word of theirs, and keeps the vocabulary's", () => {
  expect(
    checkProfile({ name: "Harbour", sectors: ["Bank", "energy", "hospital", "bank"], countries: ["Norway", "NO"] }),
  ).toMatchObject({ ok: true, value: { sectors: ["financial-services", "energy", "healthcare"], countries: ["NO"] } });
});

it("refuses what it does not know, with the choices", () => {
  const checked = checkProfile({ name: "Harbour", sectors: ["basket weaving"], countries: ["Atlantis"] });
  expect(checked).toMatchObject({
    ok: false,
    error: [
      { path: "sectors[0]", found: 'string "basket weaving"', expected: expect.stringContaining("energy") },
      { path: "countries[0]", found: 'string "Atlantis"' },
    ],
  });
});

it("every choice that is offered is taken", () => {
  const { sectors, countries } = profileChoices();
  const checked = checkProfile({ name: "All", sectors, countries: countries.map(({ name }) => name) });
  expect(checked.ok && [checked.value.sectors.length, checked.value.countries.length]).toEqual([
    sectors.length,
    countries.length,
  ]);
});

it("10,000 products are held against a day without asking each one of each sentence", () => {
  const text = "Attackers exploit a flaw in Quay Server. ".repeat(200);
  const stories = Array.from({ length: 40 }, (_, at) => ({
    id: `s${at}`,
    articles: [makeArticle({ id: `a${at}`, title: "Quay Server under attack", text })],
  }));
  const products = Array.from({ length: 10_000 }, (_, at) => ({
    name: at === 9_999 ? "Quay Server" : `Quay ${at} of ours`,
  }));
  const organisation = organisationSchema.parse({ name: "Harbour", products });
  const fits = fitProfile(stories, new Map(), organisation);
  expect(fits).toHaveLength(40);
  expect(fits[0]).toMatchObject({ products: [9_999], because: expect.stringContaining("Quay Server") });
});
