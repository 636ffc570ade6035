import { describe, expect, it } from "vitest";
import type { VulnerabilityRecord } from "#terms/vulnerability-record.ts";
import type { DraftSection } from "./draft.ts";
import { writeOnRecord } from "./on-record.ts";

const sectionOf = (...texts: readonly string[]): DraftSection => ({
  id: "happened",
  sentences: texts.map((text) => ({ text, kind: "fact", passages: [] })),
});
const records = (...given: readonly VulnerabilityRecord[]) => new Map(given.map((one) => [one.id, one]));
const linesOf = (sections: readonly DraftSection[], known: ReadonlyMap<string, VulnerabilityRecord> | undefined) =>
  writeOnRecord(sections, known).map(({ text }) => text);
const whole: VulnerabilityRecord = {
  id: "CVE-2031-1000",
  exploited: { added: "2031-03-03", due: "2031-03-24", ransomware: true, catalogue: "2031.03.10" },
  epss: { score: 0.87, percentile: 0.99, date: "2031-03-09" },
  cvss: { version: "3.1", score: 9.8, updated: "2031-03-08" },
};

describe("what the lists hold, one line a CVE that is told", () => {
  it("names each list and its day", () => {
    expect(linesOf([sectionOf("Corvane fixed CVE-2031-1000.")], records(whole))).toEqual([
      "CVE-2031-1000: known to be exploited, in CISA’s catalogue since 3 March 2031, due 24 March 2031, with use in ransomware campaigns (catalogue 2031.03.10); EPSS 0.87, percentile 0.99 (FIRST, 9 March 2031); CVSS 3.1 9.8 (CVE record, updated 8 March 2031).",
    ]);
  });

  it("speaks in the order of reading, once, and only of what is told", () => {
    const other: VulnerabilityRecord = { id: "CVE-2031-1002", rejected: { updated: "2031-03-02" } };
    const silent: VulnerabilityRecord = { ...whole, id: "CVE-2031-1003" };
    const told = [sectionOf("CVE-2031-1002 is none.", "CVE-2031-1000 and CVE-2031-1002 are open.")];
    expect(linesOf(told, records(whole, other, silent)).map((line) => line.slice(0, 13))).toEqual([
      "CVE-2031-1002",
      "CVE-2031-1000",
    ]);
  });

  it.each([
    ["no tables", undefined],
    ["empty tables", records()],
  ])("says nothing with %s", (_, known) => {
    expect(linesOf([sectionOf("CVE-2031-1000 is open.")], known)).toEqual([]);
  });
});
