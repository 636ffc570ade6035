/** CPU time of the whole process, so that other work on the machine disturbs less than the clock on the wall would. */
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
