/**
 * URLs, with and without a scheme, and where they end.
 *
 * A URL ends at white space, quotes, angle brackets, CJK brackets and scripts, a backslash or a bracket it did not open;
 * then closing punctuation is cut off. Nested links (`…~C<http://…>`) are URLs of their own. The value has scheme and
 * host in lower case and keeps the rest; a URL written without a scheme keeps none. Linear: every character is read once
 * as part of a URL, and looked back at no more than 12 times for a scheme.
 */
import { isHostName } from "./read-host.ts";
import type { Scan } from "./scan.ts";

const schemes = new Set(
  "http https ftp ftps sftp tftp tcp udp ws wss ssh ldap ldaps rmi smb file git svn telnet gopher irc ircs rtsp rtmp dns iiop jdbc s3 socks socks4 socks5 vmess vless trojan ss hxxp".split(
    " ",
  ),
);
const maxUrl = 8192;

const schemeBefore = (text: string, colon: number): number => {
  let start = colon;
  while (start > 0 && colon - start < 12) {
    const code = text.charCodeAt(start - 1) | 32;
    const digit = text.charCodeAt(start - 1);
    if (!((code >= 97 && code <= 122) || (digit >= 48 && digit <= 57))) break;
    start -= 1;
  }
  for (let at = start; at < colon; at += 1) {
    if (schemes.has(text.slice(at, colon).toLowerCase())) return at;
  }
  return -1;
};

/** Whether a character ends a URL wherever it stands. */
const endsUrl = (code: number): boolean =>
  code <= 32 ||
  code === 34 || // "
  code === 62 || // >
  code === 92 || // \
  code === 94 || // ^
  code === 96 || // `
  code === 124 || // |
  (code >= 0x2000 && code < 0x2c00) ||
  (code >= 0x2e80 && code <= 0xffff) ||
  code === 0xab ||
  code === 0xbb;

/** `<id>` after `=` or `/` stands for a part the author took out. */
const placeholderEnd = (text: string, at: number): number => {
  const before = text.charCodeAt(at - 1);
  if (before !== 61 && before !== 47 && before !== 45) return -1;
  const close = text.slice(at, at + 34).indexOf(">");
  return close > 1 && /^[A-Za-z0-9 _-]+$/.test(text.slice(at + 1, at + close)) ? at + close + 1 : -1;
};

/** End of the characters that can belong to a URL, from `from` on. */
const readTail = (text: string, from: number, quoted: boolean): number => {
  let at = from;
  let round = 0;
  let square = 0;
  const limit = Math.min(text.length, from + maxUrl);
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (endsUrl(code)) break;
    if (code === 60) {
      const after = placeholderEnd(text, at);
      if (after === -1) break;
      at = after;
      continue;
    }
    if (code === 39 && quoted) break;
    if (code === 40) round += 1;
    if (code === 41 && --round < 0) break;
    if (code === 91) {
      const before = text.charCodeAt(at - 1);
      if (before !== 61 && before !== 47 && before !== 38 && before !== 45) break;
      square += 1;
    }
    if (code === 93 && --square < 0) break;
    if (code === 44 && /^,[a-z]{2,8}:\/\//i.test(text.slice(at, at + 12))) break;
    at += 1;
  }
  return at;
};

const isTrailing = (code: number): boolean =>
  code === 46 ||
  code === 44 ||
  code === 59 ||
  code === 58 ||
  code === 33 ||
  code === 63 ||
  code === 39 ||
  code === 42 ||
  code === 95;

const trimTail = (text: string, from: number, end: number): number => {
  let at = end;
  while (at > from) {
    const code = text.charCodeAt(at - 1);
    const unclosed = (code === 40 || code === 91 || code === 123) && at > from;
    if (!isTrailing(code) && !unclosed) break;
    at -= 1;
  }
  return at;
};

interface Authority {
  readonly host: string;
  readonly hostStart: number;
  readonly end: number;
}

