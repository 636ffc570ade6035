/**
 * What is measured in a process of its own, so that nothing warm or held by others counts: `node measure-alone.ts JOB DATA FOLDER`
 * prints one JSON object.
 */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compileEngine, type Engine, loadRules } from "../../src/defend/detect/index.ts";
import { observeBytes } from "../../src/defend/observe/index.ts";
import { huntLogs } from "../../src/pipeline/steps/hunt-logs.ts";
import { keptRulesOf, readRuleTexts } from "../../src/pipeline/steps/load-rules.ts";

import { cpuMs, cpuNow, median } from "../measure-time.ts";
import { multiplyRules } from "./multiply-rules.ts";
import { allRules, archives, mainRules, readLanes, readRuleFiles, toEvent } from "./read-lanes.ts";

type Job = (dataDir: string, folder: string) => Promise<Readonly<Record<string, number>>>;

const writeRules = async (dataDir: string, folder: string, folders: RegExp): Promise<void> => {
  for (const { path, text } of await readRuleFiles(dataDir, folders)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

/** Reading the files, parsing and compiling; from the cache where a process before has left one in the folder. */
const load: Job = async (dataDir, folder) => {
  const rulesDir = join(folder, "rules");
  const cache = join(folder, "cache");
  const isCached = existsSync(cache);
  if (!isCached) await writeRules(dataDir, rulesDir, allRules);
  const before = cpuNow();
  const { rules } = await keptRulesOf(await readRuleTexts({ rules: [rulesDir] }), isCached ? cache : undefined);
  compileEngine(rules.rules);
  const ms = cpuNow() - before;
  if (!isCached) await keptRulesOf(await readRuleTexts({ rules: [rulesDir] }), cache);
  return { rules: rules.rules.length, ms };
};

const heldMb = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, external } = process.memoryUsage();
  return (heapUsed + Math.max(arrayBuffers, external)) / 1e6;
};

/** In a function of its own, so that nothing of the lane is held afterwards. */
const showLane = async (dataDir: string, name: string, engine: Engine): Promise<number> => {
  const [lane] = await readLanes(dataDir, [name]);
  const lines = lane?.lines.slice(0, 10_000) ?? [];
  for (const [at, line] of lines.entries()) engine.match(toEvent(line, at + 1));
  return lines.length;
};

const memoryWith = async (dataDir: string, times: number, folders: RegExp) => {
  const beforeMb = heldMb();
  const given = loadRules(await readRuleFiles(dataDir, folders)).rules;
  const rules = times === 1 ? given : multiplyRules(given, times);
  const engine = compileEngine(rules);
  const rulesMb = heldMb() - beforeMb;
  let seen = 0;
  for (const name of ["structured_windows", "raw_windows", "sysmon_file_event", "cisco_syslog", "otrf_hint"])
    seen += await showLane(dataDir, name, engine);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { rules: rules.length, rulesMb, engineMb: heldMb() - beforeMb, events: seen };
};

const evtx: Job = async (dataDir) => {
  const files = (await archives(dataDir, "detection/*evtx-samples*")).filter(({ path }) => path.endsWith(".evtx"));
  const ruleFiles = await readRuleFiles(dataDir, mainRules);
  const before = cpuNow();
  const engine = compileEngine(loadRules(ruleFiles).rules);
  const loadMs = cpuNow() - before;
  const pass = (isMatched = true): number => {
    let records = 0;
    for (const { path, bytes } of files)
      for (const batch of observeBytes(bytes, { file: path }))
        for (const event of batch) {
          records += 1;
          if (isMatched) engine.match(event);
        }
    return records;
  };
  const records = pass();
  const allMs = cpuNow() - before;
  const again: number[] = [];
  const read: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    again.push(cpuMs(() => pass()));
    read.push(cpuMs(() => pass(false)));
  }
  // The first of them still meet code that is being compiled.
  const [againMs, readMs] = [again, read].map((spent) => median(spent.slice(2)));
  return { files: files.length, records, loadMs, allMs, againMs: againMs ?? 0, readMs: readMs ?? 0 };
};

/** @param times the lane in the log: what each thread does once (rules, indexes, code) weighs less in a longer one */
const threadsOn = async (dataDir: string, folder: string, times: number) => {
  const rulesDir = join(folder, "rules");
  await writeRules(dataDir, rulesDir, mainRules);
  const [lane] = await readLanes(dataDir, ["otrf_hint"]);
  const log = join(folder, "log.ndjson");
  await writeFile(log, `${lane?.lines.join("\n")}\n`.repeat(times));
  const run = async (jobs: number) => {
    const [before, wall, main] = [cpuNow(), performance.now(), process.threadCpuUsage()];
    let results = 0;
    await huntLogs({
      rules: [rulesDir],
      logs: [log],
      jobs,
      onResults: async (given) => {
        results += given.length;
      },
    });
    const used = process.threadCpuUsage(main);
    const mainMs = (used.user + used.system) / 1000;
    return { allMs: cpuNow() - before, wallMs: performance.now() - wall, mainMs, results };
  };
  const one = await run(1);
  const two = await run(2);
  // The main thread is one of the two.
  const boundMs = Math.max(two.mainMs, two.allMs / 2);
  return {
    oneMs: one.allMs,
    twoMs: two.allMs,
    mainMs: two.mainMs,
    byWall: one.wallMs / two.wallMs,
    byCpu: one.allMs / boundMs,
    differentResults: Math.abs(one.results - two.results),
  };
};

const threads: Job = async (dataDir, folder) => threadsOn(dataDir, folder, 1);
const threadsLong: Job = async (dataDir, folder) => threadsOn(dataDir, folder, 4);

const jobs: Readonly<Record<string, Job>> = {
  load,
  memory: (dataDir) => memoryWith(dataDir, 1, allRules),
  memoryTenfold: (dataDir) => memoryWith(dataDir, 10, mainRules),
  evtx,
  threads,
  threadsLong,
};

const [name = "", dataDir = "", folder = ""] = process.argv.slice(2);
const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
if (job === undefined) throw new Error(`Expected one of ${Object.keys(jobs).join(", ")} but found ${name}`);
process.stdout.write(`${JSON.stringify(await job(dataDir, folder))}\n`);
