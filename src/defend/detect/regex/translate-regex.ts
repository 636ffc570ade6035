/** A rule's regular expression as another engine writes it, with the same meaning; or why that cannot be. */
import { err, ok, type Result } from "#kit/result.ts";
import { holdsLookaround } from "./match-lookaround.ts";
import { parseRegex } from "./parse-regex.ts";
import type { RegexNode } from "./regex-tree.ts";
import { type Dialect, writeRegex } from "./write-regex.ts";

/** The largest bound of a repetition in PostgreSQL; RE2 has a limit of its own on what they come to together. */
const mostRepeats: Readonly<Record<Dialect, number>> = { native: Number.POSITIVE_INFINITY, re2: 1000, postgresql: 255 };

const largestBound = (node: RegexNode): number => {
  if (node.kind === "sequence") return Math.max(0, ...node.items.map(largestBound));
  if (node.kind === "choice") return Math.max(0, ...node.options.map(largestBound));
  if (node.kind === "look") return largestBound(node.item);
  if (node.kind !== "repeat") return 0;
  return Math.max(node.min, Number.isFinite(node.max) ? node.max : 0, largestBound(node.item));
};

export const translateRegex = (source: string, flags: string, dialect: Dialect): Result<string, string> => {
  const parsed = parseRegex(source, flags);
  if (!parsed.ok) return err(parsed.error.message);
  if (dialect === "re2" && holdsLookaround(parsed.value))
    return err("an expression with lookaround, which RE2 has not");
  if (largestBound(parsed.value) > mostRepeats[dialect])
    return err(`an expression that repeats more than ${mostRepeats[dialect]} times`);
  return ok(writeRegex(parsed.value, dialect));
};
