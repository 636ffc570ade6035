/**
 * The values of one field with their modifiers, turned into atoms (Sigma specification 2, "Detection", and its modifiers
 * appendix). Modifiers that make several texts of one value link them with "or"; `all` links the values.
 */
import type { Atom, PatternPart, RuleNode } from "#terms/rule.ts";
import { foldCase, foldDashes } from "../match/fold-case.ts";
import { parseNetwork } from "../match/parse-address.ts";
import { compileRegex } from "../regex/compile-regex.ts";
import { encodeValue } from "./encode-value.ts";
import { expandPlaceholders, expandTexts } from "./expand-placeholders.ts";
import type { FaultBook } from "./fault.ts";
import type { ModifierPlan } from "./parse-modifiers.ts";
import { classifyPattern, isLiteralPart, parsePattern, placePattern, plainText } from "./parse-pattern.ts";
import type { YamlNode, YamlScalar } from "./read-yaml.ts";
import type { ValueContext } from "./value-context.ts";

const atomNode = (atom: Atom): RuleNode => ({ kind: "atom", atom });

export const orOf = (children: readonly RuleNode[]): RuleNode =>
  children.length === 1 && children[0] !== undefined ? children[0] : { kind: "or", children };

export const andOf = (children: readonly RuleNode[]): RuleNode =>
  children.length === 1 && children[0] !== undefined ? children[0] : { kind: "and", children };

const never = (reason: string): RuleNode => ({ kind: "constant", value: false, reason });

const longestPattern = 100_000;
const mostWildcards = 100;

/** An atom of a pattern: folded, classified, dashes made one. A keyword is looked for anywhere. */
const textAtom = (parts: readonly PatternPart[], plan: ModifierPlan): RuleNode => {
  const fold = (text: string): string => {
    const cased = plan.cased ? text : foldCase(text);
    return plan.dashes ? foldDashes(cased) : cased;
  };
  const folded = parts.map((part) => (isLiteralPart(part) ? { literal: fold(part.literal) } : part));
  const placement = plan.field === "" && plan.placement === "exact" ? "contains" : plan.placement;
  const shape = classifyPattern(placePattern(folded, placement));
  return atomNode({
    kind: "text",
    field: plan.field === "" ? null : plan.field,
    ...shape,
    cased: plan.cased,
    dashes: plan.dashes,
  });
};

/** The five ways to write each dash, for encodings that hide it: all alike, and all mixed where there are few. */
const writeDashes = (text: string): string[] => {
  const dashes = ["-", "/", "\u2013", "\u2014", "\u2015"];
  const count = [...text].filter((char) => dashes.includes(char)).length;
  if (count === 0) return [text];
  if (count > 3) return dashes.map((dash) => [...text].map((char) => (dashes.includes(char) ? dash : char)).join(""));
  let forms = [""];
  for (const char of text)
    forms = dashes.includes(char)
      ? forms.flatMap((form) => dashes.map((dash) => form + dash))
      : forms.map((form) => form + char);
  return forms;
};

const encodedNode = (parts: readonly PatternPart[], plan: ModifierPlan, at: number, book: FaultBook): RuleNode => {
  const text = plainText(parts);
  if (text === undefined) {
    book.error(
      "WildcardInEncoding",
      at,
      `Expected a text without wildcards for ${plan.encodings.join("|")} but found one`,
    );
    return never("no encoding of wildcards");
  }
  const texts = plan.dashesEncoded ? writeDashes(text) : [text];
  const forms = texts.flatMap((one) => encodeValue(one, plan.encodings));
  return orOf(
    forms.map((form) => textAtom([{ literal: form }], { ...plan, dashes: plan.dashes && !plan.dashesEncoded })),
  );
};

const stringNode = (text: string, plan: ModifierPlan, at: number, context: ValueContext): RuleNode => {
  const { book } = context;
  if (text.length > longestPattern) {
    book.error("TooLarge", at, `Expected a value of at most ${longestPattern} characters but found ${text.length}`);
    return never("too long");
  }
  const patterns = plan.expand ? expandPlaceholders(text, at, context) : [parsePattern(text)];
  if (patterns.length === 0) return never(`placeholder of "${text}" is not defined`);
  if (patterns.some((parts) => parts.filter((part) => !isLiteralPart(part)).length > mostWildcards)) {
    book.error("TooLarge", at, `Expected at most ${mostWildcards} wildcards in a value but found more`);
    return never("too many wildcards");
  }
  return orOf(
    patterns.map((parts) => (plan.encodings.length > 0 ? encodedNode(parts, plan, at, book) : textAtom(parts, plan))),
  );
};

/** Numbers and booleans equal the text that writes them, as the rule writes it or as YAML reads it. */
const literalNode = (value: YamlScalar, plan: ModifierPlan, context: ValueContext): RuleNode => {
  const written = value.source === "" ? String(value.value) : value.source;
  const plain = plan.placement === "exact" && plan.encodings.length === 0 && !plan.expand;
  const texts = plain ? [...new Set([String(value.value), written].map(foldCase))] : [written];
  return orOf(texts.map((text) => stringNode(text, plan, value.at, context)));
};

const numberOf = (value: YamlScalar): number | undefined => {
  if (typeof value.value === "number") return value.value;
  if (typeof value.value !== "string" || !/^\s*-?\d+(?:\.\d+)?\s*$/.test(value.value)) return undefined;
  return Number(value.value);
};

