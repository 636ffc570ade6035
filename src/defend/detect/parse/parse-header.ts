/** What every rule document says about itself: title, id, level, tags and the rest (specification 2, "Components"). */
import { stableId } from "#kit/hash.ts";
import type { RuleHeader, RuleLevel, RuleLogSource } from "#terms/rule.ts";
import { type FaultBook, placeOf, type Source } from "./fault.ts";
import { entryNamed, textOf, textsOf, type YamlMap, type YamlNode } from "./read-yaml.ts";

const levels: ReadonlySet<string> = new Set(["informational", "low", "medium", "high", "critical"]);
const statuses: ReadonlySet<string> = new Set(["stable", "test", "experimental", "deprecated", "unsupported"]);
const isLevel = (text: string): text is RuleLevel => levels.has(text);

const caps = { title: 256, list: 1000 };

const levelOf = (root: YamlMap, book: FaultBook): RuleLevel => {
  const entry = entryNamed(root, "level");
  const text = textOf(entry?.value)?.trim().toLowerCase();
  if (entry === undefined || text === undefined) return "medium";
  if (isLevel(text)) return text;
  book.warn("UnknownLevel", entry.at, `Expected a level of Sigma 2 but found "${text.slice(0, 40)}"; read as medium`);
  return "medium";
};

const titleOf = (root: YamlMap, book: FaultBook): string => {
  const entry = entryNamed(root, "title");
  const title = textOf(entry?.value)?.trim() ?? "";
  if (title === "") book.error("NoTitle", entry?.at ?? root.at, "Expected a title but found none");
  if (title.length > caps.title)
    book.warn(
      "LongTitle",
      entry?.at ?? root.at,
      `Expected a title of at most ${caps.title} characters but found ${title.length}`,
    );
  return title.slice(0, 4 * caps.title);
};

const optional = (root: YamlMap, keys: readonly string[]): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const key of keys) {
    const text = textOf(entryNamed(root, key)?.value);
    if (text !== undefined) found[key] = text;
  }
  return found;
};

const listOf = (root: YamlMap, key: string): string[] => textsOf(entryNamed(root, key)?.value).slice(0, caps.list);

export const parseHeader = (root: YamlMap, source: Source, book: FaultBook): RuleHeader => {
  const title = titleOf(root, book);
  book.title = title;
  const status = entryNamed(root, "status");
  const statusText = textOf(status?.value);
  if (status !== undefined && statusText !== undefined && !statuses.has(statusText))
    book.warn("UnknownStatus", status.at, `Expected a status of Sigma 2 but found "${statusText.slice(0, 40)}"`);
  const id = textOf(entryNamed(root, "id")?.value)?.trim();
  const at = entryNamed(root, "title")?.at ?? root.at;
  return {
    id: id === undefined || id === "" ? stableId("rule", title, source.text.slice(source.start, source.end)) : id,
    title,
    level: levelOf(root, book),
    tags: listOf(root, "tags").map((tag) => tag.toLowerCase()),
    references: listOf(root, "references"),
    falsePositives: listOf(root, "falsepositives"),
    fields: listOf(root, "fields"),
    file: source.file,
    line: placeOf(source, at).line,
    reports: true,
    ...optional(root, ["name", "status", "description", "author", "date", "modified"]),
  };
};

/** Values are compared in lower case. A log source of a rule must say at least one thing. */
export const parseLogSource = (node: YamlNode | undefined, at: number, book: FaultBook): RuleLogSource => {
  if (node?.kind !== "map") {
    book.error("NoLogSource", node?.at ?? at, "Expected a logsource with category, product or service but found none");
    return {};
  }
  const source: { product?: string; category?: string; service?: string } = {};
  for (const key of ["product", "category", "service"] as const) {
    const text = textOf(entryNamed(node, key)?.value)?.trim().toLowerCase();
    if (text !== undefined && text !== "") source[key] = text;
  }
  if (Object.keys(source).length === 0)
    book.error("NoLogSource", node.at, "Expected a category, product or service in logsource but found none");
  return source;
};
