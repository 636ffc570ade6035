/**
 * IPv6 addresses and blocks, and MAC addresses.
 *
 * A run of hex digits and colons is parsed whole, then judged by what stands around it: clock times (`23:06:41`), scope
 * operators (`std::vector`), certificate and key fingerprints (more than six pairs) are none. An IPv6 address written
 * with `::` needs a digit. Linear: each run is read once.
 */
import { isAlphanumeric } from "#kit/text/ascii.ts";
import { type Anchored, matchAnchored } from "./match-anchored.ts";
import { canonicalIpv6, isIpv6 } from "./read-address.ts";
import type { Scan } from "./scan.ts";
import type { Word } from "./survey.ts";

const inRun = (code: number): boolean =>
  (code >= 48 && code <= 58) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102) || code === 46;

const isWordCharacter = (code: number): boolean => isAlphanumeric(code) || code === 95;

interface MacForm extends Anchored {
  /** Can a word hold one? */
  readonly fits: (word: Word) => boolean;
}

const macs: readonly MacForm[] = [
  {
    fits: ({ start, end, joints }) => joints >= 5 && end - start >= 17,
    anchor: /-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-/g,
    back: [2],
    whole: /(?<![0-9A-Za-z:.-])[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![0-9A-Za-z]|[-:.][0-9A-Fa-f])/y,
  },
  {
    fits: ({ start, end, dots }) => dots >= 2 && end - start >= 14,
    anchor: /\.[0-9A-Fa-f]{4}\./g,
    back: [4],
    whole: /(?<![0-9A-Za-z:.-])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![0-9A-Za-z]|[-:.][0-9A-Fa-f])/y,
  },
];

const addRun = (scan: Scan, from: number, to: number): void => {
  const { text } = scan;
  let start = from;
  let end = to;
  while (
    end > start &&
    (text.charCodeAt(end - 1) === 46 || (text.charCodeAt(end - 1) === 58 && text.charCodeAt(end - 2) !== 58))
  )
    end -= 1;
  while (
    start < end &&
    (text.charCodeAt(start) === 46 || (text.charCodeAt(start) === 58 && text.charCodeAt(start + 1) !== 58))
  )
    start += 1;
  if (end - start < 3 || end - start > 45 || scan.isClaimed(start, end)) return;
  if (isWordCharacter(text.charCodeAt(start - 1)) || isWordCharacter(text.charCodeAt(end))) return;
  const written = text.slice(start, end);
  if (/^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/.test(written)) {
    scan.addObservable("mac", start, end, written.toLowerCase());
    return;
  }
  if (!isIpv6(written) || !/\d/.test(written)) return;
  const block = /^\/(\d{1,3})(?!\w|\.\w)/.exec(text.slice(end, end + 6));
  if (block?.[1] !== undefined && Number(block[1]) <= 128) {
    scan.addObservable("cidr", start, end + block[0].length, `${canonicalIpv6(written)}/${block[1]}`);
    return;
  }
  scan.addObservable("ipv6", start, end, canonicalIpv6(written));
};

export const findColonNumbers = (scan: Scan): void => {
  const { text } = scan;
  let done = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", Math.max(at + 1, done))) {
    let start = at;
    while (start > done && at - start < 46 && inRun(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    let colons = 1;
    while (end < text.length && inRun(text.charCodeAt(end))) {
      if (text.charCodeAt(end) === 58) colons += 1;
      end += 1;
    }
    if (colons >= 2) addRun(scan, start, end);
    done = end;
  }
  for (const found of macs.flatMap((form) => matchAnchored(text, form, scan.survey.words.filter(form.fits)))) {
    const end = found.index + found[0].length;
    if (!scan.isClaimed(found.index, end)) scan.addObservable("mac", found.index, end, hyphenless(found[0]));
  }
};

/** Colon form of a MAC address, as IEEE 802 and STIX write it. */
const hyphenless = (written: string): string => {
  const digits = written.replace(/[^0-9A-Fa-f]/g, "").toLowerCase();
  return digits.match(/../g)?.join(":") ?? digits;
};
