/**
 * A hunt: rules and indicators over every log that was named. Results come one by one, in the order of the logs and their
 * records, the same however many threads read; alerts of correlations stand where they are found in one log, after all
 * else in several.
 */
import {
  correlateFindings,
  type EventFinding,
  type FindingCorrelator,
  type HuntResult,
  nameResults,
  type RuleChoice,
  selectRules,
} from "#defend/hunt/index.ts";
import type { ObserveReport } from "#defend/observe/index.ts";
import { type ListedFile, listFiles } from "#outside/list-files.ts";
import { holdsManyLogs } from "#outside/open-log.ts";
import type { Loss } from "#terms/loss.ts";
import type { Rule, RuleFault } from "#terms/rule.ts";
import { createHunter, type HuntSetup, type HuntUnit, type MutedRule, type UnitNews } from "./hunt-unit.ts";
import { type RuleSources, readRuleTexts, rulesOfTexts } from "./load-rules.ts";

export interface HuntOptions extends RuleSources, RuleChoice {
  /** Files, folders and archives; `-` is standard input. */
  readonly logs: readonly string[];
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly latenessMs?: number | undefined;
  readonly signal?: AbortSignal;
  /** Before the first log is read. */
  readonly onRules?: (loaded: HuntRules) => void;
  readonly onProgress?: (progress: HuntProgress) => void;
  /** Waits for what the result is written to. */
  readonly onResults: (results: readonly HuntResult[]) => Promise<void>;
}

export interface HuntRules {
  readonly rules: readonly Rule[];
  readonly faults: readonly RuleFault[];
  readonly unsupported: readonly RuleFault[];
  readonly losses: readonly Loss[];
}

export interface HuntProgress {
  readonly events: number;
  readonly bytes: number;
  /** Absent where standard input is read. */
  readonly totalBytes?: number;
}

export interface HuntedLog {
  readonly file: string;
  readonly report: ObserveReport;
}

export interface HuntSummary {
  readonly logs: readonly HuntedLog[];
  readonly losses: readonly Loss[];
  readonly muted: readonly MutedRule[];
  readonly events: number;
  readonly results: number;
  /** Without a time and so neither before nor after the bounds given. */
  readonly untimed: number;
  readonly correlation: ReturnType<FindingCorrelator["counts"]>;
  readonly stopped: boolean;
}

const unitOf = ({ name, path, sizeBytes, changedMs }: ListedFile): HuntUnit => ({
  source: { name, path, sizeBytes },
  latestMs: changedMs,
});

interface ListedUnits {
  readonly units: readonly HuntUnit[];
  readonly losses: readonly Loss[];
  readonly isOneLog: boolean;
}

const listUnits = async (logs: readonly string[]): Promise<ListedUnits> => {
  const units: HuntUnit[] = [];
  const losses: Loss[] = [];
  const seen = new Set<string>();
  for (const log of logs) {
    if (log === "-") {
      if (!seen.has(log)) units.push({ source: { name: "-" } });
      seen.add(log);
      continue;
    }
    const listed = await listFiles([log]);
    losses.push(...listed.losses);
    for (const file of listed.files) {
      if (!seen.has(file.path)) units.push(unitOf(file));
      seen.add(file.path);
    }
  }
  const [only, second] = units;
  const isOneLog = only !== undefined && second === undefined && !(await holdsManyLogs(only.source));
  return { units, losses, isOneLog };
};

/** Counts and hands on what units tell, in order. */
class Gathering {
  readonly #rules: readonly Rule[];
  readonly #options: HuntOptions;
  readonly #correlator: FindingCorrelator;
  readonly #totalBytes: number | undefined;
  readonly logs: HuntedLog[] = [];
  readonly losses: Loss[];
  readonly muted = new Map<string, MutedRule>();
  events = 0;
  bytes = 0;
  results = 0;
  untimed = 0;

  constructor(rules: readonly Rule[], options: HuntOptions, { units, losses, isOneLog }: ListedUnits) {
    this.#rules = rules;
    this.#options = options;
    this.losses = [...losses];
    this.#correlator = correlateFindings(rules, { latenessMs: options.latenessMs ?? 2000, isOneLog });
    const sizes = units.map(({ source }) => source.sizeBytes);
    this.#totalBytes = sizes.includes(undefined)
      ? undefined
      : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  }

  async take(news: UnitNews): Promise<void> {
    if (news.kind === "loss") this.losses.push(news.loss);
    else if (news.kind === "muted") for (const rule of news.rules) this.muted.set(`${rule.file}\0${rule.title}`, rule);
    else if (news.kind === "log") {
      this.logs.push({ file: news.file, report: news.report });
      this.untimed += news.untimed;
    } else {
      this.events += news.events;
      this.bytes += news.bytes;
      const total = this.#totalBytes === undefined ? {} : { totalBytes: this.#totalBytes };
      this.#options.onProgress?.({ events: this.events, bytes: this.bytes, ...total });
      await this.#give(news.findings.flatMap((finding) => this.#resultsOf(finding)));
    }
  }

  async end(): Promise<void> {
    await this.#give(this.#correlator.end());
  }

  get correlation(): ReturnType<FindingCorrelator["counts"]> {
    return this.#correlator.counts();
  }

  #resultsOf(finding: EventFinding): HuntResult[] {
    return [...nameResults(finding, this.#rules, []), ...this.#correlator.push(finding)];
  }

  async #give(results: readonly HuntResult[]): Promise<void> {
    if (results.length === 0) return;
    this.results += results.length;
    await this.#options.onResults(results);
  }
}

/** One after another, in this thread. */
const runHere = async function* (setup: HuntSetup, units: readonly HuntUnit[]): AsyncGenerator<UnitNews> {
  const hunt = createHunter(setup);
  for (const unit of units) yield* hunt(unit);
};

export const huntLogs = async (options: HuntOptions): Promise<HuntSummary> => {
  const { losses: ruleLosses, ...texts } = await readRuleTexts(options);
  const loaded = rulesOfTexts(texts);
  const rules = selectRules(loaded.rules, options);
  const faults = [...loaded.faults, ...loaded.pipelineFaults];
  options.onRules?.({ rules, faults, unsupported: loaded.unsupported, losses: ruleLosses });
  const listed = await listUnits(options.logs);
  const { level, tags, fromMs, untilMs, signal } = options;
  const setup: HuntSetup = { texts, choice: { level, tags }, fromMs, untilMs };
  const gathering = new Gathering(rules, options, listed);
  for await (const news of runHere(setup, listed.units)) {
    await gathering.take(news);
    if (signal?.aborted === true) break;
  }
  await gathering.end();
  return {
    logs: gathering.logs,
    losses: gathering.losses,
    muted: [...gathering.muted.values()],
    events: gathering.events,
    results: gathering.results,
    untimed: gathering.untimed,
    correlation: gathering.correlation,
    stopped: signal?.aborted === true,
  };
};
