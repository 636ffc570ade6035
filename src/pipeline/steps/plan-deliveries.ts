/**
 * Who gets an edition: a row for each reader of each list and for each hook, made once however often this is done.
 *
 * A reader of several lists gets one mail, that of the first list that may have the edition. What is above a target's
 * ceiling is not sent, and its row says so.
 */

import type { NewDelivery, Store } from "#store/index.ts";
import { mainAudience } from "#terms/audience.ts";
import {
  type Delivery,
  type EditionKind,
  type MailList,
  type OpenDelivery,
  type OpenHook,
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

/** The list or hook as it is configured now; nothing where there is none any more. A list and a hook of one name are two. */
export const targetOf = (
  { lists, openHooks }: Pick<OpenDelivery, "lists" | "openHooks">,
  { way, target }: Pick<Delivery, "way" | "target">,
): MailList | OpenHook | undefined =>
  way === "mail" ? lists.find(({ name }) => name === target) : openHooks.find(({ name }) => name === target);

/** To everyone who got what it corrects; what is above their list's ceiling, or whose reader has left, is not sent. */
const rowsOfCorrection = (
  config: OpenDelivery,
  { editionId, tlp }: Publication,
  receivers: readonly Delivery[],
  { left }: Known,
): NewDelivery[] =>
  receivers.map(({ way, target, address }) => {
    const configured = targetOf(config, { way, target });
    const withheld =
      (configured === undefined ? undefined : withheldBecause(configured, tlp)) ??
      (left.has(membershipKey(target, address)) ? overtakenNotes.left : undefined);
    const row = { editionId, matter: "correction" as const, way, target, address, tlp };
    return { ...row, ...(withheld === undefined ? {} : { withheld }) };
  });

type Wanting = Pick<MailList, "paused" | "kinds" | "audiences">;

/** Why nothing is made for a target, whatever its ceiling; or nothing when something is. */
export const whyNothing = (
  { paused, kinds, audiences }: Wanting,
  { kind, audience }: Pick<Publication, "kind" | "audience">,
): string | undefined => {
  if (paused) return "It is paused.";
  if (!kinds.includes(kind)) return `It receives no ${kind} edition.`;
  return audiences.includes(audience) ? undefined : `It receives no edition for ${audience}.`;
};

export const rowsOfEdition = (config: OpenDelivery, publication: Publication, known: Known): NewDelivery[] => {
  const { editionId, tlp } = publication;
  const wants = (target: Wanting): boolean => whyNothing(target, publication) === undefined;
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

export const readKnown = async (outbox: Pick<Store["outbox"], "left" | "gone">): Promise<Known> => ({
  left: new Set((await outbox.left()).map(({ list, address }) => membershipKey(list, address))),
  gone: await outbox.gone(),
});

/** @param received what was wrong, by those who got it: they are told; everyone else gets the edition as it should read */
export const planRows = (
  config: OpenDelivery,
  publication: Publication,
  known: Known,
  received: readonly Delivery[],
): NewDelivery[] => {
  const rows = rowsOfEdition(config, publication, known);
  const told = rowsOfCorrection(config, publication, received, known);
  const readerOf = ({ target, address }: NewDelivery): string => membershipKey(address === "" ? target : "", address);
  const isTold = new Set(told.map(readerOf));
  return [...told, ...rows.filter((row) => !isTold.has(readerOf(row)))];
};
