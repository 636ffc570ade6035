/**
 * Who would get a text if it were approved now: the very rows that would be made, by list and hook. What the record holds
 * of editions above the ceiling of whoever asks is not looked at.
 */
import type { NewDelivery, Store } from "#store/index.ts";
import type { DeliveryWay, OpenDelivery } from "#terms/delivery.ts";
import type { Edition } from "#terms/edition.ts";
import { isWithin } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import { correctedBefore } from "./open-approved.ts";
import { planRows, publicationOf, readKnown, whyNothing } from "./plan-deliveries.ts";

export interface TargetPreview {
  readonly name: string;
  readonly title: string;
  readonly way: DeliveryWay;
  /** Who gets it, of a list; empty for a hook. */
  readonly addresses: readonly string[];
  /** Mails or notices that would leave. */
  readonly count: number;
  /** They are told what is put right, in place of the edition. */
  readonly corrects: boolean;
  readonly withheld: readonly {
    readonly because: string;
    readonly addresses: readonly string[];
    readonly count: number;
  }[];
  /** Why nothing is made for it. */
  readonly nothing?: string;
}

export interface ReceiverPreview {
  /** Whether any list or hook is set up. */
  readonly isSetUp: boolean;
  readonly targets: readonly TargetPreview[];
}

/** Addresses that are named of one target; the others are counted. */
const mostNamed = 500;

const addressesOf = (rows: readonly NewDelivery[]): string[] =>
  rows.flatMap(({ address }) => (address === "" ? [] : [address])).slice(0, mostNamed);

const withheldOf = (rows: readonly NewDelivery[]): TargetPreview["withheld"] => {
  const reasons = [...new Set(rows.flatMap(({ withheld }) => withheld ?? []))];
  return reasons.map((because) => {
    const own = rows.filter(({ withheld }) => withheld === because);
    return { because, addresses: addressesOf(own), count: own.length };
  });
};

const ofTarget = (
  target: Pick<TargetPreview, "name" | "title" | "way">,
  rows: readonly NewDelivery[],
  because: string | undefined,
): TargetPreview => {
  const leave = rows.filter(({ withheld }) => withheld === undefined);
  const nothing = rows.length > 0 ? undefined : (because ?? "Its readers get it by another list.");
  return {
    ...target,
    addresses: addressesOf(leave),
    count: leave.length,
    corrects: leave.some(({ matter }) => matter === "correction"),
    withheld: withheldOf(rows),
    ...(nothing === undefined ? {} : { nothing }),
  };
};

/** @param edition the text as it would be published */
export const previewReceivers = async (
  store: Pick<Store, "outbox" | "review" | "readEdition">,
  config: OpenDelivery | undefined,
  { edition, ceiling }: { readonly edition: Edition; readonly ceiling: Tlp },
): Promise<ReceiverPreview> => {
  if (config === undefined) return { isSetUp: false, targets: [] };
  const publication = publicationOf("", edition);
  const before = await correctedBefore(store, edition);
  const received = before.length === 0 ? [] : await store.outbox.receivers(before);
  const rows = planRows(
    config,
    publication,
    await readKnown(store.outbox),
    received.filter(({ tlp }) => isWithin(tlp, ceiling)),
  );
  const configured = [
    ...config.lists.map((list) => ({ ...list, title: list.title ?? list.name, way: "mail" as const })),
    ...config.openHooks.map((hook) => ({ ...hook, title: hook.name })),
  ];
  const names = new Set(configured.map(({ name }) => name));
  // Who got what was wrong is told, also where the list is no longer configured.
  const former = rows.filter(({ target }) => !names.has(target));
  return {
    isSetUp: configured.length > 0,
    targets: [
      ...configured.map((target) =>
        ofTarget(
          { name: target.name, title: target.title, way: target.way },
          rows.filter((row) => row.target === target.name),
          whyNothing(target, publication),
        ),
      ),
      ...[...new Set(former.map(({ target }) => target))].map((name) => {
        const own = former.filter(({ target }) => target === name);
        return ofTarget({ name, title: name, way: own[0]?.way ?? "mail" }, own, undefined);
      }),
    ],
  };
};
