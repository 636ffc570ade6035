/**
 * Official lists become the operator's own tables: read what was named and nothing else, tabulate it in a thread with
 * limits, compare with what is in force, save under a lock.
 *
 * What shrinks by more than the stated share is not saved unless that is accepted; what cannot be read is told; an alias
 * with two owners is listed.
 */
import {
  type AmbiguousAlias,
  ambiguousAliases,
  compareTables,
  makeAliasTables,
  type OfficialFile,
  readPlainWords,
  type TableChanges,
  type TabulatedFiles,
} from "#intel/tabulate/index.ts";
import { archiveFormatOf } from "#kit/bytes/archive-format.ts";
import { openAddressMap } from "#outside/address-map.ts";
import { archiveLimits } from "#outside/archive/archive-ledger.ts";
import { type Clock, systemClock } from "#outside/clock.ts";
import { openEgress } from "#outside/fetch-document.ts";
import { openReferenceFolder, type ReferenceFolder } from "#outside/keep-reference.ts";
import { openArchive } from "#outside/open-archive.ts";
import { readPath } from "#outside/read-path.ts";
import { createWorkerPool } from "#outside/run-in-worker.ts";
import type { OpenConfig } from "#terms/config.ts";
import type { Loss } from "#terms/loss.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { ReferenceKind, ReferenceTable, ReferenceTables } from "#terms/reference.ts";
import words from "../../data/tagger/common-words.json" with { type: "json" };
import { shippedReference } from "./steps/shipped-reference.ts";
import { WrongUse } from "./wrong-use.ts";

