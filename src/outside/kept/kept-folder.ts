/**
 * A folder of kept events: a mark that says so, and one Parquet file for each hour in which something happened, named by
 * it (`2026-02-05/18.parquet`); events without a time stand in `untimed.parquet`.
 */
import { mkdir, readdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

const markName = "watchfloor-events.json";
const mark = { format: "watchfloor-events", version: 1 };
const hourMs = 3_600_000;
const lastMs = Date.UTC(10_000, 0);

export interface Partition {
  /** As it is called inside its folder. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** Start of its hour; absent for events without a time. */
  readonly fromMs?: number;
}

/** The partition of a time, by its name. */
export const partitionOf = (timeMs: number | null): string => {
  if (timeMs === null || !(timeMs >= 0 && timeMs < lastMs)) return "untimed.parquet";
  const written = new Date(timeMs).toISOString();
  return `${written.slice(0, 10)}/${written.slice(11, 13)}.parquet`;
};

export const untilOf = ({ fromMs }: Partition): number | undefined =>
  fromMs === undefined ? undefined : fromMs + hourMs;

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

export const isKeptFolder = (path: string): Promise<boolean> => isThere(join(path, markName));

/** Makes it where it is not there yet. @returns its real path; what is there and something else is refused */
export const openKeptFolder = async (path: string): Promise<string> => {
  await mkdir(path, { recursive: true });
  const folder = await realpath(path);
  if (/[*?[\]]/.test(folder)) throw new Error("Expected a folder without *, ?, [ and ] in its path");
  if (await isKeptFolder(folder)) {
    const found: unknown = JSON.parse(await readFile(join(folder, markName), "utf8"));
    const version = typeof found === "object" && found !== null && "version" in found ? found.version : undefined;
    if (version === mark.version) return folder;
    throw new Error(`Expected events kept in form ${mark.version} but found form ${String(version)}`);
  }
  const names = (await readdir(folder)).filter((name) => !name.startsWith("."));
  if (names.length > 0) throw new Error("Expected an empty folder or one of kept events but found other files in it");
  const beside = join(folder, `.${markName}.${process.pid}`);
  await writeFile(beside, `${JSON.stringify(mark)}\n`, { flush: true });
  await rename(beside, join(folder, markName));
  return folder;
};

const dayName = /^\d{4}-\d{2}-\d{2}$/;
const hourName = /^[0-2]\d\.parquet$/;

const partitionAt = async (folder: string, name: string): Promise<Partition> => {
  const path = join(folder, name);
  const { size } = await stat(path);
  if (dirname(name) === ".") return { name, path, sizeBytes: size };
  return { name, path, sizeBytes: size, fromMs: Date.parse(`${dirname(name)}T${basename(name).slice(0, 2)}:00:00Z`) };
};

/** In order of time; those without one last. */
export const listPartitions = async (path: string): Promise<Partition[]> => {
  const folder = await realpath(resolve(path));
  const names: string[] = [];
  const top = (await readdir(folder)).sort();
  for (const day of top.filter((name) => dayName.test(name)))
    for (const hour of (await readdir(join(folder, day))).sort()) if (hourName.test(hour)) names.push(join(day, hour));
  if (top.includes("untimed.parquet")) names.push("untimed.parquet");
  return Promise.all(names.map((name) => partitionAt(folder, name)));
};

/** Removes the hours that ended by then. What has no time stays. */
export const dropPartitions = async (path: string, beforeMs: number): Promise<Partition[]> => {
  const dropped: Partition[] = [];
  for (const partition of await listPartitions(path)) {
    const untilMs = untilOf(partition);
    if (untilMs === undefined || untilMs > beforeMs) continue;
    await rm(partition.path);
    await rmdir(dirname(partition.path)).catch(() => undefined); // other hours of its day are there still
    dropped.push(partition);
  }
  return dropped;
};
