/**
 * One lane in a process of its own: `node measure-lane.ts lane|growth NAME DATA ROUNDS` prints one JSON object.
 *
 * A process each, so that no lane's code is fitted to another's events. Work is done for some seconds first, until the compiler has
 * next to nothing left to do: a short lane's round is 20 ms, of which it would be most. Then rounds of JSON.parse alone and of
 * detection take turns, each long enough for the clock of processor time.
 */
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
import { cpuMs, median } from "../measure-time.ts";
import { multiplyRules } from "./multiply-rules.ts";
import { type Lane, mainRules, readLanes, readRuleFiles, sourceNames, sourceOfNames, toEvent } from "./read-lanes.ts";
import type { Growth, LaneRow } from "./write-page.ts";

const sampleSize = 300;
const warmMs = 3000;
const roundMs = 150;

/** What is told of a lane; `wrong` where the engines disagree. */
export interface MeasuredLane {
  readonly wrong: readonly string[];
  readonly row: LaneRow;
}

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

/** Milliseconds of one of several runs that take long enough together. @param ms what one takes, about */
const measure = (work: () => void, ms: number): number => {
  const times = Math.max(1, Math.ceil(roundMs / Math.max(1, ms)));
  return (
    cpuMs(() => {
      for (let time = 0; time < times; time += 1) work();
    }) / times
  );
};

/** Works until the compiler has nothing left to do. @returns what one run took at last */
const warm = (work: () => void, enoughMs: number): number => {
  let last = 0;
  for (let spent = 0; spent < enoughMs; spent += Math.max(1, last)) last = cpuMs(work);
  return last;
};

const readLane = async (dataDir: string, name: string): Promise<{ lane: Lane; rules: readonly Rule[] }> => {
  const { rules } = loadRules(await readRuleFiles(dataDir, mainRules));
  const [lane] = await readLanes(dataDir, [name]);
  if (lane === undefined) throw new Error(`Expected a lane but found ${name}`);
  return { lane, rules };
};

const measureLane = async (dataDir: string, name: string, rounds: number): Promise<MeasuredLane> => {
  const { lane, rules } = await readLane(dataDir, name);
  const fast = gatedEngine(rules);
  const { wrong, plainMs, unlikePeer } = checkLane(lane, fast, compileEngine(rules, { engine: "plain" }));
  let matches: Match[] = [];
  const detect = (): void => {
    matches = detectLane(fast, lane);
  };
  const parse = (): void => parseLines(lane.lines);
  const warmParse = warm(parse, warmMs / 10);
  const warmDetect = warm(detect, warmMs);
  const [parsed, all, alerts]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    parsed.push(measure(parse, warmParse));
    all.push(measure(detect, warmDetect));
    alerts.push(cpuMs(() => groupAlerts(matches)));
  }
  const { length } = lane.lines;
  const [parseMs, allMs] = [median(parsed) / length, median(all) / length];
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
const measureGrowth = async (dataDir: string, name: string, rounds: number): Promise<Growth> => {
  const { lane, rules } = await readLane(dataDir, name);
  const lines = lane.lines.slice(0, 5000);
  const matches: number[] = [];
  const works = [compileEngine(rules), compileEngine(multiplyRules(rules, 10))].map((engine, at) => () => {
    matches[at] = detectEvents(engine, lines);
  });
  const parse = (): void => parseLines(lines);
  const warmParse = warm(parse, warmMs / 10);
  const took = works.map((work) => warm(work, warmMs));
  const spent: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const parseMs = measure(parse, warmParse);
    for (const [at, work] of works.entries()) spent[at]?.push(measure(work, took[at] ?? 0) - parseMs);
  }
  const [one = 1, ten = 1] = spent.map(median);
  const [few = 0, many = 0] = matches.map((count) => count / lines.length);
  return { lane: lane.name, growth: ten / one, matchesOne: few, matchesTen: many };
};

const [job = "", name = "", dataDir = "", rounds = ""] = process.argv.slice(2);
const measured = await (job === "growth" ? measureGrowth : measureLane)(dataDir, name, Number(rounds));
process.stdout.write(`${JSON.stringify(measured)}\n`);
