/** What is remembered of values that come again is never given for another. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { guidAt } from "./binary-text.ts";

/** The first three parts stand with their last byte first (MS-DTYP 2.3.4.2). */
const plainly = (bytes: Uint8Array): string => {
  const hex = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString("hex");
  const flipped = (from: number, to: number): string => Buffer.from(bytes.slice(from, to).reverse()).toString("hex");
  return [flipped(0, 4), flipped(4, 6), flipped(6, 8), hex(8, 10), hex(10, 16)].join("-").toUpperCase();
};

it("writes each GUID as it is, whichever came before", () => {
  // Few values in each byte, so that many share what they are remembered by.
  const guid = fc.uint8Array({ minLength: 16, maxLength: 16, max: 2 });
  fc.assert(
    fc.property(fc.array(guid, { maxLength: 40 }), fc.nat(3), (guids, gap) => {
      for (const bytes of guids) expect(guidAt(Buffer.concat([Buffer.alloc(gap), bytes]), gap)).toBe(plainly(bytes));
    }),
    { seed: 20261128, numRuns: 200 },
  );
});
