import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { sniffKind } from "./sniff-kind.ts";

interface Case {
  readonly case: string;
  readonly text?: string;
  readonly hex?: string;
  readonly encoding?: "utf16le";
  readonly type?: string;
  readonly kind: string;
}

const cases: readonly Case[] = parse(readFileSync("test/cases/collect/sniff-kind.yaml", "utf8"));

const bytesOf = (row: Case): Uint8Array =>
  row.hex === undefined ? Buffer.from(row.text ?? "", row.encoding ?? "utf8") : Buffer.from(row.hex, "hex");

describe("a document's kind is seen from its bytes", () => {
  test.each(cases.map((row) => [row.case, row] as const))("%s", (_sentence, row) => {
    expect(sniffKind(bytesOf(row), row.type)).toBe(row.kind);
  });

  test("whatever the bytes, there is an answer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(sniffKind(bytes)).toMatch(/^[a-z_]+$/);
      }),
      { seed: 20260205, numRuns: 500 },
    );
  });

  test("whatever the pieces of markup, there is an answer", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "<!",
      "<!--",
      "-->",
      "<?xml",
      "?>",
      "[",
      "]",
      "<!DOCTYPE",
      " ",
      "rss",
      "html",
      "a:",
      "\u0000",
      "{",
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(sniffKind(new TextEncoder().encode(pieces.join("")))).toMatch(/^[a-z_]+$/);
      }),
      { seed: 20260205, numRuns: 1_000 },
    );
  });

  test.each([
    ["nested elements", "<div>", "html"],
    ["open comments", "<!--", "text"],
    ["open declarations", "<!a>", "text"],
    ["brackets", "<![", "text"],
    ["opening signs", "<<<<", "text"],
  ])("two million characters of %s cost no more than a look", (_what, piece, kind) => {
    const bytes = new TextEncoder().encode(piece.repeat(2_000_000 / piece.length));
    expect(sniffKind(bytes)).toBe(kind);
  });
});
