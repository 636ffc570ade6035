/**
 * Text of others becomes text in our formats, never markup. Each function is total and linear.
 *
 * Markdown is escaped for CommonMark 0.31 with GitHub's extensions (tables, strike, footnotes, math, bare addresses).
 */
import { escapeHtml } from "#kit/text/escape-html.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import { splitIds } from "#kit/text/whole-ids.ts";

/** Text as HTML whose ids do not break. @param attribute of the element around each id: what keeps it whole there */
export const htmlOfWords = (text: string, attribute: string): string =>
  splitIds(text)
    .map((piece) => (piece.isId ? `<span ${attribute}>${escapeHtml(piece.text)}</span>` : escapeHtml(piece.text)))
    .join("");

/** The address as a link target, or undefined when it is not plain http(s) and so stays text. */
export const linkTarget = (address: string): string | undefined => {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return isWeb && url.username === "" && url.password === "" ? url.href : undefined;
};

/** What some reader would turn into a link by itself: addresses with a scheme, `www.`, anything with an at sign. */
const looksLikeAddress = (token: string): boolean => {
  const lower = token.toLowerCase();
  return (
    lower.includes("://") || lower.includes("www.") || lower.includes("@") || /^[("'“‘]*[a-z]{2,12}:\S/.test(lower)
  );
};

const longestRun = (text: string, character: string): number => {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

/** A bar would end a table's cell even inside code: it stands between two code spans, escaped. */
const asCode = (token: string): string =>
  token
    .split("|")
    .map((piece) => (piece === "" ? "" : codeSpan(piece)))
    .join("\\|");

const codeSpan = (token: string): string => {
  const fence = "`".repeat(longestRun(token, "`") + 1);
  const pad = token.startsWith("`") || token.endsWith("`") ? " " : "";
  return `${fence}${pad}${token}${pad}${fence}`;
};

const closing = ".,;:!?)\"'”’";

/** An address in a code span, the punctuation around it outside. */
const addressAsCode = (token: string): string => {
  let end = token.length;
  while (end > 0 && closing.includes(token[end - 1] ?? "")) end -= 1;
  let start = 0;
  while (start < end && "(\"'“‘".includes(token[start] ?? "")) start += 1;
  const [before, inside, after] = [token.slice(0, start), token.slice(start, end), token.slice(end)];
  return `${escapeMarkers(before)}${inside === "" ? "" : asCode(inside)}${escapeMarkers(after)}`;
};

const escapeMarkers = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~$^{}]/g, (character) => `\\${character}`).replaceAll("&", "&amp;");

/** What would start a heading, list, quote, rule or setext line if it stood first in one. */
const escapeLineStart = (text: string): string => {
  const number = /^(\d{1,9})([.)])(?=\s|$)/.exec(text);
  if (number) return `${number[1]}\\${text.slice(number[1]?.length ?? 0)}`;
  return /^(?:[-+:](?:\s|$)|-{2,}|=|#{1,6}(?:\s|$))/.test(text) ? `\\${text}` : text;
};

/** For a run of Markdown text: one line, no markup, no link; addresses stand in code spans. */
export const escapeMarkdown = (text: string): string => {
  const tokens = showInvisible(text)
    .split(/\s/)
    .filter((token) => token !== "")
    .map((token) => (looksLikeAddress(token) ? addressAsCode(token) : escapeMarkers(token)));
  return escapeLineStart(tokens.join(" "));
};

// `URL.href` holds no space and no angle bracket in host, path or query; the fragment may: encode what is left.
const markdownTarget = (address: string): string | undefined =>
  linkTarget(address)?.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character));

/** An address as a link that shows itself, or as plain text. */
export const markdownAddress = (address: string): string => {
  const target = markdownTarget(address);
  return target === undefined ? escapeMarkdown(address) : `<${target}>`;
};

/** A link to a web page, or its plain text where the address is not one. */
export const markdownLink = (text: string, address: string): string => {
  const safe = markdownTarget(address);
  return safe === undefined ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](<${safe}>)`;
};
