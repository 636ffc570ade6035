import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ReferenceTable, ReferenceTables } from "#terms/reference.ts";
import { compareTables, type OfficialFile, tabulateFiles } from "./index.ts";

const fileOf = (content: unknown, item = "list"): OfficialFile => ({
  item,
  bytes: new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content)),
});
const only = (content: unknown, held: ReferenceTables = {}): ReferenceTable => {
  const { tabulated, refused } = tabulateFiles([fileOf(content)], held);
  expect(refused).toEqual([]);
  const [first] = tabulated;
  if (first === undefined) throw new Error("nothing was tabulated");
  return first.table;
};
const remarksOf = (content: unknown, held: ReferenceTables = {}): string =>
  tabulateFiles([fileOf(content)], held)
    .tabulated.flatMap(({ remarks }) => remarks)
    .join("\n");
const refusalOf = (content: unknown, held: ReferenceTables = {}): string =>
  tabulateFiles([fileOf(content)], held)
    .refused.map(({ reason }) => reason)
    .join("\n");

interface Stix {
  readonly id: string;
  readonly kind?: string;
  readonly name?: string;
  readonly domain?: string;
  readonly modified?: string;
  readonly revoked?: boolean;
  readonly aliases?: readonly string[];
  readonly stix?: string;
}
const stixOf = (one: Stix) => ({
  type: one.kind ?? "attack-pattern",
  id: one.stix ?? `${one.kind ?? "attack-pattern"}--${one.id}`,
  name: one.name ?? `Name of ${one.id}`,
  modified: one.modified ?? "2031-01-01T00:00:00Z",
  x_mitre_domains: [`${one.domain ?? "enterprise"}-attack`],
  external_references: [{ source_name: "mitre-attack", external_id: one.id }],
  ...(one.revoked === undefined ? {} : { revoked: one.revoked }),
  ...(one.aliases === undefined ? {} : { aliases: one.aliases }),
});
const relationOf = (type: string, from: string, to: string) => ({
  type: "relationship",
  id: "relationship--1",
  relationship_type: type,
  source_ref: from,
  target_ref: to,
});
const bundleOf = (...objects: readonly unknown[]) => ({ type: "bundle", id: "bundle--1", objects });
const clusterOf = (values: readonly unknown[], more: object = {}) => ({
  ...{ name: "Threat actors", type: "threat-actor", uuid: "7cdff317", version: 12, source: "MISP", values },
  ...more,
});
const listOf = (list: readonly string[], more: object = {}) => ({
  ...{ name: "List of known google domains", description: "", version: 20310101, type: "hostname", list },
  ...more,
});
const kevOf = (...vulnerabilities: readonly unknown[]) => ({
  catalogVersion: "2031.01.02",
  dateReleased: "2031-01-02T10:00:00Z",
  vulnerabilities,
});
const kevEntry = { cveID: "CVE-2031-0001", vendorProject: "Corvane", product: "Quay", dateAdded: "2031-01-01" };
const epssOf = (...lines: readonly string[]): string =>
  ["#model_version:v9,score_date:2031-01-02T00:00:00+0000", "cve,epss,percentile", ...lines, ""].join("\n");
const cveOf = (id: string, more: object = {}) => ({
  dataType: "CVE_RECORD",
  dataVersion: "5.1",
  cveMetadata: {
    cveId: id,
    state: "PUBLISHED",
    datePublished: "2031-01-01T00:00:00Z",
    dateUpdated: "2031-01-02T00:00:00Z",
    ...more,
  },
  containers: {
    cna: {
      metrics: [{ cvssV3_1: { version: "3.1", baseScore: 9.8, vectorString: "CVSS:3.1/AV:N" } }],
      affected: [{ vendor: "Corvane", product: "Quay", versions: [] }],
      problemTypes: [{ descriptions: [{ cweId: "CWE-79" }] }],
    },
    adp: [{ metrics: [{ cvssV4_0: { version: "4.0", baseScore: 9.1, vectorString: "CVSS:4.0/AV:N" } }] }],
  },
});

