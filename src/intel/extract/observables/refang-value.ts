/**
 * Undoes the defang marks of one value, or of a text: `hxxps://evil[.]com` → `https://evil.com`.
 *
 * A whole value may also use styles that prose cannot be told from: commas for dots (`9,10,11,12`), `-dot-`, ` AT ` and ` DOT `. A text
 * without marks comes back unchanged.
 */

import { normaliseText } from "./normalise-text.ts";
import { isIpv4 } from "./read-address.ts";

const spoken: readonly (readonly [RegExp, string])[] = [
  [/-dot-/gi, "."],
  [/(?<=\w) (?:dot|DOT|punto|punkt) (?=\w)/g, "."],
  [/(?<=[\w.]) (?:AT|arroba) (?=[\w-]+\.[a-z])/g, "@"],
];

export const refangValue = (written: string): string => {
  const { text } = normaliseText(written);
  if (text.length > 2048) return text;
  const withDots = text.replaceAll(",", ".");
  if (/^\d{1,3}(?:,\d{1,3}){3}$/.test(text) && isIpv4(withDots)) return withDots;
  let value = text;
  for (const [pattern, by] of spoken) value = value.replace(pattern, by);
  return value;
};
