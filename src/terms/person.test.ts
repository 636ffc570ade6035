import { expect, test } from "vitest";
import { isWithin, openPrincipal, permissionsFor, permissionsOf } from "./person.ts";

test("an administrator approves nothing by that role", () => {
  expect(permissionsFor(["administrator"]).has("edition.approve")).toBe(false);
  expect(permissionsFor(["administrator", "reviewer"]).has("edition.approve")).toBe(true);
});

test("a token's scopes take away and never add", () => {
  expect([...permissionsFor(["reader"], ["edition.read", "person.manage"])]).toEqual(["edition.read"]);
});

test("whoever is not known changes nothing", () => {
  const reads = [...permissionsOf.reader, "draft.read", "source.read", "metrics.read"];
  expect([...openPrincipal.may].filter((permission) => !reads.includes(permission))).toEqual([]);
});

test.each([
  ["TLP:CLEAR", "TLP:CLEAR", true],
  ["TLP:GREEN", "TLP:CLEAR", false],
  ["TLP:AMBER+STRICT", "TLP:AMBER", false],
  ["TLP:AMBER", "TLP:AMBER+STRICT", true],
  ["TLP:WHATEVER", "TLP:AMBER+STRICT", false],
  ["TLP:WHATEVER", "TLP:RED", true],
] as const)("%s is shown up to %s: %s", (label, ceiling, shown) => {
  expect(isWithin(label, ceiling)).toBe(shown);
});
