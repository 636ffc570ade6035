/**
 * Unicode folding for comparison only: quotes, dashes, blanks, full-width forms and ligatures become their plain
 * sisters; soft hyphens and zero-width marks vanish. The folded text has no offsets: it is never shown or cited.
 */
const singles = /[\u2018\u2019\u201A\u201B\u2032\u00B4\u02BC\u0060]/g;
const doubles = /[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]|''|``/g;
const dashes = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

export const foldText = (text: string): string => {
  // Most words are plain ASCII: nothing to fold.
  if (/^[\x20-\x5F\x61-\x7E]*$/.test(text) && !text.includes("''")) return text;
  return text
    .normalize("NFKC")
    .replace(invisible, "")
    .replace(doubles, '"')
    .replace(singles, "'")
    .replace(dashes, "-")
    .replace(/\u2026/g, "...");
};

/** Undoes the usual defanging of addresses: `[.]`, `(.)`, `[dot]`, `[@]`, `[:]`, `hxxp`. */
export const refang = (text: string): string =>
  text
    .replace(/\[(?:\.|dot)\]|\(\.\)|\{\.\}/gi, ".")
    .replace(/\[(?:@|at)\]/gi, "@")
    .replace(/\[:\]/g, ":")
    .replace(/\[:\/\/\]/g, "://")
    .replace(/^hxxp/i, "http");
