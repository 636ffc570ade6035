/** What leaves the desk, as it is in force: the relay, each list and each hook. Nothing is sent. */
import { causeText } from "#kit/cause-text.ts";
import { reachHook } from "#outside/hook/reach-hook.ts";
import { checkMail } from "#outside/mail/send-mail.ts";
import type { Store } from "#store/index.ts";
import { mainAudience } from "#terms/audience.ts";
import type { EditionPlan } from "#terms/config.ts";
import type { Hook, MailList, OpenDelivery, OpenHook } from "#terms/delivery.ts";
import { audienceNameOf } from "../plan-audiences.ts";
import {
  type DeliveryTools,
  hooksFile,
  mailFile,
  openDeliveryInForce,
  openHooksInForce,
  readDeliveryInForce,
} from "../settings/delivery-in-force.ts";
import { membershipKey, readKnown } from "../steps/plan-deliveries.ts";
import { mailDoorOf } from "../steps/test-delivery.ts";
import { type Check, type Found, finding, fine, unset } from "./examine.ts";

export interface DeliveryPatient {
  readonly store: Pick<Store, "outbox">;
  readonly editions: readonly EditionPlan[];
  /** Absent: the operator's file cannot be read, which is told elsewhere. */
  readonly delivery?: DeliveryTools | undefined;
  readonly now: () => Date;
}

const unread = unset("The operator's file of deliveries cannot be read.");

/** Where a half of it is changed. */
const placeOf = (tools: DeliveryTools, half: (tools: DeliveryTools) => unknown): string =>
  half(tools) === undefined ? "Settings, Delivery" : (tools.path ?? "the delivery file");

/** What is said in the clear to this very machine is on no way. */
const isHere = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)(?::\d{1,5})?$/i.test(host);

/** The relay is spoken to up to the point of sending. */
const checkRelay = async ({ delivery: tools }: DeliveryPatient): Promise<Found[]> => {
  if (tools === undefined) return [unread];
  const place = placeOf(tools, mailFile);
  const delivery = await openDeliveryInForce(tools).catch((cause: unknown) => causeText(cause));
  if (typeof delivery === "string")
    return [finding(delivery, "Put back the key that the desk had, or type the password again in Settings, Delivery.")];
  const door = mailDoorOf(delivery);
  if (door === undefined) return [unset("No mail relay is set.")];
  const state = await checkMail(door);
  if (!state.ok)
    return [
      finding(
        `The relay ${door.relay.host}:${door.relay.port} cannot be used. ${state.error}`,
        `See its host, port, security, user and certificate in ${place}.`,
      ),
    ];
  const { greeting, encrypted } = state.value;
  if (encrypted) return [fine(`The relay ${greeting} answers, encrypted.`)];
  return [
    isHere(door.relay.host)
      ? fine(`The relay ${greeting} answers, in the clear on this machine.`)
      : finding(
          `The relay ${greeting} answers in the clear: whoever is on the way reads every edition.`,
          `Set its security to starttls or tls in ${place}.`,
        ),
  ];
};

/** Of what it names, what no plan makes. */
const neverMade = (
  what: string,
  { audiences, kinds }: Pick<MailList | Hook, "audiences" | "kinds">,
  plans: readonly EditionPlan[],
  place: string,
): Found[] => {
  const made = new Set([mainAudience, ...plans.map(audienceNameOf)]);
  const unmade = audiences.filter((name) => !made.has(name));
  const isWeeklyAlone = kinds.every((kind) => kind === "weekly") && !plans.some(({ kind }) => kind === "weekly");
  return [
    ...(unmade.length === 0
      ? []
      : [
          finding(
            `${what} receives editions for ${unmade.join(", ")}, and no plan makes any.`,
            `Add a plan for it, or take the audience out in ${place}.`,
          ),
        ]),
    ...(isWeeklyAlone
      ? [
          finding(
            `${what} receives weekly editions alone, and no plan makes any.`,
            `Add a weekly plan in Settings, Editions, or let it receive other kinds in ${place}.`,
          ),
        ]
      : []),
  ];
};

const readers = (count: number): string => `${count} ${count === 1 ? "reader" : "readers"}`;

