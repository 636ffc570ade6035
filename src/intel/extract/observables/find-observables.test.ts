import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Mention } from "#terms/mention.ts";
import { findObservables } from "./find-observables.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly versions?: readonly string[];
  readonly scores?: readonly string[];
  readonly observables?: readonly string[];
  readonly absent?: readonly string[];
}

const folder = join(import.meta.dirname, "../../../../test/cases/extract/observables");

const shown = (mentions: readonly Mention[]) => ({
  versions: mentions.flatMap((one) => (one.kind === "version" ? [`${one.version} ${one.bound}`] : [])),
  scores: mentions.flatMap((one) =>
    one.kind === "score" ? [`${one.system} ${one.systemVersion ?? "-"} ${one.value}`] : [],
  ),
  observables: mentions.flatMap((one) => (one.kind === "observable" ? [`${one.type} ${one.value}`] : [])),
});

for (const file of readdirSync(folder).sort()) {
  const cases = parse(readFileSync(join(folder, file), "utf8")) as Case[];
  describe(file, () => {
    it.each(cases)("$name", ({ text, versions, scores, observables, absent }) => {
      const found = shown(findObservables(text, {}));
      if (versions !== undefined) expect(found.versions).toEqual(versions);
      if (scores !== undefined) expect(found.scores).toEqual(scores);
      if (observables !== undefined) expect(found.observables).toEqual(observables);
      for (const value of absent ?? []) expect(found.observables).not.toContain(value);
      expect([versions, scores, observables, absent].some((part) => part !== undefined)).toBe(true);
    });
  });
}

describe("identifiers", () => {
  const idsIn = (text: string, context = {}): string[] =>
    findObservables(text, context).flatMap((one) =>
      one.kind === "vulnerability" ? [one.id] : one.kind === "identifier" ? [`${one.scheme} ${one.id}`] : [],
    );
  it.each([
    [
      "any dash, a blank, a line break",
      "CVE-2031\u201327394, CVE\u20112031\u20114966, cve 2031 30190, CVE-2031-\n34362",
      ["CVE-2031-27394", "CVE-2031-4966", "CVE-2031-30190", "CVE-2031-34362"],
    ],
    [
      "seven digits, and a suffix cut off",
      "CVE-2031-1234567 and CVE-2031-4461-JETTY",
      ["CVE-2031-1234567", "CVE-2031-4461"],
    ],
    ["no number, no id", "CVE-2031-NONE and CVE-2031-12", []],
    ["weaknesses and patterns", "CWE-79, CWE 022, CAPEC-110", ["cwe CWE-79", "cwe CWE-22", "capec CAPEC-110"]],
    [
      "ATT&CK ids in use",
      "T1059.001, T1566/001, TA0002, S0002, G0016, M1013",
      ["attack T1059.001", "attack T1566.001", "attack TA0002", "attack S0002", "attack G0016", "attack M1013"],
    ],
    ["ids out of range", "the T1000 model, flight T2024, FOOT1329, T1156.0012", []],
    [
      "advisories and KB numbers",
      "ICSA-31-242-02, GHSA-2222-3333-4444 and KB5034441",
      ["advisory ICSA-31-242-02", "advisory GHSA-2222-3333-4444", "microsoft_kb KB5034441"],
    ],
  ])("%s", (_name, text, wanted) => {
    expect(idsIn(text)).toEqual(wanted);
  });

  it("maps a revoked id and, given the list of valid ids, takes no other", () => {
    const context = { revoked: new Map([["T1086", "T1059.001"]]), attackIds: new Set(["T1059"]) };
    const mentions = findObservables("T1086, T1059 and T1562", context);
    expect(mentions).toMatchObject([
      { kind: "identifier", id: "T1086", mappedTo: "T1059.001" },
      { kind: "identifier", id: "T1059" },
    ]);
    expect(mentions).toHaveLength(2);
  });
});

describe("rule blocks", () => {
  it("finds a YARA rule and what is in it", () => {
    const text =
      'Rule:\nrule Glass_Cat : loader {\n  strings:\n    $a = "{"\n  condition:\n    $a and hash.md5(0, 9) == "00112233445566778899aabbccddeeff"\n}\nEnd.';
    const found = findObservables(text, {});
    expect(found).toMatchObject([
      { type: "yara_rule", value: "Glass_Cat" },
      { type: "md5", value: "00112233445566778899aabbccddeeff" },
    ]);
    expect(found[0]?.surface.endsWith("}")).toBe(true);
  });
  it("finds a Sigma rule and stops behind it", () => {
    const text =
      "title: Glass cat starts\nlogsource:\n  product: windows\ndetection:\n  sel:\n    Image: cat\n  condition: sel\nlevel: high\n\nThe cat was seen.";
    const found = findObservables(text, {}).filter((one) => one.kind === "observable");
    expect(found).toMatchObject([{ type: "sigma_rule", value: "Glass cat starts" }]);
    expect(found[0]?.surface).toMatch(/level: high$/);
  });
});

describe("every mention quotes its text", () => {
  const holds = (text: string): void => {
    for (const mention of findObservables(text, {})) {
      expect(mention.surface).toBe(text.slice(mention.start, mention.end));
      expect(mention.surface).not.toBe("");
    }
  };
  const pieces = [
    "evil",
    "[.]",
    "com",
    "hxxp",
    "[:]//",
    "\u00ad",
    "\u200b",
    "\ud800",
    "\udc00",
    "1.2.3.4",
    "[",
    "]",
    "(.)",
    " ",
    "\n",
    "v1.2",
    "CVE-2031-",
    "12345",
    "\uff0e",
    "\u3002",
    "@",
    "{at}",
    "/",
    "\\",
    "HKLM\\",
    "C:\\",
    "é",
    "例",
    "CVSS ",
    "9.8",
    "::",
    "ab:",
    "0x",
    "T1059",
    "\u202e",
    "<",
    ">",
  ];
  it("for any string, lone surrogates and direction marks among them", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), holds), { seed: 31, numRuns: 400 });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), (parts) => holds(parts.join(""))),
      { seed: 32, numRuns: 1500 },
    );
  });
  it("for any 16-bit units", () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 120 });
    fc.assert(
      fc.property(units, (codes) => holds(String.fromCharCode(...codes))),
      { seed: 33, numRuns: 400 },
    );
  });
});

describe("order and options", () => {
  it("orders by start, longest first", () => {
    const starts = findObservables("198[.]51[.]100[.]7/a/b.php then glasscat[.]com", {}).map(({ start, end }) => [
      start,
      end,
    ]);
    expect(starts).toEqual([
      [0, 26],
      [0, 18],
      [32, 46],
    ]);
  });
  it("finds nothing marked when told not to refang", () => {
    expect(findObservables("glasscat[.]com", { refang: false })).toEqual([]);
  });
  it("gives one value for a marked and a plain address", () => {
    const values = findObservables("9[.]9[.]9[.]9 is 9.9.9.9", {}).map((one) => one.kind === "observable" && one.value);
    expect(values).toEqual(["9.9.9.9", "9.9.9.9"]);
  });
});
