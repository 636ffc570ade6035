/**
 * Bench `detect`: the fast engine against the plain one and against `JSON.parse` of the same lines, one thread.
 *
 * Data: rules of `detection/*sigma-rules*` (the folder `rules`), lanes of `detection/*perf-lanes*` and of
 * `detection/*verdicts*` (`*.ndjson`); where a lane has a `*.verdicts.txt`, its lines are compared too. Each lane's events
 * are routed by the product, category and service they name. First both engines must agree on a sample. Then rounds of
 * JSON.parse alone and of parsing with detection and match building take turns; medians of CPU time count, so that other
 * work on the machine disturbs less. The plain engine is timed on a sample.
 */

import { matchingFiles } from "../../evaluate/read-json-lines.ts";
import { readTar, type TarFile } from "../../evaluate/read-tar.ts";
import { compileEngine, type Engine, loadRules } from "../../src/defend/detect/index.ts";
import type { Event, EventFields, LogSourceFacts } from "../../src/terms/event.ts";
import type { Rule } from "../../src/terms/rule.ts";
import type { Bench } from "../bench.ts";
import { cpuMs, median } from "../measure-time.ts";

interface Lane {
  readonly name: string;
  readonly lines: readonly string[];
  readonly verdicts: readonly string[] | undefined;
}

const sampleSize = 300;

const archives = async (dataDir: string, pattern: string): Promise<TarFile[]> =>
  (await Promise.all((await matchingFiles(dataDir, pattern)).map(readTar))).flat();

const textOf = ({ bytes }: TarFile): string => Buffer.from(bytes).toString("utf8");
const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const readLanes = async (dataDir: string): Promise<Lane[]> => {
  const files = [
    ...(await archives(dataDir, "detection/*perf-lanes*")),
    ...(await archives(dataDir, "detection/*verdicts*")),
  ];
  const byName = new Map(files.map((file) => [baseOf(file.path), file]));
  return [...byName]
    .filter(([name]) => name.endsWith(".ndjson"))
    .map(([name, file]): Lane => {
      const verdicts = byName.get(name.replace(".ndjson", ".verdicts.txt"));
      return {
        name: name.replace(".ndjson", ""),
        lines: textOf(file)
          .split("\n")
          .filter((line) => line !== ""),
        verdicts: verdicts === undefined ? undefined : textOf(verdicts).split("\n"),
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};

const readRules = async (dataDir: string): Promise<readonly Rule[]> => {
  const files = await archives(dataDir, "detection/*sigma-rules*");
  const wanted = files.filter(({ path }) => /(?:^|\/)rules\/.*\.ya?ml$/.test(path));
  return loadRules(wanted.map((file) => ({ path: file.path, text: textOf(file) }))).rules;
};

const named = (value: unknown): string[] => (typeof value === "string" ? [value.toLowerCase()] : []);

/** One object for all events of a kind, as readers of logs give them. */
const kinds = new Map<unknown, Map<unknown, Map<unknown, LogSourceFacts>>>();

const factsOf = ({ product, category, service }: EventFields): LogSourceFacts => {
  const known = kinds.get(product)?.get(category)?.get(service);
  if (known !== undefined) return known;
  const [first] = named(product);
  const hints = { categories: named(category), services: named(service), known: false };
  const facts: LogSourceFacts = first === undefined ? hints : { ...hints, product: first };
  const byCategory = kinds.get(product) ?? new Map<unknown, Map<unknown, LogSourceFacts>>();
  const byService = byCategory.get(category) ?? new Map<unknown, LogSourceFacts>();
  kinds.set(product, byCategory.set(category, byService.set(service, facts)));
  return facts;
};

const toEvent = (line: string, record: number): Event => {
  const fields = JSON.parse(line) as EventFields;
  return { fields, source: factsOf(fields), file: "lane", record };
};

const idsOf = (engine: Engine, event: Event): string => {
  const ids = engine.match(event).map(({ rule }) => rule.id);
  return ids.sort().join(",");
};

const checkLane = (
  lane: Lane,
  fast: Engine,
  plain: Engine,
): { readonly wrong: string[]; readonly plainMs: number; readonly unlikePeer: number } => {
  const wrong: string[] = [];
  const step = Math.max(1, Math.floor(lane.lines.length / sampleSize));
  const sample = lane.lines.filter((_, at) => at % step === 0).map(toEvent);
  let unlikePeer = 0;
  for (const [at, line] of lane.lines.entries()) {
    const ids = idsOf(fast, toEvent(line, at + 1));
    if (lane.verdicts !== undefined && ids !== (lane.verdicts[at] ?? "")) unlikePeer += 1;
  }
  for (const event of sample) {
    const [quick, slow] = [idsOf(fast, event), idsOf(plain, event)];
    if (quick !== slow) wrong.push(`${lane.name}:${event.record}: expected ${slow} but found ${quick}`);
  }
  const plainMs = cpuMs(() => {
    for (const event of sample) plain.match(event);
  });
  return { wrong, plainMs: plainMs / sample.length, unlikePeer };
};

const measureLane = (lane: Lane, rules: readonly Rule[], rounds: number) => {
  const fast = compileEngine(rules);
  const { wrong, plainMs, unlikePeer } = checkLane(lane, fast, compileEngine(rules, { engine: "plain" }));
  const parse: number[] = [];
  const all: number[] = [];
  let matches = 0;
  for (let round = 0; round < rounds; round += 1) {
    parse.push(
      cpuMs(() => {
        for (const line of lane.lines) JSON.parse(line);
      }),
    );
    matches = 0;
    all.push(
      cpuMs(() => {
        for (let at = 0; at < lane.lines.length; at += 1)
          matches += fast.match(toEvent(lane.lines[at] ?? "", at + 1)).length;
      }),
    );
  }
  const { length } = lane.lines;
  const parseMs = median(parse) / length;
  const allMs = median(all) / length;
  return {
    wrong,
    row: {
      lane: lane.name,
      events: length,
      matchesPerEvent: matches / length,
      unlikePeer: lane.verdicts === undefined ? "-" : unlikePeer,
      eventsPerS: Math.round(1000 / allMs),
      jsonParsePerS: Math.round(1000 / parseMs),
      shareOfJsonParse: parseMs / allMs,
      fasterThanPlain: plainMs / Math.max(1e-6, allMs - parseMs),
    },
  };
};

export const bench: Bench = {
  run: async ({ dataDir, rounds }) => {
    const rules = await readRules(dataDir);
    const lanes = await readLanes(dataDir);
    const measured = lanes.map((lane) => measureLane(lane, rules, rounds));
    return {
      bench: "detect",
      rows: [{ rules: rules.length, rounds }, ...measured.map(({ row }) => row)],
      wrong: measured.flatMap(({ wrong }) => wrong),
    };
  },
};
