/** Whether a hook's address may be told anything, said before it is kept: whoever sends refuses it again. */
import { hostAndPort, parseWebAddress, type ResolveName } from "../guard-address.ts";
import { whyPrivate } from "../private-address.ts";

export interface Closed {
  readonly expected: string;
  readonly found: string;
}

/** What is done about a host of one's own. */
export const openIt = (host: string): string =>
  `If it is yours, let the operator name ${host} under allowHosts in the delivery file`;

/** @returns what was expected and what was found; nothing for what may be asked. The path is never told: it may be a secret */
export const whyClosed = async (
  address: string,
  allowHosts: readonly string[],
  resolve?: ResolveName,
): Promise<Closed | undefined> => {
  const url = parseWebAddress(address);
  if (!url.ok) return { expected: "an http or https address without user name and password", found: "something else" };
  const host = hostAndPort(url.value);
  if (allowHosts.includes(host)) return undefined;
  if ((await whyPrivate(address, allowHosts, resolve)) !== undefined)
    return { expected: "a public address", found: `${host}, which is none. ${openIt(host)}` };
  return url.value.protocol === "https:"
    ? undefined
    : { expected: "https", found: `http. Nothing is told in the clear. ${openIt(host)}` };
};
