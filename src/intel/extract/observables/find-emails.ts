/**
 * E-mail addresses: dot-atom local part (RFC 5322, up to 64 characters), host under a public suffix; any suffix when
 * defanged. Not an address: userinfo of a URL (claimed before), `git@host:path`, a bracketed literal.
 */
import { isAlphanumeric } from "#kit/text/ascii.ts";
import { isHostName, toAscii } from "./read-host.ts";
import type { Scan } from "./scan.ts";

const isLocal = (code: number): boolean =>
  isAlphanumeric(code) ||
  code === 46 ||
  code === 95 ||
  code === 37 ||
  code === 43 ||
  code === 45 ||
  code === 39 ||
  (code >= 0xc0 && code < 0x2000);

const hostAfter = /[A-Za-z0-9._\u00c0-\u1fff\u2c00-\u2dff-]{1,253}/y;

const localStart = (text: string, at: number): number => {
  let start = at;
  while (start > 0 && at - start < 64 && isLocal(text.charCodeAt(start - 1))) start -= 1;
  while (start < at && /[.'%-]/.test(text.charAt(start))) start += 1;
  return start;
};

export const findEmails = (scan: Scan): void => {
  const { text } = scan;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const start = localStart(text, at);
    if (start === at || text.charCodeAt(at - 1) === 46) continue;
    hostAfter.lastIndex = at + 1;
    const host = (hostAfter.exec(text)?.[0] ?? "").replace(/[._-]+$/, "");
    const end = at + 1 + host.length;
    if (host === "" || scan.isClaimed(start, end)) continue;
    if (/^git@/i.test(text.slice(start, at + 1)) && text.charCodeAt(end) === 58) continue;
    if (!isHostName(host, { anySuffix: scan.isDefanged(start, end) }) || /^\d+(?:\.\d+){3}$/.test(host)) continue;
    scan.addObservable("email", start, end, `${text.slice(start, at)}@${toAscii(host)}`);
  }
};
