/**
 * A hunt: rules and indicators over every log that was named. Results come one by one, in the order of the logs and their
 * records, the same however many threads read; alerts of correlations stand where they are found in one log, after all
 * else in several.
 */
import {
  correlateFindings,
  type EventFinding,
  type FindingCorrelator,
  findSuppression,
  type HuntResult,
  type Indicator,
  nameResults,
  type RuleChoice,
  type Suppression,
  selectRules,
} from "#defend/hunt/index.ts";
import type { ObserveReport } from "#defend/observe/index.ts";
import { openThreads, processors } from "#outside/run-threads.ts";
import type { Loss } from "#terms/loss.ts";
import type { Rule, RuleFault } from "#terms/rule.ts";
import { type ReadIndicators, readIndicators } from "./hunt-indicators.ts";
import { readSuppressions } from "./hunt-suppress.ts";
import { type HuntSetup, type HuntUnit, hunterOf, type MutedRule, type UnitNews } from "./hunt-unit.ts";
import { cutUnits, type ListedUnits, listUnits } from "./hunt-units.ts";
import { keptRulesOf, type RuleCacheState, type RuleSources, readRuleTexts } from "./load-rules.ts";
import { type Reference, referenceOf } from "./open-reference.ts";

export interface HuntOptions extends RuleSources, RuleChoice {
  /** Files of indicators; `FILE#STORY` is one story of an edition. */
  readonly indicators?: readonly string[];
  /** Reference tables in force. Default: as shipped. */
  readonly reference?: Reference;
  /** Files, folders and archives; `-` is standard input. */
  readonly logs: readonly string[];
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly latenessMs?: number | undefined;
  /** Files of suppressions: their results are counted and not given. */
  readonly suppress?: readonly string[];
  /** Threads; by the size of the logs when not said. */
  readonly jobs?: number | undefined;
  readonly signal?: AbortSignal;
  /** A folder in which rules are kept as they were read, so that the next hunt with the same files starts sooner. */
  readonly ruleCache?: string | undefined;
  /** Before the first log is read. */
  readonly onRules?: (loaded: HuntRules) => void;
  readonly onProgress?: (progress: HuntProgress) => void;
  /** Waits for what the result is written to. */
  readonly onResults: (results: readonly HuntResult[]) => Promise<void>;
}

export interface HuntRules {
  /** Those of the level and tags wanted. */
  readonly rules: readonly Rule[];
  /** How many could be loaded, whatever their level and tags. */
  readonly loaded: number;
  readonly faults: readonly RuleFault[];
  readonly unsupported: readonly RuleFault[];
  readonly losses: readonly Loss[];
  readonly cache: RuleCacheState;
  readonly indicators: ReadIndicators;
  readonly suppressions: readonly Suppression[];
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
  /** Seen and not alarmed on: indicators of warning lists. */
  readonly warned: readonly { readonly indicator: Indicator; readonly count: number }[];
  readonly events: number;
  readonly results: number;
  /** Without a time and so neither before nor after the bounds given. */
  readonly untimed: number;
  readonly suppressed: number;
  /** How often each suppression applied; those that never did are left out. */
  readonly suppressedBy: readonly { readonly suppression: Suppression; readonly count: number }[];
  readonly correlation: ReturnType<FindingCorrelator["counts"]>;
  readonly stopped: boolean;
}

/** One log read in pieces tells one report. */
const joinReports = (one: ObserveReport, other: ObserveReport): ObserveReport => ({
  format: one.format,
  bytes: one.bytes + other.bytes,
  events: one.events + other.events,
  unread: one.unread + other.unread,
  unreadByReason: addCounts(one.unreadByReason, other.unreadByReason),
  samples: [...one.samples, ...other.samples].slice(0, 10),
  notices: addCounts(one.notices, other.notices),
});

