/** What reference tables are in force, the operator's own and the shipped ones, and the way back to the one before. */
import { openReferenceFolder, type StoredVersion } from "#outside/keep-reference.ts";
import { type ReferenceKind, referenceKinds } from "#terms/reference.ts";
import { shippedReference } from "./steps/shipped-reference.ts";
import { WrongUse } from "./wrong-use.ts";

export interface ListedTable {
  readonly kind: ReferenceKind;
  /** `yours`: from the folder; `shipped`: with this program; `none`: no table of this kind. */
  readonly inForce: "yours" | "shipped" | "none";
  readonly publisher?: string;
  readonly version?: string;
  readonly date?: string | undefined;
  readonly licence?: string;
  readonly notice?: string | undefined;
  readonly rows?: number;
  readonly savedAt?: string;
  readonly from?: readonly string[];
  /** Whole days since the list's own date, else since it was saved. */
  readonly ageDays?: number;
  /** Versions that a rollback can return to, the nearest first. */
  readonly before: readonly { readonly version: string; readonly savedAt: string }[];
}

const dayMs = 86_400_000;

const ageOf = (since: string | undefined, now: string): { ageDays?: number } => {
  const ms = since === undefined ? Number.NaN : Date.parse(now) - Date.parse(since);
  return Number.isNaN(ms) ? {} : { ageDays: Math.max(0, Math.floor(ms / dayMs)) };
};

const listShipped = (kind: ReferenceKind): ListedTable => {
  const shipped = shippedReference();
  if (kind !== "attack" && kind !== "galaxy" && kind !== "warninglists") return { kind, inForce: "none", before: [] };
  const { publisher, version, licence, notice, sections } = shipped[kind];
  const rows = Object.values(sections).reduce((sum, list) => sum + list.length, 0);
  return {
    ...{ kind, inForce: "shipped", publisher, version, licence, rows, before: [] },
    ...(notice === undefined ? {} : { notice }),
  };
};

const listOwn = (
  kind: ReferenceKind,
  current: StoredVersion,
  before: readonly StoredVersion[],
  now: string,
): ListedTable => {
  const { file: _, ...told } = current;
  return {
    ...{ kind, inForce: "yours", ...told },
    ...ageOf(current.date ?? current.savedAt, now),
    before: before.map(({ version, savedAt }) => ({ version, savedAt })),
  };
};

export const listReference = async (dir: string, now: string): Promise<readonly ListedTable[]> => {
  const folder = openReferenceFolder(dir);
  const listed: ListedTable[] = [];
  for (const kind of referenceKinds) {
    const read = await folder.versions(kind);
    if (!read.ok) throw new WrongUse(read.error);
    const { current, versions } = read.value;
    const at = versions.findIndex(({ file }) => file === current);
    const found = versions[at];
    listed.push(found === undefined ? listShipped(kind) : listOwn(kind, found, versions.slice(at + 1), now));
  }
  return listed;
};

/** @returns the version now in force; null: the shipped table, or none where none is shipped. */
export const rollbackReference = async (dir: string, kind: ReferenceKind): Promise<StoredVersion | null> => {
  const folder = openReferenceFolder(dir);
  const lock = await folder.lock();
  if (!lock.ok) throw new WrongUse(lock.error);
  try {
    const back = await folder.rollback(kind);
    if (!back.ok) throw new WrongUse(back.error);
    return back.value;
  } finally {
    await lock.value();
  }
};
