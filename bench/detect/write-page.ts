/** What the bench measured, as the page `docs/benchmarks.md`: goals, figures, method, and where we lose. */
import { cpus, loadavg } from "node:os";
import type { PeerRow } from "./run-peer.ts";

export interface LaneRow {
  readonly lane: string;
  readonly events: number;
  readonly bytesPerEvent: number;
  readonly matchesPerEvent: number;
  /** Events on which the peer's recorded verdict is another; undefined where none is recorded. */
  readonly unlikePeer: number | undefined;
  readonly eventsPerS: number;
  readonly withAlertsPerS: number;
  readonly parsePerS: number;
  readonly fasterThanPlain: number;
}

/** What ten times the rules cost, in costs with the rules as they are. */
export interface Growth {
  readonly lane: string;
  readonly growth: number;
  readonly matchesOne: number;
  readonly matchesTen: number;
}

type Figures = Readonly<Record<string, number>>;

export interface Alone {
  readonly cold: Figures;
  readonly cached: Figures;
  readonly memory: Figures;
  readonly memoryTenfold: Figures;
  readonly evtx: Figures;
  readonly threads: Figures;
  /** The same on a log four times as long. */
  readonly threadsLong: Figures;
}

export interface Measured {
  readonly rules: number;
  readonly rounds: number;
  readonly rows: readonly LaneRow[];
  readonly growth: readonly Growth[];
  readonly alone: Alone;
  readonly peers: readonly PeerRow[];
}

interface LaneGoal {
  readonly name: string;
  readonly goal?: number;
  /** Thousands of events a second of RSigma 1d4f64e, one core, routed, on the machine the goals were set on. */
  readonly peer?: readonly [number, number];
}

const goals: Readonly<Record<string, LaneGoal>> = {
  structured_windows: { name: "structured Windows", goal: 100_000, peer: [41, 43] },
  match_heavy: { name: "match-heavy Windows", goal: 70_000, peer: [34, 37] },
  sysmon_file_event: { name: "Sysmon file events", goal: 250_000, peer: [58, 68] },
  raw_windows: { name: "raw Windows text", goal: 300_000, peer: [231, 241] },
  cisco_syslog: { name: "Cisco syslog", goal: 550_000, peer: [508, 525] },
  no_match: { name: "no match", goal: 650_000, peer: [615, 654] },
  otrf_hint: { name: "OTRF real events", goal: 120_000, peer: [37, 40] },
  low_match: { name: "few matches" },
  mixed_schema: { name: "mixed schemas" },
  correlation: { name: "authentication" },
};

const thousands = (value: number): string => `${Math.round(value / 1000)}k`;
const percent = (value: number): string => `${Math.round(value * 100)} %`;
const one = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);
const seconds = (ms: number | undefined): string => `${((ms ?? 0) / 1000).toFixed(2)} s`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const goalOf = (lane: string): LaneGoal => goals[lane] ?? { name: lane };

const laneTable = ({ rows, peers }: Measured): string => {
  const byPeer = new Map(peers.map(({ peerLane, peerEventsPerS }) => [peerLane, peerEventsPerS]));
  const head = [
    "lane",
    "bytes",
    "matches an event",
    "goal",
    "events/s",
    "of JSON.parse",
    "× plain",
    "RSigma elsewhere",
  ];
  const cells = rows.map((row) => {
    const { name, goal, peer } = goalOf(row.lane);
    const here = byPeer.get(row.lane);
    return [
      name,
      String(Math.round(row.bytesPerEvent)),
      row.matchesPerEvent.toFixed(2),
      goal === undefined ? "–" : thousands(goal),
      thousands(row.eventsPerS),
      percent(row.eventsPerS / row.parsePerS),
      String(Math.round(row.fasterThanPlain)),
      peer === undefined ? "–" : `${peer[0]}–${peer[1]}k`,
      ...(peers.length === 0 ? [] : [here === undefined ? "–" : thousands(here)]),
    ];
  });
  return table(peers.length === 0 ? head : [...head, "RSigma in this run"], cells);
};

const growthTable = ({ growth }: Measured): string =>
  table(
    ["lane", "cost of ten times the rules", "matches an event", "with ten times"],
    growth.map(({ lane, growth: cost, matchesOne, matchesTen }) => [
      goalOf(lane).name,
      `${one(cost)} ×`,
      matchesOne.toFixed(2),
      matchesTen.toFixed(2),
    ]),
  );

