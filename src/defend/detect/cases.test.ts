/** Every case of `test/cases/detect`, through both engines; and that a case can fail. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readCases, runCase } from "../../../evaluate/sigma-cases/run-cases.ts";

const cases = await readCases(fileURLToPath(new URL("../../../test/cases/detect", import.meta.url)));

describe.each([...new Set(cases.map(({ file }) => file))])("%s", (file) => {
  it.each(cases.filter((one) => one.file === file).map((one) => [one.case.case, one.case] as const))("%s", (_, one) => {
    expect(runCase(one)).toEqual([]);
  });
});

it("says what differs", () => {
  const detection = "s: { A: 1 }\ncondition: s";
  const events = [{ id: "a", A: 1 }];
  expect(runCase({ case: "wrong", detection, events, expect: [] })).toEqual([
    'plain engine: expected [] but found ["a"]',
    'fast engine: expected [] but found ["a"]',
  ]);
});