export interface UpdateOptions {
  /** Files, folders, archives or addresses. */
  readonly inputs: readonly string[];
  readonly maps: readonly { readonly prefix: string; readonly folder: string }[];
  readonly data: OpenConfig["data"];
  readonly dryRun: boolean;
  readonly acceptShrink: boolean;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** `shrinks`: not saved, because too much would be lost. */
export type UpdateOutcome = "saved" | "same" | "would_be_saved" | "shrinks" | "not_saved";

export interface KindUpdate {
  readonly kind: ReferenceKind;
  readonly outcome: UpdateOutcome;
  /** Why it was not saved. */
  readonly detail?: string;
  readonly before?: Omit<ReferenceTable, "sections">;
  readonly after: Omit<ReferenceTable, "sections">;
  readonly changes: TableChanges;
  readonly remarks: readonly string[];
}

export interface UpdateReport {
  readonly updates: readonly KindUpdate[];
  readonly refused: TabulatedFiles["refused"];
  readonly losses: readonly Loss[];
  /** After the update; only where names changed. */
  readonly ambiguous?: { readonly all: number; readonly fresh: readonly AmbiguousAlias[] };
}

const mebibyte = 1024 * 1024;
const [mostBytes, mostTogether] = [128 * mebibyte, 512 * mebibyte];
const limits = { ...archiveLimits, maxEntryBytes: mostBytes, maxTotalBytes: mostTogether };
const [fetchMs, tabulateMs, memoryMb] = [120_000, 180_000, 2_048];
const tabulateRoom = new URL("../intel/tabulate/index.ts", import.meta.url).href;

const isAddress = (input: string): boolean => /^https?:\/\//i.test(input);

interface ReadInputs {
  readonly files: readonly OfficialFile[];
  readonly losses: readonly Loss[];
}

/** Unpacked when it is an archive. An address inside one is `item!/entry`. */
const filesOf = async (document: RawDocument, item: string): Promise<ReadInputs> => {
  if (archiveFormatOf(document.bytes) === undefined) return { files: [{ item, bytes: document.bytes }], losses: [] };
  const { documents, losses } = await openArchive(document, item, limits);
  const files = documents.map(({ url, bytes }) => ({ item: `${item}${url.slice(document.url.length)}`, bytes }));
  return { files, losses };
};

const readAddresses = async (addresses: readonly string[], options: UpdateOptions): Promise<ReadInputs> => {
  const map = await openAddressMap(options.maps.map(({ prefix, folder }) => `${prefix}=${folder}`));
  if (!map.ok) throw new WrongUse(map.error.join("; "));
  // robots.txt speaks to crawlers; here a person names each file, and nothing else is asked for.
  const egress = openEgress({
    map: map.value,
    allowHosts: options.data.allowHosts,
    robots: "ignore",
    maxBytes: mostBytes,
    timeoutMs: fetchMs,
  });
  const files: OfficialFile[] = [];
  const losses: Loss[] = [];
  try {
    for (const url of addresses) {
      const document = await egress.fetchDocument(url, options.signal === undefined ? {} : { signal: options.signal });
      if (document.ok) {
        const opened = await filesOf(document.value, url);
        files.push(...opened.files);
        losses.push(...opened.losses);
      } else losses.push({ step: "collect", item: url, reason: document.error.type, detail: document.error.message });
    }
  } finally {
    await egress.close();
  }
  return { files, losses };
};

const readInputs = async (options: UpdateOptions): Promise<ReadInputs> => {
  const files: OfficialFile[] = [];
  const losses: Loss[] = [];
  for (const path of options.inputs.filter((input) => !isAddress(input))) {
    const read = await readPath(path, { maxFileBytes: mostBytes, maxTotalBytes: mostTogether, archiveLimits: limits });
    for (const { url, bytes } of read.documents)
      files.push({ item: decodeURIComponent(url.replace("file://", "")), bytes });
    losses.push(...read.losses);
  }
  const addresses = options.inputs.filter(isAddress);
  const fetched = addresses.length === 0 ? { files: [], losses: [] } : await readAddresses(addresses, options);
  return { files: [...files, ...fetched.files], losses: [...losses, ...fetched.losses] };
};

/** In a thread: a hostile list can cost its time and memory, and no more. */
const tabulate = async (files: readonly OfficialFile[], held: ReferenceTables): Promise<TabulatedFiles> => {
  const pool = createWorkerPool({ threads: 1, memoryMb });
  try {
    const result = await pool.run<TabulatedFiles>(tabulateRoom, "tabulateFiles", [files, held], {
      timeoutMs: tabulateMs,
    });
    if (result.ok) return result.value;
    return { tabulated: [], refused: files.map(({ item }) => ({ item, reason: result.error.message })) };
  } finally {
    await pool.close();
  }
};

const describe = ({ sections: _, ...table }: ReferenceTable): Omit<ReferenceTable, "sections"> => table;

const ambiguityOf = (before: ReferenceTables, after: ReferenceTables): UpdateReport["ambiguous"] => {
  const shipped = shippedReference();
  const plain = readPlainWords(words);
  const find = (tables: ReferenceTables): readonly AmbiguousAlias[] =>
    ambiguousAliases(makeAliasTables(tables.attack ?? shipped.attack, tables.galaxy ?? shipped.galaxy, plain));
  const known = new Set(find(before).map(({ alias }) => alias));
  const all = find(after);
  return { all: all.length, fresh: all.filter(({ alias }) => !known.has(alias)) };
};

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

interface Saving {
  readonly folder: ReferenceFolder;
  readonly from: readonly string[];
  readonly now: string;
  readonly options: UpdateOptions;
}

type Decision = Pick<KindUpdate, "outcome" | "detail">;

const decide = async (table: ReferenceTable, changes: TableChanges, saving: Saving): Promise<Decision> => {
  const { data, acceptShrink, dryRun } = saving.options;
  if (changes.isSame) return { outcome: "same" };
  if (changes.shrink > data.maxShrink && !acceptShrink)
    return {
      outcome: "shrinks",
      detail: `Expected to lose at most ${percent(data.maxShrink)} of a section but it would lose ${percent(changes.shrink)}; --accept-shrink saves it all the same.`,
    };
  if (dryRun) return { outcome: "would_be_saved" };
  const saved = await saving.folder.save(table, saving.from, saving.now);
  return saved.ok ? { outcome: "saved" } : { outcome: "not_saved", detail: saved.error };
};

/** A list that is older than the one in force may be meant; it is never taken unsaid. */
const sayOlder = (before: ReferenceTable | undefined, table: ReferenceTable): string[] =>
  before?.date === undefined || table.date === undefined || table.date >= before.date
    ? []
    : [`This list is of ${table.date}, older than the one in force, of ${before.date}; \`data rollback\` goes back.`];

const runUpdate = async (folder: ReferenceFolder, options: UpdateOptions): Promise<UpdateReport> => {
  const { files, losses } = await readInputs(options);
  const read = await folder.read();
  if (!read.ok) throw new WrongUse(read.error);
  const shipped: ReferenceTables = { ...shippedReference() };
  const held: ReferenceTables = { ...shipped, ...read.value };
  const { tabulated, refused } = await tabulate(files, held);
  const saving = { folder, from: options.inputs, now: (options.clock ?? systemClock).now(), options };
  const updates: KindUpdate[] = [];
  const after: Partial<Record<ReferenceKind, ReferenceTable>> = { ...held };
  for (const { table, remarks } of tabulated) {
    const before = held[table.kind];
    const changes = compareTables(before, table);
    const decision = await decide(table, changes, saving);
    const inForce = decision.outcome === "saved" || decision.outcome === "would_be_saved";
    if (inForce) after[table.kind] = table;
    updates.push({
      kind: table.kind,
      ...decision,
      ...(before === undefined ? {} : { before: describe(before) }),
      after: describe(table),
      changes,
      remarks: [...sayOlder(before, table), ...remarks],
    });
  }
  const named = after.attack !== held.attack || after.galaxy !== held.galaxy;
  const ambiguous = named ? ambiguityOf(held, after) : undefined;
  return { updates, refused, losses, ...(ambiguous === undefined ? {} : { ambiguous }) };
};

/** A trial run neither locks nor writes. */
export const updateReference = async (options: UpdateOptions): Promise<UpdateReport> => {
  const { dir, keep } = options.data;
  const folder = openReferenceFolder(dir, { keep });
  if (options.dryRun) return runUpdate(folder, options);
  const lock = await folder.lock();
  if (!lock.ok) throw new WrongUse(lock.error);
  try {
    return await runUpdate(folder, options);
  } finally {
    await lock.value();
  }
};
