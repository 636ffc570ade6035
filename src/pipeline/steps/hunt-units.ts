/** The logs and kept events a person named, as units of work in order; large logs cut so that threads can share them. */
import { join } from "node:path";
import { findCut, piecesOf, startsWithObjects, windowsBytes, wishedCuts } from "#defend/hunt/index.ts";
import { isKeptFolder, listPartitions, type Partition, untilOf } from "#outside/kept/kept-folder.ts";
import { type ListedFile, listFiles } from "#outside/list-files.ts";
import { holdsManyLogs, readRange } from "#outside/open-log.ts";
import type { Loss } from "#terms/loss.ts";
import type { HuntUnit } from "./hunt-unit.ts";

export interface ListedUnits {
  readonly units: readonly HuntUnit[];
  readonly losses: readonly Loss[];
  /** One stream of events in the order they were written. */
  readonly isOneLog: boolean;
  /** Absent where standard input is read. */
  readonly totalBytes?: number;
}

const unitOf = ({ name, path, sizeBytes, changedMs }: ListedFile): HuntUnit => ({
  source: { name, path, ...(sizeBytes === undefined ? {} : { sizeBytes }) },
  latestMs: changedMs,
});

export interface TimeBounds {
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/** Hours that lie wholly outside the bounds are passed over; what has no time is told of all the same. */
const isWithin = (partition: Partition, { fromMs, untilMs }: TimeBounds): boolean => {
  const end = untilOf(partition);
  if (partition.fromMs === undefined || end === undefined) return true;
  return end > (fromMs ?? Number.NEGATIVE_INFINITY) && partition.fromMs < (untilMs ?? Number.POSITIVE_INFINITY);
};

const keptUnits = async (folder: string, bounds: TimeBounds): Promise<HuntUnit[]> =>
  (await listPartitions(folder))
    .filter((partition) => isWithin(partition, bounds))
    .map(({ name, path, sizeBytes, fromMs }) => ({
      source: { name: join(folder, name), path, sizeBytes },
      kept: { folder, ...(fromMs === undefined ? {} : { fromMs }) },
    }));

/** Kept events stand in order of time, hour by hour. */
const isOneStream = async (units: readonly HuntUnit[]): Promise<boolean> => {
  const [only, second] = units;
  if (only?.kept !== undefined) return units.every(({ kept }) => kept?.folder === only.kept?.folder);
  return only !== undefined && second === undefined && !(await holdsManyLogs(only.source));
};

/** What one name stands for. */
const unitsOf = async (log: string, bounds: TimeBounds, losses: Loss[]): Promise<HuntUnit[]> => {
  if (log === "-") return [{ source: { name: "-" } }];
  if (await isKeptFolder(log)) return keptUnits(log, bounds);
  const listed = await listFiles([log]);
  losses.push(...listed.losses);
  return listed.files.map(unitOf);
};

export const listUnits = async (logs: readonly string[], bounds: TimeBounds = {}): Promise<ListedUnits> => {
  const byPath = new Map<string, HuntUnit>();
  const losses: Loss[] = [];
  for (const log of logs)
    for (const unit of await unitsOf(log, bounds, losses)) {
      const place = unit.source.path ?? "-";
      if (!byPath.has(place)) byPath.set(place, unit);
    }
  const units = [...byPath.values()];
  const isOneLog = await isOneStream(units);
  if (units.some(({ source }) => source.sizeBytes === undefined)) return { units, losses, isOneLog };
  return { units, losses, isOneLog, totalBytes: units.reduce((sum, { source }) => sum + (source.sizeBytes ?? 0), 0) };
};

/** Whether some window of bytes from a place on shows what is asked, the smallest first. */
const lookFrom = async <Found>(
  path: string,
  from: number,
  look: (window: Uint8Array) => Found | undefined,
): Promise<Found | undefined> => {
  for (const bytes of windowsBytes) {
    const found = look(await readRange(path, from, bytes));
    if (found !== undefined) return found;
  }
  return undefined;
};

const cutUnit = async (unit: HuntUnit): Promise<readonly HuntUnit[]> => {
  const { path, sizeBytes = 0 } = unit.source;
  if (unit.kept !== undefined) return [unit];
  const wished = wishedCuts(sizeBytes);
  if (path === undefined || wished.length === 0) return [unit];
  if ((await lookFrom(path, 0, (head) => startsWithObjects(head) || undefined)) === undefined) return [unit];
  const cuts: number[] = [];
  for (const at of wished) {
    const cut = await lookFrom(path, at, findCut);
    if (cut !== undefined) cuts.push(at + cut);
  }
  return piecesOf(cuts, sizeBytes).map((range) => ({ ...unit, source: { ...unit.source, range } }));
};

/** The same work in the same order, in pieces that threads can share. */
export const cutUnits = async (units: readonly HuntUnit[]): Promise<HuntUnit[]> => {
  const cut: HuntUnit[] = [];
  for (const unit of units) cut.push(...(await cutUnit(unit)));
  return cut;
};
