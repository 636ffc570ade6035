/**
 * YAML text to a tree that knows where everything stands (YAML 1.2, core schema).
 *
 * Rules are hostile until read: text, depth, nodes and alias expansion are capped, and keys are checked for doubles in
 * linear time. Documents are cut at `---` first, so that a broken one does not take its neighbours along.
 */
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { FaultBook, Source } from "./fault.ts";
import { readBlockYaml } from "./read-block-yaml.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "./yaml-node.ts";

export type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from "./yaml-node.ts";

const yamlCaps = { documentChars: 1_000_000, depth: 40, nodes: 60_000, openBrackets: 1000 };

/** The documents of a file: its parts between `---` lines. Parts with nothing but comments are none. */
export const splitDocuments = (file: string, text: string): Source[] => {
  const sources: Source[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const close = (end: number) => {
    const holds = text.slice(start, end).replace(/^[ \t]*#[^\n]*$/gm, "");
    if (/[^\s-]/.test(holds)) sources.push({ file, text, start, end });
  };
  for (const mark of text.matchAll(/^(?:---|\.\.\.)(?=\s|$)[^\S\n]*/gm)) {
    if (mark.index > start) close(mark.index);
    start = mark.index + mark[0].length;
  }
  close(text.length);
  return sources;
};

/** Brackets open at once, those in quotes too: a guard before the recursive reader, wide enough for any honest rule. */
const flowDepth = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
  }
  return deepest;
};

interface Budget {
  nodes: number;
  /** Where the document starts in its file. */
  readonly start: number;
  readonly resolve: (node: unknown) => unknown;
  readonly book: FaultBook;
}

class TooLarge extends Error {}

const offsetOf = (node: unknown, { start }: Budget): number => {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return start + (range?.[0] ?? 0);
};

const scalarOf = (node: { value: unknown; source?: string }, at: number): YamlScalar => {
  const { value } = node;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null)
    return { kind: "scalar", value, source: node.source ?? String(value ?? ""), at };
  return { kind: "scalar", value: node.source ?? String(value), source: node.source ?? String(value), at };
};

const entryOf = (pair: { key: unknown; value: unknown }, budget: Budget, depth: number): YamlEntry => {
  const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value ?? "") : "";
  const at = offsetOf(pair.key, budget);
  if (!isScalar(pair.key)) budget.book.error("BadKey", at, "Expected a name as a key but found a collection");
  return { key, value: convert(pair.value, budget, depth + 1, at), at };
};

const convert = (given: unknown, budget: Budget, depth: number, parentAt: number): YamlNode => {
  budget.nodes += 1;
  if (depth > yamlCaps.depth || budget.nodes > yamlCaps.nodes) throw new TooLarge();
  const node = isAlias(given) ? budget.resolve(given) : given;
  const at = node === null || node === undefined ? parentAt : offsetOf(node, budget);
  if (isMap(node)) {
    const seen = new Set<string>();
    const entries: YamlEntry[] = [];
    for (const pair of node.items) {
      const entry = entryOf(pair, budget, depth);
      if (seen.has(entry.key))
        budget.book.error("DuplicateKey", entry.at, `Expected one "${entry.key}" here but found two`);
      seen.add(entry.key);
      entries.push(entry);
    }
    return { kind: "map", entries, at };
  }
  if (isSeq(node)) return { kind: "list", items: node.items.map((item) => convert(item, budget, depth + 1, at)), at };
  if (isScalar(node)) return scalarOf(node as { value: unknown; source?: string }, at);
  return { kind: "scalar", value: null, source: "", at };
};

const tooLarge = (book: FaultBook, source: Source): undefined => {
  const { documentChars, nodes, depth } = yamlCaps;
  const most = `${documentChars} characters, ${nodes} values and ${depth} levels`;
  book.error("TooLarge", source.start, `Expected at most ${most} in a document but found more`);
  return undefined;
};

/** The whole of YAML. */
export const readWholeYaml = (source: Source, book: FaultBook): YamlNode | undefined => {
  const { start } = source;
  const text = source.text.slice(start, source.end);
  if (flowDepth(text) > yamlCaps.openBrackets) return tooLarge(book, source);
  try {
    const document = parseDocument(text, {
      schema: "core",
      uniqueKeys: false,
      logLevel: "silent",
      prettyErrors: false,
    });
    if (document.errors.some(({ message }) => message.startsWith("Maximum call stack"))) return tooLarge(book, source);
    for (const error of document.errors)
      book.error("BadYaml", start + error.pos[0], error.message.split("\n")[0] ?? error.code);
    if (book.isBroken()) return undefined;
    const anchors = new Map<string, unknown>();
    const resolve = (alias: unknown): unknown => {
      const name = (alias as { source: string }).source;
      if (!anchors.has(name)) anchors.set(name, (alias as { resolve: (doc: unknown) => unknown }).resolve(document));
      return anchors.get(name);
    };
    return convert(document.contents, { nodes: 0, start, book, resolve }, 0, start);
  } catch (error) {
    if (error instanceof TooLarge || error instanceof RangeError) return tooLarge(book, source);
    throw error;
  }
};

/** One document. `undefined` when it cannot be read at all; its faults are in the book. */
export const readYaml = (source: Source, book: FaultBook): YamlNode | undefined => {
  if (source.end - source.start > yamlCaps.documentChars) return tooLarge(book, source);
  return readBlockYaml(source.text.slice(source.start, source.end), source.start) ?? readWholeYaml(source, book);
};

export const entryNamed = (node: YamlNode | undefined, key: string): YamlEntry | undefined =>
  node?.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;

export const textOf = (node: YamlNode | undefined): string | undefined =>
  node?.kind === "scalar" && node.value !== null
    ? typeof node.value === "string"
      ? node.value
      : node.source
    : undefined;

export const textsOf = (node: YamlNode | undefined): string[] => {
  if (node?.kind === "list") return node.items.flatMap((item) => textsOf(item));
  const text = textOf(node);
  return text === undefined ? [] : [text];
};
