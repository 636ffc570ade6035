/**
 * The gate before the parser: whether a line of JSON can hold an event that some rule fires on, by the line's bytes alone.
 *
 * For each rule a set of words, one of which stands in every event it fires on. A word is a run of letters, digits and marks that no
 * writer of JSON escapes, with a letter no number is written with, so that it stands in the line just as in the text. A line with
 * `\u` escapes, with letters that fold into ASCII, or around a message of another format is let through. Rules that ask for less
 * (an `EventID`, an absent field) let everything through: then there is no gate. Never refuses a line that a rule fires on.
 */
import type { Atom, PatternPart, Rule, RuleNode } from "#terms/rule.ts";
import { foldCase } from "../match/fold-case.ts";
import { compileRegex } from "../regex/compile-regex.ts";
import { ByteScanner } from "./byte-scanner.ts";

/** Asked of the bytes `[start, end)` of a line. */
export type LineGate = (bytes: Uint8Array, start: number, end: number) => boolean;

const shortest = 4;
const mostWords = 5000;
const safeRun = /[a-z0-9 _.:;,()$#@!~^*?{}[\]`]+/g;
const telling = /[a-df-z]/;

/** The longest run of a text that stands in the line as it is. */
const wordOf = (texts: readonly string[]): string | undefined => {
  let best = "";
  for (const text of texts)
    for (const [run] of foldCase(text).matchAll(safeRun)) if (telling.test(run) && run.length > best.length) best = run;
  return best.length < shortest ? undefined : best;
};

const literalsOf = (parts: readonly PatternPart[]): string[] =>
  parts.flatMap((part) => (typeof part === "object" ? [part.literal] : []));

const wordsOfAtom = (atom: Atom): readonly string[] | undefined => {
  if (atom.kind === "text") {
    const word = wordOf(atom.operator === "glob" ? literalsOf(atom.parts) : [atom.text]);
    return word === undefined ? undefined : [word];
  }
  if (atom.kind !== "regex") return undefined;
  const compiled = compileRegex(atom.source, atom.flags);
  const literals = compiled.ok ? compiled.value.literals : undefined;
  const words = literals?.map((literal) => wordOf([literal]));
  return words === undefined || words.length === 0 || words.includes(undefined)
    ? undefined
    : words.filter((word) => word !== undefined);
};

const isBetter = (one: readonly string[], other: readonly string[] | undefined): boolean =>
  other === undefined || one.length < other.length;

/** Words one of which every event shows that the node is true of; `undefined` where there are none. */
const wordsOf = (node: RuleNode): readonly string[] | undefined => {
  if (node.kind === "atom") return wordsOfAtom(node.atom);
  if (node.kind === "selection") return wordsOf(node.child);
  if (node.kind === "constant") return node.value ? undefined : [];
  if (node.kind === "not") return undefined;
  const children = node.children.map(wordsOf);
  if (node.kind === "or") return children.includes(undefined) ? undefined : children.flatMap((words) => words ?? []);
  let best: readonly string[] | undefined;
  for (const words of children) if (words !== undefined && isBetter(words, best)) best = words;
  return best;
};

/** Of lines that hold a message in another format: what is read from it may not stand in the line as such. */
const carriers = ['"syslogmessage"'];
/** `\u`, long s, the Kelvin sign. */
const escapes = [Buffer.from("\\u"), Buffer.from("\u017f"), Buffer.from("\u212a")];

/** `undefined` when some rule may fire on a line without any words to know it by. */
export const createLineGate = (rules: readonly Rule[]): LineGate | undefined => {
  const words = new Set(carriers);
  for (const rule of rules) {
    if (rule.kind !== "detection") return undefined;
    const own = wordsOf(rule.condition);
    if (own === undefined) return undefined;
    for (const word of own) words.add(word);
  }
  if (words.size > mostWords) return undefined;
  const scanner = new ByteScanner([...words]);
  return (bytes, start, end) => {
    if (scanner.standsIn(bytes, start, end)) return true;
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    return escapes.some((mark) => line.includes(mark));
  };
};
