/**
 * The part of STIX patterning (STIX 2.1, section 9) that names single values: comparisons by `=`, `IN` and `ISSUBSET`,
 * joined by `OR`, in one observation or in several joined by `OR`.
 *
 * What asks for more (`AND`, `FOLLOWEDBY`, `NOT`, `LIKE`, `MATCHES`, qualifiers) is refused whole: half of a pattern would
 * alarm on what its author did not mean.
 */
import { err, ok, type Result } from "#kit/result.ts";

export interface PatternValue {
  /** As in `ipv4-addr:value`. */
  readonly path: string;
  readonly value: string;
}

const longest = 100_000;
const mostValues = 5000;
const mostBrackets = 100;

const tokenShape =
  /\s*(?:('(?:[^'\\]|\\.)*')|([A-Za-z][\w-]*:[\w.-]+(?:'[\w -]{1,40}')?[\w.[\]*-]*)|([A-Za-z]+)|([[\](),=]))/y;

const tokensOf = (pattern: string): string[] | undefined => {
  const tokens: string[] = [];
  tokenShape.lastIndex = 0;
  const text = pattern.trimEnd();
  while (tokenShape.lastIndex < text.length) {
    const match = tokenShape.exec(text);
    const token = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
};

const isText = (token: string | undefined): token is string => token?.startsWith("'") === true && token.length >= 2;
const textOf = (token: string): string => token.slice(1, -1).replace(/\\(.)/gs, "$1");

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;
  readonly values: PatternValue[] = [];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  #next(): string | undefined {
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at]?.toUpperCase() !== token) return false;
    this.#at += 1;
    return true;
  }

  /** @returns what stands in the way, if anything */
  observations(): string | undefined {
    do {
      if (!this.#take("[")) return this.#stopped();
      const fault = this.#comparisons("]");
      if (fault !== undefined) return fault;
    } while (this.#take("OR"));
    return this.#at < this.#tokens.length ? this.#stopped() : undefined;
  }

  #comparisons(end: string, depth = 0): string | undefined {
    if (depth > mostBrackets) return `more than ${mostBrackets} brackets inside each other`;
    do {
      const fault = this.#take("(") ? this.#comparisons(")", depth + 1) : this.#comparison();
      if (fault !== undefined) return fault;
    } while (this.#take("OR"));
    return this.#take(end) ? undefined : this.#stopped();
  }

  #comparison(): string | undefined {
    const path = this.#next();
    if (path === undefined || !path.includes(":")) return `expected a path but found ${path ?? "the end"}`;
    const operator = this.#next()?.toUpperCase();
    if (operator === "=" || operator === "ISSUBSET") return this.#value(path);
    if (operator !== "IN") return `"${operator ?? "the end"}" is not a comparison that names a value`;
    if (!this.#take("(")) return this.#stopped();
    do {
      const fault = this.#value(path);
      if (fault !== undefined) return fault;
    } while (this.#take(","));
    return this.#take(")") ? undefined : this.#stopped();
  }

  #value(path: string): string | undefined {
    const token = this.#next();
    if (!isText(token)) return `expected a text in quotes but found ${token ?? "the end"}`;
    if (this.values.length >= mostValues) return `more than ${mostValues} values`;
    this.values.push({ path, value: textOf(token) });
    return undefined;
  }

  #stopped(): string {
    const token = this.#tokens[this.#at];
    return token === undefined ? "it ends too soon" : `"${token.slice(0, 40)}" asks for more than single values`;
  }
}

export const parsePattern = (pattern: string): Result<readonly PatternValue[], string> => {
  if (pattern.length > longest) return err(`a pattern of more than ${longest} characters`);
  const tokens = tokensOf(pattern);
  if (tokens === undefined) return err("it holds something that is no part of a comparison of single values");
  const reader = new Reader(tokens);
  const fault = reader.observations();
  return fault === undefined ? ok(reader.values) : err(fault);
};

const valuePaths =
  /^(?:ipv4-addr|ipv6-addr|domain-name|url|email-addr):value$|^(?:file|artifact):hashes\.|^network-traffic:(?:src|dst)_ref\.value$|^email-message:(?:from|sender)_ref\.value$/;

/** Whether values of this path are looked for. */
export const isLookedFor = (path: string): boolean => valuePaths.test(path);
