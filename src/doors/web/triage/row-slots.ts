/**
 * Elements of rows are used again: a row that comes into sight takes the place of one that went out of it, so that its
 * element is changed and not made. A row in sight keeps its own, whatever else comes and goes: what is being clicked or
 * has the focus is never another row's.
 */

/** @returns for the rows in sight, by name, the number of the element of each */
export const openSlots = (): ((names: readonly string[]) => ReadonlyMap<string, number>) => {
  let held: ReadonlyMap<string, number> = new Map();
  return (names) => {
    const kept = new Set(names.flatMap((name) => held.get(name) ?? []));
    let free = 0;
    const next = (): number => {
      while (kept.has(free)) free += 1;
      kept.add(free);
      return free;
    };
    // The lowest free numbers first: as many elements as rows were in sight at once, and no more.
    held = new Map(names.map((name) => [name, held.get(name) ?? next()]));
    return held;
  };
};
