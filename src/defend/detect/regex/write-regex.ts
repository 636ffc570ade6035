/**
 * Writes the tree of a regular expression for the engines that can run it, without any flag that would change it: the two of
 * this process, and PostgreSQL's advanced expressions, which know no code points in braces and name edges of words
 * otherwise. RE2 takes no lookaround.
 */
import { lastCodePoint, type RegexNode } from "./regex-tree.ts";

export type Dialect = "native" | "re2" | "postgresql";

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");

const escapeCode = (code: number, dialect: Dialect): string => {
  if ((code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a))
    return String.fromCharCode(code);
  if (dialect === "postgresql") return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(Math.max(1, code), 4)}`;
  return `${dialect === "native" ? "\\u" : "\\x"}{${code.toString(16)}}`;
};

/** No character at all, and any. A text of PostgreSQL holds no NUL. */
const none: Readonly<Record<Dialect, string>> = {
  native: "[]",
  re2: "[^\\x{0}-\\x{10FFFF}]",
  postgresql: "[^\\u0001-\\U0010ffff]",
};
const anyOne: Readonly<Record<Dialect, string>> = { native: "[^]", re2: "(?s:.)", postgresql: "." };

const writeSet = (ranges: readonly (readonly [number, number])[], dialect: Dialect): string => {
  const [only] = ranges;
  if (ranges.length === 0) return none[dialect];
  if (ranges.length === 1 && only !== undefined && only[0] === only[1]) return escapeCode(only[0], dialect);
  if (ranges.length === 1 && only !== undefined && only[0] === 0 && only[1] === lastCodePoint) return anyOne[dialect];
  const body = ranges.map(([from, to]) =>
    from === to ? escapeCode(from, dialect) : `${escapeCode(from, dialect)}-${escapeCode(to, dialect)}`,
  );
  return `[${body.join("")}]`;
};

const quantifier = (min: number, max: number): string => {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  if (min === 0 && max === 1) return "?";
  return min === max ? `{${min}}` : `{${min},${max}}`;
};

const anchors: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  native: {
    start: "^",
    end: "$",
    "line-start": "(?:^|(?<=\\n))",
    "line-end": "(?:$|(?=\\n))",
    "word-edge": "\\b",
    "no-word-edge": "\\B",
  },
  re2: {
    start: "\\A",
    end: "\\z",
    "line-start": "(?m:^)",
    "line-end": "(?m:$)",
    "word-edge": "\\b",
    "no-word-edge": "\\B",
  },
  postgresql: {
    start: "^",
    end: "$",
    "line-start": "(?:^|(?<=\\n))",
    "line-end": "(?:$|(?=\\n))",
    "word-edge": "\\y",
    "no-word-edge": "\\Y",
  },
};

export const writeRegex = (node: RegexNode, dialect: Dialect): string => {
  if (node.kind === "set") return writeSet(node.ranges, dialect);
  if (node.kind === "sequence") return node.items.map((item) => groupChoice(item, dialect)).join("");
  if (node.kind === "choice") return node.options.map((option) => writeRegex(option, dialect)).join("|");
  if (node.kind === "repeat") {
    const inner = writeRegex(node.item, dialect);
    const item = node.item.kind === "set" ? inner : `(?:${inner})`;
    return `${item}${quantifier(node.min, node.max)}${node.lazy ? "?" : ""}`;
  }
  if (node.kind === "look") {
    const mark = `${node.ahead ? "" : "<"}${node.negated ? "!" : "="}`;
    return `(?${mark}${writeRegex(node.item, dialect)})`;
  }
  return anchors[dialect][node.kind] ?? "";
};

const groupChoice = (node: RegexNode, dialect: Dialect): string =>
  node.kind === "choice" ? `(?:${writeRegex(node, dialect)})` : writeRegex(node, dialect);
