/**
 * Characters that steer a terminal or turn the reading direction, shown as what they are: `⟦U+202E⟧`.
 *
 * Covers C0 and C1 controls (but tab and line feed), bidi controls and marks, zero-width spaces and joiners without a
 * script's need for them, line and paragraph separators, interlinear and tag characters, lone surrogates.
 * ZWJ and ZWNJ stay: Persian, Indic scripts and emoji need them. One pass, no backtracking.
 */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** The text with every such character replaced by its visible name. Carriage return before a line feed is dropped. */
export const showInvisible = (text: string): string =>
  text.replaceAll("\r\n", "\n").replace(invisible, (character) => `⟦${codeOf(character)}⟧`);

/** The same characters as JSON escapes; for JSON text, where they can stand only inside strings. */
export const escapeInvisibleInJson = (json: string): string =>
  json.replace(invisible, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
