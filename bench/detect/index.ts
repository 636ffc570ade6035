/**
 * Bench `detect`: the fast engine against the plain one and against `JSON.parse` of the same lines, one thread; then loading,
 * memory, ten times the rules, a folder of EVTX and two threads; each lane (`measure-lane.ts`) and each of these
 * (`measure-alone.ts`) in a process of its own.
 *
 * Data: rules of `detection/*sigma-rules*` (the folder `rules`), lanes of `detection/*perf-lanes*` and of
 * `detection/*verdicts*` (`*.ndjson`); where a lane has a `*.verdicts.txt`, its lines are compared too. Each lane's events
 * are routed by the product, category and service they name. First both engines must agree on a sample. Then rounds of
 * JSON.parse alone and of parsing with detection and match building take turns; medians of CPU time count, so that other
 * work on the machine disturbs less. The plain engine is timed on a sample.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadRules } from "../../src/defend/detect/index.ts";
import type { Bench, BenchOptions } from "../bench.ts";
import type { MeasuredLane } from "./measure-lane.ts";
import { mainRules, readLanes, readRuleFiles } from "./read-lanes.ts";
import { measurePeer } from "./run-peer.ts";
import { type Alone, type Growth, writePage } from "./write-page.ts";

const run = promisify(execFile);
const programOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs a program of ours in a process of its own. @returns what it prints */
const runAlone = async (args: readonly string[], env = process.env): Promise<unknown> => {
  const { stdout } = await run(process.execPath, args, { env, maxBuffer: 1e8 });
  return JSON.parse(stdout);
};

/** One after the other: two at once would share the machine. */
const measureLanes = async (
  job: "lane" | "growth",
  names: readonly string[],
  { dataDir, rounds }: BenchOptions,
): Promise<unknown[]> => {
  const results: unknown[] = [];
  for (const name of names)
    results.push(await runAlone([programOf("measure-lane.ts"), job, name, dataDir, String(rounds)]));
  return results;
};

const measureAlone = async (dataDir: string): Promise<Alone> => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-bench-"));
  const alone = async (job: string): Promise<Readonly<Record<string, number>>> => {
    // As `bin/watchfloor` starts it.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "code") };
    const args = ["--expose-gc", programOf("measure-alone.ts"), job, dataDir, folder];
    return (await runAlone(args, env)) as Readonly<Record<string, number>>;
  };
  try {
    return {
      cold: await alone("load"),
      cached: await alone("load"),
      memory: await alone("memory"),
      memoryTenfold: await alone("memoryTenfold"),
      evtx: await alone("evtx"),
      threads: await alone("threads"),
      threadsLong: await alone("threadsLong"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  run: async (options) => {
    const { dataDir, rounds, peer } = options;
    const { rules } = loadRules(await readRuleFiles(dataDir, mainRules));
    const lanes = await readLanes(dataDir);
    const names = lanes.map(({ name }) => name);
    const measured = (await measureLanes("lane", names, options)) as MeasuredLane[];
    const grown = names.filter((name) => /structured|sysmon|otrf|raw/.test(name));
    const growth = (await measureLanes("growth", grown, options)) as Growth[];
    const peers = peer === undefined ? [] : await measurePeer(peer, lanes, await readRuleFiles(dataDir, mainRules));
    const alone = await measureAlone(dataDir);
    const wrong = measured.flatMap((one) => one.wrong);
    if (alone.threads.differentResults !== 0 || alone.threadsLong.differentResults !== 0)
      wrong.push("two threads: expected the results of one");
    const rows = measured.map(({ row }) => row);
    const flat = Object.entries(alone).map(([job, figures]) => ({ job, ...figures }));
    return {
      bench: "detect",
      rows: [
        { rules: rules.length, rounds },
        ...rows.map((row) => ({ ...row, unlikePeer: row.unlikePeer ?? "-" })),
        ...growth,
        ...flat,
        ...peers,
      ],
      wrong,
      page: writePage({ rules: rules.length, rounds, rows, growth, alone, peers }),
    };
  },
};
