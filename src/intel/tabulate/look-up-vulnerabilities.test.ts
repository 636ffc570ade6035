import { describe, expect, it } from "vitest";
import type { ReferenceTable, ReferenceTables } from "#terms/reference.ts";
import { lookUpVulnerabilities } from "./look-up-vulnerabilities.ts";

const tableOf = (
  kind: ReferenceTable["kind"],
  version: string,
  date: string,
  ...entries: string[]
): ReferenceTable => ({
  ...{ kind, version, date, publisher: "x", licence: "x" },
  sections: { entries },
});
const tables: ReferenceTables = {
  kev: tableOf(
    "kev",
    "2031.03.10",
    "2031-03-10",
    "CVE-2031-1000|2031-03-03|2031-03-24|Known|Corvane|Quay",
    "CVE-2031-1001|2031-03-09||Unknown|A|B",
  ),
  epss: tableOf("epss", "v9", "2031-03-09", "CVE-2031-1000|0.87|0.99"),
  cve: tableOf(
    "cve",
    "2 records",
    "2031-03-08",
    "CVE-2031-1000|published|2031-03-01|2031-03-08T00:00:00|3.1|9.8|CVSS:3.1/AV:N|CWE-79|x/y",
    "CVE-2031-1002|rejected|2031-03-01|2031-03-02T00:00:00|||||",
  ),
};
const ids = new Set(["CVE-2031-1000", "CVE-2031-1001", "CVE-2031-1002", "CVE-2031-1003"]);
const found = (asOf: string, from: ReferenceTables = tables) => [...lookUpVulnerabilities(from, ids, asOf).values()];

describe("what lists hold of a CVE", () => {
  it("each fact with its list and its day; what stands in none is absent", () => {
    expect(found("2031-03-12T18:00:00Z")).toEqual([
      {
        id: "CVE-2031-1000",
        exploited: { added: "2031-03-03", due: "2031-03-24", ransomware: true, catalogue: "2031.03.10" },
        epss: { score: 0.87, percentile: 0.99, date: "2031-03-09" },
        cvss: { version: "3.1", score: 9.8, updated: "2031-03-08" },
      },
      { id: "CVE-2031-1001", exploited: { added: "2031-03-09", ransomware: false, catalogue: "2031.03.10" } },
      { id: "CVE-2031-1002", rejected: { updated: "2031-03-02" } },
    ]);
  });

  it.each([
    ["2031-03-08T23:59:59Z", ["exploited", "cvss"]],
    ["2031-03-03T00:00:00Z", ["exploited"]],
    ["2031-03-02T00:00:00Z", []],
  ])("an edition of %s knows of nothing later", (asOf, facts) => {
    const record = found(asOf).find(({ id }) => id === "CVE-2031-1000");
    expect(Object.keys(record ?? { id: "" }).slice(1)).toEqual(facts);
  });

  it("without tables there is nothing", () => {
    expect(found("2031-03-12T18:00:00Z", {})).toEqual([]);
  });
});
