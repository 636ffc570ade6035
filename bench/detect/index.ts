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
import {
  compileEngine,
  createKindGate,
  type Engine,
  groupAlerts,
  type LineGate,
  loadRules,
} from "../../src/defend/detect/index.ts";
import type { Match } from "../../src/terms/match.ts";
import type { Rule } from "../../src/terms/rule.ts";
import type { Bench } from "../bench.ts";
import { cpuMs, median } from "../measure-time.ts";
import { multiplyRules } from "./multiply-rules.ts";
import { type Lane, mainRules, readLanes, readRuleFiles, sourceNames, sourceOfNames, toEvent } from "./read-lanes.ts";
import { measurePeer } from "./run-peer.ts";
import { type Alone, type LaneRow, writePage } from "./write-page.ts";

const sampleSize = 300;
const run = promisify(execFile);

/** An engine and the gate before it. */
interface Gated {
  readonly engine: Engine;
  readonly gate: LineGate;
}

const gatedEngine = (rules: readonly Rule[]): Gated => {
  const engine = compileEngine(rules);
  return { engine, gate: createKindGate(engine, sourceNames, sourceOfNames) };
};

const noMatches: readonly Match[] = [];

/** Matches of one line: told by its bytes where they can tell, else parsed. */
const detectLine = ({ engine, gate }: Gated, { bytes, starts }: Lane, at: number): readonly Match[] => {
  const [start, end] = [starts[at] ?? 0, (starts[at + 1] ?? 1) - 1];
  if (!gate(bytes, start, end)) return noMatches;
  return engine.match(toEvent(bytes.toString("utf8", start, end), at + 1));
};

/** Detection of every line of a lane; the matches are kept, as alerts would keep them. */
const detectLane = (gated: Gated, lane: Lane): Match[] => {
  const matches: Match[] = [];
  for (let at = 0; at < lane.lines.length; at += 1)
    for (const match of detectLine(gated, lane, at)) matches.push(match);
  return matches;
};

const idsOf = (matches: readonly Match[]): string =>
  matches
    .map(({ rule }) => rule.id)
    .sort()
    .join(",");

const checkLane = (lane: Lane, fast: Gated, plain: Engine) => {
  const wrong: string[] = [];
  const step = Math.max(1, Math.floor(lane.lines.length / sampleSize));
  const sample = lane.lines.filter((_, at) => at % step === 0);
  let unlikePeer = 0;
  // Once to learn what is rare, once to be checked.
  detectLane(fast, lane);
  for (const at of lane.lines.keys()) {
    const ids = idsOf(detectLine(fast, lane, at));
    if (lane.verdicts !== undefined && ids !== (lane.verdicts[at] ?? "")) unlikePeer += 1;
  }
  for (const [at, line] of sample.entries()) {
    const quick = idsOf(detectLine(fast, lane, at * step));
    const slow = idsOf(plain.match(toEvent(line, at * step + 1)));
    if (quick !== slow) wrong.push(`${lane.name}:${at * step + 1}: expected ${slow} but found ${quick}`);
  }
  const events = sample.map(toEvent);
  const plainMs = cpuMs(() => {
    for (const event of events) plain.match(event);
  });
  return { wrong, plainMs: plainMs / sample.length, unlikePeer };
};

const parseLines = (lines: readonly string[]): void => {
  for (const line of lines) JSON.parse(line);
};

const measureLane = (lane: Lane, rules: readonly Rule[], rounds: number) => {
  const fast = gatedEngine(rules);
  const { wrong, plainMs, unlikePeer } = checkLane(lane, fast, compileEngine(rules, { engine: "plain" }));
  const parse: number[] = [];
  const all: number[] = [];
  const alerts: number[] = [];
  let matches: Match[] = [];
  for (let round = 0; round < rounds; round += 1) {
    parse.push(cpuMs(() => parseLines(lane.lines)));
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
    bytesPerEvent: lane.bytes.length / length,
    matchesPerEvent: matches.length / length,
    unlikePeer: lane.verdicts === undefined ? undefined : unlikePeer,
    eventsPerS: Math.round(1000 / allMs),
    withAlertsPerS: Math.round(1000 / (allMs + median(alerts) / length)),
    parsePerS: Math.round(1000 / parseMs),
    fasterThanPlain: (parseMs + plainMs) / allMs,
  };
  return { wrong, row };
};

/** Of lines as events, so that parsing can be taken off. */
const detectEvents = (engine: Engine, lines: readonly string[]): number => {
  let matches = 0;
  for (const [at, line] of lines.entries()) matches += engine.match(toEvent(line, at + 1)).length;
  return matches;
};

/** Cost of detection with ten times the rules, in costs with the rules as they are; parsing not counted. */
const measureGrowth = (lane: Lane, rules: readonly Rule[], rounds: number) => {
  const lines = lane.lines.slice(0, 5000);
  const engines = [compileEngine(rules), compileEngine(multiplyRules(rules, 10))];
  const spent: number[][] = engines.map(() => []);
  const matches: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const parse = cpuMs(() => parseLines(lines));
    for (const [at, engine] of engines.entries()) {
      const ms = cpuMs(() => {
        matches[at] = detectEvents(engine, lines);
      });
      if (round > 0) spent[at]?.push(ms - parse);
    }
  }
  const [one = 1, ten = 1] = spent.map(median);
  const [few = 0, many = 0] = matches.map((count) => count / lines.length);
  return { lane: lane.name, growth: ten / one, matchesOne: few, matchesTen: many };
};

const measureAlone = async (dataDir: string): Promise<Alone> => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-bench-"));
  const program = fileURLToPath(new URL("measure-alone.ts", import.meta.url));
  const alone = async (job: string): Promise<Readonly<Record<string, number>>> => {
    // As `bin/watchfloor` starts it.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "code") };
    const { stdout } = await run(process.execPath, ["--expose-gc", program, job, dataDir, folder], { env });
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
      threadsLong: await alone("threadsLong"),
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
