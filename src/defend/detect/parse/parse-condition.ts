/**
 * Conditions (Sigma specification 2, "Condition"): `or`, then `and`, then `not`, then `1/any/all of`, then brackets. A number
 * before `of` is how many must hold at least.
 *
 * `them` leaves out names that start with an underscore; a pattern takes what it matches. `of` without a match, and names
 * nobody defined, are faults.
 */
import type { RuleNode } from "#terms/rule.ts";
import type { FaultBook } from "./fault.ts";

export interface ConditionInput {
  readonly text: string;
  /** Where it stands in the document. */
  readonly at: number;
  readonly selections: ReadonlyMap<string, RuleNode>;
  readonly book: FaultBook;
}

interface Token {
  readonly text: string;
  readonly at: number;
}

const caps = { chars: 20_000, depth: 64, choices: 500 };

const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  for (const found of text.matchAll(/[()]|[^\s()]+/g)) tokens.push({ text: found[0], at: found.index });
  return tokens;
};

/** `*` any run; everything else, dots and dashes too, is itself. */
const matchesName = (pattern: string, name: string): boolean => {
  const pieces = pattern.split("*");
  const [first = "", ...rest] = pieces;
  if (rest.length === 0) return pattern === name;
  const last = rest.pop() ?? "";
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > name.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
};

const never: RuleNode = { kind: "constant", value: false, reason: "condition not read" };

class ConditionReader {
  readonly #input: ConditionInput;
  readonly #tokens: Token[];
  #next = 0;
  #depth = 0;
  #failed = false;

  constructor(input: ConditionInput) {
    this.#input = input;
    this.#tokens = tokenize(input.text);
  }

  #fail(type: string, message: string, token: Token | undefined): RuleNode {
    if (!this.#failed) this.#input.book.error(type, this.#input.at + (token?.at ?? this.#input.text.length), message);
    this.#failed = true;
    this.#next = this.#tokens.length;
    return never;
  }

  #word(): string | undefined {
    return this.#tokens[this.#next]?.text.toLowerCase();
  }

  #takeWord(word: string): boolean {
    if (this.#word() !== word) return false;
    this.#next += 1;
    return true;
  }

  whole(): RuleNode {
    const node = this.#or();
    const token = this.#tokens[this.#next];
    if (token !== undefined)
      this.#fail("BadCondition", `Expected and, or, or the end but found "${token.text.slice(0, 80)}"`, token);
    return this.#failed ? never : node;
  }

  #or(): RuleNode {
    const children = [this.#and()];
    while (this.#takeWord("or")) children.push(this.#and());
    return children.length === 1 ? (children[0] ?? never) : { kind: "or", children };
  }

  #and(): RuleNode {
    const children = [this.#not()];
    while (this.#takeWord("and")) children.push(this.#not());
    return children.length === 1 ? (children[0] ?? never) : { kind: "and", children };
  }

  #not(): RuleNode {
    let negated = false;
    let isNegation = false;
    while (this.#takeWord("not")) {
      negated = !negated;
      isNegation = true;
    }
    const child = this.#operand();
    if (!isNegation) return child;
    return negated ? { kind: "not", child } : { kind: "not", child: { kind: "not", child } };
  }

  #operand(): RuleNode {
    const token = this.#tokens[this.#next];
    if (token === undefined) return this.#fail("BadCondition", "Expected a selection but found the end", token);
    this.#next += 1;
    if (token.text === "(") return this.#bracket(token);
    const word = token.text.toLowerCase();
    if (this.#word() === "of" && /^(?:1|all|any|\d{1,6})$/.test(word)) return this.#of(word, token);
    if (token.text === ")" || word === "and" || word === "or" || word === "of")
      return this.#fail("BadCondition", `Expected a selection but found "${token.text}"`, token);
    const selection = this.#input.selections.get(token.text);
    if (selection !== undefined) return { kind: "selection", name: token.text, child: selection };
    return this.#fail(
      "UnknownSelection",
      `Expected a selection of this rule but found "${token.text.slice(0, 80)}"`,
      token,
    );
  }

  #bracket(open: Token): RuleNode {
    if (++this.#depth > caps.depth)
      return this.#fail("TooLarge", `Expected at most ${caps.depth} nested brackets`, open);
    const node = this.#or();
    this.#depth -= 1;
    if (this.#failed) return never;
    if (this.#tokens[this.#next]?.text !== ")")
      return this.#fail("BadCondition", "Expected ) but found the end of what it closes", this.#tokens[this.#next]);
    this.#next += 1;
    return node;
  }

  #of(quantifier: string, token: Token): RuleNode {
    this.#next += 1;
    const pattern = this.#tokens[this.#next];
    if (pattern === undefined || pattern.text === "(" || pattern.text === ")")
      return this.#fail("BadCondition", "Expected them or a pattern of names after of", pattern);
    this.#next += 1;
    const isThem = pattern.text.toLowerCase() === "them";
    const children: RuleNode[] = [];
    for (const [name, child] of this.#input.selections) {
      const taken = isThem ? !name.startsWith("_") : matchesName(pattern.text, name);
      if (taken) children.push({ kind: "selection", name, child });
    }
    const [only] = children;
    if (only === undefined)
      return this.#fail(
        "UnknownSelection",
        `Expected selections named ${pattern.text.slice(0, 80)} but found none`,
        pattern,
      );
    const count = quantifier === "all" ? children.length : quantifier === "any" ? 1 : Number(quantifier);
    if (count < 1 || count > children.length)
      return this.#fail("BadCondition", `Expected 1 to ${children.length} of but found ${quantifier} of`, token);
    if (choices(children.length, count) > caps.choices) {
      const message = `Expected at most ${caps.choices} ways to choose but ${quantifier} of ${children.length} has more`;
      this.#input.book.unsupported("CountOf", this.#input.at + token.at, message);
      return never;
    }
    return children.length === 1 ? only : atLeast(children, count);
  }
}

/** Ways to choose so many; stops counting where it is far too many. */
const choices = (all: number, count: number): number => {
  let ways = 1;
  for (let at = 1; at <= Math.min(count, all - count) && ways < 1e9; at += 1) ways = (ways * (all - at + 1)) / at;
  return ways;
};

/** At least so many of them hold: the first and one less of the rest, or so many of the rest. */
const atLeast = (children: readonly RuleNode[], count: number): RuleNode => {
  if (count === 1) return { kind: "or", children };
  if (count === children.length) return { kind: "and", children };
  const [first = never, ...rest] = children;
  return { kind: "or", children: [{ kind: "and", children: [first, atLeast(rest, count - 1)] }, atLeast(rest, count)] };
};

/** The tree of one condition. Faults go to the book; then the tree is a constant. */
export const parseCondition = (input: ConditionInput): RuleNode => {
  if (input.text.length > caps.chars) {
    input.book.error(
      "TooLarge",
      input.at,
      `Expected a condition of at most ${caps.chars} characters but found ${input.text.length}`,
    );
    return never;
  }
  return new ConditionReader(input).whole();
};
