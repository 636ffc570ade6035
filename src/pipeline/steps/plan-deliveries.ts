/**
 * Who gets an edition: a row for each reader of each list and for each hook, made once however often this is done.
 *
 * A reader of several lists gets one mail, that of the first list that may have the edition. What is above a target's
 * ceiling is not sent, and its row says so.
 */

import type { NewDelivery } from "#store/index.ts";
import { mainAudience } from "#terms/audience.ts";
import {
  type Delivery,
  type EditionKind,
  type MailList,
  type OpenDelivery,
  overtakenNotes,
  withheldBecause,
} from "#terms/delivery.ts";
import type { Edition } from "#terms/edition.ts";

export interface Publication {
  readonly editionId: string;
  readonly kind: EditionKind;
  /** Name of the audience. */
  readonly audience: string;
  readonly tlp: string;
}

export const publicationOf = (editionId: string, { edition }: Edition): Publication => ({
  editionId,
  kind: edition.kind ?? "daily",
  audience: edition.audience?.name ?? mainAudience,
  tlp: edition.tlp,
});

export interface Known {
  /** Readers who have left, as `list\0address`. */
  readonly left: ReadonlySet<string>;
  /** Hooks that are gone. */
  readonly gone: ReadonlyMap<string, string>;
}

export const membershipKey = (list: string, address: string): string => `${list}\0${address}`;

const rowsOfLists = (lists: readonly MailList[], { editionId, tlp }: Publication, { left }: Known): NewDelivery[] => {
  const byReader = new Map<string, NewDelivery>();
  for (const list of lists)
    for (const address of list.members) {
      const withheld =
        withheldBecause(list, tlp) ?? (left.has(membershipKey(list.name, address)) ? overtakenNotes.left : undefined);
      const before = byReader.get(address);
      if (before !== undefined && (before.withheld === undefined || withheld !== undefined)) continue;
      const row = { editionId, matter: "edition" as const, way: "mail" as const, target: list.name, address, tlp };
      byReader.set(address, { ...row, ...(withheld === undefined ? {} : { withheld }) });
    }
  return [...byReader.values()];
};

/** To everyone who got what it corrects; what is above their list's ceiling, or whose reader has left, is not sent. */
export const rowsOfCorrection = (
  config: OpenDelivery,
  { editionId, tlp }: Publication,
  receivers: readonly Delivery[],
  { left }: Known,
): NewDelivery[] =>
  receivers.map(({ way, target, address }) => {
    const configured = [...config.lists, ...config.openHooks].find(({ name }) => name === target);
    const withheld =
      (configured === undefined ? undefined : withheldBecause(configured, tlp)) ??
      (left.has(membershipKey(target, address)) ? overtakenNotes.left : undefined);
    const row = { editionId, matter: "correction" as const, way, target, address, tlp };
    return { ...row, ...(withheld === undefined ? {} : { withheld }) };
  });

export const rowsOfEdition = (config: OpenDelivery, publication: Publication, known: Known): NewDelivery[] => {
  const { editionId, tlp, kind, audience } = publication;
  const wants = (target: Pick<MailList, "paused" | "kinds" | "audiences">): boolean =>
    !target.paused && target.kinds.includes(kind) && target.audiences.includes(audience);
  const hooks = config.openHooks.filter(wants).map((hook): NewDelivery => {
    const gone = known.gone.get(hook.name);
    const withheld =
      withheldBecause(hook, tlp) ??
      (gone === undefined ? undefined : `It said on ${gone.slice(0, 10)} that it is gone (410).`);
    const row = { editionId, matter: "edition" as const, way: hook.way, target: hook.name, address: "", tlp };
    return { ...row, ...(withheld === undefined ? {} : { withheld }) };
  });
  return [...rowsOfLists(config.lists.filter(wants), publication, known), ...hooks];
};
