/** What each code unit is to Unicode, in a table: one look where an expression on a piece of text would be one allocation and one run. */
export const upper = 1;
export const lower = 2;
export const letter = 4;
/** A number of any script, as `\p{N}`. */
export const number = 8;
/** As `\s`. */
export const blank = 16;
/** Half of a character: what the whole is, only an expression tells. */
export const half = 32;

const kinds = new Uint8Array(65536);
for (let code = 0; code < 65536; code += 1) {
  if (code >= 0xd800 && code <= 0xdfff) {
    kinds[code] = half;
    continue;
  }
  const char = String.fromCharCode(code);
  let kind = 0;
  if (/\p{L}/u.test(char)) kind |= letter | (/\p{Lu}/u.test(char) ? upper : /\p{Ll}/u.test(char) ? lower : 0);
  else if (/\p{N}/u.test(char)) kind |= number;
  else if (/\s/.test(char)) kind |= blank;
  kinds[code] = kind;
}

/** The kinds of a code unit as bits; 0 for none and for what is beyond the text. */
export const kindOfCode = (code: number): number => (code >= 0 ? (kinds[code] as number) : 0);

/** The same of the code unit at a place of a text. */
export const kindAt = (text: string, at: number): number =>
  at >= 0 && at < text.length ? (kinds[text.charCodeAt(at)] as number) : 0;
