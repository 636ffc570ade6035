/**
 * The address guard: which addresses may be asked at all.
 *
 * Two checks, and both are needed. `checkUrl` looks at the address as written: http or https, no user info, and an
 * IP literal only when it is public unicast. WHATWG parsing has made decimal, hex, octal and short IPv4 one form by
 * then. `guardLookup` looks at what a name resolves to: it resolves once, refuses when any answer is not public, and
 * hands exactly those answers to the socket, so that a name which changes its answer (rebinding) finds no gap.
 * IP literals never reach the lookup, names never pass the literal check: neither covers the other.
 *
 * "Public" is what ipaddr.js calls `unicast` after unwrapping IPv4-mapped IPv6; NAT64, 6to4, Teredo, CGNAT,
 * link-local (cloud metadata) and all special-purpose blocks (IANA registries, RFC 6890) have other names there.
 */
import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { err, ok, type Result } from "#kit/result.ts";
import type { FetchFault } from "#terms/collecting.ts";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. Throws or gives none when there is none. */
export type ResolveName = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const resolveBySystem: ResolveName = (hostname) => systemLookup(hostname, { all: true, verbatim: true });

const longestAddress = 8_192;

/** IPv6 has one block of global unicast, 2000::/3; ipaddr.js also calls leftovers such as `::127.0.0.1` unicast. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const first = parsed.toByteArray()[0] ?? 0;
  return parsed.range() === "unicast" && (parsed.kind() === "ipv4" || first >> 5 === 1);
};

/** Host of a URL without the brackets of IPv6. */
export const bareHost = (url: URL): string => (url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname);

/** `host:port` as an allowlist names it; the port is always written. */
export const hostAndPort = (url: URL): string =>
  `${url.hostname}:${url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port}`;

/** The form of an address: parseable, http(s), without user info. Holds for mapped addresses too. */
export const parseWebAddress = (address: string): Result<URL, FetchFault> => {
  if (address.length > longestAddress)
    return err({ type: "bad_address", message: `Expected an address of at most ${longestAddress} characters.` });
  if (!URL.canParse(address))
    return err({ type: "bad_address", message: "Expected an http or https address but it cannot be parsed." });
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return err({ type: "bad_address", message: `Expected http or https but found ${url.protocol.slice(0, 20)}` });
  if (url.username !== "" || url.password !== "")
    return err({ type: "bad_address", message: "Expected an address without user name and password." });
  return ok(url);
};

/** Refuses IP literals that are not public. Names pass: `guardLookup` judges what they resolve to. */
export const checkLiteral = (url: URL): Result<URL, FetchFault> => {
  const host = bareHost(url);
  if (!ipaddr.isValid(host) || isPublicAddress(host)) return ok(url);
  return err({ type: "blocked_address", message: `Expected a public address but ${host} is not one.` });
};

/** Thrown inside the socket's lookup, and unwrapped from the error's `cause` by the fetcher. */
class BlockedAddressError extends Error {
  readonly code = "BLOCKED_ADDRESS";
}

const resolveGuarded = async (hostname: string, resolve: ResolveName): Promise<readonly ResolvedAddress[]> => {
  const answers = await resolve(hostname);
  const blocked = answers.find((answer) => !isPublicAddress(answer.address));
  if (blocked !== undefined)
    throw new BlockedAddressError(`Expected a public address but ${hostname} is at ${blocked.address}.`);
  if (answers.length === 0) throw Object.assign(new Error(`${hostname} has no address.`), { code: "ENOTFOUND" });
  return answers;
};

/** The socket's lookup. One call a connection; its answers are the addresses the socket connects to. */
export const guardLookup =
  (resolve: ResolveName): LookupFunction =>
  (hostname, options, callback) => {
    resolveGuarded(hostname, resolve).then(
      (answers) => {
        if (options.all === true) return callback(null, [...answers]);
        const [first] = answers;
        return callback(null, first?.address ?? "", first?.family);
      },
      (cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error("The name could not be resolved.", { cause });
        callback(error, options.all === true ? [] : "");
      },
    );
  };
