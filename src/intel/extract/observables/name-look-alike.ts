/**
 * Hosts written with letters of other scripts that look like Latin ones: `аррӏе.com` in Cyrillic reads as `apple.com`.
 *
 * Named only when every letter of the host is Latin or looks like it, and at least one is of another script: a Cyrillic
 * or Greek name with letters of its own is what it says. Punycode is read as the letters it stands for. Own table of
 * letters that are drawn alike in common fonts (compare Unicode TR 39); accents are no deception and are left out.
 */
import { domainToUnicode } from "node:url";

const pairs =
  "аa вb сc ԁd еe ҽe ғf ԍg һh іi јj ӏl кk ԟk мm пn оo рp ԛq гr ѕs тt џu ѵv ѡw ԝw хx уy зz " +
  "αa βb ϲc εe ηn ιi κk νv οo ρp τt υu χx γy ωw " +
  "օo ոn սu հh ցg զq ѕs ᴀa ᴄc ᴏo ᴠv ᴢz ɑa ɡg ıi ɩi ʟl ɴn ʀr ѐe";

const drawnAs = new Map(pairs.split(" ").map((pair) => [pair.charAt(0), pair.charAt(1)]));

/** Letters in the Latin form they are drawn as; undefined when one has none. */
const asDrawn = (host: string): string | undefined => {
  let drawn = "";
  for (const letter of host) {
    const plain = /^[a-z0-9._-]$/.test(letter) ? letter : drawnAs.get(letter);
    if (plain === undefined) return undefined;
    drawn += plain;
  }
  return drawn;
};

/** The host that `host` (ASCII form or as written) is drawn like, when it is another; else undefined. */
export const nameLookAlike = (host: string): string | undefined => {
  const written = (/(?:^|\.)xn--/i.test(host) ? domainToUnicode(host) : host).toLowerCase();
  if (written === "" || written.length > 253 || /^[\x20-\x7e]*$/.test(written)) return undefined;
  const drawn = asDrawn(written.normalize("NFC"));
  return drawn === undefined || drawn === written ? undefined : drawn;
};
