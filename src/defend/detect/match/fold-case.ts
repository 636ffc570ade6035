/**
 * Case folding for values: Unicode simple case folding, one character for one, the same on rule and event.
 *
 * Not `toLowerCase`, which depends on position (Σ at a word's end) and may change length (İ). Dotted İ and dotless ı
 * stay themselves and ß stays ß, as simple folding says; ς folds to σ, ſ to s, the Kelvin sign to k.
 */
const foldUnit = (code: number): number => {
  if (code >= 0xd800 && code <= 0xdfff) return code;
  const self = String.fromCharCode(code);
  if (code === 0x130 || code === 0x131) return code;
  const upper = self.toUpperCase();
  const lower = (upper.length === 1 ? upper : self).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
};

const table = new Uint16Array(65536);
for (let code = 0; code < 65536; code += 1) table[code] = foldUnit(code);

const nonAscii = /[^\x00-\x7f]/;

/** Characters for which `toLowerCase` of a whole text may say something else than the table. */
const special = new Uint8Array(65536);
for (let code = 0x80; code < 65536; code += 1) {
  const lower = code >= 0xd800 && code <= 0xdfff ? "" : String.fromCharCode(code).toLowerCase();
  const isPair = code >= 0xd800 && code <= 0xdfff;
  if (!isPair && (lower.length !== 1 || lower.charCodeAt(0) !== table[code] || code === 0x3a3)) special[code] = 1;
}

const foldByTable = (text: string): string => {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
      const pair = text.slice(at, at + 2).toLowerCase();
      units[at] = pair.charCodeAt(0);
      units[at + 1] = pair.charCodeAt(1);
      at += 1;
    } else units[at] = table[code] ?? code;
  }
  let folded = "";
  for (let at = 0; at < units.length; at += 8192) folded += String.fromCharCode(...units.subarray(at, at + 8192));
  return folded;
};

const foldWide = (text: string): string => {
  for (let at = 0; at < text.length; at += 1) if (special[text.charCodeAt(at)] === 1) return foldByTable(text);
  return text.toLowerCase();
};

/** From how many characters on it is sooner told by how many bytes they take. */
const longFrom = 64;

const isAscii = (text: string): boolean =>
  text.length < longFrom ? !nonAscii.test(text) : Buffer.byteLength(text, "utf8") === text.length;

export const foldCase = (text: string): string => (isAscii(text) ? text.toLowerCase() : foldWide(text));

/** Hyphen-minus, slash, en dash, em dash, horizontal bar: what `windash` takes for one another. */
const otherDashes = /[/\u2013\u2014\u2015]/g;

export const foldDashes = (text: string): string => text.replace(otherDashes, "-");
