/** Processor time of a piece of work, and what to make of several: other work on the machine disturbs it less than a clock. */

/** Milliseconds of the whole process so far. */
export const cpuNow = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export const cpuMs = (work: () => void): number => {
  const before = cpuNow();
  work();
  return cpuNow() - before;
};

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

export interface Timed<T> {
  readonly ms: number;
  readonly value: T;
}

/** Wall time, where somebody waits for an answer. */
export const timed = async <T>(work: () => Promise<T>): Promise<Timed<T>> => {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
};

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
