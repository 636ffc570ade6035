/** Which label of a model stands for a technique. */
import { shippedAttack } from "./attack-names.ts";

/** A sub-technique that has no label of its own counts for its parent, where the parent has one. */
export const foldLabel = (id: string, labels: ReadonlySet<string>): string | undefined => {
  if (labels.has(id)) return id;
  const parent = id.split(".")[0] ?? "";
  return labels.has(parent) ? parent : undefined;
};

/**
 * The same, where a label may be older than the ids: a technique that took the place of a label stands for it, unless it
 * is a label itself.
 */
export const labelFinder = (labels: ReadonlySet<string>): ((id: string) => string | undefined) => {
  const { byId } = shippedAttack();
  const successors = new Map([...labels].sort().map((label) => [byId.get(label)?.id ?? label, label]));
  return (id) => (labels.has(id) ? id : (successors.get(id) ?? foldLabel(id, labels)));
};
