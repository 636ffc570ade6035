/** `watchfloor deliveries list | hold | retry | arrived` and `watchfloor deliver test NAME`. */
import { systemClock } from "#outside/clock.ts";
import { openDeliveryInForce } from "#pipeline/settings/delivery-in-force.ts";
import { sendTestNotice } from "#pipeline/settings/hooks-setting.ts";
import { testDelivery } from "#pipeline/steps/test-delivery.ts";
import type { Store } from "#store/index.ts";
import { type Delivery, type DeliveryState, deliveryStates, type Outcome } from "#terms/delivery.ts";
import { deskViewer } from "#terms/person.ts";
import { deliveryOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { countOf, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";

/** Whoever runs the command line holds the store. */
const who = { id: "command-line", name: "the command line", via: "command line" };

const lineOf = ({ id, state, way, target, address, tlp, changedAt, note }: Delivery): string => {
  const to = address === "" ? target : `${target}: ${address}`;
  return `${id.slice(0, 12)}\t${state}\t${changedAt}\t${way}\t${to}\t${tlp}${note === undefined ? "" : `\t${note}`}\n`;
};

const attention: readonly DeliveryState[] = ["unsure", "failed", "held"];

export const runDeliveriesList = async ({
  json,
  state,
  limit,
}: {
  readonly json: boolean;
  readonly state?: string;
  readonly limit: number;
}): Promise<ExitCode> => {
  const wanted = deliveryStates.find((each) => each === state);
  if (state !== undefined && wanted === undefined)
    throw wrongUse(`--state: expected ${deliveryStates.join(", ")} but found ${state}.`);
  return withDesk("deliveries", async ({ store }) => {
    const page = await store.outbox.list({
      limit,
      ceiling: deskViewer.ceiling,
      ...(wanted === undefined ? {} : { states: [wanted] }),
    });
    const rows = page?.deliveries ?? [];
    if (json) await print(`${JSON.stringify(page, null, 2)}\n`);
    else for (const row of rows) await print(lineOf(row));
    const counts = page?.counts;
    const open = attention.reduce((sum, each) => sum + (counts?.[each] ?? 0), 0);
    const told = deliveryStates.flatMap((each) => (counts?.[each] ? [`${counts[each]} ${each}`] : []));
    say(told.length === 0 ? "Nothing is in the outbox." : told.join(", "));
    return open === 0 ? exitCodes.fine : exitCodes.findings;
  });
};

/** By the first digits of its id, where no other begins with them. */
const findDelivery = async ({ outbox }: Store, prefix: string): Promise<string> => {
  if (!/^[0-9a-f]{6,64}$/.test(prefix)) throw wrongUse(`Expected six or more digits of an id but found ${prefix}.`);
  const found = await outbox.find(prefix);
  const [first, second] = found;
  if (first === undefined) throw unfinished(`No delivery has an id that begins with ${prefix}.`);
  if (second !== undefined) throw wrongUse(`More than one id begins with ${prefix}. Give more digits.`);
  return first;
};

export const runDeliveryAct = async (
  act: "hold" | "retry" | "arrived",
  prefixes: readonly string[],
): Promise<ExitCode> =>
  withDesk("deliveries", async ({ store }) => {
    let refused = 0;
    for (const prefix of prefixes) {
      const id = await findDelivery(store, prefix);
      const acting = { who, at: systemClock.now(), ceiling: deskViewer.ceiling };
      const acted = await store.outbox.act(id, act, acting);
      if (acted?.done !== true) refused += 1;
      const now = acted?.delivery.state ?? "gone";
      say(`${id.slice(0, 12)}: ${acted?.done === true ? now : `left as it is, it is ${now}`}`);
    }
    return refused === 0 ? exitCodes.fine : exitCodes.findings;
  });

const outcomeLine = (to: string, { type, note }: Outcome): string => `${to}\t${type}\t${note}\n`;

export const runDeliverTest = async (name: string): Promise<ExitCode> => {
  const configured = await openDeskConfig();
  return withDesk("deliveries", async ({ store }) => {
    const tools = deliveryOn({ store }, configured);
    const by = { at: systemClock.now(), who };
    const tested = await sendTestNotice(tools, by, name);
    if (tested !== undefined) {
      await print(outcomeLine(name, tested));
      return tested.type === "sent" ? exitCodes.fine : exitCodes.findings;
    }
    const delivery = await openDeliveryInForce(tools);
    const names = [...delivery.lists, ...delivery.openHooks].map((each) => each.name).join(", ");
    const list = delivery.lists.find((each) => each.name === name);
    if (names === "")
      throw wrongUse(
        "Nobody receives anything yet. Set relay, lists and hooks in Settings, Delivery, or name a file under `delivery`.",
      );
    if (list === undefined) throw wrongUse(`Expected a mail list or a hook (${names}) but found ${name}.`);
    const sent = await testDelivery(store, delivery, list, by);
    for (const { address, outcome } of sent) await print(outcomeLine(address, outcome));
    const arrived = sent.filter(({ outcome }) => outcome.type === "sent").length;
    say(`${arrived} of ${countOf(sent.length, "test mail")} taken over by the relay`);
    return arrived === sent.length ? exitCodes.fine : exitCodes.findings;
  });
};
