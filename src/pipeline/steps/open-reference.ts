/**
 * The reference tables in force: the shipped ones, each replaced by the operator's own of its kind. The rooms get what
 * they need of them as arguments. Without a folder of one's own everything is as shipped, byte for byte.
 */
import { annotate, annotateWith, createWarningLists, namesWith, type WarningLists } from "#intel/extract/index.ts";
import {
  listExploited,
  lookUpVulnerabilities,
  makeAliasTables,
  readPlainWords,
  warningListMeanings,
  warningListsOf,
} from "#intel/tabulate/index.ts";
import { openReferenceFolder } from "#outside/keep-reference.ts";
import type { Annotate } from "#terms/mention.ts";
import type { ReferenceTable, ReferenceTables } from "#terms/reference.ts";
import type { ExploitedCatalogue, VulnerabilityRecord } from "#terms/vulnerability-record.ts";
import words from "../../../data/tagger/common-words.json" with { type: "json" };
import own from "../../../data/warninglists/own.json" with { type: "json" };
import { WrongUse } from "../wrong-use.ts";
import { shippedAttack, shippedReference } from "./shipped-reference.ts";

export interface Reference {
  /** Reads a text with the names in force. */
  readonly annotate: Annotate;
  readonly warningLists: () => WarningLists;
  readonly attack: ReferenceTable;
  /** What the operator's KEV, EPSS and CVE tables hold of these CVEs at that time. */
  readonly vulnerabilities: (ids: ReadonlySet<string>, asOf: string) => ReadonlyMap<string, VulnerabilityRecord>;
  /** The operator's KEV table; nothing where none is kept. */
  readonly exploited: () => ExploitedCatalogue | undefined;
}

/** Made when first asked for, and kept. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const kinds = ["name", "block", "hash"] as const;
const kindOf = (entry: string): (typeof kinds)[number] => {
  if (/^[0-9a-f]{32,128}$/.test(entry)) return "hash";
  return entry.includes(":") || /^[\d./]+$/.test(entry) ? "block" : "name";
};

const listsOf = (table: ReferenceTable): WarningLists => {
  const given = warningListsOf(table).map(({ id, title, version, match, entries }) => {
    const groups = Map.groupBy(entries, kindOf);
    const [names = "", blocks = "", hashes = ""] = kinds.map((kind) => (groups.get(kind) ?? []).join(" "));
    return {
      id,
      title,
      version: Number(version) || 0,
      says: warningListMeanings[id] ?? "",
      match,
      names,
      blocks,
      hashes,
    };
  });
  return createWarningLists([...own.lists, ...given]);
};

const namesOf = (tables: ReferenceTables): Annotate => {
  if (tables.attack === undefined && tables.galaxy === undefined) return annotate;
  const shipped = shippedReference();
  const [attack, galaxy] = [tables.attack ?? shipped.attack, tables.galaxy ?? shipped.galaxy];
  return annotateWith(
    once(() =>
      namesWith({
        ...makeAliasTables(attack, galaxy, readPlainWords(words)),
        attackObjects: attack.sections.objects ?? [],
      }),
    ),
  );
};

/** @param tables the operator's own */
export const referenceOf = (tables: ReferenceTables): Reference => {
  return {
    annotate: namesOf(tables),
    warningLists: once(() => listsOf(tables.warninglists ?? shippedReference().warninglists)),
    attack: tables.attack ?? shippedAttack,
    vulnerabilities: (ids, asOf) => lookUpVulnerabilities(tables, ids, asOf),
    exploited: once(() => listExploited(tables)),
  };
};

/** @param folder of the operator's own tables; there may be none. A damaged table ends the run: it is not passed over. */
export const openReference = async (folder: string): Promise<Reference> => {
  const tables = await openReferenceFolder(folder).read();
  if (!tables.ok) throw new WrongUse(tables.error);
  return referenceOf(tables.value);
};
