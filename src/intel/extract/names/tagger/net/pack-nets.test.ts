import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buckets } from "../features.ts";
import { type Net, newParts, vector } from "./net.ts";
import { netsForm, type PackedNets, packNets, unpackNets } from "./pack-nets.ts";

const netOf = (number: number): Net => {
  const parts = newParts();
  parts.first[3] = number;
  parts.move[360] = -number;
  const vectors = new Float32Array(2 * vector);
  vectors[vector + 1] = number;
  vectors[vector + 2] = -number;
  return { vectors, parts };
};

const rows = new Int32Array(buckets);
rows[70_000] = 1;
const packed = packNets({ rows, nets: [netOf(0.25), netOf(90)] });

const bytes = (...numbers: number[]): string => deflateRawSync(Uint8Array.from(numbers)).toString("base64");

const broken: readonly (readonly [string, Partial<Record<keyof PackedNets, unknown>>, string])[] = [
  ["of another form", { form: "net-0" }, `form: expected "${netsForm}", found "net-0"`],
  ["of no net", { count: 0 }, "count: expected 1 to 8 nets, found 0"],
  ["of too many nets", { count: 900 }, "count: expected 1 to 8 nets, found 900"],
  ["with too many rows", { rows: 1e9 }, "rows: expected a count up to 131072"],
  ["without vectors", { vectors: undefined }, "vectors: expected base64 text, found undefined"],
  ["without parts", { parts: 3 }, "parts: expected base64 text, found number"],
  ["with vectors that do not inflate", { vectors: "AAAA" }, "vectors: expected deflated bytes of 1 rows"],
  ["with a part too short", { parts: bytes(1, 2) }, "deflated bytes, found 2"],
  ["with a bucket too far", { vectors: bytes(255, 255, 255, 127) }, `expected a bucket below ${buckets}`],
  ["with vectors cut short", { vectors: bytes(1, 2, 3) }, "expected 33 bytes, found 3"],
];

describe("packed nets", () => {
  it("come out as they went in, to the step of their scale and no further than it reaches", () => {
    const read = unpackNets(packed);
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    const [small, large] = read.value.nets;
    expect(read.value.rows[70_000]).toBe(1);
    expect([small?.vectors[vector + 1], small?.vectors[vector + 2]]).toEqual([0.25, -0.25]);
    expect([small?.parts.first[3], small?.parts.move[360]]).toEqual([0.25, -0.25]);
    expect(large?.vectors[vector + 1]).toBeCloseTo(1.27);
    expect(large?.parts.first[3]).toBeCloseTo(16, 2);
  });

  it.each(broken)("%s are refused: %o says %s", (_what, change, says) => {
    const read = unpackNets({ ...packed, ...change });
    expect(read.ok ? "" : read.error).toContain(says);
  });

  it("of any bytes are read or refused, never thrown over", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 0, max: 9 }), (any, count) => {
        const read = unpackNets({ ...packed, rows: count, vectors: deflateRawSync(any).toString("base64") });
        expect(typeof read.ok).toBe("boolean");
      }),
      { seed: 6, numRuns: 100 },
    );
  });
});
