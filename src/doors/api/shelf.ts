/** Where the door finds editions: a list that does not change, or the store. */

import { sha256Hex } from "#kit/hash.ts";
import { readKept } from "#pipeline/steps/keep-edition.ts";
import { editionToJson } from "#pipeline/steps/publish-edition.ts";
import type { Store } from "#store/index.ts";
import type { Edition } from "#terms/edition.ts";
import { isWithin, type Viewer } from "#terms/person.ts";
import type { EditionEntry } from "#terms/record.ts";

export interface ShelfPage {
  readonly editions: readonly EditionEntry[];
  readonly next?: string;
}

export interface Shelf {
  /** Newest first, what the viewer may see. @returns nothing when `after` names none of these */
  readonly list: (page: { limit: number; after?: string }, viewer: Viewer) => Promise<ShelfPage | undefined>;
  /** `latest`, a date (the latest of that day) or an id. The same edition comes as the same object while it is in use. */
  readonly read: (which: string, viewer: Viewer) => Promise<Edition | undefined>;
}

const isId = (which: string): boolean => /^[0-9a-f]{64}$/.test(which);

/** Editions that do not change, in any order. */
export const shelfOf = (editions: readonly Edition[]): Shelf => {
  const entries = editions
    .map((edition) => {
      const { date, asOf, title, tlp } = edition.edition;
      // What no store keeps, nobody approved on record.
      return { edition, entry: { id: sha256Hex(editionToJson(edition)), date, asOf, title, tlp, approved: false } };
    })
    .sort((a, b) => (a.entry.asOf < b.entry.asOf ? 1 : a.entry.asOf > b.entry.asOf ? -1 : 0));
  const shownTo = ({ ceiling }: Viewer) => entries.filter(({ entry }) => isWithin(entry.tlp, ceiling));
  return {
    list: async ({ limit, after }, viewer) => {
      const entries = shownTo(viewer);
      const at = after === undefined ? 0 : entries.findIndex(({ entry }) => entry.id === after) + 1;
      if (after !== undefined && at === 0) return undefined;
      const page = entries.slice(at, at + limit).map(({ entry }) => entry);
      const last = page.at(-1);
      return { editions: page, ...(at + limit < entries.length && last !== undefined ? { next: last.id } : {}) };
    },
    read: async (which, viewer) =>
      which === "latest"
        ? shownTo(viewer)[0]?.edition
        : shownTo(viewer).find(({ entry }) => (isId(which) ? entry.id === which : entry.date === which))?.edition,
  };
};

const whichOf = (which: string): Parameters<Store["findEdition"]>[0] => {
  if (which === "latest") return which;
  return isId(which) ? { id: which } : { date: which };
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
    list: (page, viewer) => store.listEditions(page, viewer),
    read: async (which, viewer) => {
      // What is held was opened for somebody; whether it exists for this one, the store says each time.
      const id = await store.findEdition(whichOf(which), viewer);
      if (id === undefined) return undefined;
      const edition = held.get(id) ?? (await readKept(store, id, viewer));
      return edition === undefined ? undefined : hold(id, edition);
    },
  };
};
