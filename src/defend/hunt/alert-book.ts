/**
 * Results grouped for a person: one alert for each rule, host and window, with how many there were; suppressed ones only
 * counted. Takes results one by one, so that memory grows with alerts and not with matches. A correlation is an alert of its
 * own; its group stands for the host.
 */
import type { RuleLevel } from "#terms/rule.ts";
import type { HuntResult } from "./finding.ts";
import { type ToldResult, tellResult } from "./forms/tell-result.ts";
import { levels } from "./select-rules.ts";

/** Results of a rule that are known and wanted by nobody. What is not said means any. */
export interface Suppression {
  /** Rule id or title. */
  readonly rule?: string;
  readonly host?: string;
  /** Only events before then. */
  readonly untilMs?: number;
}

export interface HuntAlert {
  readonly ruleId: string;
  readonly title: string;
  readonly level: RuleLevel;
  readonly tags: readonly string[];
  readonly host: string;
  fromMs: number | undefined;
  untilMs: number | undefined;
  count: number;
  readonly first: ToldResult;
}

const timeOf = (result: HuntResult): number | undefined =>
  result.kind === "correlation" ? result.fromMs : result.event.timeMs;

const hostOfResult = (result: HuntResult): string =>
  result.kind === "correlation" ? result.group.map(({ value }) => value).join(", ") : result.event.host;

/** The first suppression that a result falls under. */
export const findSuppression = (result: HuntResult, suppressions: readonly Suppression[]): Suppression | undefined =>
  suppressions.find(({ rule, host, untilMs }) => {
    const timeMs = timeOf(result);
    return (
      (rule === undefined || rule === result.ruleId || rule === result.title) &&
      (host === undefined || host.toLowerCase() === hostOfResult(result).toLowerCase()) &&
      (untilMs === undefined || (timeMs !== undefined && timeMs < untilMs))
    );
  });

export class AlertBook {
  readonly #windowMs: number;
  readonly #open = new Map<string, HuntAlert>();
  readonly #all: HuntAlert[] = [];

  constructor(windowMs = 3_600_000) {
    this.#windowMs = windowMs;
  }

  add(result: HuntResult): void {
    const host = hostOfResult(result);
    const timeMs = timeOf(result);
    const key = `${result.ruleId}\0${host.toLowerCase()}`;
    let alert = this.#open.get(key);
    const isNew =
      alert?.fromMs !== undefined && timeMs !== undefined && Math.abs(timeMs - alert.fromMs) > this.#windowMs;
    if (alert === undefined || isNew) {
      const { ruleId, title, level, tags } = result;
      const first = tellResult(result, 300);
      alert = { ruleId, title, level, tags, host, fromMs: timeMs, untilMs: timeMs, count: 0, first };
      this.#open.set(key, alert);
      this.#all.push(alert);
    }
    alert.count += 1;
    if (timeMs === undefined) return;
    alert.fromMs = Math.min(alert.fromMs ?? timeMs, timeMs);
    alert.untilMs = Math.max(alert.untilMs ?? timeMs, timeMs);
  }

  /** Highest level first, then in the order of their first result. */
  alerts(): readonly HuntAlert[] {
    const rank = ({ level }: HuntAlert): number => levels.indexOf(level);
    return [...this.#all].sort((one, other) => rank(other) - rank(one));
  }
}