/**
 * What more of the log costs one thread, against half of what it costs two: reading rules, building indexes and compiling, which
 * each thread does once, fall out.
 */
const addedByCpu = ({ threads, threadsLong }: Alone): number =>
  ((threadsLong.oneMs ?? 0) - (threads.oneMs ?? 0)) / (((threadsLong.twoMs ?? 0) - (threads.twoMs ?? 0)) / 2 || 1);

const byBoth = ({ byCpu = 0, byWall = 0 }: Figures): string =>
  `${one(byCpu)} × by CPU time (${one(byWall)} × by the clock, as loaded as the machine was)`;

const restTable = ({ alone }: Measured): string => {
  const { cold, cached, memory, memoryTenfold, evtx, threads, threadsLong } = alone;
  return table(
    ["what", "goal", "measured"],
    [
      [`load ${cold.rules} rules, cold`, "≤ 1.5 s", seconds(cold.ms)],
      [`load ${cached.rules} rules from the cache`, "≤ 0.3 s", seconds(cached.ms)],
      [`memory held by ${memory.rules} rules after five lanes`, "≤ 150 MB", `${Math.round(memory.engineMb ?? 0)} MB`],
      [
        `memory held by ${memoryTenfold.rules} rules after five lanes`,
        "≤ 600 MB",
        `${Math.round(memoryTenfold.engineMb ?? 0)} MB`,
      ],
      [
        `${evtx.files} EVTX files, ${evtx.records} records, rules loaded first`,
        "≥ 80k records/s",
        `${thousands(((evtx.records ?? 0) / (evtx.allMs ?? 1)) * 1000)}/s; without loading ${thousands(
          ((evtx.records ?? 0) / ((evtx.allMs ?? 1) - (evtx.loadMs ?? 0))) * 1000,
        )}/s`,
      ],
      [
        "the same files again, once their code is compiled",
        "–",
        `${thousands(((evtx.records ?? 0) / (evtx.againMs ?? 1)) * 1000)}/s; only read, no rules, ${thousands(
          ((evtx.records ?? 0) / (evtx.readMs ?? 1)) * 1000,
        )}/s`,
      ],
      ["two threads on OTRF, as many times as fast as one, rules and start included", "≥ 1.8 ×", byBoth(threads)],
      ["the same on a log four times as long", "≥ 1.8 ×", byBoth(threadsLong)],
      ["what that log has more, as many times as fast", "≥ 1.8 ×", `${one(addedByCpu(alone))} × by CPU time`],
    ],
  );
};

const missed = ({ rows, growth, alone }: Measured): string[] => [
  ...rows.flatMap(({ lane, eventsPerS }) => {
    const { name, goal } = goalOf(lane);
    return goal === undefined || eventsPerS >= goal
      ? []
      : [`${name}: ${thousands(eventsPerS)} of ${thousands(goal)} events/s.`];
  }),
  ...rows.flatMap(({ lane, eventsPerS }) => {
    const { name, peer } = goalOf(lane);
    return peer === undefined || eventsPerS >= peer[0] * 1000
      ? []
      : [`${name}: slower than RSigma was on its machine (${peer[0]}–${peer[1]}k).`];
  }),
  ...growth.flatMap(({ lane, growth: cost, matchesTen }) =>
    cost <= 3
      ? []
      : [`${goalOf(lane).name}: ten times the rules cost ${one(cost)} ×, with ${one(matchesTen)} matches an event.`],
  ),
  ...((alone.cold.ms ?? 0) > 1500 ? [`Loading cold takes ${seconds(alone.cold.ms)}.`] : []),
  ...((alone.cached.ms ?? 0) > 300 ? [`Loading from the cache takes ${seconds(alone.cached.ms)}.`] : []),
  ...((alone.memory.engineMb ?? 0) > 150 ? [`Memory: ${Math.round(alone.memory.engineMb ?? 0)} MB.`] : []),
  ...((alone.memoryTenfold.engineMb ?? 0) > 600
    ? [`Memory with ten times the rules: ${Math.round(alone.memoryTenfold.engineMb ?? 0)} MB.`]
    : []),
  ...((alone.threadsLong.byCpu ?? 0) < 1.8
    ? [`Two threads, start included: ${one(alone.threadsLong.byCpu ?? 0)} × by CPU time on the longer log.`]
    : []),
  ...((alone.evtx.records ?? 0) / (alone.evtx.allMs ?? 1) < 80
    ? [
        `EVTX with loading: of ${seconds(alone.evtx.allMs)} in all, ${seconds(alone.evtx.loadMs)} are the loading of the rules, once; the goal would leave ${seconds((alone.evtx.records ?? 0) / 80)} for all of it.`,
      ]
    : []),
];

