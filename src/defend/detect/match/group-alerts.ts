/**
 * Matches to alerts: one for each rule, host and window, with what was suppressed counted.
 *
 * A window starts with a group's first match and lasts a time span. Matches without a time share one alert a rule and
 * host. Suppressed matches make no alert; their number is kept by rule.
 */
import type { Event } from "#terms/event.ts";
import type { Alert, Match } from "#terms/match.ts";
import { EventReader, leavesOf } from "./read-field.ts";

export interface Suppression {
  /** Rule id or title; every rule when not said. */
  readonly rule?: string;
  readonly host?: string;
  /** Matches up to then only. */
  readonly untilMs?: number;
}

export interface AlertOptions {
  readonly windowMs?: number;
  /** Matches kept in each alert. */
  readonly maxMatches?: number;
  readonly suppressions?: readonly Suppression[];
}

export interface GroupedAlerts {
  /** In the order of their first match. */
  readonly alerts: readonly Alert[];
  readonly suppressedByRule: ReadonlyMap<string, number>;
}

const hostNames = [
  "Computer",
  "host.name",
  "Hostname",
  "ComputerName",
  "hostname",
  "winlog.computer_name",
  "Event.System.Computer",
  "host",
];

/** Reads hosts of one event after another; those of the same event, which come together, once. */
class HostReader {
  readonly #reader = new EventReader();
  readonly #names = hostNames.map((name) => this.#reader.nameOf(name));
  #event: Event | undefined;
  #host = "";

  of(event: Event): string {
    if (event === this.#event) return this.#host;
    this.#event = event;
    this.#reader.open(event);
    this.#host = this.#read();
    return this.#host;
  }

  #read(): string {
    for (const name of this.#names) {
      const value = this.#reader.read(name);
      const leaf = typeof value === "object" && value !== null ? leavesOf(value)[0] : value;
      if (leaf !== undefined && leaf !== null && leaf !== "") return String(leaf);
    }
    return "";
  }
}

const hosts = new HostReader();

export const hostOf = (event: Event): string => hosts.of(event);

interface Open {
  readonly first: Match;
  readonly host: string;
  fromMs: number | undefined;
  untilMs: number | undefined;
  count: number;
  readonly matches: Match[];
}

const isSuppressed = (match: Match, host: string, suppressions: readonly Suppression[]): boolean =>
  suppressions.some(
    ({ rule, host: only, untilMs }) =>
      (rule === undefined || rule === match.rule.id || rule === match.rule.title) &&
      (only === undefined || only.toLowerCase() === host.toLowerCase()) &&
      (untilMs === undefined || (match.event.timeMs !== undefined && match.event.timeMs <= untilMs)),
  );

const toAlert = ({ first, host, fromMs, untilMs, count, matches }: Open): Alert => ({
  ruleId: first.rule.id,
  title: first.rule.title,
  level: first.rule.level,
  tags: first.rule.tags,
  host,
  ...(fromMs === undefined ? {} : { fromMs }),
  ...(untilMs === undefined ? {} : { untilMs }),
  count,
  matches,
});

const openOf = (open: Map<string, Map<string, Open>>, host: string): Map<string, Open> => {
  let ofHost = open.get(host);
  if (ofHost === undefined) {
    ofHost = new Map();
    open.set(host, ofHost);
  }
  return ofHost;
};

export const groupAlerts = (matches: readonly Match[], options: AlertOptions = {}): GroupedAlerts => {
  const { windowMs = 3_600_000, maxMatches = 20, suppressions = [] } = options;
  /** By host, then by rule. */
  const open = new Map<string, Map<string, Open>>();
  const all: Open[] = [];
  const suppressedByRule = new Map<string, number>();
  for (const match of matches) {
    const host = hostOf(match.event);
    const { timeMs } = match.event;
    if (isSuppressed(match, host, suppressions)) {
      suppressedByRule.set(match.rule.id, (suppressedByRule.get(match.rule.id) ?? 0) + 1);
      continue;
    }
    const ofHost = openOf(open, host.toLowerCase());
    let alert = ofHost.get(match.rule.id);
    const isNew = alert?.fromMs !== undefined && timeMs !== undefined && Math.abs(timeMs - alert.fromMs) > windowMs;
    if (alert === undefined || isNew) {
      alert = { first: match, host, fromMs: timeMs, untilMs: timeMs, count: 0, matches: [] };
      ofHost.set(match.rule.id, alert);
      all.push(alert);
    }
    alert.count += 1;
    if (timeMs !== undefined) {
      alert.fromMs = Math.min(alert.fromMs ?? timeMs, timeMs);
      alert.untilMs = Math.max(alert.untilMs ?? timeMs, timeMs);
    }
    if (alert.matches.length < maxMatches) alert.matches.push(match);
  }
  return { alerts: all.map(toAlert), suppressedByRule };
};
