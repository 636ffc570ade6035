/** Writes the tree of a regular expression for the two engines that can run it, without any flag that would change it. */
import { lastCodePoint, type RegexNode } from "./regex-tree.ts";

export type Dialect = "native" | "re2";

const escapeCode = (code: number, dialect: Dialect): string => {
  if ((code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a))
    return String.fromCharCode(code);
  return `${dialect === "native" ? "\\u" : "\\x"}{${code.toString(16)}}`;
};

const writeSet = (ranges: readonly (readonly [number, number])[], dialect: Dialect): string => {
  const [only] = ranges;
  if (ranges.length === 0) return dialect === "native" ? "[]" : "[^\\x{0}-\\x{10FFFF}]";
  if (ranges.length === 1 && only !== undefined && only[0] === only[1]) return escapeCode(only[0], dialect);
  if (ranges.length === 1 && only !== undefined && only[0] === 0 && only[1] === lastCodePoint)
    return dialect === "native" ? "[^]" : "(?s:.)";
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
  return anchors[dialect][node.kind] ?? "";
};

const groupChoice = (node: RegexNode, dialect: Dialect): string =>
  node.kind === "choice" ? `(?:${writeRegex(node, dialect)})` : writeRegex(node, dialect);
