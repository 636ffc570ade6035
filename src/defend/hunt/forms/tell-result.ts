/** A result in a few words, for people: when, where, and what of the event satisfied the rule. */
import type { SelectionEvidence } from "#terms/match.ts";
import type { HuntResult } from "../finding.ts";
import { showTime } from "./show-time.ts";

const longestValue = 200;

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

const tellEvidence = (matched: readonly SelectionEvidence[]): string =>
  matched
    .flatMap(({ fields }) => fields)
    .map(
      ({ field, values }) =>
        `${field === "" ? "keyword" : field}: ${cut(values.map(String).join(" | "), longestValue)}`,
    )
    .filter((line, index, all) => all.indexOf(line) === index)
    .join("; ");

export interface ToldResult {
  readonly time: string;
  readonly host: string;
  readonly place: string;
  readonly why: string;
}

/** @param most characters of `why` */
export const tellResult = (result: HuntResult, most = 1000): ToldResult => {
  if (result.kind === "correlation") {
    const { group, measure, eventCount, fromMs, untilMs, events } = result;
    const by = group.map(({ field, value }) => `${field} ${cut(value, longestValue)}`).join(", ");
    const [first] = events;
    const why = `${result.type} ${measure} over ${eventCount} events${by === "" ? "" : ` for ${by}`} until ${showTime(untilMs) ?? "?"}`;
    const place = first === undefined ? "" : `${first.file}:${first.record}`;
    return { time: showTime(fromMs) ?? "", host: "", place, why: cut(why, most) };
  }
  const { event, matched } = result;
  return {
    time: showTime(event.timeMs) ?? "",
    host: event.host,
    place: `${event.file}:${event.record}`,
    why: cut(tellEvidence(matched), most),
  };
};
