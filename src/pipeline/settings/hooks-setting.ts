/**
 * Webhooks and chats as people set them on the desk: who gets a notice of what was approved, up to which label. Addresses
 * and signing keys are sealed. The operator's file wins: one that names a hook says all about hooks.
 *
 * Nobody opens the desk's own network here: an address must be public and encrypted, unless the operator's file allows its
 * host. A key that signs is used for the address it was given for: who changes where a hook leads types both again.
 */
import type { Json } from "#kit/canonical-json.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { whyClosed } from "#outside/hook/why-closed.ts";
import { sealSecret } from "#outside/secret-key.ts";
import type { Outcome } from "#terms/delivery.ts";
import {
  type HookPlace,
  type KeptHook,
  type ShownHook,
  type TypedHook,
  typedHooksSchema,
} from "#terms/hook-setting.ts";
import type { Setting, SettingOrigin } from "#terms/setting.ts";
import { testHook } from "../steps/test-delivery.ts";
import { type ChangedBy, type SettingFault, type SettingRefusal, shapeFaults } from "./change-setting.ts";
import {
  type DeliveryTools,
  hookContext,
  hooksFile,
  keptHooksIn,
  newestOf,
  openHooksInForce,
  readHooks,
} from "./delivery-in-force.ts";
import { findClashes, keepDelivery, restoreHalf, whyLocked } from "./keep-delivery.ts";

export interface HooksSetting {
  readonly hooks: readonly ShownHook[];
  readonly origin: SettingOrigin;
  readonly path?: string;
  readonly newest?: Setting;
  /** Hosts that the operator's file allows though they are not public. */
  readonly allowHosts: readonly string[];
}

/** Scheme and host: a path or a query may be a secret. */
const placeOf = (address: string): string => new URL(address).origin;

type Receiver = Omit<ShownHook, keyof HookPlace>;

const shown = ({ name, way, ceiling, kinds, audiences, role, paused }: Receiver, place: HookPlace): ShownHook => ({
  name,
  way,
  ceiling,
  kinds,
  audiences,
  ...(role === undefined ? {} : { role }),
  paused,
  ...place,
});

export const readHooksSetting = async (tools: DeliveryTools): Promise<HooksSetting> => {
  const { path = "the delivery file" } = tools;
  const newest = await newestOf(tools, "hooks");
  const beside = newest === undefined ? {} : { newest };
  const allowHosts = tools.file?.allowHosts ?? [];
  const file = hooksFile(tools);
  if (file !== undefined) {
    const hooks = file.openHooks.map((hook) => shown(hook, { place: placeOf(hook.url) }));
    return { hooks, origin: "file", path, allowHosts, ...beside };
  }
  const hooks = keptHooksIn(newest).map(({ place, addressSetAt, secretSetAt, ...hook }) =>
    shown(hook, { place, addressSetAt, ...(secretSetAt === undefined ? {} : { secretSetAt }) }),
  );
  return { hooks, origin: newest?.body === undefined ? "default" : "here", allowHosts, ...beside };
};

interface Given {
  readonly tools: DeliveryTools;
  readonly seal: (context: string, secret: string) => string;
  readonly at: string;
}

type Kept = Result<KeptHook, SettingFault>;
const missing = (path: string, expected: string): Kept => err({ path, expected, found: "nothing" });

const sealedKey = (about: Pick<TypedHook, "name" | "way">, secret: string | undefined, { seal, at }: Given) =>
  secret === undefined ? {} : { secret: seal(hookContext(about, "secret"), secret), secretSetAt: at };

/** It leads where it led. */
const staysAt = ({ place, address, addressSetAt, secret, secretSetAt }: KeptHook) => ({
  place,
  address,
  addressSetAt,
  ...(secret === undefined ? {} : { secret }),
  ...(secretSetAt === undefined ? {} : { secretSetAt }),
});

