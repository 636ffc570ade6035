/**
 * Who receives what, as it is in force: what the operator's file says, and beside it what people set on the desk. A file
 * that names a relay or a list says all about mail, one that names a hook all about hooks; hosts that are not public
 * are opened by the file alone.
 *
 * Secrets are opened for whoever sends, and for nobody else.
 */
import type { Json } from "#kit/canonical-json.ts";
import type { Result } from "#kit/result.ts";
import type { ResolveName } from "#outside/guard-address.ts";
import { openSecret, type SecretKey } from "#outside/secret-key.ts";
import type { Store } from "#store/index.ts";
import { type MailSetting, mailSettingSchema, type OpenDelivery, type OpenHook } from "#terms/delivery.ts";
import { type KeptHook, keptHooksSchema } from "#terms/hook-setting.ts";
import type { Setting } from "#terms/setting.ts";

export interface DeliveryTools {
  readonly store: Pick<Store, "settings" | "audit" | "outbox">;
  /** What the operator's file says. */
  readonly file?: OpenDelivery | undefined;
  readonly path?: string | undefined;
  /** Where people find the desk. */
  readonly address?: string | undefined;
  /** The desk's own key. */
  readonly key: () => Promise<Result<SecretKey, string>>;
  /** How names are looked up before an address is kept; absent: as the system does. */
  readonly resolve?: ResolveName;
}

/** `delivery` is relay and lists. */
export type DeliveryHalf = "delivery" | "hooks";

export const newestOf = async (
  { store }: Pick<DeliveryTools, "store">,
  half: DeliveryHalf,
): Promise<Setting | undefined> => (await store.settings.newest(half)).at(0);

/** It is bound to what it is for: sealed text that is copied elsewhere does not open there. */
export const passwordContext = "delivery/mail.password";

export interface KeptMail {
  readonly value: MailSetting;
  readonly password?: string;
  readonly passwordSetAt?: string;
}

/** @returns nothing for what this version of the desk cannot read */
export const readMail = (body: Json): KeptMail | undefined => {
  const { password, passwordSetAt, ...rest } = body as Readonly<Record<string, Json>>;
  const parsed = mailSettingSchema.safeParse(rest);
  if (!parsed.success) return undefined;
  return {
    value: parsed.data,
    ...(typeof password === "string" ? { password } : {}),
    ...(typeof passwordSetAt === "string" ? { passwordSetAt } : {}),
  };
};

/** @returns nothing for what this version of the desk cannot read */
export const readHooks = (body: Json): readonly KeptHook[] | undefined => keptHooksSchema.safeParse(body).data?.hooks;

/** One that an older version of the desk wrote and this one cannot read is told, not skipped. */
const keptIn = <T>(setting: Setting | undefined, read: (body: Json) => T | undefined, nothing: T): T => {
  if (setting?.body === undefined) return nothing;
  const kept = read(setting.body);
  if (kept !== undefined) return kept;
  throw new Error(`Setting ${setting.kind}, version ${setting.version}, cannot be read by this version.`);
};

export const keptMailIn = (setting: Setting | undefined): KeptMail =>
  keptIn(setting, readMail, { value: { lists: [] } });

/** The operator's file, where it says who gets mail. */
export const mailFile = ({ file }: Pick<DeliveryTools, "file">): OpenDelivery | undefined =>
  file !== undefined && (file.mail !== undefined || file.lists.length > 0) ? file : undefined;

/** The operator's file, where it names hooks. */
export const hooksFile = ({ file }: Pick<DeliveryTools, "file">): OpenDelivery | undefined =>
  file !== undefined && file.openHooks.length > 0 ? file : undefined;

/** Bound to name and way: what opens one hook opens no other. */
export const hookContext = ({ name, way }: Pick<KeptHook, "name" | "way">, what: "address" | "secret"): string =>
  `hooks/${name}/${way}/${what}`;

export const keptHooksIn = (setting: Setting | undefined): readonly KeptHook[] => keptIn(setting, readHooks, []);

export const hookNamesInForce = async (tools: DeliveryTools): Promise<ReadonlySet<string>> =>
  new Set((hooksFile(tools)?.openHooks ?? keptHooksIn(await newestOf(tools, "hooks"))).map(({ name }) => name));

