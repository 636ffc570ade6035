/**
 * What an atom asks, as a test. The plain meaning of every modifier stands here once; fast paths must agree with it.
 *
 * Values are compared as texts: numbers and booleans by the text that writes them, so `4624` and `"4624"` are equal. A
 * `null` in an event equals nothing but `null`.
 */
import type { EventValue, Leaf } from "#terms/event.ts";
import type { Atom, CidrAtom, CompareAtom, Comparison, FieldRefAtom, RegexAtom, TextAtom } from "#terms/rule.ts";
import { compileRegex } from "../regex/compile-regex.ts";
import { foldCase, foldDashes } from "./fold-case.ts";
import { matchGlob } from "./match-glob.ts";
import { type Address, isInNetwork, parseAddress, parseNetwork } from "./parse-address.ts";
import { leavesOf } from "./read-field.ts";
import { readTimePart } from "./read-time-part.ts";

export type LeafTest = (leaf: Leaf) => boolean;

const textOfLeaf = (leaf: Exclude<Leaf, null>): string => (typeof leaf === "string" ? leaf : String(leaf));

/** Whether a text, folded as the atom needs it, satisfies it. */
export const testFolded = (atom: TextAtom, text: string): boolean => {
  switch (atom.operator) {
    case "exact":
      return text === atom.text;
    case "prefix":
      return text.startsWith(atom.text);
    case "suffix":
      return text.endsWith(atom.text);
    case "contains":
      return text.includes(atom.text);
    case "glob":
      return matchGlob(atom.parts, text);
  }
};

const foldFor = (atom: TextAtom, text: string): string => {
  const folded = atom.cased ? text : foldCase(text);
  return atom.dashes ? foldDashes(folded) : folded;
};

const textTest =
  (atom: TextAtom): LeafTest =>
  (leaf) =>
    leaf !== null && testFolded(atom, foldFor(atom, textOfLeaf(leaf)));

const regexTest = (atom: RegexAtom): LeafTest => {
  const compiled = compileRegex(atom.source, atom.flags);
  if (!compiled.ok) return () => false;
  const { test } = compiled.value;
  return (leaf) => leaf !== null && test(textOfLeaf(leaf));
};

/** A value is asked by one network after another. */
let lastText = "";
let lastAddress: Address | undefined;

const addressOf = (text: string): Address | undefined => {
  if (text !== lastText) {
    lastText = text;
    lastAddress = parseAddress(text);
  }
  return lastAddress;
};

const cidrTest = (atom: CidrAtom): LeafTest => {
  const network = parseNetwork(atom.network);
  if (network === undefined) return () => false;
  return (leaf) => {
    const address = typeof leaf === "string" ? addressOf(leaf) : undefined;
    return address !== undefined && isInNetwork(address, network);
  };
};

const numeric = /^\s*(?:[-+]?\d{1,40}(?:\.\d{1,40})?(?:[eE][-+]?\d{1,3})?|0[xX][0-9a-fA-F]{1,16})\s*$/;

/** Numbers, and texts that write one, in decimal or as `0x…`. */
export const numberOfLeaf = (leaf: Leaf): number | undefined => {
  if (typeof leaf === "number") return leaf;
  return typeof leaf === "string" && numeric.test(leaf) ? Number(leaf) : undefined;
};

export const compare = (one: number, comparison: Comparison, other: number): boolean => {
  switch (comparison) {
    case "lt":
      return one < other;
    case "lte":
      return one <= other;
    case "gt":
      return one > other;
    case "gte":
      return one >= other;
    case "eq":
      return one === other;
    case "neq":
      return one !== other;
  }
};

const compareTest =
  ({ comparison, value, part }: CompareAtom): LeafTest =>
  (leaf) => {
    const number = part === undefined ? numberOfLeaf(leaf) : readTimePart(leaf, part);
    return number !== undefined && compare(number, comparison, value);
  };

/** The test of one leaf, for atoms that ask something of a leaf. */
export const leafTestOf = (atom: Atom): LeafTest | undefined => {
  if (atom.kind === "text") return textTest(atom);
  if (atom.kind === "regex") return regexTest(atom);
  if (atom.kind === "cidr") return cidrTest(atom);
  return atom.kind === "compare" ? compareTest(atom) : undefined;
};

const compareLeaves = (atom: FieldRefAtom, one: Leaf, other: Leaf): boolean => {
  if (one === null || other === null) return false;
  const { operator } = atom;
  if (operator === "exact" || operator === "prefix" || operator === "suffix" || operator === "contains") {
    const [mine, theirs] = [textOfLeaf(one), textOfLeaf(other)].map((text) => (atom.cased ? text : foldCase(text)));
    if (mine === undefined || theirs === undefined) return false;
    if (operator === "exact") return mine === theirs;
    if (operator === "prefix") return mine.startsWith(theirs);
    return operator === "suffix" ? mine.endsWith(theirs) : mine.includes(theirs);
  }
  const mine = numberOfLeaf(one);
  const theirs = numberOfLeaf(other);
  return mine !== undefined && theirs !== undefined && compare(mine, operator, theirs);
};

/** Any value of one field against any of the other; a field that is absent is equal to nothing. */
export const testFieldRef = (
  atom: FieldRefAtom,
  one: EventValue | undefined,
  other: EventValue | undefined,
): boolean => {
  if (one === undefined || other === undefined) return false;
  const others = leavesOf(other).slice(0, 1000);
  return leavesOf(one)
    .slice(0, 1000)
    .some((leaf) => others.some((theirs) => compareLeaves(atom, leaf, theirs)));
};

/** `null` in a rule: absent, or there without any value but `null`. An object or a text, empty ones too, is a value. */
export const isNullValue = (value: EventValue | undefined): boolean => {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) && value.every((member) => isNullValue(member as EventValue));
};
