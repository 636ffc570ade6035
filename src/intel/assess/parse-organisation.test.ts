import { describe, expect, it } from "vitest";
import { parseOrganisation } from "./parse-organisation.ts";

const faults = (text: string) => {
  const parsed = parseOrganisation(text);
  return parsed.ok ? [] : parsed.error;
};

describe("a profile", () => {
  it("needs a name alone; the rest has defaults", () => {
    expect(parseOrganisation("name: Small Office")).toMatchObject({
      ok: true,
      value: { name: "Small Office", products: [], countries: [], roles: expect.arrayContaining(["ciso"]) },
    });
  });

  it.each([
    ["nothing at all", "", { path: "", expected: "object" }],
    ["no name", "sectors: [energy]", { path: "name", found: "nothing" }],
    ["a number for a name", "name: 3", { path: "name", expected: "string", found: "number 3" }],
    [
      "a slip of the pen in a key",
      "name: A\nproducts: [{ name: X, verson: '2' }]",
      { path: "products[0].verson", expected: "a known key" },
    ],
    [
      "a version that YAML reads as a number",
      "name: A\nproducts: [{ name: X, version: 2.0 }]",
      { path: "products[0].version", expected: "string" },
    ],
    ["a role nobody has", "name: A\nroles: [wizard]", { path: "roles[0]", found: 'string "wizard"' }],
    ["a country in small letters", "name: A\ncountries: [se]", { path: "countries[0]" }],
    ["a country that is none", "name: A\ncountries: [ZZ]", { path: "countries[0]" }],
    ["one key twice", "name: A\nname: B", { path: "", expected: "well-formed YAML", line: 2 }],
    ["broken YAML", "name: [", { path: "", expected: "well-formed YAML" }],
    ["a list where a mapping belongs", "- a\n- b", { path: "", found: "a list of 2" }],
  ])("is refused with its place: %s", (_what, text, fault) => {
    expect(faults(text)[0]).toMatchObject(fault);
  });

  it("is refused when it is an alias bomb", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]",
      "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]",
      "name: [*c, *c, *c, *c, *c, *c, *c, *c, *c]",
    ].join("\n");
    expect(faults(bomb)[0]?.expected).toContain("aliases");
  });

  it("is refused when it is too long", () => {
    expect(faults(`name: ${"a".repeat(1_000_001)}`)[0]?.expected).toContain("characters");
  });
});