export const listNamesInForce = async (tools: DeliveryTools): Promise<ReadonlySet<string>> =>
  new Set((mailFile(tools) ?? keptMailIn(await newestOf(tools, "delivery")).value).lists.map(({ name }) => name));

/** Without its secrets: it cannot be told anything. */
const closedHook = ({
  place,
  address: _address,
  addressSetAt: _addressAt,
  secret: _secret,
  secretSetAt: _secretAt,
  ...hook
}: KeptHook): OpenHook => ({ ...hook, url: place });

/** One that cannot be opened keeps no other waiting. */
const openHook = (key: Result<SecretKey, string>, kept: KeptHook): OpenHook => {
  const closed = closedHook(kept);
  const open = (what: "address" | "secret", sealed: string) =>
    key.ok ? openSecret(key.value, hookContext(kept, what), sealed) : key;
  const url = open("address", kept.address);
  const secret = kept.secret === undefined ? undefined : open("secret", kept.secret);
  const fault = [url, secret].find((each) => each?.ok === false);
  if (fault?.ok === false)
    return {
      ...closed,
      fault: `Its address or key cannot be opened: ${fault.error} Type both again in Settings, Delivery.`,
    };
  return {
    ...closed,
    ...(url.ok ? { url: url.value } : {}),
    ...(secret?.ok === true ? { secret: secret.value } : {}),
  };
};

interface Standing {
  readonly delivery: Omit<OpenDelivery, "openHooks">;
  readonly sealed?: string;
  readonly hooks: { readonly open: readonly OpenHook[] } | { readonly kept: readonly KeptHook[] };
}

const inForce = async (tools: DeliveryTools): Promise<Standing> => {
  const { file, address } = tools;
  const ofFile = hooksFile(tools);
  const hooks =
    ofFile === undefined ? { kept: keptHooksIn(await newestOf(tools, "hooks")) } : { open: ofFile.openHooks };
  const locked = mailFile(tools);
  if (locked !== undefined) return { delivery: locked, hooks };
  const { value, password } = keptMailIn(await newestOf(tools, "delivery"));
  const delivery = {
    ...(file ?? { allowHosts: [], hooks: [] }),
    ...(file?.address === undefined && address !== undefined ? { address } : {}),
    ...(value.mail === undefined ? {} : { mail: value.mail }),
    lists: value.lists,
  };
  return { delivery, hooks, ...(password === undefined ? {} : { sealed: password }) };
};

/** Who receives what, as it is in force now, for whoever sends nothing: leaving a list needs no password of the relay. */
export const readDeliveryInForce = async (tools: DeliveryTools): Promise<OpenDelivery> => {
  const { delivery, hooks } = await inForce(tools);
  return { ...delivery, openHooks: "open" in hooks ? hooks.open : hooks.kept.map(closedHook) };
};

const hooksOf = async (tools: DeliveryTools, hooks: Standing["hooks"]): Promise<readonly OpenHook[]> => {
  if ("open" in hooks) return hooks.open;
  if (hooks.kept.length === 0) return [];
  const key = await tools.key();
  return hooks.kept.map((hook) => openHook(key, hook));
};

const openPassword = async (tools: DeliveryTools, sealed: string): Promise<string> => {
  const key = await tools.key();
  const opened = key.ok ? openSecret(key.value, passwordContext, sealed) : key;
  if (opened.ok) return opened.value;
  throw new Error(`The relay's password cannot be opened: ${opened.error} Type it again in Settings, Delivery.`);
};

/** With what is needed to send. Asked anew for each delivery. */
export const openDeliveryInForce = async (tools: DeliveryTools): Promise<OpenDelivery> => {
  const { delivery, sealed, hooks } = await inForce(tools);
  const opened = { ...delivery, openHooks: [...(await hooksOf(tools, hooks))] };
  return sealed === undefined ? opened : { ...opened, password: await openPassword(tools, sealed) };
};

/** Hooks alone, with what opens them: a test of one needs no password of the relay. */
export const openHooksInForce = async (
  tools: DeliveryTools,
): Promise<Pick<OpenDelivery, "allowHosts" | "address" | "openHooks">> => {
  const { delivery, hooks } = await inForce(tools);
  const { allowHosts, address } = delivery;
  return { allowHosts, openHooks: await hooksOf(tools, hooks), ...(address === undefined ? {} : { address }) };
};
