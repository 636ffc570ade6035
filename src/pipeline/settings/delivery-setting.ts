/**
 * Mail as people set it on the desk: relay and lists, the relay's password sealed. The operator's file wins: one that
 * names a relay or a list says it all; one that names hooks and hosts of its own alone stands beside what is set here.
 *
 * A password is sent to nobody but the relay it was given for: who changes where it goes types it again.
 */
import type { Json } from "#kit/canonical-json.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { sealSecret } from "#outside/secret-key.ts";
import { type MailList, type MailSetting, mailSettingSchema } from "#terms/delivery.ts";
import type { Setting, SettingOrigin } from "#terms/setting.ts";
import { type TestDelivery, testDelivery } from "../steps/test-delivery.ts";
import { type ChangedBy, type SettingRefusal, shapeFaults } from "./change-setting.ts";
import {
  type DeliveryTools,
  type KeptMail,
  keptMailIn,
  mailFile,
  newestOf,
  openDeliveryInForce,
  passwordContext,
  readMail,
} from "./delivery-in-force.ts";
import { findClashes, keepDelivery, restoreHalf } from "./keep-delivery.ts";

export interface DeliverySetting {
  readonly value: MailSetting;
  readonly origin: SettingOrigin;
  readonly path?: string;
  readonly newest?: Setting;
  /** When the password was given; absent without one. */
  readonly passwordSetAt?: string;
  /** Hosts that the operator's file allows though they are not public. */
  readonly allowHosts: readonly string[];
}

export const readDeliverySetting = async (tools: DeliveryTools): Promise<DeliverySetting> => {
  const { path = "the delivery file" } = tools;
  const newest = await newestOf(tools, "delivery");
  const beside = newest === undefined ? {} : { newest };
  const allowHosts = tools.file?.allowHosts ?? [];
  const file = mailFile(tools);
  if (file !== undefined) {
    const { caFile: _ca, passwordFile: _password, ...mail } = file.mail ?? {};
    const value = { ...(file.mail === undefined ? {} : { mail: mail as MailSetting["mail"] }), lists: file.lists };
    return { value, origin: "file", path, allowHosts, ...beside };
  }
  const { value, passwordSetAt } = keptMailIn(newest);
  return {
    value,
    origin: newest?.body === undefined ? "default" : "here",
    allowHosts,
    ...beside,
    ...(passwordSetAt === undefined ? {} : { passwordSetAt }),
  };
};

/** Where a password goes, and as whom. */
const placeOf = (mail: MailSetting["mail"]): string =>
  JSON.stringify(mail === undefined ? null : [mail.host.toLowerCase(), mail.port, mail.security, mail.user ?? null]);

const passwordFor = async (
  tools: DeliveryTools,
  mail: MailSetting["mail"],
  typed: string | undefined,
  before: KeptMail,
  at: string,
): Promise<Result<{ password?: string; passwordSetAt?: string }, SettingRefusal>> => {
  if (mail?.user === undefined) return ok({});
  if (typed !== undefined && typed !== "") {
    const key = await tools.key();
    if (!key.ok) throw new Error(key.error);
    return ok({ password: sealSecret(key.value, passwordContext, typed), passwordSetAt: at });
  }
  const { password, passwordSetAt } = before;
  const isKept = password !== undefined && placeOf(before.value.mail) === placeOf(mail);
  if (isKept) return ok({ password, ...(passwordSetAt === undefined ? {} : { passwordSetAt }) });
  const expected =
    password === undefined
      ? "the password of the relay's user"
      : "the password again: it was given for another relay, port, security or user";
  return err({ type: "faults", faults: [{ path: "password", expected, found: "nothing" }] });
};

/** @param password as it was typed; absent: the one that was given stays, for the same relay and user */
export const setDelivery = async (
  tools: DeliveryTools,
  by: ChangedBy,
  { basedOn, value, password }: { readonly basedOn: number; readonly value: unknown; readonly password?: string },
): Promise<Result<void, SettingRefusal>> => {
  const parsed = mailSettingSchema.safeParse(value);
  if (!parsed.success) return err({ type: "faults", faults: shapeFaults(parsed.error.issues) });
  const faults = await findClashes(tools, "delivery", parsed.data.lists);
  if (faults.length > 0) return err({ type: "faults", faults });
  const secret = await passwordFor(
    tools,
    parsed.data.mail,
    password,
    keptMailIn(await newestOf(tools, "delivery")),
    by.at,
  );
  if (!secret.ok) return secret;
  const given = secret.value.password === undefined ? "none" : password ? "given" : "kept";
  const body = { ...parsed.data, ...secret.value } as unknown as Json;
  const detail = { lists: parsed.data.lists.length, password: given };
  return keepDelivery(tools, "delivery", by, { basedOn, body, detail });
};

/** With the password that was given for it. @param to `0`: nobody receives mail */
export const restoreDelivery = (
  tools: DeliveryTools,
  by: ChangedBy,
  what: { readonly basedOn: number; readonly to: number },
): Promise<Result<void, SettingRefusal>> =>
  restoreHalf(tools, "delivery", by, what, (body) => readMail(body)?.value.lists);

const counted = (count: number, word: string): string => `${count} ${count === 1 ? word : `${word}s`}`;

/** In one line, without an address of anybody. */
export const sayDelivery = (body: Json | undefined): string => {
  if (body === undefined) return "taken back";
  const kept = readMail(body);
  if (kept === undefined) return "cannot be read by this version";
  const { mail, lists } = kept.value;
  const relay = mail === undefined ? "no relay" : `${mail.host}:${mail.port}, ${mail.security}`;
  const readers = lists.reduce((sum, { members }) => sum + members.length, 0);
  return `${relay}; ${counted(lists.length, "list")}, ${counted(readers, "reader")}`;
};

/** One mail that says that it is a test, by the relay in force. @returns nothing without a relay */
export const sendTestMail = async (
  tools: DeliveryTools,
  by: ChangedBy,
  to: string,
): Promise<TestDelivery | undefined> => {
  const config = await openDeliveryInForce(tools);
  const list: MailList = {
    name: "test",
    title: "Test mail",
    ceiling: "TLP:CLEAR",
    kinds: ["daily"],
    audiences: ["main"],
    paused: false,
    members: [to],
  };
  const [sent] = await testDelivery(tools.store, config, list, by);
  return sent;
};
