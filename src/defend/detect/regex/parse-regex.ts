/** Reads a rule's regular expression. Says what it expected and where when it cannot. */
import { err, ok, type Result } from "#kit/result.ts";
import {
  addOtherCase,
  type CodeRange,
  charSets,
  invertRanges,
  lastCodePoint,
  mergeRanges,
  type RegexNode,
} from "./regex-tree.ts";

export interface RegexFault {
  readonly type: "BadRegex" | "UnsupportedRegex" | "RegexTooLarge";
  readonly index: number;
  readonly message: string;
}

const regexCaps = { chars: 20_000, depth: 60, repeat: 1000 };

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

class Stop extends Error {
  readonly fault: RegexFault;
  constructor(fault: RegexFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const posix: ReadonlyMap<string, readonly CodeRange[]> = new Map([
  [
    "alpha",
    [
      [0x41, 0x5a],
      [0x61, 0x7a],
    ],
  ],
  ["digit", charSets.digit],
  [
    "alnum",
    [
      [0x30, 0x39],
      [0x41, 0x5a],
      [0x61, 0x7a],
    ],
  ],
  ["upper", [[0x41, 0x5a]]],
  ["lower", [[0x61, 0x7a]]],
  ["space", charSets.space],
  ["blank", charSets.blank],
  [
    "punct",
    [
      [0x21, 0x2f],
      [0x3a, 0x40],
      [0x5b, 0x60],
      [0x7b, 0x7e],
    ],
  ],
  [
    "xdigit",
    [
      [0x30, 0x39],
      [0x41, 0x46],
      [0x61, 0x66],
    ],
  ],
  [
    "cntrl",
    [
      [0, 0x1f],
      [0x7f, 0x7f],
    ],
  ],
  ["print", [[0x20, 0x7e]]],
  ["graph", [[0x21, 0x7e]]],
  ["word", charSets.word],
] as [string, readonly CodeRange[]][]);

const classes: ReadonlyMap<string, readonly CodeRange[]> = new Map([
  ["d", charSets.digit],
  ["D", invertRanges(charSets.digit)],
  ["w", charSets.word],
  ["W", invertRanges(charSets.word)],
  ["s", charSets.space],
  ["S", invertRanges(charSets.space)],
  ["h", charSets.blank],
  ["H", invertRanges(charSets.blank)],
  ["N", invertRanges(charSets.newline)],
]);

const controls: ReadonlyMap<string, number> = new Map([
  ["n", 0x0a],
  ["r", 0x0d],
  ["t", 0x09],
  ["f", 0x0c],
  ["v", 0x0b],
  ["a", 0x07],
  ["e", 0x1b],
  ["0", 0],
]);

const anyChar: readonly CodeRange[] = [[0, lastCodePoint]];

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  stop(type: RegexFault["type"], message: string, index = this.#at): never {
    throw new Stop({ type, index, message });
  }

  #peek(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#at += text.length;
    return true;
  }

  #takeMatch(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  whole(flags: Flags): RegexNode {
    const node = this.#choice(flags);
    if (this.#at < this.#text.length)
      this.stop("BadRegex", `Expected the end but found "${this.#text.charAt(this.#at)}"`);
    return node;
  }

  #choice(given: Flags): RegexNode {
    if (++this.#depth > regexCaps.depth)
      this.stop("RegexTooLarge", `Expected at most ${regexCaps.depth} nested groups`);
    let flags = given;
    const options: RegexNode[] = [];
    let items: RegexNode[] = [];
    while (this.#at < this.#text.length && !this.#peek(")")) {
      if (this.#take("|")) {
        options.push({ kind: "sequence", items });
        items = [];
        continue;
      }
      const changed = this.#inlineFlags(flags);
      if (changed === undefined) items.push(this.#repeated(flags));
      else flags = changed;
    }
    options.push({ kind: "sequence", items });
    this.#depth -= 1;
    return options.length === 1 ? (options[0] ?? { kind: "sequence", items: [] }) : { kind: "choice", options };
  }

  /** `(?i)` sets flags for the rest of its group. */
  #inlineFlags(flags: Flags): Flags | undefined {
    const found = this.#takeMatch(/\(\?[a-zA-Z]*(?:-[a-zA-Z]+)?\)/y);
    return found === undefined ? undefined : this.#withFlags(flags, found.slice(2, -1));
  }

