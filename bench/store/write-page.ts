/** What the bench measured, as its part of `docs/benchmarks.md`. */
import { totalmem } from "node:os";
import { percentile } from "../measure-time.ts";
import { load, processors, whole } from "../name-machine.ts";
import type { ScreenTimes } from "./ask-door.ts";
import type { Asked, Question } from "./ask-questions.ts";
import { days } from "./fill-store.ts";
import { articleCount, sourceCount } from "./make-texts.ts";

export interface Measured {
  /** Absent: it was made before. */
  readonly fillMs: number | undefined;
  readonly screens: readonly ScreenTimes[];
  readonly asked: readonly Asked[];
  readonly rounds: number;
  readonly storeBytes: number;
  readonly indexBytes: number;
  readonly postgresBytes: number;
  readonly processBytes: number;
}

const kinds: Readonly<Record<Question["kind"], string>> = {
  word: "one word",
  words: "two words",
  phrase: "a phrase",
  without: "a word without another",
  beginning: "words that begin so",
  entity: "a flaw, host or address, defanged or not",
  filter: "a word of a language, an outlet, some days",
};

const megabytes = (bytes: number): string => `${whole(bytes / 1e6)} MB`;

const lineOf = (name: string, asked: readonly Asked[]): string => {
  const ms = asked.flatMap((one) => one.ms);
  const processor = asked.flatMap(({ processorMs }) => processorMs);
  const plain = asked.flatMap(({ plainMs }) => plainMs ?? []);
  return `| ${name} | ${asked.length} | ${whole(percentile(ms, 0.5))} ms | ${whole(percentile(ms, 0.95))} ms | ${whole(Math.max(...ms))} ms | ${whole(percentile(processor, 0.5))} ms | ${whole(percentile(processor, 0.95))} ms | ${whole(percentile(plain, 0.5))} ms |`;
};

export const writePage = (measured: Measured, goals: { readonly search: number; readonly today: number }): string => {
  const { asked, screens, rounds, fillMs, storeBytes, indexBytes, postgresBytes, processBytes } = measured;
  const slowest = asked.toSorted((one, other) => Math.max(...other.ms) - Math.max(...one.ms))[0];
  return `# Benchmarks of the store

Written by \`npm run bench -- store --data DIR --write docs/benchmarks.md\`. Do not edit.

${sourceCount} sources, ${whole(articleCount)} generated articles, ${days} approved editions of the example day's size, on the embedded PostgreSQL with its usual
settings. Wall time, ${rounds} rounds; beside it the processor time of server and process together, which a busy machine
changes little; ${processors()}, ${whole(totalmem() / 1e9)} GB, Node ${process.version}.

| search for | questions | p50 | p95 | slowest | processor, p50 | processor, p95 | a plain twin, p50 |
| --- | --- | --- | --- | --- | --- | --- | --- |
${(Object.keys(kinds) as Question["kind"][])
  .map((kind) =>
    lineOf(
      kinds[kind],
      asked.filter(({ question }) => question.kind === kind),
    ),
  )
  .join("\n")}
${lineOf(`**all** (goal: p95 under ${goals.search} ms)`, asked)}

The slowest was ${slowest?.name ?? "none"}. Each question is asked newest first and best first; the twin reads every text with \`ilike\`, and is asked
every third. No figure counts unless how many articles fit (up to 1,000) and which twenty are the newest is what the twin says. Load of the
machine meanwhile: ${load()}.

| screen | p50 | p95 | processor, p50 | kB |
| --- | --- | --- | --- | --- |
${screens
  .map(
    ({ screen, ms, processorMs, kilobytes }) =>
      `| ${screen}${screen === "Today" ? ` (goal: p95 under ${goals.today} ms)` : ""} | ${whole(percentile(ms, 0.5))} ms | ${whole(percentile(ms, 0.95))} ms | ${whole(percentile(processorMs, 0.5))} ms | ${whole(kilobytes)} |`,
  )
  .join("\n")}

All that a browser asks the door for before it shows the screen's matter, one after the other, on loopback; the kB are unpacked, and the asking is
part of the processor time.

| what | measured |
| --- | --- |
${fillMs === undefined ? "" : `| articles saved with their index | ${whole(articleCount / (fillMs / 1000))} a second |\n`}| the store on disk / of it the index of words | ${megabytes(storeBytes)} / ${megabytes(indexBytes)} |
| memory of PostgreSQL (its own and its share of what is shared) | ${megabytes(postgresBytes)} |
| memory of the process, bench included | ${megabytes(processBytes)} |
`;
};
