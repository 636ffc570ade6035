/**
 * `action: global`, `reset` and `repeat` of collections in one file: documents that lend their parts to others.
 *
 * A global document is merged under every later one until a reset; `repeat` is the document before it with changes.
 */
import type { Source } from "./fault.ts";
import { entryNamed, textOf, type YamlEntry, type YamlMap, type YamlNode } from "./read-yaml.ts";

export interface RuleDocument {
  readonly source: Source;
  readonly root: YamlMap;
}

/** Maps are merged key by key; anything else is replaced. */
const mergeNodes = (under: YamlNode, over: YamlNode): YamlNode => {
  if (under.kind !== "map" || over.kind !== "map") return over;
  const entries: YamlEntry[] = under.entries.map((entry) => {
    const other = over.entries.find((one) => one.key === entry.key);
    return other === undefined ? entry : { ...other, value: mergeNodes(entry.value, other.value) };
  });
  const known = new Set(under.entries.map((entry) => entry.key));
  return { kind: "map", entries: [...entries, ...over.entries.filter((entry) => !known.has(entry.key))], at: over.at };
};

const withoutAction = (map: YamlMap): YamlMap => ({
  ...map,
  entries: map.entries.filter((entry) => entry.key !== "action"),
});

const merged = (under: YamlMap | undefined, over: YamlMap): YamlMap => {
  const node = under === undefined ? over : mergeNodes(under, over);
  return node.kind === "map" ? node : over;
};

export interface ActionFault {
  readonly source: Source;
  readonly at: number;
  readonly message: string;
}

/** Rules of one file, each with what global documents and repetitions lend it. */
export const mergeActions = (
  documents: readonly RuleDocument[],
  onFault: (fault: ActionFault) => void,
): RuleDocument[] => {
  let global: YamlMap | undefined;
  let previous: YamlMap | undefined;
  const rules: RuleDocument[] = [];
  for (const { source, root } of documents) {
    const action = entryNamed(root, "action");
    const word = textOf(action?.value);
    const own = withoutAction(root);
    if (word === "global") global = merged(global, own);
    else if (word === "reset") global = undefined;
    else if (action === undefined || word === "repeat") {
      const isRepeat = word === "repeat" && previous !== undefined;
      const rule = isRepeat ? merged(previous, own) : merged(global, own);
      previous = rule;
      rules.push({ source, root: rule });
    } else
      onFault({ source, at: action.at, message: `Expected action global, reset or repeat but found "${word ?? ""}"` });
  }
  return rules;
};
