/** What a hunt tells the person beside its results, on standard error: faults of rules, what was lost, counts, progress. */
import type { HuntRules, HuntSummary } from "#pipeline/steps/hunt-logs.ts";
import type { Loss } from "#terms/loss.ts";
import type { RuleFault } from "#terms/rule.ts";
import { say } from "./say.ts";

const mostShown = 20;

const sayList = (lines: readonly string[], what: string): void => {
  for (const line of lines.slice(0, mostShown)) say(line);
  if (lines.length > mostShown) say(`… and ${lines.length - mostShown} more ${what}.`);
};

export const faultLine = ({ file, line, column, severity, type, message }: RuleFault): string =>
  `${file}:${line}:${column}: ${severity}: ${message} (${type})`;

const lossLine = ({ item, detail }: Loss): string => `${item}: ${detail}`;

/** Warnings that mean a rule does less than it says are shown; the rest is what `rules check` is for. */
const isTold = ({ severity, type }: RuleFault): boolean => severity === "error" || /placeholder/i.test(type);

const sayIndicators = ({ indicators, faults, passedOver, losses }: HuntRules["indicators"]): void => {
  sayList(losses.map(lossLine), "files of indicators that could not be read");
  sayList(
    faults.map(({ file, place, message }) => `${file}:${place}: ${message}`),
    "faults in indicators",
  );
  for (const [reason, count] of passedOver) say(`hunt: ${count} indicators passed over: ${reason}`);
  const warned = indicators.filter((indicator) => indicator.warned !== undefined);
  const flagged = warned.map(({ value, warned }) => `${value} is ${warned}; it is counted and not alarmed on`);
  sayList(flagged, "indicators on warning lists");
  if (indicators.length > 0) say(`hunt: ${indicators.length} indicators, ${warned.length} of them on warning lists`);
};

export const sayRules = ({ rules, loaded, faults, unsupported, losses, indicators }: HuntRules): void => {
  sayList(losses.map(lossLine), "files of rules that could not be read");
  const told = faults.filter(isTold);
  sayList(told.map(faultLine), "faults (watchfloor rules check DIR lists all)");
  sayList(unsupported.map(faultLine), "rules that are not supported");
  const detections = rules.filter((rule) => rule.kind === "detection").length;
  const correlations = rules.length - detections;
  const left = loaded - rules.length;
  if (loaded > 0 || indicators.indicators.length === 0)
    say(
      `hunt: ${things(detections, "rule")}${correlations === 0 ? "" : ` and ${things(correlations, "correlation")}`}${left === 0 ? "" : `; --level and --tag leave out ${count(left)}`}`,
    );
  sayIndicators(indicators);
};

const count = (number: number): string => number.toLocaleString("en-GB");

export const things = (number: number, what: string): string => `${count(number)} ${what}${number === 1 ? "" : "s"}`;

interface ReadSources {
  readonly logs: HuntSummary["logs"];
  readonly losses: readonly Loss[];
}

const sayReports = ({ logs }: ReadSources): void => {
  const lines = logs.flatMap(({ file, report }) => {
    if (report.unread === 0) return [];
    const [sample] = report.samples;
    const where = sample === undefined ? "" : `; first at byte ${sample.offset}: ${sample.reason}: ${sample.detail}`;
    return [`${file}: ${things(report.unread, "record")} of ${report.format} could not be read${where}`];
  });
  sayList(lines, "logs with records that could not be read");
};

/** What of the logs could not be read. */
export const saySources = (sources: ReadSources): void => {
  sayList(sources.losses.map(lossLine), "logs that could not be read");
  sayReports(sources);
};

const sayCorrelation = ({ correlation }: HuntSummary): void => {
  const { late, ahead, aheadTooMany, untimed, ungrouped, evictedGroups, heldTooMany } = correlation;
  const tell = (times: number, what: string): void => {
    if (times > 0) say(`correlations: ${things(times, "event")} ${what}`);
  };
  tell(late, "came later than the disorder allowed and were not counted (--lateness SECONDS allows more)");
  tell(ahead, "were dated far ahead of the others; they were counted in their own time");
  tell(aheadTooMany, "dated far ahead were more than can be kept and were not counted");
  tell(untimed, "without a time were counted at the time of the event before");
  tell(ungrouped, "had no value for a field of group-by and were not counted there");
  tell(heldTooMany, "were more than can be held and were not counted");
  if (evictedGroups > 0) say(`correlations: ${things(evictedGroups, "group")} were dropped to keep within memory`);
};

const saySuppressed = ({ suppressed, suppressedBy }: HuntSummary): void => {
  if (suppressed === 0) return;
  say(`hunt: ${things(suppressed, "result")} suppressed`);
  sayList(
    suppressedBy.map(({ suppression: { rule, host }, count: times }) => {
      const what = [rule, host === undefined ? undefined : `on ${host}`].filter((one) => one !== undefined);
      return `  ${count(times)} of ${what.join(" ") || "any rule"}`;
    }),
    "suppressions",
  );
};

export const saySummary = (summary: HuntSummary): void => {
  saySources(summary);
  sayList(
    summary.muted.map(({ file, title }) => `${file}: "${title}" took too long on several events and was muted`),
    "rules that were muted",
  );
  sayList(
    summary.warned.map(
      ({ indicator, count: times }) =>
        `${indicator.value}, ${indicator.warned}: seen ${things(times, "time")}, not alarmed on`,
    ),
    "indicators on warning lists were seen",
  );
  sayCorrelation(summary);
  saySuppressed(summary);
  if (summary.untimed > 0) say(`--from/--to: ${summary.untimed} events without a time were left out`);
  const logs = summary.logs.length === 1 ? "1 log" : `${count(summary.logs.length)} logs`;
  const ended = summary.stopped ? "stopped after" : "looked at";
  say(`hunt: ${ended} ${count(summary.events)} events in ${logs}: ${count(summary.results)} found`);
};
