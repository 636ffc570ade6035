/**
 * Bench `detect`: the fast engine against the plain one and against `JSON.parse` of the same lines, one thread; then loading,
 * memory, ten times the rules, a folder of EVTX and two threads, each in a process of its own (`measure-alone.ts`).
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
import { compileEngine, type Engine, groupAlerts, loadRules } from "../../src/defend/detect/index.ts";
import type { Match } from "../../src/terms/match.ts";
import type { Rule } from "../../src/terms/rule.ts";
import type { Bench } from "../bench.ts";
import { cpuMs, median } from "../measure-time.ts";
import { multiplyRules } from "./multiply-rules.ts";
import { type Lane, mainRules, readLanes, readRuleFiles, toEvent } from "./read-lanes.ts";
import { measurePeer } from "./run-peer.ts";
import { type Alone, type LaneRow, writePage } from "./write-page.ts";

const sampleSize = 300;
const run = promisify(execFile);

const idsOf = (engine: Engine, line: string, record: number): string => {
  const ids = engine.match(toEvent(line, record)).map(({ rule }) => rule.id);
  return ids.sort().join(",");
};

const checkLane = (lane: Lane, fast: Engine, plain: Engine) => {
  const wrong: string[] = [];
  const step = Math.max(1, Math.floor(lane.lines.length / sampleSize));
  const sample = lane.lines.filter((_, at) => at % step === 0);
  let unlikePeer = 0;
  for (const [at, line] of lane.lines.entries()) {
    const ids = idsOf(fast, line, at + 1);
    if (lane.verdicts !== undefined && ids !== (lane.verdicts[at] ?? "")) unlikePeer += 1;
  }
  for (const [at, line] of sample.entries()) {
    const [quick, slow] = [idsOf(fast, line, at + 1), idsOf(plain, line, at + 1)];
    if (quick !== slow) wrong.push(`${lane.name}:${at * step + 1}: expected ${slow} but found ${quick}`);
  }
  const events = sample.map(toEvent);
  const plainMs = cpuMs(() => {
    for (const event of events) plain.match(event);
  });
  return { wrong, plainMs: plainMs / sample.length, unlikePeer };
};

/** Detection of every line of a lane; the matches are kept, as alerts would keep them. */
const detectLane = (engine: Engine, { lines }: Lane): Match[] => {
  const matches: Match[] = [];
  for (let at = 0; at < lines.length; at += 1)
    for (const match of engine.match(toEvent(lines[at] ?? "", at + 1))) matches.push(match);
  return matches;
};

const parseLane = ({ lines }: Lane): void => {
  for (const line of lines) JSON.parse(line);
};

const measureLane = (lane: Lane, rules: readonly Rule[], rounds: number) => {
  const fast = compileEngine(rules);
  const { wrong, plainMs, unlikePeer } = checkLane(lane, fast, compileEngine(rules, { engine: "plain" }));
  const parse: number[] = [];
  const all: number[] = [];
  const alerts: number[] = [];
  let matches: Match[] = [];
  for (let round = 0; round < rounds; round += 1) {
    parse.push(cpuMs(() => parseLane(lane)));
    all.push(
      cpuMs(() => {
        matches = detectLane(fast, lane);
      }),
    );
    alerts.push(cpuMs(() => groupAlerts(matches)));
  }
  const { length } = lane.lines;
  const parseMs = median(parse) / length;
  const allMs = median(all) / length;
  const row: LaneRow = {
    lane: lane.name,
    events: length,
    bytesPerEvent: lane.bytes / length,
    matchesPerEvent: matches.length / length,
    unlikePeer: lane.verdicts === undefined ? undefined : unlikePeer,
    eventsPerS: Math.round(1000 / allMs),
    withAlertsPerS: Math.round(1000 / (allMs + median(alerts) / length)),
    parsePerS: Math.round(1000 / parseMs),
    fasterThanPlain: plainMs / Math.max(1e-6, allMs - parseMs),
  };
  return { wrong, row };
};

/** Cost of detection with ten times the rules, in costs with the rules as they are; parsing not counted. */
const measureGrowth = (lane: Lane, rules: readonly Rule[], rounds: number) => {
  const short: Lane = { ...lane, lines: lane.lines.slice(0, 5000) };
  const engines = [compileEngine(rules), compileEngine(multiplyRules(rules, 10))];
  const spent: number[][] = engines.map(() => []);
  const matches: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const parse = cpuMs(() => parseLane(short));
    for (const [at, engine] of engines.entries()) {
      const ms = cpuMs(() => {
        matches[at] = detectLane(engine, short).length;
      });
      if (round > 0) spent[at]?.push(ms - parse);
    }
  }
  const [one = 1, ten = 1] = spent.map(median);
  const [few = 0, many = 0] = matches.map((count) => count / short.lines.length);
  return { lane: lane.name, growth: ten / one, matchesOne: few, matchesTen: many };
};

const measureAlone = async (dataDir: string): Promise<Alone> => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-bench-"));
  const program = fileURLToPath(new URL("measure-alone.ts", import.meta.url));
  const alone = async (job: string): Promise<Readonly<Record<string, number>>> => {
    const { stdout } = await run(process.execPath, ["--expose-gc", program, job, dataDir, folder]);
    return JSON.parse(stdout) as Readonly<Record<string, number>>;
  };
  try {
    return {
      cold: await alone("load"),
      cached: await alone("load"),
      memory: await alone("memory"),
      memoryTenfold: await alone("memoryTenfold"),
      evtx: await alone("evtx"),
      threads: await alone("threads"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  run: async ({ dataDir, rounds, peer }) => {
    const { rules } = loadRules(await readRuleFiles(dataDir, mainRules));
    const lanes = await readLanes(dataDir);
    const measured = lanes.map((lane) => measureLane(lane, rules, rounds));
    const grown = lanes.filter(({ name }) => /structured|sysmon|otrf|raw/.test(name));
    const growth = grown.map((lane) => measureGrowth(lane, rules, Math.min(3, rounds)));
    const peers = peer === undefined ? [] : await measurePeer(peer, lanes, await readRuleFiles(dataDir, mainRules));
    const alone = await measureAlone(dataDir);
    const wrong = measured.flatMap((one) => one.wrong);
    if (alone.threads.differentResults !== 0) wrong.push("two threads: expected the results of one");
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
