/**
 * One JSON object a line for each result, whole: every rule and event on a line of its own, nothing grouped or left out.
 * The event is echoed under `event`; of a correlation, each contributing event under `events[].event`.
 */
import { escapeInvisibleInJson } from "#kit/text/show-invisible.ts";
import type { CorrelationResult, HuntResult, IndicatorResult, RuleResult } from "../finding.ts";
import { showTime } from "./show-time.ts";

const named = ({ kind, ruleId, title, level, tags }: HuntResult) => ({ kind, ruleId, title, level, tags });

/** The event's JSON is put in as it is: parsing it again would cost, and could change a number. */
const withRaw = (head: object, key: string, json: string): string => {
  const text = JSON.stringify(head);
  return `${text.slice(0, -1)},${JSON.stringify(key)}:${json}}`;
};

const eventLine = (result: RuleResult | IndicatorResult): string => {
  const { event } = result;
  const indicator =
    result.kind === "indicator"
      ? {
          indicator: {
            type: result.indicator.type,
            value: result.indicator.value,
            source: result.indicator.source,
            validFrom: showTime(result.indicator.validFromMs),
            validUntil: showTime(result.indicator.validUntilMs),
          },
        }
      : { status: result.status };
  const head = {
    ...named(result),
    ...indicator,
    time: showTime(event.timeMs),
    zone: event.zone,
    host: event.host === "" ? undefined : event.host,
    file: event.file,
    record: event.record,
    offset: event.offset,
    matched: result.matched,
    raw: event.raw,
  };
  return withRaw(head, "event", event.json);
};

const correlationLine = (result: CorrelationResult): string => {
  const head = {
    ...named(result),
    status: result.status,
    type: result.type,
    group: Object.fromEntries(result.group.map(({ field, value }) => [field, value])),
    from: showTime(result.fromMs),
    until: showTime(result.untilMs),
    measure: result.measure,
    eventCount: result.eventCount,
  };
  const events = result.events.map(({ ruleId, timeMs, file, record, json }) => {
    const about = { ruleId, time: showTime(timeMs), file, record };
    return json === undefined ? JSON.stringify(about) : withRaw(about, "event", json);
  });
  return withRaw(head, "events", `[${events.join(",")}]`);
};

export const ndjsonLine = (result: HuntResult): string =>
  `${escapeInvisibleInJson(result.kind === "correlation" ? correlationLine(result) : eventLine(result))}\n`;
