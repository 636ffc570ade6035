/** What the processes of a database server take of the machine, where Linux tells: found by the folder they work in. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { cpuNow, timed } from "../measure-time.ts";

const processesIn = (dataFolder: string): string[] =>
  readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === dataFolder;
    } catch {
      return false; // It has ended, or is another user's.
    }
  });

const sumOf = (processes: readonly string[], read: (pid: string) => number): number =>
  processes.reduce((sum, pid) => {
    try {
      return sum + read(pid);
    } catch {
      return sum;
    }
  }, 0);

/** Bytes, shared pages divided among those that share them. */
export const memoryOf = (dataFolder: string): number =>
  sumOf(processesIn(dataFolder), (pid) => {
    const kib = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(kib ?? 0) * 1024;
  });

const ranMs = (pid: string): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0] ?? 0) / 1_000_000;

export interface Took<T> {
  readonly value: T;
  readonly ms: number;
  /** Processor time of the server and of this process, which a busy machine changes little. */
  readonly processorMs: number;
}

export const tookOf = async <T>(dataFolder: string, work: () => Promise<T>): Promise<Took<T>> => {
  const processes = processesIn(dataFolder);
  const server = sumOf(processes, ranMs);
  const own = cpuNow();
  const { value, ms } = await timed(work);
  return { value, ms, processorMs: cpuNow() - own + sumOf(processes, ranMs) - server };
};