/** @param path of the hook */
const keptFor = async (
  { address, secret, ...about }: TypedHook,
  before: KeptHook | undefined,
  path: string,
  given: Given,
): Promise<Kept> => {
  // What was given for another way opens nothing here.
  const same = before?.way === about.way ? before : undefined;
  if (address === undefined)
    return same === undefined
      ? missing(`${path}.address`, "the address it leads to")
      : ok({ ...about, ...staysAt(same), ...sealedKey(about, secret, given) });
  const { file, resolve } = given.tools;
  const closed = await whyClosed(address, file?.allowHosts ?? [], resolve);
  if (closed !== undefined) return err({ path: `${path}.address`, ...closed });
  if (about.way === "webhook" && secret === undefined)
    return missing(
      `${path}.secret`,
      same === undefined
        ? "the key that signs what it gets"
        : "the signing key again: it was given for another address",
    );
  return ok({
    ...about,
    place: placeOf(address),
    address: given.seal(hookContext(about, "address"), address),
    addressSetAt: given.at,
    ...sealedKey(about, secret, given),
  });
};

const openSeal = async (tools: DeliveryTools): Promise<Given["seal"]> => {
  const key = await tools.key();
  if (!key.ok) throw new Error(key.error);
  return (context, secret) => sealSecret(key.value, context, secret);
};

/** @param value `hooks`, as typed: an address or key that is absent stays as it was given */
export const setHooks = async (
  tools: DeliveryTools,
  by: ChangedBy,
  { basedOn, value }: { readonly basedOn: number; readonly value: unknown },
): Promise<Result<void, SettingRefusal>> => {
  const locked = whyLocked(tools, "hooks");
  if (locked !== undefined) return err(locked);
  const parsed = typedHooksSchema.safeParse(value);
  if (!parsed.success) return err({ type: "faults", faults: shapeFaults(parsed.error.issues) });
  const newest = await newestOf(tools, "hooks");
  // Before a fault is told: what is missing may be missing because another took it out meanwhile.
  if ((newest?.version ?? 0) !== basedOn)
    return err({ type: "set_meanwhile", now: newest === undefined ? [] : [newest] });
  const typed = parsed.data.hooks;
  const before = new Map(keptHooksIn(newest).map((hook) => [hook.name, hook]));
  const given = { tools, seal: await openSeal(tools), at: by.at };
  const judged = await Promise.all(typed.map((hook, at) => keptFor(hook, before.get(hook.name), `hooks.${at}`, given)));
  const faults = [
    ...(await findClashes(tools, "hooks", typed)),
    ...judged.flatMap((each) => (each.ok ? [] : [each.error])),
  ];
  if (faults.length > 0) return err({ type: "faults", faults });
  const hooks = judged.flatMap((each) => (each.ok ? [each.value] : []));
  const detail = {
    hooks: hooks.length,
    addressesGiven: typed.filter(({ address }) => address !== undefined).length,
    keysGiven: typed.filter(({ secret }) => secret !== undefined).length,
  };
  return keepDelivery(tools, "hooks", by, { basedOn, body: { hooks } as unknown as Json, detail });
};

/** With the secrets that were given for them. @param to `0`: no hook gets anything */
export const restoreHooks = (
  tools: DeliveryTools,
  by: ChangedBy,
  what: { readonly basedOn: number; readonly to: number },
): Promise<Result<void, SettingRefusal>> => restoreHalf(tools, "hooks", by, what, readHooks);

/** In one line, without anything that opens one. */
export const sayHooks = (body: Json | undefined): string => {
  if (body === undefined) return "taken back";
  const hooks = readHooks(body);
  if (hooks === undefined) return "cannot be read by this version";
  if (hooks.length === 0) return "no hook";
  return hooks.map(({ name, way, place }) => `${name} (${way}, ${place})`).join("; ");
};

/** One notice that says that it is a test, to a hook in force. @returns nothing when there is no such hook */
export const sendTestNotice = async (
  tools: DeliveryTools,
  by: ChangedBy,
  name: string,
): Promise<Outcome | undefined> => {
  const config = await openHooksInForce(tools);
  const hook = config.openHooks.find((each) => each.name === name);
  return hook === undefined ? undefined : testHook(tools.store, config, hook, by);
};
