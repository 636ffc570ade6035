/** Memory of a process and all that it started, where the system tells (Linux): pages they share are not counted. */
import { readdir, readFile } from "node:fs/promises";

const pageBytes = 4096;

/** `pid (name) state ppid pgrp …`; the name may hold spaces and brackets. */
const groupOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);

/** @param group the process group's id. @returns undefined where `/proc` tells nothing */
export const readGroupMemory = async (group: number): Promise<number | undefined> => {
  const names = await readdir("/proc").catch(() => []);
  let bytes: number | undefined;
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "latin1").catch(() => "");
    if (groupOf(stat) !== group) continue;
    const [, resident, shared] = (await readFile(`/proc/${name}/statm`, "latin1").catch(() => "")).split(" ");
    bytes = (bytes ?? 0) + (Number(resident ?? 0) - Number(shared ?? 0)) * pageBytes;
  }
  return bytes;
};
