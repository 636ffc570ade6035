/**
 * A person's YAML as values that know their lines. The text may come from anyone: work grows with its length alone, so keys
 * are checked for doubles here and not by the library, which compares each with all before it.
 *
 * Limits: one document, 300,000 lines and commas (a value needs one of either), no more than 50 aliases (no alias bombs).
 */
import { isCollection, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { err, ok, type Result } from "#kit/result.ts";

export interface OrganisationFault {
  /** `products[1].version`; empty for the document as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** Line of the text, when it is known. */
  readonly line?: number;
}

export interface LoadedYaml {
  readonly root: unknown;
  /** Line of the value at a path, or of the nearest thing around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number | undefined;
}

const mostValues = 300_000;
const mostAliases = 50;

const countValues = (text: string): number => {
  let count = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x2c) count += 1;
  }
  return count;
};

/** The values of every map by their keys. */
type Fields = ReadonlyMap<object, ReadonlyMap<unknown, unknown>>;

const keyOf = (key: unknown): unknown => (isScalar(key) ? key.value : key);

/** @returns also the keys that stand in their map already */
const readKeys = (contents: unknown): { fields: Fields; repeated: unknown[] } => {
  const fields = new Map<object, Map<unknown, unknown>>();
  const repeated: unknown[] = [];
  // Not by recursion: what is nested deeper than the stack is a fault elsewhere.
  const open: unknown[] = [contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isMap(node)) {
      const own = new Map<unknown, unknown>();
      for (const { key, value } of node.items) {
        if (own.has(keyOf(key))) repeated.push(key);
        else own.set(keyOf(key), value);
        open.push(key, value);
      }
      fields.set(node, own);
    } else if (isSeq(node)) for (const item of node.items) open.push(item);
  }
  return { fields, repeated };
};

const startOf = (node: unknown): number | undefined => (isNode(node) && node.range ? node.range[0] : undefined);

/** Where the value at a path begins, or the nearest thing around it. */
const startAt = (contents: unknown, fields: Fields, path: readonly PropertyKey[]): number | undefined => {
  let node = contents;
  let start = startOf(node);
  for (const part of path) {
    if (!isCollection(node)) break;
    node = isSeq(node) ? node.items[Number(part)] : fields.get(node)?.get(part);
    start = startOf(node) ?? start;
  }
  return start;
};

export const loadYaml = (text: string): Result<LoadedYaml, readonly OrganisationFault[]> => {
  const values = countValues(text);
  if (values > mostValues)
    return err([{ path: "", expected: `at most ${mostValues} lines and commas`, found: `${values}` }]);
  const lines = new LineCounter();
  const lineOf = (start: number): number => lines.linePos(start).line;
  // Errors made pretty copy the line each stands in: a long line of faults would be copied as often.
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: false, prettyErrors: false });
  const { fields, repeated } = readKeys(document.contents);
  const faults = [
    ...document.errors.map((error) => ({ at: error.pos[0], found: error.message.split("\n")[0] ?? error.code })),
    ...repeated.map((key) => ({
      at: startOf(key) ?? 0,
      found: `a second ${JSON.stringify(String(keyOf(key)).slice(0, 60))} among the keys of one mapping`,
    })),
  ].sort((one, other) => one.at - other.at);
  if (faults.length > 0)
    return err(faults.map(({ at, found }) => ({ path: "", expected: "well-formed YAML", found, line: lineOf(at) })));
  try {
    return ok({
      root: document.toJS({ maxAliasCount: mostAliases }),
      lineOf: (path) => {
        const start = startAt(document.contents, fields, path);
        return start === undefined ? undefined : lineOf(start);
      },
    });
  } catch (error) {
    return err([{ path: "", expected: `no more than ${mostAliases} aliases`, found: String(error).slice(0, 120) }]);
  }
};
