/**
 * Character and entity references in text → characters.
 *
 * Numeric and HTML named references are always shorter written out than written, so they need no limit. Entities that
 * the document declares itself can multiply ("billion laughs"): each value is expanded once and capped, and all that
 * they add to a document is held to a budget; beyond it a reference stays as written. External entities are never
 * read. An unknown name stays as written, so that nothing of the text is lost.
 */
import { longestEntityName, namedCharacter, numberedCharacter } from "./html-entities.ts";

const longestName = 64;
const longestValue = 65_536;
const budgetOfDocument = 4_000_000;
const deepest = 16;

interface ReferenceFaults {
  undefinedEntity: boolean;
  budgetSpent: boolean;
}

export interface ReferenceDecoder {
  readonly decode: (text: string) => string;
  /** Declares an internal entity of the document's own type definition. */
  readonly declare: (name: string, value: string) => void;
  readonly faults: ReferenceFaults;
}

const isNameCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isEntityCode = (code: number): boolean => isNameCode(code) || code === 45 || code === 46 || code >= 0xc0;

const readNumber = (text: string, at: number): { readonly end: number; readonly value: string } | undefined => {
  const hex = /[xX]/.test(text.charAt(at + 2));
  const from = at + (hex ? 3 : 2);
  let end = from;
  while (end < text.length && end - from < 10 && (hex ? /[0-9a-fA-F]/ : /\d/).test(text.charAt(end))) end += 1;
  if (end === from) return undefined;
  const value = numberedCharacter(Number.parseInt(text.slice(from, end), hex ? 16 : 10));
  return { end: text.charAt(end) === ";" ? end + 1 : end, value };
};

const nameEnd = (text: string, from: number): number => {
  let end = from;
  while (end < text.length && end - from < longestName && isEntityCode(text.charCodeAt(end))) end += 1;
  return end;
};

export const createReferenceDecoder = (): ReferenceDecoder => {
  const declared = new Map<string, string>();
  const expanded = new Map<string, string>();
  const faults: ReferenceFaults = { undefinedEntity: false, budgetSpent: false };
  let left = budgetOfDocument;

  const expandDeclared = (name: string, depth: number): string | undefined => {
    const known = expanded.get(name);
    if (known !== undefined) return known;
    const value = declared.get(name);
    if (value === undefined || depth > deepest) return undefined;
    // While it is being expanded it stands for itself: a cycle ends here.
    expanded.set(name, `&${name};`);
    const whole = decodeAll(value, depth + 1).slice(0, longestValue);
    expanded.set(name, whole);
    return whole;
  };

  const readNamed = (text: string, at: number, depth: number): { end: number; value: string } | undefined => {
    const end = nameEnd(text, at + 1);
    const name = text.slice(at + 1, end);
    if (text.charAt(end) !== ";") {
      faults.undefinedEntity = true;
      return undefined;
    }
    const own = declared.size === 0 ? undefined : expandDeclared(name, depth);
    if (own !== undefined) {
      if (own.length > left) {
        faults.budgetSpent = true;
        return undefined;
      }
      left -= own.length;
      return { end: end + 1, value: own };
    }
    const value = name.length > longestEntityName ? undefined : namedCharacter(name);
    if (value === undefined) faults.undefinedEntity = true;
    return value === undefined ? undefined : { end: end + 1, value };
  };

  const decodeAll = (text: string, depth: number): string => {
    let at = text.indexOf("&");
    if (at < 0) return text;
    const pieces: string[] = [];
    let from = 0;
    while (at >= 0) {
      const found = text.charAt(at + 1) === "#" ? readNumber(text, at) : readNamed(text, at, depth);
      if (found !== undefined) {
        pieces.push(text.slice(from, at), found.value);
        from = found.end;
      }
      at = text.indexOf("&", found === undefined ? at + 1 : from);
    }
    pieces.push(text.slice(from));
    return pieces.join("");
  };

  return {
    decode: (text) => decodeAll(text, 0),
    declare: (name, value) => {
      if (declared.size < 10_000 && !declared.has(name) && name.length <= longestName) declared.set(name, value);
    },
    faults,
  };
};
