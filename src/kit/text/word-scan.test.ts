import { expect, it } from "vitest";
import { buildWordScan } from "./word-scan.ts";

it("finds whole words in any case and nothing inside a word", () => {
  const found: string[] = [];
  const text = "The GROUP said: groups, subgroup, group2 and aka “group”.";
  buildWordScan(["group", "aka"])(text, (word, start, end) => found.push(`${word} ${text.slice(start, end)}`));
  expect(found).toEqual(["0 GROUP", "1 aka", "0 group"]);
});