const compareNode = (value: YamlScalar, plan: ModifierPlan, book: FaultBook): RuleNode => {
  const number = numberOf(value);
  if (number === undefined || !Number.isFinite(number)) {
    book.error("BadNumber", value.at, `Expected a number but found "${value.source}"`);
    return never("not a number");
  }
  return atomNode({
    kind: "compare",
    field: plan.field,
    comparison: plan.comparison ?? "eq",
    value: number,
    ...(plan.timePart === undefined ? {} : { part: plan.timePart }),
  });
};

const regexNode = (value: YamlScalar, plan: ModifierPlan, book: FaultBook): RuleNode => {
  const source = typeof value.value === "string" ? value.value : value.source;
  const compiled = compileRegex(source, plan.regexFlags);
  if (!compiled.ok) {
    const { type, message, index } = compiled.error;
    const report = type === "UnsupportedRegex" ? book.unsupported : book.error;
    report(type, value.at + index, message);
    return never("regular expression not read");
  }
  const flags = [...plan.regexFlags].sort().join("");
  return atomNode({ kind: "regex", field: plan.field === "" ? null : plan.field, source, flags });
};

const cidrNode = (value: YamlScalar, plan: ModifierPlan, book: FaultBook): RuleNode => {
  if (parseNetwork(value.source) === undefined)
    book.error("BadNetwork", value.at, `Expected a network as 10.0.0.0/8 or fe80::/10 but found "${value.source}"`);
  return atomNode({ kind: "cidr", field: plan.field, network: value.source });
};

const placements = { exact: "exact", startswith: "prefix", endswith: "suffix", contains: "contains" } as const;

const fieldRefNode = (value: YamlScalar, plan: ModifierPlan, book: FaultBook): RuleNode => {
  if (typeof value.value !== "string" || value.value.trim() === "") {
    book.error("BadFieldReference", value.at, `Expected the name of a field but found "${value.source}"`);
    return never("no field named");
  }
  return atomNode({
    kind: "fieldref",
    field: plan.field,
    other: value.value.trim(),
    operator: plan.comparison ?? placements[plan.placement],
    cased: plan.cased,
  });
};

const existsNode = (value: YamlScalar, plan: ModifierPlan, book: FaultBook): RuleNode => {
  const word = value.source.toLowerCase();
  if (word !== "true" && word !== "false")
    book.error("BadBoolean", value.at, `Expected true or false for exists but found "${value.source}"`);
  const atom = atomNode({ kind: "exists", field: plan.field });
  return word === "false" ? { kind: "not", child: atom } : atom;
};

const nullNode = (value: YamlScalar, plan: ModifierPlan, book: FaultBook): RuleNode => {
  const asks = plan.regex || plan.cidr || plan.exists || plan.fieldRef || plan.comparison !== undefined;
  if (plan.field === "" || asks || plan.timePart !== undefined || plan.encodings.length > 0)
    book.error("BadNull", value.at, "Expected a value here but found null");
  return atomNode({ kind: "null", field: plan.field });
};

/** In an expression a value of a placeholder is the text it is. */
const escapeForRegex = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

const expandedNode = (value: YamlScalar, plan: ModifierPlan, context: ValueContext): RuleNode => {
  const write = plan.regex ? escapeForRegex : (text: string): string => text;
  const texts = expandTexts(String(value.value), value.at, context, write);
  if (texts.length === 0) return never(`placeholder of "${value.source}" is not defined`);
  const plain = { ...plan, expand: false };
  return orOf(texts.map((text) => scalarNode({ ...value, value: text, source: text }, plain, context)));
};

const scalarNode = (value: YamlScalar, plan: ModifierPlan, context: ValueContext): RuleNode => {
  const asksNoText = plan.regex || plan.cidr || plan.fieldRef || plan.comparison !== undefined;
  if (plan.expand && asksNoText && value.value !== null) return expandedNode(value, plan, context);
  if (value.value === null) return nullNode(value, plan, context.book);
  if (plan.exists) return existsNode(value, plan, context.book);
  if (plan.fieldRef) return fieldRefNode(value, plan, context.book);
  if (plan.comparison !== undefined || plan.timePart !== undefined) return compareNode(value, plan, context.book);
  if (plan.cidr) return cidrNode(value, plan, context.book);
  if (plan.regex) return regexNode(value, plan, context.book);
  return typeof value.value === "string"
    ? stringNode(value.value, plan, value.at, context)
    : literalNode(value, plan, context);
};

const listNode = (items: readonly YamlNode[], at: number, plan: ModifierPlan, context: ValueContext): RuleNode => {
  const children: RuleNode[] = [];
  if (items.length === 0)
    context.book.error("EmptyList", at, `Expected at least one value for "${plan.field}" but found none`);
  for (const item of items) {
    if (item.kind !== "scalar") {
      context.book.error("BadValue", item.at, `Expected a value for "${plan.field}" but found a ${item.kind}`);
      continue;
    }
    if (item.value === null && plan.field !== "")
      context.book.warn(
        "NullInList",
        item.at,
        "Expected null to stand alone but found it in a list; read as absent or without a value",
      );
    children.push(scalarNode(item, plan, context));
  }
  if (children.length === 0) return never("no values");
  return plan.all ? andOf(children) : orOf(children);
};

/** The node of `Field|modifiers: value`. */
export const parseValues = (value: YamlNode, plan: ModifierPlan, context: ValueContext): RuleNode => {
  if (value.kind === "map") {
    context.book.error("BadValue", value.at, `Expected a value or a list for "${plan.field}" but found a map`);
    return never("not a value");
  }
  const node =
    value.kind === "list" ? listNode(value.items, value.at, plan, context) : scalarNode(value, plan, context);
  return plan.negated ? { kind: "not", child: node } : node;
};
