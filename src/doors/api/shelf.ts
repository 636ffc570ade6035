/** Where the door finds editions: a list that does not change, or the store. */

import { sha256Hex } from "#kit/hash.ts";
import { readKept } from "#pipeline/steps/keep-edition.ts";
import { editionToJson } from "#pipeline/steps/publish-edition.ts";
import type { Store } from "#store/index.ts";
import type { Edition } from "#terms/edition.ts";
import type { EditionEntry } from "#terms/record.ts";

export interface ShelfPage {
  readonly editions: readonly EditionEntry[];
  readonly next?: string;
}

export interface Shelf {
  /** Newest first. @returns nothing when `after` names no edition on record */
  readonly list: (page: { limit: number; after?: string }) => Promise<ShelfPage | undefined>;
  /** `latest`, a date (the latest of that day) or an id. The same edition comes as the same object while it is in use. */
  readonly read: (which: string) => Promise<Edition | undefined>;
}

const isId = (which: string): boolean => /^[0-9a-f]{64}$/.test(which);

/** Editions that do not change, in any order. */
export const shelfOf = (editions: readonly Edition[]): Shelf => {
  const entries = editions
    .map((edition) => {
      const { date, asOf, title, tlp } = edition.edition;
      return { edition, entry: { id: sha256Hex(editionToJson(edition)), date, asOf, title, tlp } };
    })
    .sort((a, b) => (a.entry.asOf < b.entry.asOf ? 1 : a.entry.asOf > b.entry.asOf ? -1 : 0));
  return {
    list: async ({ limit, after }) => {
      const at = after === undefined ? 0 : entries.findIndex(({ entry }) => entry.id === after) + 1;
      if (after !== undefined && at === 0) return undefined;
      const page = entries.slice(at, at + limit).map(({ entry }) => entry);
      const last = page.at(-1);
      return { editions: page, ...(at + limit < entries.length && last !== undefined ? { next: last.id } : {}) };
    },
    read: async (which) =>
      which === "latest"
        ? entries[0]?.edition
        : entries.find(({ entry }) => (isId(which) ? entry.id === which : entry.date === which))?.edition,
  };
};

/** Parsed editions held at once; one is a quarter of a megabyte of text. */
const heldEditions = 16;

export const shelfOfStore = (store: Store): Shelf => {
  const held = new Map<string, Edition>();
  const hold = (id: string, edition: Edition): Edition => {
    held.delete(id);
    held.set(id, edition);
    const [oldest] = held.keys();
    if (held.size > heldEditions && oldest !== undefined) held.delete(oldest);
    return edition;
  };
  return {
    list: (page) => store.listEditions(page),
    read: async (which) => {
      const id = isId(which) ? which : await store.findEdition(which === "latest" ? "latest" : { date: which });
      if (id === undefined) return undefined;
      const edition = held.get(id) ?? (await readKept(store, id));
      return edition === undefined ? undefined : hold(id, edition);
    },
  };
};