const checkLists = async ({ store, editions, delivery: tools }: DeliveryPatient): Promise<Found[]> => {
  if (tools === undefined) return [unread];
  const { lists } = await readDeliveryInForce(tools);
  if (lists.length === 0) return [unset("No mail list is set.")];
  const { left } = await readKnown(store.outbox);
  const place = placeOf(tools, mailFile);
  return lists.flatMap((list): Found[] => {
    const what = `The list ${list.name}`;
    if (list.paused) return [unset(`${what} is paused: nothing is sent to it.`)];
    const stay = list.members.filter((address) => !left.has(membershipKey(list.name, address)));
    if (stay.length === 0)
      return [
        finding(
          `All ${readers(list.members.length)} of the list ${list.name} have left it.`,
          `Put readers back in Settings, Delivery, or take the list out in ${place}.`,
        ),
      ];
    const unmade = neverMade(what, list, editions, place);
    return unmade.length > 0 ? unmade : [fine(`${what} has ${readers(stay.length)}, up to ${list.ceiling}.`)];
  });
};

interface HookRoom {
  readonly delivery: Pick<OpenDelivery, "allowHosts">;
  readonly tools: DeliveryTools;
  readonly plans: readonly EditionPlan[];
  readonly gone: ReadonlyMap<string, string>;
}

const checkHook = async (hook: OpenHook, { delivery, tools, plans, gone }: HookRoom): Promise<Found[]> => {
  const what = `The hook ${hook.name}`;
  const place = placeOf(tools, hooksFile);
  if (hook.fault !== undefined)
    return [finding(`${what}: ${hook.fault}`, "Put back the key that the desk had, or type address and key again.")];
  if (hook.paused) return [unset(`${what} is paused: nothing is sent to it.`)];
  const goneAt = gone.get(hook.name);
  if (goneAt !== undefined)
    return [
      finding(
        `${what} said on ${goneAt.slice(0, 10)} that it is gone (410): nothing is sent to it.`,
        `Revive it in Settings, Delivery, or take it out in ${place}.`,
      ),
    ];
  const unmade = neverMade(what, hook, plans, place);
  const reach = await reachHook(hook.url, delivery.allowHosts, tools.resolve);
  if (!reach.ok)
    return [
      ...unmade,
      finding(
        `${what} cannot be reached. ${reach.error}`,
        `See its address in ${place}, the name server and the firewall.`,
      ),
    ];
  const { host, encrypted } = reach.value;
  if (!encrypted && !isHere(host))
    return [...unmade, finding(`${what} is reached at ${host} in the clear.`, `Give it an https address in ${place}.`)];
  return [...unmade, fine(`${what} is reached at ${host}${encrypted ? ", encrypted" : ""}; it was asked nothing.`)];
};

const checkHooks = async ({ store, editions, delivery: tools }: DeliveryPatient): Promise<Found[]> => {
  if (tools === undefined) return [unread];
  const delivery = await openHooksInForce(tools);
  if (delivery.openHooks.length === 0) return [unset("No webhook or chat is set.")];
  const room = { delivery, tools, plans: editions, gone: await store.outbox.gone() };
  return (await Promise.all(delivery.openHooks.map((hook) => checkHook(hook, room)))).flat();
};

const hourMs = 3_600_000;

const count = (number: number): string => (number === 1 ? "1 delivery" : `${number} deliveries`);

/** What needs a person, or does not get on. */
const checkOutbox = async ({ store, now }: DeliveryPatient): Promise<Found[]> => {
  const { counts, waitingSince, failed } = await store.outbox.tally();
  const waiting = counts.queued + counts.sending + counts.handing;
  const found: Found[] = [];
  if (counts.unsure > 0)
    found.push(
      finding(
        `${count(counts.unsure)} in doubt: handed over, and no answer came.`,
        "Look for the Message-ID at the relay, then say `watchfloor deliveries arrived ID` or `retry ID`, or Settings, Delivery.",
      ),
    );
  if (waitingSince !== undefined && now().getTime() - Date.parse(waitingSince) > hourMs)
    found.push(
      finding(
        `${count(waiting)} to be sent, the oldest since ${waitingSince}.`,
        "`watchfloor deliveries list` says why; they are tried again by themselves while a `serve` or `work` runs.",
      ),
    );
  if (failed !== undefined)
    found.push(
      finding(
        `${count(failed.lately)} failed in seven days, the newest with: ${failed.note}`,
        "See who it was by `watchfloor deliveries list`; `watchfloor deliveries retry ID` sends one again.",
      ),
    );
  if (counts.held > 0) found.push(unset(`${count(counts.held)} held until a person lets go on.`));
  if (found.length > 0) return found;
  return [counts.sent === 0 ? unset("Nothing has left the desk yet.") : fine("Nothing is in doubt, stuck or failed.")];
};

export const deliveryChecks = (patient: DeliveryPatient): readonly Check[] => [
  { name: "mail", run: () => checkRelay(patient) },
  { name: "lists", run: () => checkLists(patient) },
  { name: "hooks", run: () => checkHooks(patient) },
  { name: "outbox", run: () => checkOutbox(patient) },
];
