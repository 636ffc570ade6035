/**
 * What a new table changes: rows added, removed and changed by section, objects withdrawn, and how much smaller it is.
 *
 * A row is the same when its key is; which fields are the key depends on the section. A withdrawn object (revoked,
 * deprecated, rejected) still stands but no longer counts as alive, so it counts towards shrinking.
 */
import type { ReferenceKind, ReferenceTable } from "#terms/reference.ts";
import { fieldsOf } from "./table-row.ts";

export interface Counted {
  readonly count: number;
  readonly examples: readonly string[];
}

export interface SectionChanges {
  readonly section: string;
  readonly before: number;
  readonly after: number;
  readonly added: Counted;
  readonly removed: Counted;
  readonly changed: Counted;
  readonly withdrawn: Counted;
}

export interface TableChanges {
  readonly sections: readonly SectionChanges[];
  /** Largest share of living rows that a section loses, 0 to 1. */
  readonly shrink: number;
  readonly isSame: boolean;
}

/** How many leading fields are a row's key; sections that are not named are keyed by the whole row. */
const keyFields: Readonly<Partial<Record<ReferenceKind, Readonly<Record<string, number>>>>> = {
  attack: { objects: 2, revoked: 1, editions: 1 },
  galaxy: { entries: 2, editions: 1 },
  warninglists: { lists: 1 },
  kev: { entries: 1 },
  epss: { entries: 1 },
  cve: { entries: 1 },
};

/** Where the state of a row stands, and the state of the living. */
const states: Readonly<Partial<Record<ReferenceKind, { section: string; at: number; live: string }>>> = {
  attack: { section: "objects", at: 7, live: "live" },
  cve: { section: "entries", at: 1, live: "published" },
};

/** Sections that say what the list is, not what it holds. */
const describing = new Set(["editions"]);

const shown = 5;
const counted = (rows: readonly string[]): Counted => ({ count: rows.length, examples: rows.slice(0, shown) });

const labelOf = (kind: ReferenceKind, section: string, row: string): string => {
  const [first = "", second = "", , fourth = ""] = fieldsOf(row);
  if (kind === "attack" && section === "objects") return `${first} ${fourth}`;
  if (kind === "attack" && section === "relations") return row.replaceAll("|", " ");
  return second === "" ? first : `${first} ${second}`;
};

const byKey = (rows: readonly string[], fields: number | undefined): Map<string, string> => {
  const known = new Map<string, string>();
  for (const row of rows) {
    const key = fields === undefined ? row : fieldsOf(row).slice(0, fields).join("|");
    const held = known.get(key);
    known.set(key, held === undefined ? row : `${held}\n${row}`);
  }
  return known;
};

const compareSection = (
  kind: ReferenceKind,
  section: string,
  before: readonly string[],
  after: readonly string[],
): SectionChanges & { readonly shrink: number } => {
  const fields = keyFields[kind]?.[section];
  const [old, now] = [byKey(before, fields), byKey(after, fields)];
  const state = states[kind]?.section === section ? states[kind] : undefined;
  const isLive = (row: string): boolean => state === undefined || fieldsOf(row)[state.at] === state.live;
  const label = (rows: readonly string[]): Counted => counted(rows.map((row) => labelOf(kind, section, row)));
  const added = [...now].filter(([key]) => !old.has(key)).map(([, row]) => row);
  const removed = [...old].filter(([key]) => !now.has(key)).map(([, row]) => row);
  const differing = [...now].filter(([key, row]) => old.has(key) && old.get(key) !== row);
  const isWithdrawn = ([key, row]: readonly [string, string]): boolean => isLive(old.get(key) ?? "") && !isLive(row);
  const withdrawn = differing.filter(isWithdrawn).map(([, row]) => row);
  const living = [...old.values()].filter(isLive).length;
  const lost = removed.filter(isLive).length + withdrawn.length;
  return {
    section,
    before: before.length,
    after: after.length,
    added: label(added),
    removed: label(removed),
    changed: label(differing.filter((one) => !isWithdrawn(one)).map(([, row]) => row)),
    withdrawn: label(withdrawn),
    shrink: living === 0 || describing.has(section) ? 0 : lost / living,
  };
};

export const compareTables = (before: ReferenceTable | undefined, after: ReferenceTable): TableChanges => {
  const names = [...new Set([...Object.keys(after.sections), ...Object.keys(before?.sections ?? {})])].sort();
  const compared = names.map((name) =>
    compareSection(after.kind, name, before?.sections[name] ?? [], after.sections[name] ?? []),
  );
  return {
    sections: compared.map(({ shrink: _, ...section }) => section),
    shrink: Math.max(0, ...compared.map(({ shrink }) => shrink)),
    isSame: compared.every(
      ({ added, removed, changed, withdrawn }) => added.count + removed.count + changed.count + withdrawn.count === 0,
    ),
  };
};