describe("each official list, told by its content", () => {
  it("ATT&CK: names, state, the revoked map and who uses what, in rows", () => {
    const table = only(
      bundleOf(
        {
          type: "x-mitre-collection",
          name: "Enterprise ATT&CK",
          x_mitre_version: "99.1",
          modified: "2031-03-01T00:00:00Z",
        },
        stixOf({ id: "T9001", name: "Tide Reading" }),
        stixOf({ id: "T9000", revoked: true }),
        stixOf({ id: "G9001", kind: "intrusion-set", name: "Grey Heron", aliases: ["Grey Heron", "TA-9|x", "a;b"] }),
        stixOf({ id: "S9001", kind: "malware", name: "FarHelm" }),
        stixOf({ id: "X1", name: "no such id" }),
        relationOf("uses", "intrusion-set--G9001", "malware--S9001"),
        relationOf("uses", "intrusion-set--G9001", "attack-pattern--T9001"),
        relationOf("revoked-by", "attack-pattern--T9000", "attack-pattern--T9001"),
      ),
    );
    expect([table.kind, table.version, table.date]).toEqual(["attack", "99.1", "2031-03-01"]);
    expect(table.sections).toEqual({
      objects: [
        "G9001|intrusion-set|enterprise|Grey Heron|TA-9 x|||live",
        "S9001|malware|enterprise|FarHelm||||live",
        "T9000|attack-pattern|enterprise|Name of T9000||||revoked",
        "T9001|attack-pattern|enterprise|Tide Reading||||live",
      ],
      revoked: ["T9000|T9001"],
      relations: ["G9001|uses|S9001"],
      editions: ["enterprise|99.1|2031-03-01"],
    });
  });

  it("keeps what is held of the ATT&CK domains that were not given", () => {
    const held = only(
      bundleOf(stixOf({ id: "T9001" }), stixOf({ id: "T9002" }), stixOf({ id: "T9100", domain: "ics" })),
    );
    const table = only(bundleOf(stixOf({ id: "T9001", name: "New name" })), { attack: held });
    expect(table.sections.objects).toEqual([
      "T9001|attack-pattern|enterprise|New name||||live",
      "T9100|attack-pattern|ics|Name of T9100||||live",
    ]);
  });

  it("of two objects with one id takes the living one, then the newest, and says so", () => {
    const bundle = bundleOf(
      stixOf({ id: "T9001", name: "Old", modified: "2030", stix: "attack-pattern--a" }),
      stixOf({ id: "T9001", name: "Newer", modified: "2031", stix: "attack-pattern--b" }),
      stixOf({ id: "T9001", name: "Dead", modified: "2032", revoked: true, stix: "attack-pattern--c" }),
    );
    expect(only(bundle).sections.objects).toEqual(["T9001|attack-pattern|enterprise|Newer||||live"]);
    expect(remarksOf(bundle)).toContain("ids are given twice");
  });

  it("MISP galaxy: names and synonyms, without what rests on Malpedia alone", () => {
    const table = only(
      clusterOf([
        { value: "Grey Heron", meta: { synonyms: ["GH-1", "Ashen Bird"], refs: ["https://vendor.example/a"] } },
        { value: "Mal Name", meta: { refs: ["https://malpedia.example/x"] } },
        { value: "Unnamed actor 3" },
      ]),
    );
    expect(table.sections.entries).toEqual(["threat-actor|Grey Heron|GH-1;Ashen Bird"]);
    expect(refusalOf(clusterOf([{ value: "A" }], { type: "malpedia" }))).toContain("Malpedia");
    expect(refusalOf(clusterOf([{ value: "A" }], { type: "sector" }))).toContain('"sector"');
  });

  it("warning lists: only those whose meaning is known, without entries that match too much", () => {
    const held: ReferenceTable = {
      ...{ kind: "warninglists", version: "1", publisher: "MISP warning lists", licence: "CC0 1.0" },
      sections: {
        lists: [
          "google|List of known google domains|1|vendor|exact",
          "rfc1918|List of RFC 1918 CIDR blocks|1|reserved|below",
        ],
        entries: ["google|old.example", "rfc1918|10.0.0.0/8"],
      },
    };
    const table = only(listOf(["New.Example ", "com", "0.0.0.0/0", "::/0", "d".repeat(32)]), { warninglists: held });
    expect(table.sections.entries).toEqual([`google|${"d".repeat(32)}`, "google|new.example", "rfc1918|10.0.0.0/8"]);
    expect(refusalOf(listOf(["a.example"], { name: "Some other list" }), { warninglists: held })).toContain(
      "not a list whose meaning",
    );
  });

  it.each([
    ["a MISP list", listOf(["a.example"], { name: "Top 1000 website from Alexa" })],
    ["a MISP list by its description", listOf(["a.example"], { description: "the most used (Cisco Umbrella)" })],
    ["a ranking as CSV", "1,google.com\n2,example.com\n"],
    ["a ranking with a head line", "GlobalRank,TldRank,Domain,TLD\n1,1,google.com,com\n"],
  ])("refuses a commercial ranking of sites: %s", (_, content) => {
    expect(refusalOf(content)).toContain("commercial ranking");
  });

  it("KEV: days, ransomware use, product; a wrong entry is told and passed over, a repeated one once", () => {
    const catalogue = kevOf(
      { ...kevEntry, dueDate: "2031-01-22", knownRansomwareCampaignUse: "Known" },
      { ...kevEntry, product: "Other" },
      { ...kevEntry, cveID: "CVE-1" },
    );
    expect(only(catalogue).sections.entries).toEqual(["CVE-2031-0001|2031-01-01|2031-01-22|Known|Corvane|Quay"]);
    expect(remarksOf(catalogue)).toMatch(
      /1 entries are given twice[\s\S]*1 entries were not read|1 entries were not read[\s\S]*twice/,
    );
  });

  it.each([
    ["KEV of other entries", kevOf({ cve: "CVE-2031-0001" }, { ...kevEntry, dateAdded: "2031-99-99" }), "2 entries"],
    ["EPSS of other columns", epssOf("CVE-2031-0001,9.7,0.9", "CVE-2031-0002,None,0.1"), "2 lines"],
  ])("a list of which nothing can be read is refused, never taken for an empty one: %s", (_, content, count) => {
    expect(refusalOf(content)).toContain(`none could be read: ${count} were not read`);
    expect(tabulateFiles([fileOf(content)], {}).tabulated).toEqual([]);
  });

  it("EPSS: scores with their day; what is no score is told", () => {
    const text = epssOf("CVE-2031-0001,0.97,0.999", "CVE-2031-0002,1e-05,0.01", "CVE-2031-0003,7,0.1", "nonsense");
    const table = only(text);
    expect([table.version, table.date]).toEqual(["v9", "2031-01-02"]);
    expect(table.sections.entries).toEqual(["CVE-2031-0001|0.97|0.999", "CVE-2031-0002|1e-05|0.01"]);
    expect(remarksOf(text)).toContain("2 lines were not read; the first: line 5");
    expect(refusalOf("cve,epss,percentile\nCVE-2031-0001,0.1,0.2\n")).toContain("scores without a day");
  });

  it("CVE records: the newest scoring version, and an older record does not replace a newer one", () => {
    const held = only(cveOf("CVE-2031-0001"));
    expect(held.sections.entries).toEqual([
      "CVE-2031-0001|published|2031-01-01|2031-01-02T00:00:00|4.0|9.1|CVSS:4.0/AV:N|CWE-79|Corvane/Quay",
    ]);
    const older = only(cveOf("CVE-2031-0001", { state: "REJECTED", dateUpdated: "2030-01-01T00:00:00Z" }), {
      cve: held,
    });
    expect(older.sections.entries).toEqual(held.sections.entries);
    const nvd = {
      format: "NVD_CVE",
      version: "2.0",
      vulnerabilities: [{ cve: { id: "CVE-2031-0002", vulnStatus: "Rejected" } }],
    };
    expect(only(nvd, { cve: held }).sections.entries).toHaveLength(2);
  });
});

