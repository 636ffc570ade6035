/**
 * What a host name may be: labels of letters, digits, hyphens and underscores (RFC 1123, underscores as found in the
 * wild; letters of other scripts as in IDNA), 253 characters in all, under a suffix of the public suffix list (tldts).
 */
import { domainToASCII } from "node:url";
import { parse } from "tldts";
import { isIpv4 } from "./read-address.ts";

const label =
  /^(?:xn--)?[A-Za-z0-9_\u00c0-\u1fff\u2c00-\u2dff\u2e80-\ufaff](?:[A-Za-z0-9_\u00c0-\u1fff\u2c00-\u2dff\u2e80-\ufaff-]{0,61}[A-Za-z0-9_\u00c0-\u1fff\u2c00-\u2dff\u2e80-\ufaff])?$/;
const suffixLabel = /^(?:[A-Za-z\u00c0-\u1fff\u2c00-\u2dff\u2e80-\ufaff]{2,24}|xn--[a-z0-9-]{2,59})$/i;

export interface HostRule {
  /** Accept any suffix of letters, not only a public one: after a scheme, or where a defang mark says host. */
  readonly anySuffix: boolean;
}

/** Last label → whether the public suffix list has it. Grows to the number of distinct suffixes met, at most 4,096. */
const knownSuffixes = new Map<string, boolean>();

export const isPublicSuffix = (last: string): boolean => {
  const lower = last.toLowerCase();
  const known = knownSuffixes.get(lower);
  if (known !== undefined) return known;
  const ascii = toAscii(lower);
  const answer = ascii !== "" && parse(`a.${ascii}`, { validateHostname: false }).isIcann === true;
  if (knownSuffixes.size >= 4096) knownSuffixes.clear();
  knownSuffixes.set(lower, answer);
  return answer;
};

/** A host in ASCII (punycode), lower case; "" when it has no such form. */
export const toAscii = (host: string): string =>
  /^[\x21-\x7e]*$/.test(host) ? host.toLowerCase() : domainToASCII(host);

export const isHostName = (host: string, rule: HostRule): boolean => {
  if (host.length > 253) return false;
  if (host.startsWith("[")) return /^\[[0-9A-Fa-f:.]{2,45}\]/.test(host);
  if (isIpv4(host)) return true;
  const labels = host.split(".");
  const last = labels.at(-1) ?? "";
  if (labels.length < 2 || !suffixLabel.test(last) || !labels.every((part) => label.test(part))) return false;
  // Some countries register under a second level only: then the whole name has a public suffix and its last label has none.
  return rule.anySuffix || isPublicSuffix(last) || parse(host, { validateHostname: false }).isIcann === true;
};

/** Whether a name is a public suffix itself (`co.uk`): nobody's host. */
export const isBareSuffix = (host: string): boolean => parse(host, { validateHostname: false }).domain === null;
