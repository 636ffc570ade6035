/**
 * URLs, with and without a scheme.
 *
 * The value has scheme and host in lower case and keeps the rest; a URL written without a scheme keeps none. A link nested in
 * another's query belongs to that one; one in angle brackets (`…~C<http://…>`) is its own. Linear: every character is read
 * once as part of a URL, and looked back at a bounded number of times for a scheme.
 */
import { isHostName } from "./read-host.ts";
import { readUrlEnd } from "./read-url-end.ts";
import type { Scan } from "./scan.ts";

const schemes = new Set(
  (
    "http https ftp ftps sftp tftp tcp udp ws wss ssh ldap ldaps rmi smb file git svn telnet gopher irc ircs rtsp rtmp dns " +
    "iiop jdbc s3 socks socks4 socks5 vmess vless trojan ss"
  ).split(" "),
);
const hostCharacters =
  /(?:[A-Za-z0-9._:@%&$\u00c0-\u1fff\u2c00-\u2dff-]|[\u3040-\u9fff\uac00-\ud7af](?=[^\s]{0,60}\.[A-Za-z]{2}))*/y;
const maxAuthority = 600;

const schemeStart = (text: string, colon: number): number => {
  const before = /[A-Za-z0-9]{2,12}$/.exec(text.slice(Math.max(0, colon - 12), colon))?.[0] ?? "";
  for (let cut = 0; cut < before.length; cut += 1) {
    if (schemes.has(before.slice(cut).toLowerCase())) return colon - before.length + cut;
  }
  return -1;
};

interface Authority {
  readonly host: string;
  readonly hostStart: number;
  /** Behind the port. */
  readonly end: number;
}

/** Host and port after `://`: behind the last `@`, up to the first character no host has. */
const readAuthority = (text: string, from: number): Authority | undefined => {
  const literal = /^\[[0-9A-Fa-f:.]{2,45}\]/.exec(text.slice(from, from + 48))?.[0];
  const port = (at: number): number => /^:\d{1,5}(?!\d)/.exec(text.slice(at, at + 7))?.[0].length ?? 0;
  if (literal !== undefined)
    return { host: literal, hostStart: from, end: from + literal.length + port(from + literal.length) };
  hostCharacters.lastIndex = from;
  const run = (hostCharacters.exec(text)?.[0] ?? "").slice(0, maxAuthority);
  const hostStart = from + run.lastIndexOf("@") + 1;
  const written = run.slice(hostStart - from).replace(/:.*$/s, "");
  const end = hostStart + written.length;
  return written === "" ? undefined : { host: written, hostStart, end: end + port(end) };
};

/** A number that stands for an address in one of the older forms: `0x7f.1`, `055.14942165`, `2130706433`. */
const isOddAddress = (host: string): boolean =>
  /^(?:0x[0-9a-f]{1,8}|\d{1,10})(?:\.(?:0x[0-9a-f]{1,8}|\d{1,10})){0,3}$/i.test(host);

const isUrlHost = (host: string, goesOn: boolean): boolean =>
  isHostName(host, { anySuffix: true }) ||
  (goesOn && (/^[A-Za-z][A-Za-z0-9-]{1,62}$/.test(host) || isOddAddress(host)));

/** Whether the text before a scheme makes it part of another URL: `host.tld/path?to=` right before. */
const isNested = (text: string, start: number): boolean => {
  if (!"=?&/%".includes(text.charAt(start - 1)) || start === 0) return false;
  const before = text.slice(Math.max(0, start - 400), start);
  return /[A-Za-z0-9-]\.[A-Za-z]{2,24}(?::\d{1,5})?\/[^\s"'<>()]{0,360}$/.test(before.slice(before.search(/\S+$/)));
};

const readUrl = (scan: Scan, start: number, colon: number): number => {
  const { text } = scan;
  const authority = readAuthority(text, colon + 3);
  if (authority === undefined) return colon + 3;
  const goesOn = "/?#".includes(text.charAt(authority.end)) && authority.end < text.length;
  const host = authority.host.replace(/[._-]+$/, "");
  if (!isUrlHost(host, goesOn)) return colon + 3;
  const hasPort = authority.end > authority.hostStart + authority.host.length;
  const hostEnd = goesOn || hasPort ? authority.end : authority.hostStart + host.length;
  const end = goesOn ? readUrlEnd(text, hostEnd, text.charCodeAt(start - 1) === 39) : hostEnd;
  const value =
    text.slice(start, colon).toLowerCase() +
    text.slice(colon, authority.hostStart) +
    text.slice(authority.hostStart, hostEnd).toLowerCase() +
    text.slice(hostEnd, end);
  scan.addObservable("url", start, end, value);
  return end;
};

export const findUrls = (scan: Scan): void => {
  const { text } = scan;
  let colon = text.indexOf("://");
  while (colon !== -1) {
    const start = schemeStart(text, colon);
    const skip = start === -1 || scan.isClaimed(start, start + 1) || isNested(text, start);
    const next = skip ? colon + 3 : readUrl(scan, start, colon);
    colon = text.indexOf("://", Math.max(next, colon + 1));
  }
};

/** After a host or address: a port and a path make it a URL without a scheme. Adds it, whole, beside the host. */
export const readUrlTail = (scan: Scan, start: number, hostEnd: number): void => {
  const { text } = scan;
  const port = /^:\d{1,5}(?=[/?])/.exec(text.slice(hostEnd, hostEnd + 7))?.[0] ?? "";
  const from = hostEnd + port.length;
  if (!"/?".includes(text.charAt(from)) || from >= text.length || text.charCodeAt(from + 1) <= 32) return;
  if (text.charCodeAt(from) === 63 && !/^\?[\w%-]{1,40}=/.test(text.slice(from, from + 43))) return;
  const end = readUrlEnd(text, from, text.charCodeAt(start - 1) === 39);
  if (end <= from + 1) return;
  scan.addObservable("url", start, end, text.slice(start, hostEnd).toLowerCase() + text.slice(hostEnd, end));
};
