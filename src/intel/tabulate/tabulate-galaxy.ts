/**
 * MISP galaxy clusters of actors and malware: names and synonyms. A cluster stands for itself; what is held of the other
 * clusters stays.
 *
 * Left out: the cluster derived from Malpedia, and entries elsewhere that rest on Malpedia alone, since its names may not
 * be passed on; entries that are marked as fake or have no name.
 */
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import type { ReferenceTable } from "#terms/reference.ts";
import { field, fieldsOf, listField, rowOf, sortRows } from "./table-row.ts";
import { type OfficialDocument, Remarks, type Tabulated, whyNot } from "./tabulated.ts";

/** Clusters that are read, in the order in which their entries meet; what each names. */
export const galaxyTypes = {
  "threat-actor": "intrusion_set",
  tool: "malware",
  ransomware: "malware",
  rat: "malware",
  stealer: "malware",
  banker: "malware",
  botnet: "malware",
  backdoor: "malware",
  wiper: "malware",
  "exploit-kit": "malware",
  android: "malware",
  "microsoft-activity-group": "intrusion_set",
} as const satisfies Readonly<Record<string, "intrusion_set" | "malware">>;
export type GalaxyCluster = keyof typeof galaxyTypes;

const isCluster = (name: string): name is GalaxyCluster => Object.hasOwn(galaxyTypes, name);

export interface GalaxyEntry {
  readonly cluster: string;
  readonly name: string;
  readonly synonyms: readonly string[];
}

/** Entries in the order of their lists: which of two that share a name owns it depends on it. */
export const galaxyTable = (
  entries: readonly GalaxyEntry[],
  editions: readonly (readonly [cluster: string, version: string])[],
): ReferenceTable => {
  const rows = entries
    .filter(({ cluster, name }) => isCluster(cluster) && !/\(fake\)|unnamed|unknown/i.test(name))
    .map(({ cluster, name, synonyms }) => `${rowOf(cluster, name)}|${listField(synonyms, ";")}`);
  const versions = sortRows(editions.map((edition) => rowOf(...edition)));
  return {
    kind: "galaxy",
    version: versions
      .map((row) => fieldsOf(row).join(" "))
      .join(", ")
      .slice(0, 200),
    publisher: "MISP galaxy",
    licence: "CC0 1.0 or BSD-2-Clause",
    sections: { entries: [...new Set(rows)], editions: versions },
  };
};

const clusterSchema = z.object({
  type: z.string().min(1).max(100),
  source: z.string().max(2_000).optional(),
  version: z.number().or(z.string().max(40)).optional(),
  values: z.array(z.unknown()).max(100_000),
});
const entrySchema = z.object({
  value: z.string().min(1).max(300),
  meta: z
    .object({
      synonyms: z.array(z.string().max(300)).max(1_000).optional(),
      refs: z.array(z.string().max(5_000)).max(5_000).optional(),
    })
    .optional(),
});

const isMalpedia = (text: string): boolean => /malpedia/i.test(text);

const restsOnMalpedia = (refs: readonly string[] | undefined): boolean =>
  refs !== undefined && refs.length > 0 && refs.every(isMalpedia);

interface ReadCluster {
  readonly cluster: string;
  readonly version: string;
  readonly entries: readonly GalaxyEntry[];
}

const readEntries = (item: string, cluster: string, values: readonly unknown[], remarks: Remarks): GalaxyEntry[] => {
  const byName = new Map<string, GalaxyEntry>();
  for (const [index, value] of values.entries()) {
    const entry = entrySchema.safeParse(value);
    if (!entry.success) {
      remarks.count("entries were not read", whyNot(entry.error, `${item} values.${index}`));
      continue;
    }
    const { value: name, meta } = entry.data;
    if (restsOnMalpedia(meta?.refs)) remarks.count("entries rest on Malpedia alone and are left out", name);
    else if (byName.has(name)) remarks.count("names are given twice in one cluster; the first was taken", name);
    else if (field(name) !== "") byName.set(name, { cluster, name, synonyms: meta?.synonyms ?? [] });
  }
  return [...byName.values()];
};

const readCluster = ({ item, value }: OfficialDocument, remarks: Remarks): Result<ReadCluster | undefined, string> => {
  const read = clusterSchema.safeParse(value);
  if (!read.success) return err(`${item}: Expected a MISP galaxy cluster but found at ${whyNot(read.error)}`);
  const { type, source, version, values } = read.data;
  if (isMalpedia(type) || isMalpedia(source ?? "")) {
    remarks.say(`${item}: left out, its names come from Malpedia, whose terms do not allow passing them on.`);
    return ok(undefined);
  }
  if (!isCluster(type)) {
    remarks.say(`${item}: left out, no names are taken from the cluster "${field(type)}".`);
    return ok(undefined);
  }
  const entries = readEntries(item, type, values, remarks);
  return ok({ cluster: type, version: String(version ?? "not stated"), entries });
};

const heldEntries = (held: ReferenceTable | undefined): GalaxyEntry[] =>
  (held?.sections.entries ?? []).map((row) => {
    const [cluster = "", name = "", synonyms = ""] = fieldsOf(row);
    return { cluster, name, synonyms: synonyms.split(";") };
  });

export const tabulateGalaxy = (
  documents: readonly OfficialDocument[],
  held: ReferenceTable | undefined,
): Result<Tabulated, string> => {
  const remarks = new Remarks();
  const byCluster = new Map<string, ReadCluster>();
  for (const document of documents) {
    const read = readCluster(document, remarks);
    if (!read.ok) return read;
    if (read.value !== undefined) byCluster.set(read.value.cluster, read.value);
  }
  if (byCluster.size === 0) return err(remarks.sentences().join(" "));
  const kept = Map.groupBy(heldEntries(held), ({ cluster }) => cluster);
  const entries = Object.keys(galaxyTypes).flatMap(
    (cluster) => byCluster.get(cluster)?.entries ?? kept.get(cluster) ?? [],
  );
  const heldEditions = (held?.sections.editions ?? []).map((row) => fieldsOf(row));
  const editions = Object.keys(galaxyTypes).flatMap((cluster): [string, string][] => {
    const version = byCluster.get(cluster)?.version ?? heldEditions.find(([name]) => name === cluster)?.[1];
    return version === undefined ? [] : [[cluster, version]];
  });
  return ok({ table: galaxyTable(entries, editions), remarks: remarks.sentences() });
};
