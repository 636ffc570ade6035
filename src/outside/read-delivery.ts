/** The operator's `delivery.yaml`, read whole with the secrets it names: every fault with the place and what was expected. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { err, ok, type Result } from "#kit/result.ts";
import { type DeliveryConfig, deliverySchema, type Hook, type OpenDelivery, type OpenHook } from "#terms/delivery.ts";
import { shortestKey } from "#terms/hook-setting.ts";
import { parseYaml } from "./read-yaml.ts";

const longest = 2_000_000;
const longestSecret = 8_192;

/** One line of a file that holds a secret, of `least` characters or more. The words of a fault name the file and never what is in it. */
export const readSecret = async (path: string, least: number): Promise<Result<string, readonly string[]>> => {
  const text = (await readFile(path, "utf8").catch(() => "")).trim();
  if (text.length >= least && text.length <= longestSecret && !/[\p{Cc}]/u.test(text)) return ok(text);
  return err([`${path}: Expected a readable file that holds one line of ${least} characters or more.`]);
};

const openHook = async (hook: Hook, at: (file: string) => string): Promise<Result<OpenHook, readonly string[]>> => {
  const url = hook.addressFile === undefined ? ok(hook.address ?? "") : await readSecret(at(hook.addressFile), 1);
  const secret = hook.secretFile === undefined ? ok(undefined) : await readSecret(at(hook.secretFile), shortestKey);
  if (!url.ok) return url;
  if (!secret.ok) return secret;
  if (!/^https?:\/\//.test(url.value) || !URL.canParse(url.value))
    return err([`${hook.addressFile ?? hook.name}: Expected an http or https address.`]);
  return ok({ ...hook, url: url.value, ...(secret.value === undefined ? {} : { secret: secret.value }) });
};

const readPassword = async (
  { mail }: DeliveryConfig,
  at: (file: string) => string,
): Promise<Result<string | undefined, readonly string[]>> => {
  if (mail?.user === undefined) return ok(undefined);
  const told = process.env.WATCHFLOOR_SMTP_PASSWORD;
  if (told !== undefined && told !== "") return ok(told);
  if (mail.passwordFile === undefined)
    return err(["mail.passwordFile: Expected the file of the relay's password, or WATCHFLOOR_SMTP_PASSWORD."]);
  return readSecret(at(mail.passwordFile), 1);
};

const readCertificates = async ({ mail }: DeliveryConfig, at: (file: string) => string) => {
  if (mail?.caFile === undefined) return ok(undefined);
  const path = at(mail.caFile);
  const text = await readFile(path, "utf8").catch(() => "");
  return text.includes("-----BEGIN CERTIFICATE-----") ? ok(text) : err([`${path}: Expected certificates (PEM).`]);
};

/** @param address where people find the desk, as the configuration says */
export const readDelivery = async (
  path: string,
  address: string | undefined,
): Promise<Result<OpenDelivery, readonly string[]>> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return err([`${path}: Expected a readable file but found none.`]);
  const config = parseYaml(text, path, deliverySchema, longest);
  if (!config.ok) return config;
  const at = (file: string): string => resolve(dirname(path), file);
  const hooks = await Promise.all(config.value.hooks.map((hook) => openHook(hook, at)));
  const password = await readPassword(config.value, at);
  const ca = await readCertificates(config.value, at);
  const faults = [...hooks, password, ca].flatMap((each) => (each.ok ? [] : each.error));
  if (faults.length > 0 || !password.ok || !ca.ok) return err(faults);
  return ok({
    ...config.value,
    ...(address === undefined ? {} : { address: address.replace(/\/+$/, "") }),
    ...(password.value === undefined ? {} : { password: password.value }),
    ...(ca.value === undefined ? {} : { ca: ca.value }),
    openHooks: hooks.flatMap((hook) => (hook.ok ? [hook.value] : [])),
  });
};
