/** Where the door finds editions: a list that does not change, or the store. */

import { sha256Hex } from "#kit/hash.ts";
import { readKept } from "#pipeline/steps/keep-edition.ts";
import { openApproved } from "#pipeline/steps/open-approved.ts";
import { editionToJson } from "#pipeline/steps/publish-edition.ts";
import { readStanding } from "#pipeline/steps/read-standing.ts";
import type { Store } from "#store/index.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { mainAudience } from "#terms/audience.ts";
import type { EditionKind } from "#terms/delivery.ts";
import type { Edition } from "#terms/edition.ts";
import { isWithin, type Viewer } from "#terms/person.ts";
import type { EditionEntry, EditionStanding } from "#terms/record.ts";
import { keepNewest } from "./keep-newest.ts";

export interface ShelfPage {
  readonly editions: readonly EditionEntry[];
  readonly next?: string;
}

export interface ShelfQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly kind?: EditionKind | undefined;
  /** Default: all. */
  readonly audience?: string | undefined;
}
type EditionWish = Pick<ShelfQuery, "kind" | "audience">;

export interface Shelf {
  /** Newest first, what the viewer may see. @returns nothing when `after` names none of these */
  readonly list: (page: ShelfQuery, viewer: Viewer) => Promise<ShelfPage | undefined>;
  /**
   * The id of `latest`, a date (the latest of that day) or an id. Asked once a request: the answer may be another when an
   * edition comes, and what is then read by it is all of one edition.
   *
   * @param wish of which kind and for whom the latest, or that of a day, is to be; default: any kind of the main edition,
   * or of any where the desk makes no main one
   */
  readonly find: (which: string, viewer: Viewer, wish?: EditionWish) => Promise<string | undefined>;
  /** The newest edition of each audience, by id; the main one first. */
  readonly newestOfEach: (viewer: Viewer) => Promise<readonly string[]>;
  /** By its id, for whoever may see it. The same edition comes as the same object while it is in use. */
  readonly read: (id: string, viewer: Viewer) => Promise<Edition | undefined>;
  /** What the record says of it, by its id: whether named people approved it, and what put it right. */
  readonly standing: (id: string, viewer: Viewer) => Promise<Standing | undefined>;
  /** An approved edition as what may be sent, by its id; nothing for any other. */
  readonly readApproved: (id: string, viewer: Viewer) => Promise<ApprovedBriefing | undefined>;
  /** What was said of an edition after it was out, by its id. */
  readonly later: (id: string, viewer: Viewer) => Promise<EditionStanding | undefined>;
}

export type Standing = Pick<EditionEntry, "id" | "approved" | "correctedBy">;

const isWished = (entry: EditionEntry, { kind, audience }: EditionWish): boolean =>
  (kind === undefined || entry.kind === kind) && (audience === undefined || entry.audience === audience);

const isId = (which: string): boolean => /^[0-9a-f]{64}$/.test(which);

/**
 * Editions that do not change, in any order.
 *
 * @param editions nobody approved these on record, whatever they say of themselves
 */
export const shelfOf = (editions: readonly Edition[], approved: readonly ApprovedBriefing[] = []): Shelf => {
  const entryOf = (edition: Edition, isApproved: boolean): EditionEntry => {
    const { date, asOf, title, tlp, kind = "daily", audience: served } = edition.edition;
    const audience = served?.name ?? mainAudience;
    return { id: sha256Hex(editionToJson(edition)), date, asOf, title, tlp, kind, audience, approved: isApproved };
  };
  const entries = [
    ...approved.map((edition) => ({ edition, sent: edition, entry: entryOf(edition, true) })),
    ...editions.map((edition) => ({ edition, sent: undefined, entry: entryOf(edition, false) })),
  ].sort((a, b) => (a.entry.asOf < b.entry.asOf ? 1 : a.entry.asOf > b.entry.asOf ? -1 : 0));
  const shownTo = ({ ceiling, may }: Viewer) =>
    entries.filter(({ entry }) => isWithin(entry.tlp, ceiling) && (entry.approved || may.has("draft.read")));
  const find = (which: string, viewer: Viewer, { kind, audience }: EditionWish = {}) => {
    const shown = shownTo(viewer);
    if (isId(which)) return shown.find(({ entry }) => entry.id === which);
    const hasMain = shown.some(({ entry }) => entry.audience === mainAudience);
    const wanted = audience ?? (hasMain ? mainAudience : undefined);
    return shown.find(
      ({ entry }) => (which === "latest" || entry.date === which) && isWished(entry, { kind, audience: wanted }),
    );
  };
  const byId = (id: string, viewer: Viewer) => shownTo(viewer).find(({ entry }) => entry.id === id);
  return {
    find: async (which, viewer, wish) => find(which, viewer, wish)?.entry.id,
    newestOfEach: async (viewer) => {
      const newest = new Map<string, string>();
      for (const { entry } of shownTo(viewer)) if (!newest.has(entry.audience)) newest.set(entry.audience, entry.id);
      const place = (audience: string): string => (audience === mainAudience ? "" : audience);
      return [...newest].sort(([a], [b]) => (place(a) < place(b) ? -1 : 1)).map(([, id]) => id);
    },
    later: async () => undefined,
    list: async ({ limit, after, ...wish }, viewer) => {
      const entries = shownTo(viewer).filter(({ entry }) => isWished(entry, wish));
      const at = after === undefined ? 0 : entries.findIndex(({ entry }) => entry.id === after) + 1;
      if (after !== undefined && at === 0) return undefined;
      const page = entries.slice(at, at + limit).map(({ entry }) => entry);
      const last = page.at(-1);
      return { editions: page, ...(at + limit < entries.length && last !== undefined ? { next: last.id } : {}) };
    },
    read: async (id, viewer) => byId(id, viewer)?.edition,
    standing: async (id, viewer) => byId(id, viewer)?.entry,
    readApproved: async (id, viewer) => byId(id, viewer)?.sent,
  };
};

const whichOf = (which: string): Parameters<Store["findEdition"]>[0] => {
  if (which === "latest") return which;
  return isId(which) ? { id: which } : { date: which };
};

/** Parsed editions held at once; one is a quarter of a megabyte of text. */
const heldEditions = 16;
/** A feed names so many. */
const heldSent = 32;

export const shelfOfStore = (store: Store): Shelf => {
  const held = new Map<string, Edition>();
  const sent = new Map<string, Promise<ApprovedBriefing | undefined>>();
  return {
    later: (id, viewer) => readStanding(store, id, viewer),
    list: ({ after, ...page }, viewer) =>
      store.listEditions({ ...page, ...(after === undefined ? {} : { after }) }, viewer),
    find: (which, viewer, wish) => store.findEdition(whichOf(which), viewer, wish),
    newestOfEach: (viewer) => store.newestOfEach(viewer),
    standing: (id, viewer) => store.review.standing(id, viewer),
    readApproved: async (id, viewer) => {
      if ((await store.findEdition({ id }, viewer)) === undefined) return undefined;
      const known = sent.get(id) ?? openApproved(store, id);
      known.catch(() => sent.delete(id));
      return keepNewest(sent, id, known, heldSent);
    },
    read: async (id, viewer) => {
      // What is held was opened for somebody; whether it exists for this one, the store says each time.
      if ((await store.findEdition({ id }, viewer)) === undefined) return undefined;
      const edition = held.get(id) ?? (await readKept(store, id, viewer));
      return edition === undefined ? undefined : keepNewest(held, id, edition, heldEditions);
    },
  };
};
