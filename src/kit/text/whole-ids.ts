/** Names such as `CVE-2026-25049` do not break at their hyphens; what is longer than a name may. */

const pattern = /([A-Z][A-Z0-9]{0,20}(?:-[A-Z0-9]{1,20}){1,6})/g;
const longestWhole = 28;

/** The text in pieces, in order: what is such a name, and what stands between. No piece is empty. */
export const splitIds = (text: string): readonly { readonly text: string; readonly isId: boolean }[] =>
  // What the pattern catches comes at the odd places.
  text
    .split(pattern)
    .map((piece, at) => ({ text: piece, isId: at % 2 === 1 && piece.length <= longestWhole }))
    .filter((piece) => piece.text !== "");
