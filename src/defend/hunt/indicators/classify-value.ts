/**
 * What kind of value a text is, and its normal form: an address, a block, a name, a URL, an e-mail address, a digest or a
 * CVE id. Nothing for anything else. The text has no defang marks any more.
 */
import ipaddr from "ipaddr.js";
import type { IndicatorType } from "./indicator.ts";

export interface ClassifiedValue {
  readonly type: IndicatorType;
  readonly value: string;
}

const digestByLength: Readonly<Record<number, IndicatorType>> = { 32: "md5", 40: "sha1", 64: "sha256", 128: "sha512" };

/** An address in its shortest form; IPv4 in IPv6 as IPv4. Only the four-part decimal form of IPv4 counts. */
export const normalAddress = (text: string): ClassifiedValue | undefined => {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return { type: "ipv4", value: bare };
  const zoneAt = bare.indexOf("%");
  const plain = zoneAt < 0 ? bare : bare.slice(0, zoneAt);
  if (!plain.includes(":") || plain.length > 45 || !ipaddr.IPv6.isValid(plain)) return undefined;
  const address = ipaddr.process(plain);
  return { type: address.kind(), value: address.toString() };
};

const blockOf = (text: string): ClassifiedValue | undefined => {
  const at = text.indexOf("/");
  const length = text.slice(at + 1);
  const address = at < 0 || !/^\d{1,3}$/.test(length) ? undefined : normalAddress(text.slice(0, at));
  if (address === undefined) return undefined;
  const bits = Number(length);
  const most = address.type === "ipv4" ? 32 : 128;
  if (bits > most) return undefined;
  return bits === most ? address : { type: "cidr", value: `${address.value}/${bits}` };
};

const label = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;

const isDomain = (text: string): boolean => {
  if (text.length > 253 || !text.includes(".")) return false;
  const labels = text.split(".");
  return labels.every((part) => label.test(part)) && !/^\p{N}+$/u.test(labels.at(-1) ?? "");
};

const domainOf = (text: string): ClassifiedValue | undefined => {
  const name = (text.endsWith(".") ? text.slice(0, -1) : text).toLowerCase();
  return isDomain(name) ? { type: "domain", value: name } : undefined;
};

/** Scheme and host in lower case, the rest as written; a port that is the scheme's own stays, as it is in logs. */
const urlOf = (text: string): ClassifiedValue | undefined => {
  const scheme = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.exec(text)?.[0] ?? "";
  const rest = text.slice(scheme.length);
  const end = rest.search(/[/?#]/);
  const host = end < 0 ? rest : rest.slice(0, end);
  const name = host.replace(/:\d{1,5}$/, "");
  if (text.length > 4096 || (normalAddress(name) ?? domainOf(name)) === undefined) return undefined;
  // Without a scheme only a path tells a URL; an address with a number behind it is a block written wrongly.
  if (scheme === "" && (end < 0 || (/^\/\d{1,3}$/.test(rest.slice(end)) && normalAddress(name) !== undefined)))
    return undefined;
  return { type: "url", value: `${scheme.toLowerCase()}${host.toLowerCase()}${end < 0 ? "" : rest.slice(end)}` };
};

const emailOf = (text: string): ClassifiedValue | undefined => {
  const at = text.lastIndexOf("@");
  if (at <= 0 || text.length > 320 || /[\s<>"]/.test(text) || !isDomain(text.slice(at + 1).toLowerCase()))
    return undefined;
  return { type: "email", value: text.toLowerCase() };
};

export const classifyValue = (written: string): ClassifiedValue | undefined => {
  const text = written.trim();
  if (text === "" || text.length > 4096) return undefined;
  const digest = /^[0-9a-f]+$/i.test(text) ? digestByLength[text.length] : undefined;
  if (digest !== undefined) return { type: digest, value: text.toLowerCase() };
  if (/^cve-\d{4}-\d{4,7}$/i.test(text)) return { type: "cve", value: text.toLowerCase() };
  if (text.includes("://")) return urlOf(text);
  return (
    normalAddress(text) ??
    blockOf(text) ??
    (text.includes("@") ? emailOf(text) : undefined) ??
    domainOf(text) ??
    urlOf(text)
  );
};
