/** Results as CSV (RFC 4180): one row each, with the event as JSON in the last column. No cell begins a formula. */
import { csvCell } from "#kit/text/csv-cell.ts";
import type { HuntResult } from "../finding.ts";
import { tellResult } from "./tell-result.ts";
import type { FormWriter } from "./writer.ts";

const columns = ["time", "level", "kind", "title", "rule_id", "tags", "host", "file", "record", "matched", "event"];

const rowOf = (result: HuntResult): (string | number)[] => {
  const { time, host, why } = tellResult(result);
  const { level, kind, title, ruleId, tags } = result;
  const named = [time, level, kind, title, ruleId, tags.join(" ")];
  if (result.kind !== "correlation")
    return [...named, host, result.event.file, result.event.record, why, result.event.json];
  const [first] = result.events;
  const events = result.events.map(({ file, record }) => `${file}:${record}`).join(" ");
  return [...named, host, first?.file ?? "", first?.record ?? "", why, events];
};

const line = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(",")}\r\n`;

export const csvWriter = (): FormWriter => ({
  begin: () => line(columns),
  add: (result) => line(rowOf(result)),
  end: () => "",
});
