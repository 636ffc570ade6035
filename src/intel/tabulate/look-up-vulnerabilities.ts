/**
 * What the operator's KEV, EPSS and CVE tables hold of some CVEs at a moment. What a list says of a later day is left out:
 * an edition of last week knows nothing of this week's lists. That a CVE is in none is no statement either.
 */
import type { ReferenceTable, ReferenceTables } from "#terms/reference.ts";
import type { VulnerabilityRecord } from "#terms/vulnerability-record.ts";
import { fieldsOf } from "./table-row.ts";

const rowsOf = (table: ReferenceTable | undefined, ids: ReadonlySet<string>): Map<string, string[]> =>
  new Map(
    (table?.sections.entries ?? []).flatMap((row) => {
      const id = row.slice(0, row.indexOf("|"));
      return ids.has(id) ? [[id, fieldsOf(row)] as const] : [];
    }),
  );

const exploitedOf = (row: readonly string[] | undefined, table: ReferenceTable | undefined, day: string) => {
  const [, added = "", due = "", ransomware = ""] = row ?? [];
  if (table === undefined || added === "" || added > day) return {};
  return {
    exploited: {
      ...{ added, ransomware: ransomware === "Known", catalogue: table.version },
      ...(due === "" ? {} : { due }),
    },
  };
};

const epssOf = (row: readonly string[] | undefined, table: ReferenceTable | undefined, day: string) => {
  const [, score, percentile] = row ?? [];
  const date = table?.date;
  if (score === undefined || percentile === undefined || date === undefined || date > day) return {};
  return { epss: { score: Number(score), percentile: Number(percentile), date } };
};

const cveOf = (row: readonly string[] | undefined, day: string) => {
  const [, state, , time = "", version = "", score = ""] = row ?? [];
  const updated = time.slice(0, 10);
  if (updated === "" || updated > day) return {};
  if (state === "rejected") return { rejected: { updated } };
  return score === "" ? {} : { cvss: { version, score: Number(score), updated } };
};

/** @param asOf RFC 3339. CVEs that no table holds are absent. */
export const lookUpVulnerabilities = (
  tables: ReferenceTables,
  ids: ReadonlySet<string>,
  asOf: string,
): ReadonlyMap<string, VulnerabilityRecord> => {
  const day = asOf.slice(0, 10);
  const { kev, epss, cve } = tables;
  const [kevRows, epssRows, cveRows] = [rowsOf(kev, ids), rowsOf(epss, ids), rowsOf(cve, ids)];
  const records = [...ids].sort().map((id) => ({
    id,
    ...exploitedOf(kevRows.get(id), kev, day),
    ...epssOf(epssRows.get(id), epss, day),
    ...cveOf(cveRows.get(id), day),
  }));
  return new Map(records.filter((record) => Object.keys(record).length > 1).map((record) => [record.id, record]));
};
