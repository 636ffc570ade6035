/** Which of two is meant: the upper or the lower, the inbound or the outbound. */
import { describe, expect, it } from "vitest";
import { judgeSentence } from "./index.ts";

const rows: readonly (readonly [string, string, string, boolean])[] = [
  [
    "the same side",
    "The lower house passed the bill on cables.",
    "The lower house passed the bill on cables in May.",
    true,
  ],
  [
    "the other side",
    "The upper house passed the bill on cables.",
    "The lower house passed the bill on cables in May.",
    false,
  ],
  [
    "a word of the same side",
    "Incoming traffic was mirrored to a rented server.",
    "The implant mirrored inbound traffic to a rented server.",
    true,
  ],
  [
    "the other way of the traffic",
    "The implant mirrored outbound traffic to a rented server.",
    "The implant mirrored inbound traffic to a rented server.",
    false,
  ],
  [
    "a source that has both",
    "The implant mirrored outbound traffic to a rented server.",
    "The implant mirrored inbound traffic, and later outbound traffic, to a rented server.",
    true,
  ],
  [
    "the side told in another order",
    "The thieves entered by the north gate of the depot.",
    "The depot has a south gate. The thieves entered by the gate of the depot that lies to the north.",
    true,
  ],
];

describe("the side a sentence tells", () => {
  it.each(rows)("%s", (_row, claim, source, holds) => {
    const objections = judgeSentence(claim, [{ text: source }], {}).checks.filter(
      (check) => !check.agrees && check.sourceValue !== undefined && check.slot === "content",
    );
    expect(objections.length === 0, JSON.stringify(objections)).toBe(holds);
  });

  it("is told with both values", () => {
    const verdict = judgeSentence(rows[1]?.[1] ?? "", [{ text: rows[1]?.[2] ?? "" }], {});
    expect(verdict.verdict).toBe("contradicted");
    expect(verdict.reason).toContain("“upper house”");
    expect(verdict.reason).toContain("“lower house”");
  });
});