const addCounts = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) => {
  const sums = new Map(Object.entries(one));
  for (const [reason, count] of Object.entries(other)) sums.set(reason, (sums.get(reason) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const recordsOf = ({ events, unread, notices }: ObserveReport): number => events + unread + (notices.not_wanted ?? 0);

/** Places in a piece become places in its log. */
const moveReport = (report: ObserveReport, from: number): ObserveReport =>
  from === 0
    ? report
    : { ...report, samples: report.samples.map((sample) => ({ ...sample, offset: sample.offset + from })) };

const moveFinding = (finding: EventFinding, records: number, from: number): EventFinding => {
  const { event } = finding;
  if (records === 0 && from === 0) return finding;
  const offset = event.offset === undefined ? {} : { offset: event.offset + from };
  return { ...finding, event: { ...event, record: event.record + records, ...offset } };
};

/** Counts and hands on what units tell, in order. */
class Gathering {
  readonly #rules: readonly Rule[];
  readonly #indicators: readonly Indicator[];
  readonly #options: HuntOptions;
  readonly #suppressions: readonly Suppression[];
  readonly #correlator: FindingCorrelator;
  readonly #totalBytes: number | undefined;
  readonly #logs = new Map<string, ObserveReport>();
  readonly losses: Loss[];
  readonly muted = new Map<string, MutedRule>();
  readonly warned = new Map<number, number>();
  events = 0;
  bytes = 0;
  results = 0;
  untimed = 0;
  suppressed = 0;
  readonly suppressedBy = new Map<Suppression, number>();

  constructor(found: HuntRules, options: HuntOptions, { losses, isOneLog, totalBytes }: ListedUnits) {
    const { rules, indicators, suppressions } = found;
    this.#rules = rules;
    this.#indicators = indicators.indicators;
    this.#suppressions = suppressions;
    this.#options = options;
    this.losses = [...losses];
    this.#correlator = correlateFindings(rules, { latenessMs: options.latenessMs ?? 2000, isOneLog });
    this.#totalBytes = totalBytes;
  }

  async take(unit: HuntUnit, news: UnitNews): Promise<void> {
    const from = unit.source.range?.from ?? 0;
    if (news.kind === "loss") this.losses.push(news.loss);
    else if (news.kind === "muted") for (const rule of news.rules) this.muted.set(`${rule.file}\0${rule.title}`, rule);
    else if (news.kind === "warned")
      for (const [place, count] of news.counts) this.warned.set(place, (this.warned.get(place) ?? 0) + count);
    else if (news.kind === "log") {
      const before = from === 0 ? undefined : this.#logs.get(news.file);
      const report = moveReport(news.report, from);
      this.#logs.set(news.file, before === undefined ? report : joinReports(before, report));
      this.untimed += news.untimed;
      // Looked at and not parsed, since no rule could fire on them.
      this.events += news.report.notices.not_wanted ?? 0;
    } else await this.#takeFindings(news, unit.source.name, from);
  }

  async #takeFindings(news: UnitNews & { kind: "found" }, name: string, from: number): Promise<void> {
    this.events += news.events;
    this.bytes += news.bytes;
    const total = this.#totalBytes === undefined ? {} : { totalBytes: this.#totalBytes };
    this.#options.onProgress?.({ events: this.events, bytes: this.bytes, ...total });
    const before = from === 0 ? undefined : this.#logs.get(name);
    const records = before === undefined ? 0 : recordsOf(before);
    const results: HuntResult[] = [];
    let told = 0;
    for (const [place, finding] of news.findings.entries()) {
      const until = news.before[place] ?? told;
      results.push(...this.#correlator.advance(news.file, news.timesMs.subarray(told, until)));
      told = until;
      results.push(...this.#resultsOf(moveFinding(finding, records, from)));
    }
    results.push(...this.#correlator.advance(news.file, news.timesMs.subarray(told)));
    await this.#give(results);
  }

  get logs(): HuntedLog[] {
    return [...this.#logs].map(([file, report]) => ({ file, report }));
  }

  async end(): Promise<void> {
    await this.#give(this.#correlator.end());
  }

  get correlation(): ReturnType<FindingCorrelator["counts"]> {
    return this.#correlator.counts();
  }

  #resultsOf(finding: EventFinding): HuntResult[] {
    return [...nameResults(finding, this.#rules, this.#indicators), ...this.#correlator.push(finding)];
  }

  #suppresses(result: HuntResult): boolean {
    const suppression = findSuppression(result, this.#suppressions);
    if (suppression === undefined) return false;
    this.suppressed += 1;
    this.suppressedBy.set(suppression, (this.suppressedBy.get(suppression) ?? 0) + 1);
    return true;
  }

  async #give(all: readonly HuntResult[]): Promise<void> {
    const results = this.#suppressions.length === 0 ? all : all.filter((one) => !this.#suppresses(one));
    if (results.length === 0) return;
    this.results += results.length;
    await this.#options.onResults(results);
  }
}

interface Told {
  readonly unit: HuntUnit;
  readonly news: UnitNews;
}

/** One after another, in this thread. Stopped, the log that is open ends where it is and gives what it has. */
const runHere = async function* (
  rules: readonly Rule[],
  setup: Omit<HuntSetup, "rules">,
  units: readonly HuntUnit[],
  signal: AbortSignal | undefined,
) {
  const hunt = hunterOf(rules, setup, signal);
  for (const unit of units) {
    if (signal?.aborted === true) return;
    for await (const news of hunt(unit)) yield { unit, news };
  }
};

/** Several at once, this thread among them, told in order. */
const runInThreads = async function* (
  rules: readonly Rule[],
  bounds: Omit<HuntSetup, "rules">,
  units: readonly HuntUnit[],
  threads: number,
  signal: AbortSignal | undefined,
) {
  const moduleUrl = new URL("./hunt-unit.ts", import.meta.url).href;
  const pool = openThreads<HuntUnit, UnitNews>({
    moduleUrl,
    exportName: "createHunter",
    setup: { ...bounds, rules: JSON.stringify(rules) },
    threads: threads - 1,
    runHere: hunterOf(rules, bounds, signal),
    signal,
  });
  try {
    for await (const { job, news } of pool.runInOrder(units)) {
      const unit = units[job];
      if (unit !== undefined) yield { unit, news };
    }
  } finally {
    await pool.close();
  }
};

/** Each thread makes its own engine, so that small logs are sooner done in one. */
const worthThreads = 64 * 1024 * 1024;

const choosePlan = async (
  rules: readonly Rule[],
  setup: Omit<HuntSetup, "rules">,
  { units, totalBytes }: ListedUnits,
  { jobs, signal }: HuntOptions,
): Promise<AsyncIterable<Told>> => {
  const wanted = jobs ?? ((totalBytes ?? 0) >= worthThreads ? Math.min(4, processors()) : 1);
  const cut = wanted > 1 ? await cutUnits(units) : units;
  return wanted > 1 && cut.length > 1
    ? runInThreads(rules, setup, cut, wanted, signal)
    : runHere(rules, setup, units, signal);
};

export const huntLogs = async (options: HuntOptions): Promise<HuntSummary> => {
  const { losses: ruleLosses, ...texts } = await readRuleTexts(options);
  const { rules: loaded, cache } = await keptRulesOf(texts, options.ruleCache);
  const rules = selectRules(loaded.rules, options);
  const faults = [...loaded.faults, ...loaded.pipelineFaults];
  const suppressions = await readSuppressions(options.suppress ?? []);
  const indicators = await readIndicators(options.indicators ?? [], options.reference ?? referenceOf({}));
  const found: HuntRules = {
    loaded: loaded.rules.length,
    rules,
    faults,
    unsupported: loaded.unsupported,
    losses: ruleLosses,
    cache,
    indicators,
    suppressions,
  };
  options.onRules?.(found);
  const listed = await listUnits(options.logs, options);
  const { fromMs, untilMs, signal } = options;
  const setup = { indicators: indicators.indicators, fromMs, untilMs };
  const gathering = new Gathering(found, options, listed);
  for await (const { unit, news } of await choosePlan(rules, setup, listed, options)) {
    await gathering.take(unit, news);
  }
  await gathering.end();
  return {
    logs: gathering.logs,
    losses: gathering.losses,
    muted: [...gathering.muted.values()],
    warned: [...gathering.warned]
      .sort(([one], [other]) => one - other)
      .flatMap(([place, count]) => {
        const indicator = indicators.indicators[place];
        return indicator === undefined ? [] : [{ indicator, count }];
      }),
    events: gathering.events,
    results: gathering.results,
    untimed: gathering.untimed,
    suppressed: gathering.suppressed,
    suppressedBy: suppressions.flatMap((suppression) => {
      const count = gathering.suppressedBy.get(suppression) ?? 0;
      return count === 0 ? [] : [{ suppression, count }];
    }),
    correlation: gathering.correlation,
    stopped: signal?.aborted === true,
  };
};
