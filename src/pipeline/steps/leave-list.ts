/**
 * How a reader leaves a list: by an address that is theirs alone, made of a key that the desk keeps, the list and the
 * reader (RFC 8058). It names neither in the clear; nobody else can make it, and it opens nothing else.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Store } from "#store/index.ts";
import type { DeliveryConfig, OpenDelivery } from "#terms/delivery.ts";

const codeOf = (key: Uint8Array, list: string, address: string): Buffer =>
  createHmac("sha256", key).update(`unsubscribe\0${list}\0${address}`).digest();

/** Nothing without an https address: RFC 8058 asks for one. */
export const leaveAddress = (
  { address }: Pick<OpenDelivery, "address">,
  key: Uint8Array,
  list: string,
  reader: string,
): string | undefined =>
  address?.startsWith("https://") === true
    ? `${address}/unsubscribe/${codeOf(key, list, reader).toString("base64url")}`
    : undefined;

/** Every member is compared, whichever it is. */
const findMembership = (
  { lists }: Pick<DeliveryConfig, "lists">,
  key: Uint8Array,
  token: string,
): { readonly list: string; readonly title: string; readonly address: string } | undefined => {
  const given = Buffer.from(token, "base64url");
  if (given.length !== 32) return undefined;
  let found: { list: string; title: string; address: string } | undefined;
  for (const { name, title = name, members } of lists)
    for (const address of members)
      if (timingSafeEqual(codeOf(key, name, address), given)) found = { list: name, title, address };
  return found;
};

const reader = { id: "reader", name: "a reader of the list", via: "unsubscribe" };

/** @returns the list's title, or nothing when the address is nobody's; leaving twice changes nothing */
export const leaveByToken = async (
  { outbox }: Pick<Store, "outbox">,
  config: Pick<DeliveryConfig, "lists">,
  token: string,
  at: string,
): Promise<string | undefined> => {
  const membership = findMembership(config, await outbox.key(), token);
  if (membership === undefined) return undefined;
  const { list, address, title } = membership;
  await outbox.leave({ list, address, at, who: reader });
  return title;
};
