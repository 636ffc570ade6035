/** Folds typographic quotes, dashes and spaces to their plain forms, one for one, so that offsets stay. */
const plain: Readonly<Record<string, string>> = {
  "‘": "'",
  "’": "'",
  "‚": "'",
  "‛": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "‟": '"',
  "«": '"',
  "»": '"',
  "–": "-",
  "—": "-",
  "‑": "-",
  "‐": "-",
  "−": "-",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
};

export const foldQuotes = (text: string): string =>
  text.replace(/[‘’‚‛“”„‟«»–—‑‐−\u00a0\u202f\u2009]/g, (char) => plain[char] ?? char);