const parseRange = ({ rows }: Measured): string => {
  const rates = rows.map(({ parsePerS, bytesPerEvent }) => (parsePerS * bytesPerEvent) / 1e9).sort((a, b) => a - b);
  return `${rates[0]?.toFixed(2)}–${rates.at(-1)?.toFixed(2)} GB/s`;
};

const alertCost = ({ rows }: Measured): string => {
  const busy = rows.filter(({ matchesPerEvent }) => matchesPerEvent > 0.5);
  const costs = busy.map(
    ({ eventsPerS, withAlertsPerS, matchesPerEvent }) => (1e6 / withAlertsPerS - 1e6 / eventsPerS) / matchesPerEvent,
  );
  return `${one(Math.min(...costs))}–${one(Math.max(...costs))} µs a match`;
};

export const writePage = (measured: Measured): string => {
  const lost = missed(measured);
  const unlike = measured.rows.filter(({ unlikePeer }) => (unlikePeer ?? 0) > 0);
  return `# Benchmarks of detection

Written by \`npm run bench -- detect --data DIR --write docs/benchmarks.md\`. Do not edit.

${measured.rules} rules (SigmaHQ, folder \`rules\`), one thread, JSON parsing and building of matches included, medians of
${measured.rounds} rounds, CPU time. \`JSON.parse\` alone did ${parseRange(measured)} in the same rounds; the goals were set where it does
0.37–0.65 GB/s. Processor: ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.version}; load of the machine
at the end of the run: ${one(loadavg()[0] ?? 0)} on ${cpus().length} processors.

${laneTable(measured)}

"of JSON.parse": our events a second, everything included, as a share of what \`JSON.parse\` of the same lines does alone. "× plain":
against parsing and the plain engine, which walks every rule that applies. RSigma's figures are of commit 1d4f64e, one core,
routed, on the machine the goals were set on; the ratio to \`JSON.parse\` is what can be compared between machines. Grouping matches
into alerts costs ${alertCost(measured)} more; evidence is worked out when it is asked for.

${restTable(measured)}

Memory is what the heap and its buffers hold after a collection, less what the process held before; a process holds some 60 MB of
its own, and while rules are read some more that it gives back.

${growthTable(measured)}

Copies of rules with about half of their texts changed by a letter; parsing is not counted.

## Method

1. Every lane is run once and each verdict compared with the plain engine's on a sample, and with the peer's recorded ones where there
   are some${unlike.length === 0 ? ": all are equal" : ` (other on: ${unlike.map(({ lane, unlikePeer }) => `${lane} ${unlikePeer}`).join(", ")})`}. No time counts if the engines disagree.
2. Each lane has a process of its own, so that no lane's code is fitted to another's events, and works for three seconds of CPU time
   before anything counts: a round of a short lane is 20 ms, and at first most of the CPU time of such rounds is the compiler's.
   \`JSON.parse\` alone is warmed up too; then both take turns, round by round, 0.15 s each at least, and the median of each
   counts. CPU time is that of the whole process, garbage collection on other threads included. What it is like before code is
   compiled is told by the figures of EVTX and of threads.
3. Lines come as bytes, as they stand in a log. Events are routed by the product, category and service they name, as the peer
   routes them: what an event does not name is in conflict with nothing, so rules with short keywords apply to most. Where a
   line's bytes show that no rule can fire on it, it is not parsed: that is how some lanes are faster than \`JSON.parse\` alone.
4. Growth is measured the same way, with both sets of rules in one process. Loading, memory, EVTX and threads are measured in
   processes of their own. Two threads "by CPU time": what one thread takes in all, against half of what two take, compiling and
   collecting included, or what the main thread takes, which is one of them.
5. \`--peer PROGRAM\` runs RSigma on the same lanes in the same run.

## Where we lose

${lost.length === 0 ? "No goal was missed in this run." : lost.map((line) => `- ${line}`).join("\n")}
`;
};
