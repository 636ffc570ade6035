/** A sub-technique that has no label of its own counts for its parent, where the parent has one. */
export const foldLabel = (id: string, labels: ReadonlySet<string>): string | undefined => {
  if (labels.has(id)) return id;
  const parent = id.split(".")[0] ?? "";
  return labels.has(parent) ? parent : undefined;
};
