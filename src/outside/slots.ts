/** At most so many tasks at once; who comes later waits, in order. */
export interface Slots {
  readonly within: <T>(task: () => Promise<T>) => Promise<T>;
}

export const createSlots = (count: number): Slots => {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    within: async (task) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
};
