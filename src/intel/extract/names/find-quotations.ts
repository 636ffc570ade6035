/** Quotations: curly, straight, guillemets, German, Japanese marks; never over a blank line, at most 1,200 characters. */
import type { QuotationMention } from "#terms/mention.ts";

const reach = 1200;

/** Opening mark → marks that close it. */
const pairs: Readonly<Record<string, string>> = {
  "“": "”",
  "„": "“”",
  "«": "»",
  "»": "«",
  "‹": "›",
  "「": "」",
  "『": "』",
  "‘": "’",
  "‚": "‘",
  '"': '"',
};

const opens = (text: string, at: number): boolean => {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + 1);
  if (after === "" || /\s/.test(after)) return false;
  return before === "" || /[\s([{—–\-/:,“‘„]/.test(before) || "「『«„".includes(text.charAt(at));
};

const closes = (text: string, at: number): boolean => {
  const after = text.charAt(at + 1);
  return !/\s/.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(after);
};

const closingAt = (text: string, from: number, marks: string): number => {
  const limit = Math.min(text.length, from + reach);
  for (let at = from; at < limit; at += 1) {
    const char = text.charAt(at);
    if (char === "\n" && /^\n[ \t]*\n/.test(text.slice(at, at + 12))) return -1;
    // An apostrophe inside a word closes nothing.
    if (marks.includes(char) && ("”»“」』›«".includes(char) || closes(text, at))) return at;
  }
  return -1;
};

const marks = /["“„«»‹‘‚「『]/g;

/** Quotations in order, not nested. `words` is what stands between the marks. */
export const findQuotations = (text: string): QuotationMention[] => {
  const found: QuotationMention[] = [];
  /** Of each opening mark, up to where there is known to be no closing one. */
  const failed = new Map<string, number>();
  marks.lastIndex = 0;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const start = match.index;
    const closing = pairs[match[0]];
    if (closing === undefined || !opens(text, start)) continue;
    // Many openers and no closer: do not look over the same stretch again for each.
    if (start < (failed.get(match[0]) ?? -1)) continue;
    const end = closingAt(text, start + 1, closing);
    if (end < 0) {
      failed.set(match[0], start + reach);
      continue;
    }
    const words = text.slice(start + 1, end);
    if ((match[0] === "‘" || match[0] === "‚") && !/\p{L}{2}/u.test(words)) continue;
    found.push({ kind: "quotation", start, end: end + 1, surface: text.slice(start, end + 1), words });
    marks.lastIndex = end + 1;
  }
  return found;
};
