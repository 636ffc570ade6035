/**
 * The YAML most rules are written in, read line by line: block maps and lists, scalars on one line, literal blocks.
 *
 * Gives exactly what the whole reader gives (`read-yaml.ts`, its twin in tests), or `undefined` wherever something else is met:
 * flow collections, anchors, tags, folded blocks, escapes, tabs, doubles, mistakes. Ten times faster; a rule set is loaded
 * before anything can be watched. Work is linear: each line is looked at once.
 */
import type { YamlEntry, YamlNode, YamlScalar } from "./yaml-node.ts";

interface Line {
  /** Where its first character that is no space stands, in the document. */
  readonly at: number;
  readonly indent: number;
  /** Without indent and spaces at its end. */
  readonly text: string;
}

/** Anything met that is left to the whole reader. */
class Unusual extends Error {}

const deepest = 30;
const mostLines = 20_000;
const control = /[\x00-\x09\x0b-\x1f\x7f\u0085\u2028\u2029\ufeff]/;
const plainKey = /^[A-Za-z0-9_][A-Za-z0-9_.|/@*-]{0,100}(?= {0,20}:(?: |$))/;
const quotedKey = /^'([^'\\]{1,100})'(?= {0,20}:(?: |$))/;
const unusualStart = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?: |$))/;
const integer = /^[-+]?[0-9]{1,15}$/;
const hexadecimal = /^0x[0-9a-fA-F]{1,12}$/;
/** What the core schema may read as something other than text, besides whole numbers. */
const special = /^(?:[-+.]|[0-9][-+.e0-9]*$|0[ox]|~$|null$|true$|false$)/i;
/** A day, which the core schema leaves a text; rules are dated so, or with slashes. */
const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const afterQuote = /^ *(?: #.*)?$/;

const literals = new Map<string, string | boolean | null>([
  ...["true", "True", "TRUE"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE"].map((text) => [text, false] as const),
  ...["null", "Null", "NULL", "~"].map((text) => [text, null] as const),
]);

const plainScalar = (text: string, at: number): YamlScalar => {
  if (unusualStart.test(text) || text.includes(": ") || text.endsWith(":")) throw new Unusual();
  const comment = text.indexOf(" #");
  const source = comment < 0 ? text : text.slice(0, comment).trimEnd();
  if (!special.test(source) || day.test(source)) return { kind: "scalar", value: source, source, at };
  const known = literals.get(source);
  if (known !== undefined) return { kind: "scalar", value: known, source, at };
  if (integer.test(source) || hexadecimal.test(source)) return { kind: "scalar", value: Number(source), source, at };
  if (/^[-.]?[A-Za-z_\\/]/.test(source) && !/^\.(?:inf|nan)$/i.test(source))
    return { kind: "scalar", value: source, source, at };
  throw new Unusual();
};

const quotedScalar = (text: string, at: number): YamlScalar => {
  const [quote = ""] = text;
  let end = text.indexOf(quote, 1);
  while (quote === "'" && end > 0 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  if (end < 0 || !afterQuote.test(text.slice(end + 1))) throw new Unusual();
  const inside = text.slice(1, end);
  if (quote === '"' && inside.includes("\\")) throw new Unusual();
  const value = quote === "'" ? inside.replaceAll("''", "'") : inside;
  return { kind: "scalar", value, source: value, at };
};

const scalarOf = (text: string, at: number): YamlScalar =>
  text.startsWith("'") || text.startsWith('"') ? quotedScalar(text, at) : plainScalar(text, at);

class BlockReader {
  readonly #text: string;
  readonly #start: number;
  readonly #lines: Line[] = [];
  #next = 0;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#start = start;
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf("\n", at);
      const end = newline < 0 ? text.length : newline;
      let first = at;
      while (first < end && text.charCodeAt(first) === 0x20) first += 1;
      this.#lines.push({ at: first, indent: first - at, text: text.slice(first, end).trimEnd() });
      at = end + 1;
    }
    if (this.#lines.length > mostLines) throw new Unusual();
  }

  read(): YamlNode {
    const first = this.#peek();
    if (first === undefined) throw new Unusual();
    const node = this.#block(first, 0);
    if (this.#peek() !== undefined) throw new Unusual();
    return node;
  }

  /** The next line with something on it. */
  #peek(): Line | undefined {
    for (;;) {
      const line = this.#lines[this.#next];
      if (line === undefined || (line.text !== "" && !line.text.startsWith("#"))) return line;
      this.#next += 1;
    }
  }

  #block(line: Line, depth: number): YamlNode {
    if (depth > deepest) throw new Unusual();
    return line.text === "-" || line.text.startsWith("- ") ? this.#list(line, depth) : this.#map(line, depth);
  }

  #list({ indent, at }: Line, depth: number): YamlNode {
    const items: YamlNode[] = [];
    for (let line = this.#peek(); line !== undefined && line.indent >= indent; line = this.#peek()) {
      if (line.indent > indent || !line.text.startsWith("- ")) {
        if (line.indent === indent && line.text !== "-") break;
        throw new Unusual();
      }
      items.push(this.#item(line, depth + 1));
    }
    return { kind: "list", items, at: this.#start + at };
  }

  /** What stands after a dash: a scalar, or the first entry of a map whose others stand below it. */
  #item(line: Line, depth: number): YamlNode {
    let skipped = 1;
    while (line.text.charCodeAt(skipped) === 0x20) skipped += 1;
    const inner = { at: line.at + skipped, indent: line.indent + skipped, text: line.text.slice(skipped) };
    if (plainKey.test(inner.text) || quotedKey.test(inner.text)) {
      this.#lines[this.#next] = inner;
      return this.#map(inner, depth);
    }
    this.#next += 1;
    return this.#single(inner.text, inner.at, line.indent);
  }

  #map({ indent, at }: Line, depth: number): YamlNode {
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    for (let line = this.#peek(); line !== undefined && line.indent >= indent; line = this.#peek()) {
      if (line.indent > indent) throw new Unusual();
      const entry = this.#entry(line, depth + 1);
      if (seen.has(entry.key)) throw new Unusual();
      seen.add(entry.key);
      entries.push(entry);
    }
    return { kind: "map", entries, at: this.#start + at };
  }

  #entry(line: Line, depth: number): YamlEntry {
    const { text, at, indent } = line;
    const plain = plainKey.exec(text);
    const quoted = plain === null ? quotedKey.exec(text) : null;
    const written = plain?.[0] ?? quoted?.[0];
    const key = plain?.[0] ?? quoted?.[1];
    if (written === undefined || key === undefined) throw new Unusual();
    const colon = text.indexOf(":", written.length);
    let from = colon + 1;
    while (text.charCodeAt(from) === 0x20) from += 1;
    const rest = text.slice(from);
    this.#next += 1;
    const entryAt = this.#start + at;
    if (rest === "" || rest.startsWith("#")) return { key, value: this.#below(indent, depth), at: entryAt };
    if (rest === "|" || rest === "|-") return { key, value: this.#literal(indent, at + from, rest), at: entryAt };
    return { key, value: this.#single(rest, at + from, indent), at: entryAt };
  }

  /** A scalar on one line; more of it below is left to the whole reader. */
  #single(text: string, at: number, indent: number): YamlScalar {
    const scalar = scalarOf(text, this.#start + at);
    const next = this.#peek();
    if (next !== undefined && next.indent > indent) throw new Unusual();
    return scalar;
  }

  #below(indent: number, depth: number): YamlNode {
    const next = this.#peek();
    const isList = next?.text === "-" || next?.text.startsWith("- ") === true;
    if (next === undefined || next.indent < indent || (next.indent === indent && !isList)) throw new Unusual();
    return this.#block(next, depth);
  }

  #literal(indent: number, at: number, header: string): YamlScalar {
    const first = this.#lines[this.#next];
    if (first === undefined || first.text === "" || first.indent <= indent) throw new Unusual();
    const kept: string[] = [];
    for (let line = this.#lines[this.#next]; line !== undefined; line = this.#lines[this.#next]) {
      if (line.text !== "" && line.indent < first.indent) break;
      kept.push(this.#kept(line, first.indent));
      this.#next += 1;
    }
    if (this.#lines[this.#next] === undefined && !this.#text.endsWith("\n")) throw new Unusual();
    while (kept.at(-1) === "") kept.pop();
    const value = `${kept.join("\n")}${header === "|" ? "\n" : ""}`;
    return { kind: "scalar", value, source: value, at: this.#start + at };
  }

  #kept({ text, indent, at }: Line, blockIndent: number): string {
    if (text === "" && indent > blockIndent) throw new Unusual();
    if (text === "") return "";
    const newline = this.#text.indexOf("\n", at);
    return this.#text.slice(at - indent + blockIndent, newline < 0 ? undefined : newline);
  }
}

/** @param start where the document stands in its file */
export const readBlockYaml = (text: string, start: number): YamlNode | undefined => {
  if (control.test(text)) return undefined;
  try {
    return new BlockReader(text, start).read();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
};