  #withFlags(flags: Flags, letters: string): Flags {
    const next: { i: boolean; m: boolean; s: boolean } = { ...flags };
    let value = true;
    for (const letter of letters) {
      if (letter === "-") value = false;
      else if (letter === "i" || letter === "m" || letter === "s") next[letter] = value;
      else if (letter !== "u") this.stop("UnsupportedRegex", `Expected the flags i, m or s but found "${letter}"`);
    }
    return next;
  }

  #repeated(flags: Flags): RegexNode {
    const start = this.#at;
    const item = this.#atom(flags);
    const bounds = this.#bounds();
    if (bounds === undefined) return item;
    if (this.#peek("+")) this.stop("UnsupportedRegex", "Expected no possessive quantifier but found one");
    const lazy = this.#take("?");
    const [min, max] = bounds;
    if (max < min) this.stop("BadRegex", `Expected the larger bound second but found {${min},${max}}`, start);
    if (min > regexCaps.repeat * 10 || (max !== Number.POSITIVE_INFINITY && max > regexCaps.repeat * 10))
      this.stop("RegexTooLarge", `Expected at most ${regexCaps.repeat * 10} repetitions`, start);
    if (this.#peek("*") || this.#peek("+") || this.#peek("?"))
      this.stop("BadRegex", "Expected one quantifier but found two");
    return { kind: "repeat", item, min, max, lazy };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.#take("?")) return [0, 1];
    const found = this.#takeMatch(/\{\d{0,9}(?:,\d{0,9})?\}/y);
    if (found === undefined) return undefined;
    const [min = "", max] = found.slice(1, -1).split(",");
    if (min === "" && (max === undefined || max === "")) {
      this.#at -= found.length;
      return undefined;
    }
    const least = min === "" ? 0 : Number(min);
    return [least, max === undefined ? least : max === "" ? Number.POSITIVE_INFINITY : Number(max)];
  }

  #atom(flags: Flags): RegexNode {
    if (this.#take("(")) return this.#group(flags);
    if (this.#take("[")) return { kind: "set", ranges: this.#class(flags) };
    if (this.#take(".")) return { kind: "set", ranges: flags.s ? anyChar : invertRanges(charSets.newline) };
    if (this.#take("^")) return { kind: flags.m ? "line-start" : "start" };
    if (this.#take("$")) return { kind: flags.m ? "line-end" : "end" };
    if (this.#peek("*") || this.#peek("+") || this.#peek("?"))
      this.stop("BadRegex", "Expected something to repeat but found nothing");
    if (this.#peek("\\")) return this.#escapedAtom(flags);
    return this.#one(this.#char(), flags);
  }

  #one(code: number, flags: Flags): RegexNode {
    const ranges: CodeRange[] = [[code, code]];
    return { kind: "set", ranges: flags.i ? addOtherCase(ranges) : ranges };
  }

  #char(): number {
    const code = this.#text.codePointAt(this.#at) ?? 0;
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #look(flags: Flags, mark: string): RegexNode {
    const item = this.#choice(flags);
    if (!this.#take(")")) this.stop("BadRegex", "Expected ) but found the end");
    return { kind: "look", ahead: !mark.includes("<"), negated: mark.endsWith("!"), item };
  }

  #group(flags: Flags): RegexNode {
    const look = this.#takeMatch(/\?<?[=!]/y);
    if (look !== undefined) return this.#look(flags, look);
    let inner = flags;
    const named = this.#takeMatch(/\?(?:P?<[A-Za-z_][A-Za-z0-9_]*>|'[A-Za-z_][A-Za-z0-9_]*')/y);
    if (named === undefined && this.#peek("?")) {
      const letters = this.#takeMatch(/\?[a-zA-Z]*(?:-[a-zA-Z]+)?:/y);
      if (letters === undefined)
        this.stop(
          "UnsupportedRegex",
          `Expected a plain group but found "(${this.#text.slice(this.#at, this.#at + 3)}"`,
        );
      inner = this.#withFlags(flags, letters.slice(1, -1));
    }
    const node = this.#choice(inner);
    if (!this.#take(")")) this.stop("BadRegex", "Expected ) but found the end");
    return node;
  }

  #escapedAtom(flags: Flags): RegexNode {
    const letter = this.#text.charAt(this.#at + 1);
    if (letter === "b" || letter === "B" || letter === "A" || letter === "z" || letter === "Z") {
      this.#at += 2;
      if (letter === "A") return { kind: "start" };
      if (letter === "z" || letter === "Z") return { kind: "end" };
      return { kind: letter === "b" ? "word-edge" : "no-word-edge" };
    }
    if (letter === "Q") return this.#quoted(flags);
    const ranges = this.#escaped();
    return { kind: "set", ranges: flags.i ? addOtherCase(ranges) : ranges };
  }

  #quoted(flags: Flags): RegexNode {
    const end = this.#text.indexOf("\\E", this.#at);
    const text = this.#text.slice(this.#at + 2, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 2;
    return { kind: "sequence", items: [...text].map((char) => this.#one(char.codePointAt(0) ?? 0, flags)) };
  }

  /** After a backslash, inside a class or outside: a class of characters or one character. */
  #escaped(): readonly CodeRange[] {
    this.#at += 1;
    if (this.#at >= this.#text.length) this.stop("BadRegex", "Expected a character after \\ but found the end");
    const hex = this.#takeMatch(/x\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}/y);
    if (hex !== undefined) {
      const code = Number.parseInt(hex.replace(/[xu{}]/g, ""), 16);
      if (code > lastCodePoint) this.stop("BadRegex", `Expected a code point but found ${hex}`);
      return [[code, code]];
    }
    const letter = this.#text.charAt(this.#at);
    const known = classes.get(letter);
    if (known !== undefined) {
      this.#at += 1;
      return known;
    }
    const control = controls.get(letter);
    if (control !== undefined) {
      this.#at += 1;
      return [[control, control]];
    }
    if (/[A-Za-z1-9]/.test(letter))
      this.stop("UnsupportedRegex", `Expected an escape this engine knows but found "\\${letter}"`);
    const code = this.#char();
    return [[code, code]];
  }

  #class(flags: Flags): readonly CodeRange[] {
    const start = this.#at;
    const negated = this.#take("^");
    const ranges: CodeRange[] = [];
    for (let first = true; first || !this.#take("]"); first = false) {
      if (this.#at >= this.#text.length) this.stop("BadRegex", "Expected ] but found the end", start);
      ranges.push(...this.#classItem());
    }
    const merged = flags.i ? addOtherCase(mergeRanges(ranges)) : mergeRanges(ranges);
    return negated ? invertRanges(merged) : merged;
  }

  #classItem(): readonly CodeRange[] {
    const named = this.#takeMatch(/\[:\^?[a-z]{1,8}:\]/y);
    if (named !== undefined) {
      const found = posix.get(named.replace(/[[\]:^]/g, ""));
      if (found === undefined) this.stop("UnsupportedRegex", `Expected a POSIX class but found ${named}`);
      return named.includes("^") ? invertRanges(found) : found;
    }
    const from = this.#classEnd();
    const single = from.length === 1 && from[0]?.[0] === from[0]?.[1] ? from[0]?.[0] : undefined;
    const isRange = this.#peek("-") && this.#text.charAt(this.#at + 1) !== "]" && this.#at + 1 < this.#text.length;
    if (single === undefined || !isRange) return from;
    this.#at += 1;
    const to = this.#classEnd();
    const last = to[0]?.[1] ?? single;
    if (to.length !== 1 || to[0]?.[0] !== last) return [...from, [0x2d, 0x2d], ...to];
    if (last < single) this.stop("BadRegex", "Expected a range that rises but found one that falls");
    return [[single, last]];
  }

  #classEnd(): readonly CodeRange[] {
    if (this.#peek("\\b")) {
      this.#at += 2;
      return [[8, 8]];
    }
    if (this.#peek("\\")) return this.#escaped();
    const code = this.#char();
    return [[code, code]];
  }
}

/** @param flags any of `i`, `m`, `s`, as Sigma's sub-modifiers of `re` set them. */
export const parseRegex = (source: string, flags: string): Result<RegexNode, RegexFault> => {
  if (source.length > regexCaps.chars)
    return err({
      type: "RegexTooLarge",
      index: 0,
      message: `Expected at most ${regexCaps.chars} characters but found ${source.length}`,
    });
  try {
    return ok(new Reader(source).whole({ i: flags.includes("i"), m: flags.includes("m"), s: flags.includes("s") }));
  } catch (error) {
    if (error instanceof Stop) return err(error.fault);
    throw error;
  }
};
