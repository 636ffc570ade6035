/** Whether an address is of this network, said before anything is asked there: the door itself refuses it again. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FetchFault } from "#terms/collecting.ts";
import {
  checkLiteral,
  hostAndPort,
  isPublicAddress,
  parseWebAddress,
  type ResolveName,
  resolveBySystem,
} from "./guard-address.ts";

const resolveMs = 3_000;

/**
 * @param resolve absent: names are not looked up
 * @returns why it may not be asked; nothing for what is public, named by the operator, or cannot be told now
 */
export const whyPrivate = async (
  address: string,
  allowHosts: readonly string[],
  resolve: ResolveName | undefined = resolveBySystem,
): Promise<FetchFault | undefined> => {
  const url = parseWebAddress(address);
  if (!url.ok) return url.error;
  if (allowHosts.includes(hostAndPort(url.value))) return undefined;
  const literal = checkLiteral(url.value);
  if (!literal.ok) return literal.error;
  const { hostname } = url.value;
  const answers = await Promise.race([resolve(hostname).catch(() => []), sleep(resolveMs, [], { ref: false })]);
  const found = answers.find((answer) => !isPublicAddress(answer.address));
  if (found === undefined) return undefined;
  return { type: "blocked_address", message: `Expected a public address but ${hostname} is at ${found.address}.` };
};
