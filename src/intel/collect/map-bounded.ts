/** Runs a task for each item, at most `limit` at a time; results stand in the order of the items. */
export const mapBounded = async <T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results = new Map<number, R>();
  const remaining = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of remaining) results.set(index, await task(item, index));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return items.flatMap((_, index) => (results.has(index) ? [results.get(index) as R] : []));
};
