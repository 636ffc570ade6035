/**
 * Suite `evtx`: Windows event logs against the JSON of evtx_dump and the counts of evtxexport.
 *
 * Data: `detection/*sigma-regression*`, `*evtx-samples*`, `*evtx-parser-cases*` (tar archives). How each metric is counted:
 * - `jsonEqual`: of the logs that have a `.json` of the same name beside them, the share whose records are equal to it, key by
 *   key and in order, after every text is trimmed (some versions of evtx_dump lose trailing spaces).
 * - `cornerCases`: of the snapshots in the parser-cases archive whose record is in a log there (same host, channel, number and
 *   time), the share that equals a record. Snapshots of three output options and several versions are brought to one shape
 *   first (attributes, GUIDs, whitespace).
 * - `recordsLost`: records that evtxexport finds and we do not, summed over the logs on which it succeeds; `null` without it.
 *   `countsDiffer`: logs on which our count (without recovered records) is not its count.
 * - `crashes`: logs that threw. `hangs`: logs that took over 5 s.
 * - `recordsPerS`: records over seconds for all logs, one thread, bytes in memory, the best of five rounds.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { observeAll, observeBytes } from "../src/defend/observe/index.ts";
import type { Event } from "../src/terms/event.ts";
import { shapeOf, snapshotOf } from "./evtx/snapshots.ts";
import { readTar, type TarFile } from "./read-tar.ts";
import type { Suite } from "./suite.ts";

interface LogRun {
  readonly file: TarFile;
  readonly events: readonly Event[];
  readonly recovered: number;
  readonly ms: number;
  readonly crashed: string | undefined;
}

const filesOf = async (dataDir: string, part: string): Promise<TarFile[]> => {
  const folder = join(dataDir, "detection");
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.includes(part) && /\.(?:tar(?:\.\w+)?|tgz)$/.test(name));
  return (await Promise.all(names.sort().map((name) => readTar(join(folder, name))))).flat();
};

const isLog = ({ path }: TarFile): boolean => path.endsWith(".evtx");

const runLog = (file: TarFile): LogRun => {
  const start = performance.now();
  try {
    const { events, report } = observeAll(file.bytes, { file: file.path });
    const recovered = report.notices.recovered ?? 0;
    return { file, events, recovered, ms: performance.now() - start, crashed: undefined };
  } catch (error) {
    return { file, events: [], recovered: 0, ms: performance.now() - start, crashed: String(error) };
  }
};

const trimmed = (value: unknown): unknown => {
  if (typeof value === "string") return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, trimmed(inner)]));
};

/** Objects that stand one after another in a text. */
const objectsIn = (text: string): unknown[] =>
  text
    .split(/^(?=\{)/m)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => JSON.parse(part) as unknown);

interface JsonCase {
  readonly path: string;
  readonly equal: boolean;
}

const compareJson = (runs: readonly LogRun[], files: readonly TarFile[]): JsonCase[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return runs.flatMap((run) => {
    const json = byPath.get(run.file.path.replace(/\.evtx$/, ".json"));
    if (json === undefined) return [];
    const wanted = objectsIn(Buffer.from(json.bytes).toString("utf8")).map(trimmed);
    const found = run.events.map((event) => trimmed(event.fields));
    return [{ path: run.file.path, equal: JSON.stringify(found) === JSON.stringify(wanted) }];
  });
};

const compareSnapshots = (runs: readonly LogRun[], files: readonly TarFile[]): JsonCase[] => {
  const shapes = runs.flatMap((run) => run.events.map((event) => shapeOf(event.fields)));
  const records = new Set(shapes.map(({ record }) => record));
  const texts = new Set(shapes.map(({ text }) => text));
  return files.flatMap((file) => {
    const snapshot = file.path.endsWith(".snap") ? snapshotOf(Buffer.from(file.bytes).toString("utf8")) : undefined;
    if (snapshot === undefined || !records.has(snapshot.record)) return [];
    return [{ path: file.path, equal: texts.has(snapshot.text) }];
  });
};

/** Records in a log as evtxexport counts them; `undefined` when it is not there or fails. */
const countRecords = (path: string): number | undefined => {
  const run = spawnSync("evtxexport", ["-f", "text", path], {
    encoding: "latin1",
    maxBuffer: 2 ** 30,
    timeout: 60_000,
  });
  if (run.error !== undefined || run.status !== 0) return undefined;
  return run.stdout.split("\n").filter((line) => line.startsWith("Event number")).length;
};

const compareCounts = async (runs: readonly LogRun[]): Promise<{ lost: number | null; differ: string[] }> => {
  const folder = await mkdtemp(join(tmpdir(), "evtx-"));
  const differ: string[] = [];
  let lost: number | null = null;
  try {
    for (const run of runs) {
      const path = join(folder, "log.evtx");
      await writeFile(path, run.file.bytes);
      const count = countRecords(path);
      if (count === undefined) continue;
      lost = (lost ?? 0) + Math.max(0, count - run.events.length);
      if (count !== run.events.length - run.recovered)
        differ.push(`${run.file.path}: ${run.events.length} and ${run.recovered} recovered, evtxexport ${count}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { lost, differ };
};

const measureSpeed = (files: readonly TarFile[]): number | null => {
  let best: number | null = null;
  for (let round = 0; round < 5 && files.length > 0; round += 1) {
    const start = performance.now();
    let records = 0;
    for (const file of files)
      for (const batch of observeBytes(file.bytes, { file: file.path })) records += batch.length;
    const speed = Math.round((records * 1000) / (performance.now() - start));
    best = Math.max(best ?? 0, speed);
  }
  return best;
};

const share = (cases: readonly JsonCase[]): number | null =>
  cases.length === 0 ? null : cases.filter(({ equal }) => equal).length / cases.length;

export const suite: Suite = {
  name: "evtx",
  run: async ({ dataDir }) => {
    const regression = await filesOf(dataDir, "sigma-regression");
    const samples = await filesOf(dataDir, "evtx-samples");
    const corners = await filesOf(dataDir, "evtx-parser-cases");
    const logs = [...regression, ...samples, ...corners].filter(isLog);
    const speed = measureSpeed(logs);
    const runs = logs.map(runLog);
    const json = compareJson(runs, regression);
    const snapshots = compareSnapshots(
      runs.filter((run) => corners.includes(run.file)),
      corners,
    );
    const { lost, differ } = await compareCounts(runs);
    const failed = [...json, ...snapshots].filter(({ equal }) => !equal).map(({ path }) => path);
    return {
      suite: "evtx",
      n: logs.length,
      metrics: {
        jsonEqual: share(json),
        cornerCases: share(snapshots),
        recordsLost: lost,
        countsDiffer: lost === null ? null : differ.length,
        crashes: logs.length === 0 ? null : runs.filter(({ crashed }) => crashed !== undefined).length,
        hangs: logs.length === 0 ? null : runs.filter(({ ms }) => ms > 5000).length,
        records: runs.reduce((sum, run) => sum + run.events.length, 0),
        recordsPerS: speed,
      },
      worst: [...failed, ...differ].slice(0, 20),
    };
  },
};
