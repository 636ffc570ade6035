import { describe, expect, it } from "vitest";
import { annotate } from "../annotate.ts";
import { findAttributions } from "./index.ts";

const brief = (text: string): string[] =>
  findAttributions(text, { start: 0, end: text.length }, annotate(text, {})).map(
    (one) =>
      `${one.subject.surface} ${one.relation} ${one.object.surface}: ${one.certainty}${one.speaker ? `, ${one.speaker.surface}` : ""}`,
  );

const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ["UNC9001 has been attributed to APT28.", ["UNC9001 attributed-to APT28: stated"]],
  ["UNC9001 may be linked to APT28.", ["UNC9001 linked-to APT28: low"]],
  [
    "UNC9001 is suspected to work on behalf of the Iranian government.",
    ["UNC9001 sponsored-by Iranian government: low"],
  ],
  ["We have low confidence that UNC9001 is associated with APT27.", ["UNC9001 linked-to APT27: low"]],
  [
    "Example Labs attributes the intrusions to APT41 with medium confidence.",
    ["intrusions attributed-to APT41: moderate, Example Labs"],
  ],
  [
    "According to Umbra Labs, the theft was carried out by Lazarus Group.",
    ["theft responsible-for Lazarus Group: stated, Umbra Labs"],
  ],
  ["UNC9001 is almost certainly a subgroup of APT29, the NCSC says.", ["UNC9001 subgroup-of APT29: high, NCSC"]],
  ["UNC9001 is a suspected Chinese threat group.", ["UNC9001 sponsored-by Chinese: low"]],
  [
    "UNC9001 overlaps with activity tracked as Tortoiseshell and TA456.",
    ["UNC9001 overlap Tortoiseshell: stated", "UNC9001 overlap TA456: stated"],
  ],
  ["Researchers found no evidence that UNC9001 is linked to APT28.", []],
  ["In May 2021 the tool was attributed to APT28.", ["tool attributed-to APT28: stated"]],
  ["The dropper is responsible for evasion required by the actor.", []],
];

describe("attributions", () => {
  it.each(rows)("of %j are %j", (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it("take a hedge only from their own clause", () => {
    const text = "UNC9001 is believed to be part of Lazarus Group, and has been attributed to APT38.";
    expect(brief(text).map((one) => one.split(": ")[1])).toEqual(["moderate", "stated"]);
  });
});
