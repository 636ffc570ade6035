import { expect, it } from "vitest";
import { shippedMigrations } from "./migrate.ts";

/** Two of one number run in the order of their names, and stay: what has run keeps its name. Since then no number stands twice. */
const twiceOnce = ["0013", "0014", "0025"];

it("gives each migration a number of its own", async () => {
  const numbers = (await shippedMigrations()).map((name) => name.slice(0, 4));
  const twice = numbers.filter((number, at) => numbers.indexOf(number) < at);
  expect(twice).toEqual(twiceOnce);
});
