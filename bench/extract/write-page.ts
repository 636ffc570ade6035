/** What the bench measured, as its part of `docs/benchmarks.md`. */
import { load, processors } from "../name-machine.ts";

export interface LaneRow {
  readonly lane: string;
  readonly texts: number;
  readonly megabytes: number;
  readonly mbPerS: number;
  readonly indicatorsMbPerS: number;
  readonly plainMbPerS: number;
  readonly shareOfPlain: number;
  readonly peerMbPerS?: number;
  readonly fasterThanPeer?: number;
}

export interface HostileRow {
  readonly hostile: string;
  readonly cpuMs: number;
  readonly growthOf4: number;
}

interface Measured {
  readonly rounds: number;
  readonly warmUp: number;
  readonly limitMs: number;
  readonly lanes: readonly LaneRow[];
  readonly hostile: readonly HostileRow[];
}

const goalMbPerS = 3;

const rate = (value: number | undefined): string => (value === undefined ? "–" : value.toFixed(1));

const lanes = (rows: readonly LaneRow[]): string[] =>
  rows.map(
    (row) =>
      `| ${row.lane} | ${row.texts} | ${row.megabytes.toFixed(2)} | ${rate(row.mbPerS)} | ${rate(row.indicatorsMbPerS)} | ${rate(row.peerMbPerS)} | ${row.fasterThanPeer?.toFixed(2) ?? "–"} | ${rate(row.plainMbPerS)} |`,
  );

const short = ({ mbPerS, fasterThanPeer }: LaneRow): boolean =>
  mbPerS < goalMbPerS || (fasterThanPeer !== undefined && fasterThanPeer < 1);

const losses = (rows: readonly LaneRow[]): string[] => {
  const lost = rows.filter(short);
  if (lost.length === 0) return [];
  return [
    "## Where we lose",
    "",
    ...lost.map(({ lane, mbPerS, fasterThanPeer }) =>
      fasterThanPeer === undefined
        ? `- ${lane}: ${rate(mbPerS)} of ${goalMbPerS} MB/s.`
        : `- ${lane}: ${rate(mbPerS)} MB/s, ${fasterThanPeer.toFixed(2)} of what the peer does, which looks for indicators alone.`,
    ),
    "",
  ];
};

export const writePage = ({ rounds, warmUp, limitMs, lanes: rows, hostile }: Measured): string => {
  const slowest = [...hostile].sort((a, b) => b.cpuMs - a.cpuMs)[0];
  return [
    "# Benchmarks of extraction",
    "",
    "Written by `npm run bench -- extract --data DIR --peer MODULE --write docs/benchmarks.md`. Do not edit.",
    "",
    `The whole entity pass (\`annotate\`: observables, identifiers, dates, durations, quantities, names, quotations), one thread, processor`,
    `time of the whole process, medians of ${rounds} rounds after ${warmUp} that compile the code; all take turns. ${processors()}, Node ${process.version};`,
    `load of the machine at the end: ${load()}.`,
    "",
    "| texts | how many | MB | whole pass, MB/s | indicators alone | peer | × peer | one expression a type |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...lanes(rows),
    "",
    `Goal: ${goalMbPerS} MB/s and faster than the peer, ioc-extractor 8.2.0, which finds indicators and nothing else. No figure counts unless every`,
    "mention quotes its text and every id and hash a plain expression finds is covered.",
    "",
    ...(slowest === undefined
      ? []
      : [
          `A megabyte of each of ${hostile.length} texts made to be slow takes ${Math.round(slowest.cpuMs)} ms at most (${slowest.hostile}); the goal is ${limitMs} ms.`,
          "",
        ]),
    ...losses(rows),
  ].join("\n");
};
