/**
 * A rule's regular expression, ready to run: searched for anywhere in a value, case-sensitive unless it says otherwise.
 *
 * Native where backtracking is provably linear, or quadratic on a short value; else RE2 (re2js), linear always; with
 * lookaround by an engine of its own, linear too. All run the same reduced tree, so the choice never changes an answer.
 */
import { RE2JS } from "re2js";
import { err, ok, type Result } from "#kit/result.ts";
import { createLookaroundSearch, holdsLookaround } from "./match-lookaround.ts";
import { parseRegex, type RegexFault } from "./parse-regex.ts";
import { leastLength, searchDegree, trimRegex } from "./reduce-regex.ts";
import type { RegexNode } from "./regex-tree.ts";
import { requiredLiterals } from "./require-literal.ts";
import { writeRegex } from "./write-regex.ts";

export interface CompiledRegex {
  readonly test: (text: string) => boolean;
  readonly degree: number;
  /** Folded texts one of which every match holds. */
  readonly literals: readonly string[] | undefined;
}

/** Longest value on which a quadratic search may run natively: about a million steps at worst. */
const quadraticChars = 1000;

const compileLookaround = (tree: RegexNode): Result<CompiledRegex, RegexFault> => {
  const search = createLookaroundSearch(tree);
  if (search === undefined) {
    const message = "Expected an expression with lookaround to repeat less: written out it is too large";
    return err({ type: "UnsupportedRegex", index: 0, message });
  }
  const shortest = leastLength(tree);
  const test = (text: string): boolean => text.length >= shortest && search(text);
  return ok({ test, degree: 1, literals: requiredLiterals(tree) });
};

export const compileRegex = (source: string, flags: string): Result<CompiledRegex, RegexFault> => {
  const parsed = parseRegex(source, flags);
  if (!parsed.ok) return parsed;
  const tree = trimRegex(parsed.value);
  if (holdsLookaround(tree)) return compileLookaround(tree);
  const degree = searchDegree(tree);
  const nativeChars = degree <= 1 ? Number.POSITIVE_INFINITY : degree <= 2 ? quadraticChars : -1;
  try {
    const native = nativeChars >= 0 ? new RegExp(writeRegex(tree, "native"), "u") : undefined;
    let linear = nativeChars < Number.POSITIVE_INFINITY ? RE2JS.compile(writeRegex(tree, "re2")) : undefined;
    const search = (text: string): boolean => {
      linear ??= RE2JS.compile(writeRegex(tree, "re2"));
      // Asked for no more than yes or no, it answers by an automaton, many times faster than where it must say which part.
      return linear.test(text);
    };
    const shortest = leastLength(tree);
    const test = (text: string): boolean => {
      if (text.length < shortest) return false;
      return native !== undefined && text.length <= nativeChars ? native.test(text) : search(text);
    };
    return ok({ test, degree, literals: requiredLiterals(tree) });
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 200) : String(error);
    return err({
      type: "UnsupportedRegex",
      index: 0,
      message: `Expected a pattern both engines take but found: ${message}`,
    });
  }
};
