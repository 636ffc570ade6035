/** The logs a person named, as units of work in order; large ones cut so that threads can share them. */
import { findCut, piecesOf, startsWithObjects, windowBytes, wishedCuts } from "#defend/hunt/index.ts";
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

export const listUnits = async (logs: readonly string[]): Promise<ListedUnits> => {
  const units: HuntUnit[] = [];
  const losses: Loss[] = [];
  const seen = new Set<string>();
  for (const log of logs) {
    if (log === "-") {
      if (!seen.has(log)) units.push({ source: { name: "-" } });
      seen.add(log);
      continue;
    }
    const listed = await listFiles([log]);
    losses.push(...listed.losses);
    for (const file of listed.files) {
      if (!seen.has(file.path)) units.push(unitOf(file));
      seen.add(file.path);
    }
  }
  const [only, second] = units;
  const isOneLog = only !== undefined && second === undefined && !(await holdsManyLogs(only.source));
  if (units.some(({ source }) => source.sizeBytes === undefined)) return { units, losses, isOneLog };
  return { units, losses, isOneLog, totalBytes: units.reduce((sum, { source }) => sum + (source.sizeBytes ?? 0), 0) };
};

const cutUnit = async (unit: HuntUnit): Promise<readonly HuntUnit[]> => {
  const { path, sizeBytes = 0 } = unit.source;
  const wished = wishedCuts(sizeBytes);
  if (path === undefined || wished.length === 0) return [unit];
  if (!startsWithObjects(await readRange(path, 0, windowBytes))) return [unit];
  const cuts: number[] = [];
  for (const at of wished) {
    const cut = findCut(await readRange(path, at, windowBytes));
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
