import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buckets } from "./features.ts";
import { width } from "./labels.ts";
import { shippedWeights } from "./load-weights.ts";
import { type PackedWeights, packWeights, unpackWeights, weightsForm } from "./pack-weights.ts";

const rows = new Int32Array(buckets);
rows[5] = 1;
rows[200_000] = 2;
const emit = new Float32Array(3 * width);
emit[width + 1] = 1.5;
emit[2 * width] = -2;
emit[2 * width + 18] = 100;
const move = new Float32Array(width * width).fill(-1);
const packed = packWeights({ rows, emit, move, scale: 1 });

const bytes = (...numbers: number[]): string => deflateRawSync(Uint8Array.from(numbers)).toString("base64");

const broken: readonly (readonly [
  what: string,
  change: Partial<Record<keyof PackedWeights, unknown>>,
  says: string,
])[] = [
  ["of another form", { form: "chain-1" }, `form: expected "${weightsForm}", found "chain-1"`],
  ["without a form", { form: undefined }, `form: expected "${weightsForm}", found undefined`],
  ["with too many rows", { rows: 1e9 }, "rows: expected a count up to 524288, found 1000000000"],
  ["with a text for a count", { rows: "2" }, 'rows: expected a count up to 524288, found "2"'],
  ["without a scale", { scale: undefined }, "scale: expected a number above 0, found undefined"],
  ["with a scale of nothing", { scale: 0 }, "scale: expected a number above 0, found 0"],
  ["with too few moves", { move: [1] }, "move: expected 361 numbers, found 1"],
  ["with words for moves", { move: move.length }, "move: expected 361 numbers, found number"],
  ["without bytes", { emit: undefined }, "emit: expected base64 text, found undefined"],
  ["with bytes that do not inflate", { emit: "AAAA" }, "emit: expected deflated bytes of 2 rows"],
  [
    "that swells",
    { emit: deflateRawSync(new Uint8Array(1 << 22)).toString("base64") },
    "emit: expected deflated bytes of 2 rows",
  ],
  ["with a bucket too far", { emit: bytes(255, 255, 255, 127, 0) }, "a bucket below 2097152, found 268435455"],
  ["with too many weights in a row", { emit: bytes(1, 99, 0, 0) }, "found 99 at byte 2"],
  ["with a label that is none", { emit: bytes(1, 1, 40, 1, 1, 0) }, "a label below 19, found 40"],
  ["with bytes left over", { emit: bytes(1, 0, 1, 0, 7, 7) }, "expected 2 rows to take all 6 bytes, found 4 taken"],
];

describe("packed weights", () => {
  it("come out as they went in, to the step of their scale", () => {
    const read = unpackWeights(packed, "w.json");
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    expect(read.value.rows[5]).toBe(1);
    expect(read.value.rows[200_000]).toBe(2);
    expect(read.value.emit[width + 1]).toBe(75);
    expect(read.value.emit[2 * width]).toBe(-100);
    expect(read.value.emit[2 * width + 18]).toBe(127);
    expect(read.value.move[3]).toBe(-50);
  });

  it.each(broken)("%s are refused: %o says %s", (_what, change, says) => {
    const read = unpackWeights({ ...packed, ...change }, "w.json");
    expect(read.ok ? "" : read.error).toContain(says);
    expect(read.ok ? "" : read.error.startsWith("w.json: ")).toBe(true);
  });

  it("of any bytes are read or refused, never thrown over", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 0, max: 9 }), (any, count) => {
        const read = unpackWeights({ ...packed, rows: count, emit: deflateRawSync(any).toString("base64") }, "w.json");
        expect(typeof read.ok).toBe("boolean");
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it("that ship are whole", () => {
    expect(shippedWeights().emit.length).toBeGreaterThan(100 * width);
  });
});