describe("hostile and wrong files are refused with what they seem to be", () => {
  const deep = `{"type":"bundle","objects":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
  it.each([
    ["cut off JSON", '{"type":"bundle","objects":[{"type":', "cut off or damaged"],
    ["an error page", "<!doctype html><title>503</title>", "web page"],
    ["deep nesting", deep, "nested at most 64 deep"],
    ["nothing", "", "found nothing"],
    ["an empty object", {}, "found other JSON"],
    ["a list", [1, 2], "no object"],
    ["a bundle of something else", bundleOf({ type: "indicator" }), "without techniques"],
    [
      "a bundle without ids",
      bundleOf({ type: "attack-pattern", id: "a", name: "b" }),
      "ATT&CK techniques but found none",
    ],
    ["names of the wrong type", clusterOf([{ value: 7 }], { values: "x" }), "other JSON"],
    ["prose", "once upon a time", "other text"],
  ])("%s", (_, content, reason) => {
    expect(refusalOf(content)).toContain(reason);
  });

  it("bytes that are no text", () => {
    const { refused } = tabulateFiles([{ item: "x", bytes: new Uint8Array([0xff, 0xfe, 0x00, 0xd8]) }], {});
    expect(refused[0]?.reason).toContain("UTF-8");
  });

  it("__proto__ and constructor are names like any other and change nothing", () => {
    const text = `{"__proto__":{"polluted":1},"type":"threat-actor","uuid":"u","version":1,"values":[
      {"value":"__proto__","meta":{"synonyms":["constructor"],"__proto__":{"polluted":1}}},{"value":"constructor"}]}`;
    expect(only(text).sections.entries).toEqual(["threat-actor|__proto__|constructor", "threat-actor|constructor|"]);
    expect(refusalOf('{"type":"constructor","uuid":"u","version":1,"values":[]}')).toContain('"constructor"');
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("a name cannot break out of its row", () => {
    const table = only(clusterOf([{ value: "A|B\nC", meta: { synonyms: ["x;y", "p\u0000q"] } }]));
    expect(table.sections.entries).toEqual(["threat-actor|A B C|p q"]);
  });
});

describe("what changes", () => {
  const held = only(bundleOf(...["T9001", "T9002", "T9003", "T9004"].map((id) => stixOf({ id }))));
  const table = only(
    bundleOf(
      stixOf({ id: "T9001" }),
      stixOf({ id: "T9002", name: "Other" }),
      stixOf({ id: "T9003", revoked: true }),
      stixOf({ id: "T9005" }),
    ),
  );
  it("counts added, removed, changed and withdrawn rows with examples, and the share that is lost", () => {
    const { sections, shrink, isSame } = compareTables(held, table);
    const objects = sections.find(({ section }) => section === "objects");
    expect(objects).toMatchObject({
      added: { count: 1, examples: ["T9005 Name of T9005"] },
      removed: { count: 1, examples: ["T9004 Name of T9004"] },
      changed: { count: 1, examples: ["T9002 Other"] },
      withdrawn: { count: 1, examples: ["T9003 Name of T9003"] },
    });
    expect([shrink, isSame]).toEqual([0.5, false]);
    expect(compareTables(held, held)).toMatchObject({ shrink: 0, isSame: true });
  });
});

describe("the shipped tables", () => {
  const shipped = (path: string) => JSON.parse(readFileSync(new URL(`../../../data/${path}`, import.meta.url), "utf8"));
  it("of names are what this room makes of the shipped lists, so that script and verb cannot drift apart", async () => {
    const { makeAliasTables, readPlainWords } = await import("./index.ts");
    const base = { version: "1", publisher: "x", licence: "x" };
    const tables = makeAliasTables(
      { kind: "attack", ...base, sections: { objects: shipped("attack/attack.json").objects } },
      { kind: "galaxy", ...base, sections: { entries: shipped("galaxy/galaxy.json").entries } },
      readPlainWords(shipped("tagger/common-words.json")),
    );
    for (const name of ["actors", "malware", "tools"] as const)
      expect(tables[name]).toEqual(shipped(`${name}/${name}.json`).rows);
  });
});
