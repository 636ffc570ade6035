import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell } from "#kit/text/csv-cell.ts";
import type { Mention } from "#terms/mention.ts";
import { csvOf, modelNameRowOf, rowOf, techniqueRowOf, withBasis } from "./mention-rows.ts";

describe("csvCell", () => {
  it.each([
    ["an equals sign", "=1+1", "'=1+1"],
    ["a plus", "+1", "'+1"],
    ["a minus", "-1", "'-1"],
    ["an at sign", "@SUM(A1)", "'@SUM(A1)"],
    ["a tab", "\t=1", "'\t=1"],
    ["a carriage return", "\r=1", "'⟦U+000D⟧=1"],
    ["a full-width equals sign", "＝1", "'＝1"],
    ["quotes and commas", 'a "b", c', '"a ""b"", c"'],
    ["a formula in quotes", '=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ["plain words", "CVE-2026-25049", "CVE-2026-25049"],
    ["a terminal escape", "a\u001b[2J", "a⟦U+001B⟧[2J"],
  ])("%s", (_, value, cell) => expect(csvCell(value)).toBe(cell));

  it("never starts with what a spreadsheet computes, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const cell = csvCell(text).replace(/^"/, "");
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { seed: 8037, numRuns: 500 },
    );
  });
});

describe("a technique as a row", () => {
  const reading = {
    ...{ id: "T1566", name: "Phishing", tactics: ["initial-access"], confidence: 0.8, surface: "phishing" },
    ...{ start: 3, end: 11, sentence: { start: 0, end: 20 } },
  };
  it.each([
    ["a phrase", "suggested", "phrase", "Phishing; suggested by a phrase, not stated; confidence 0.80"],
    ["the model", "suggested", "model", "Phishing; suggested by the model, not stated; confidence 0.80"],
    ["its id", "stated", "id", "Phishing; stated by its id; confidence 0.80"],
  ] as const)("says that it rests on %s", (_, basis, sign, detail) => {
    const row = techniqueRowOf({ ...reading, basis, sign });
    expect(row).toMatchObject({ kind: "technique", type: basis, value: "T1566", start: 3, end: 11, detail });
  });
  it("names the other owners of a name", () => {
    const row = techniqueRowOf({ ...reading, basis: "stated", sign: "name", alsoOwnedBy: ["T1660"] });
    expect(row.detail).toContain("name also of T1660");
  });
});

describe("a name as a row", () => {
  const name = {
    kind: "name",
    type: "malware",
    canonical: "Quillfox",
    surface: "Quillfox",
    start: 3,
    end: 11,
  } as const;
  it.each([
    ["a table", "misp-galaxy", "table"],
    ["two tables", "attack+misp-galaxy", "table"],
    ["a pattern", "pattern", "pattern"],
  ])("known by %s says so", (_, from, basis) => {
    expect(rowOf({ ...name, from })).toMatchObject({ value: "Quillfox", basis });
    expect(withBasis({ ...name, from })).toMatchObject({ from, basis });
  });

  it("read by the model alone says that, and how surely", () => {
    const { kind, surface, start, end } = name;
    const row = modelNameRowOf({
      ...{ kind, surface, start, end },
      type: "malware",
      basis: "model",
      confidence: 0.627,
    });
    expect(row).toEqual({
      ...{ kind, type: "malware", value: "Quillfox", surface, start, end, basis: "model" },
      detail: "read by the model, in no table; confidence 0.63",
      in: "text",
    });
  });

  it("keeps the basis a date has of its own", () => {
    const date: Mention = {
      kind: "date",
      surface: "today",
      start: 0,
      end: 5,
      precision: "day",
      timex: "2026-02-05",
      from: "2026-02-05",
      to: "2026-02-05",
      basis: "relative",
    };
    expect(withBasis(date)).toEqual(date);
    expect(rowOf(date).basis).toBe("");
  });
});

describe("csvOf", () => {
  it("gives a head and one line a mention", () => {
    const mention = rowOf({ kind: "vulnerability", id: "CVE-2026-1", surface: "cve-2026-1", start: 3, end: 13 });
    expect(csvOf([{ ...mention, source: "report.pdf" }])).toBe(
      "source,kind,type,value,surface,start,end,detail,basis,in\r\nreport.pdf,vulnerability,cve,CVE-2026-1,cve-2026-1,3,13,,,text\r\n",
    );
  });
});
