/**
 * CEF (ArcSight Common Event Format 0.1/1.x) and LEEF (IBM QRadar 1.0/2.0): a head of fields between bars, then names and
 * values. Custom fields (`cs1` with `cs1Label`) also get the name that their label says.
 */
import type { EventValue } from "#terms/event.ts";
import { setField } from "../set-field.ts";

type Fields = Record<string, EventValue>;

const mostFields = 2000;

const set = (fields: Fields, name: string, value: string): void => {
  setField(fields, name, value);
};

/** The first parts between bars, with `\|` and `\\` taken back, and where the rest starts. */
const splitHead = (
  text: string,
  from: number,
  parts: number,
): { readonly parts: string[]; readonly end: number } | undefined => {
  const found: string[] = [];
  let part = "";
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === "\\" && (text[at + 1] === "|" || text[at + 1] === "\\")) {
      part += text[at + 1];
      at += 1;
    } else if (char === "|") {
      found.push(part);
      part = "";
      if (found.length === parts) return { parts: found, end: at + 1 };
    } else part += char;
    if (at - from > 4000) return undefined;
  }
  found.push(part);
  return found.length === parts ? { parts: found, end: text.length } : undefined;
};

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "=": "=", "\\": "\\", "|": "|" };

const unescapeValue = (text: string): string => {
  if (!text.includes("\\")) return text;
  let plain = "";
  for (let at = 0; at < text.length; at += 1) {
    const next = text[at] === "\\" ? escapes[text[at + 1] ?? ""] : undefined;
    if (next === undefined) plain += text[at];
    else {
      plain += next;
      at += 1;
    }
  }
  return plain;
};

/** Where a name that ends at `=` starts: after the space before it. -1 when what stands there cannot be a name. */
const nameStart = (text: string, equals: number, from: number): number => {
  let at = equals;
  for (; at > from; at -= 1) {
    const code = text.charCodeAt(at - 1);
    if (code === 0x20) break;
    const isWord = (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
    if (!isWord && code !== 0x5f && code !== 0x2e && code !== 0x2d && code !== 0x5b && code !== 0x5d) return -1;
    if (equals - at > 100) return -1;
  }
  return at === equals ? -1 : at;
};

/** An equals sign that is not escaped and has a name before it. */
const nextPair = (text: string, from: number): { readonly start: number; readonly equals: number } | undefined => {
  for (let equals = text.indexOf("=", from); equals >= 0; equals = text.indexOf("=", equals + 1)) {
    if (text[equals - 1] === "\\") continue;
    const start = nameStart(text, equals, from);
    if (start >= 0) return { start, equals };
  }
  return undefined;
};

const readExtension = (text: string, fields: Fields): void => {
  let pair = nextPair(text, 0);
  for (let count = 0; pair !== undefined && count < mostFields; count += 1) {
    const next = nextPair(text, pair.equals + 1);
    const end = next === undefined ? text.length : Math.max(pair.equals + 1, next.start - 1);
    set(fields, text.slice(pair.start, pair.equals), unescapeValue(text.slice(pair.equals + 1, end)).trimEnd());
    pair = next;
  }
};

const nameByLabel = (fields: Fields): void => {
  for (const name of Object.keys(fields)) {
    if (!name.endsWith("Label")) continue;
    const label = fields[name];
    const value = fields[name.slice(0, -5)];
    if (typeof label === "string" && label !== "" && value !== undefined && !Object.hasOwn(fields, label))
      setField(fields, label, value);
  }
};

const cefHead = ["cefVersion", "deviceVendor", "deviceProduct", "deviceVersion", "signatureId", "name", "severity"];

export const parseCef = (text: string): Fields | undefined => {
  const at = text.indexOf("CEF:");
  if (at < 0 || at > 300) return undefined;
  const head = splitHead(text, at + 4, cefHead.length);
  if (head === undefined) return undefined;
  const fields: Fields = {};
  for (const [index, name] of cefHead.entries()) set(fields, name, head.parts[index] ?? "");
  readExtension(text.slice(head.end), fields);
  nameByLabel(fields);
  return fields;
};

const leefHead = ["leefVersion", "vendor", "product", "productVersion", "eventId"];

/** LEEF 2.0 may name its delimiter: a character, or its code as `x09` or `0x09`. */
const delimiterOf = (named: string): string => {
  if (named.length <= 1) return named === "" ? "\t" : named;
  const code = Number.parseInt(named.replace(/^0?x/i, ""), 16);
  return Number.isInteger(code) && code < 0x110000 ? String.fromCodePoint(code) : "\t";
};

export const parseLeef = (text: string): Fields | undefined => {
  const at = text.indexOf("LEEF:");
  if (at < 0 || at > 300) return undefined;
  const isSecond = text.startsWith("2", at + 5);
  const head = splitHead(text, at + 5, isSecond ? 6 : 5);
  if (head === undefined) return undefined;
  const fields: Fields = {};
  for (const [index, name] of leefHead.entries()) set(fields, name, head.parts[index] ?? "");
  const delimiter = isSecond ? delimiterOf(head.parts[5] ?? "") : "\t";
  for (const pair of text.slice(head.end).split(delimiter, mostFields)) {
    const equals = pair.indexOf("=");
    if (equals > 0) set(fields, pair.slice(0, equals).trim(), pair.slice(equals + 1));
  }
  return fields;
};