/** Host and port after `://`, up to the first `/`, `?` or `#`. */
const readAuthority = (text: string, from: number): Authority | undefined => {
  const bracket = /^\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?/.exec(text.slice(from, from + 56));
  if (bracket !== null) return { host: bracket[0], hostStart: from, end: from + bracket[0].length };
  let at = from;
  let hostStart = from;
  const limit = Math.min(text.length, from + 600);
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 64) hostStart = at + 1;
    const inHost =
      code === 46 ||
      code === 45 ||
      code === 95 ||
      code === 58 ||
      code === 64 ||
      code === 37 ||
      code === 38 ||
      code === 36;
    const letter = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    const foreign =
      code >= 0xc0 && !(code >= 0x2000 && code < 0x2e80) && !(code >= 0x3000 && code < 0x3040) && code < 0xfb00;
    if (!inHost && !letter && !foreign) break;
  }
  const host = text.slice(hostStart, at);
  return host === "" ? undefined : { host, hostStart, end: at };
};

/** The host with its trailing text cut: port kept apart, prose in other scripts dropped. */
const hostOf = (written: string): { host: string; length: number } => {
  const colon = written.startsWith("[") ? -1 : written.indexOf(":");
  const host = colon === -1 ? written : written.slice(0, colon);
  const port = colon === -1 ? "" : (/^:\d{1,5}(?!\d)/.exec(written.slice(colon))?.[0] ?? "");
  return { host, length: colon === -1 ? written.length : host.length + port.length };
};

const readUrl = (scan: Scan, start: number, colon: number): number => {
  const { text } = scan;
  const authority = readAuthority(text, colon + 3);
  if (authority === undefined) return colon + 3;
  const { host, length } = hostOf(authority.host);
  let hostEnd = authority.hostStart + length;
  const next = text.charCodeAt(hostEnd);
  const goesOn = next === 47 || next === 63 || next === 35;
  const bareHost = host.replace(/[._-]+$/, "");
  if (!isHostName(bareHost, { anySuffix: true }) && !/^localhost$/i.test(bareHost)) return colon + 3;
  if (!goesOn && host !== bareHost && hostEnd === authority.hostStart + host.length)
    hostEnd -= host.length - bareHost.length;
  const quoted = text.charCodeAt(start - 1) === 39;
  const end = goesOn ? trimTail(text, hostEnd, readTail(text, hostEnd, quoted)) : hostEnd;
  const head = text.slice(start, authority.hostStart);
  const scheme = head.slice(0, colon - start).toLowerCase();
  const value =
    scheme +
    head.slice(colon - start) +
    text.slice(authority.hostStart, hostEnd).toLowerCase() +
    text.slice(hostEnd, end);
  scan.addObservable("url", start, end, value);
  return end;
};

export const findUrls = (scan: Scan): void => {
  const { text } = scan;
  let colon = text.indexOf("://");
  while (colon !== -1) {
    const start = schemeBefore(text, colon);
    const next = start === -1 || scan.isClaimed(start, start + 1) ? colon + 3 : readUrl(scan, start, colon);
    colon = text.indexOf("://", Math.max(next, colon + 1));
  }
};

/** After a host or address: a port and a path make it a URL without a scheme. Adds it, whole, beside the host. */
export const readUrlTail = (scan: Scan, start: number, hostEnd: number): void => {
  const { text } = scan;
  const port =
    text.charCodeAt(hostEnd) === 58 ? (/^:\d{1,5}(?=\/)/.exec(text.slice(hostEnd, hostEnd + 7))?.[0] ?? "") : "";
  const from = hostEnd + port.length;
  if (text.charCodeAt(from) !== 47 || text.charCodeAt(from + 1) === 47) return;
  const end = trimTail(text, from, readTail(text, from, text.charCodeAt(start - 1) === 39));
  if (end === from) return;
  scan.addObservable("url", start, end, text.slice(start, hostEnd).toLowerCase() + text.slice(hostEnd, end));
};
