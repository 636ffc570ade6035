import { expect, it } from "vitest";
import { beginGap } from "./begin-gap.ts";

it.each([
  ["an id keeps its letters", "CVE-2031-10001 is exploited.", "CVE-2031-10001 is exploited."],
  ["so does a name of ordinary letters", "Tarn CERT knows of 4 cases.", "Tarn CERT knows of 4 cases."],
  ["an article is one in capitals no more", "The flaw is exploited.", "the flaw is exploited."],
  ["nor are those who attack", "Attackers hold the key.", "attackers hold the key."],
  ["a word in capitals throughout is a name", "IT suppliers were hit.", "IT suppliers were hit."],
  ["an empty sentence stays one", "", ""],
])("%s", (_name, text, end) => {
  expect(beginGap(text)).toBe(`It is not known whether ${end}`);
});
