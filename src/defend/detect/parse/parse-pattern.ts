/**
 * Texts with wildcards (Sigma specification 2, "String Wildcard" and "Escape Character").
 *
 * `*` any run, `?` one character; `\*`, `\?` and `\\` stand for the character itself; a lone backslash stands for itself.
 * Modifiers add their wildcards to the parsed parts, never to the text, so that a trailing backslash cannot escape them.
 */
import type { PatternPart, TextOperator } from "#terms/rule.ts";

export type Placement = "exact" | "startswith" | "endswith" | "contains";

const backslash = 0x5c;

export const parsePattern = (text: string): PatternPart[] => {
  const parts: PatternPart[] = [];
  let literal = "";
  const close = () => {
    if (literal !== "") parts.push({ literal });
    literal = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char.charCodeAt(0) === backslash && (next === "*" || next === "?" || next === "\\")) {
      literal += next;
      at += 1;
    } else if (char === "*" || char === "?") {
      close();
      if (char !== "*" || parts.at(-1) !== "*") parts.push(char);
    } else literal += char;
  }
  close();
  return parts;
};

export const isLiteralPart = (part: PatternPart | undefined): part is { readonly literal: string } =>
  typeof part === "object";

/** The text of a pattern without wildcards; `undefined` when it has some. */
export const plainText = (parts: readonly PatternPart[]): string | undefined =>
  parts.every(isLiteralPart) ? parts.map((part) => (isLiteralPart(part) ? part.literal : "")).join("") : undefined;

/** Puts the wildcards of `contains`, `startswith` and `endswith` around a pattern. */
export const placePattern = (parts: readonly PatternPart[], placement: Placement): PatternPart[] => {
  const placed = [...parts];
  if ((placement === "contains" || placement === "endswith") && placed[0] !== "*") placed.unshift("*");
  if ((placement === "contains" || placement === "startswith") && (placed.at(-1) !== "*" || placed.length === 0))
    placed.push("*");
  return placed;
};

/** The cheapest operator that means the same as a placed pattern. */
export const classifyPattern = (
  parts: readonly PatternPart[],
): { operator: TextOperator; text: string; parts: readonly PatternPart[] } => {
  const [first, second, third] = parts;
  if (parts.length === 0) return { operator: "exact", text: "", parts: [] };
  if (parts.length === 1 && isLiteralPart(first)) return { operator: "exact", text: first.literal, parts: [] };
  if (parts.every((part) => part === "*")) return { operator: "contains", text: "", parts: [] };
  if (parts.length === 2 && isLiteralPart(first) && second === "*")
    return { operator: "prefix", text: first.literal, parts: [] };
  if (parts.length === 2 && first === "*" && isLiteralPart(second))
    return { operator: "suffix", text: second.literal, parts: [] };
  if (parts.length === 3 && first === "*" && isLiteralPart(second) && third === "*")
    return { operator: "contains", text: second.literal, parts: [] };
  return { operator: "glob", text: "", parts };
};

/** A pattern as a rule would write it, for people. */
export const showPattern = (parts: readonly PatternPart[]): string =>
  parts.map((part) => (isLiteralPart(part) ? part.literal.replace(/[\\*?]/g, (char) => `\\${char}`) : part)).join("");
