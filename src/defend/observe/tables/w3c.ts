/**
 * W3C extended logs (IIS, proxies): `#Fields:` names the columns and may come again in mid-file.
 *
 * `-` is W3C's mark for a value that is empty, so it is the empty text here. Spaces that the server wrote as `+` in headers are
 * spaces again under Sigma's name of the header (`cs-user-agent`); the column keeps what was written.
 */
import type { EventValue } from "#terms/event.ts";
import { facts } from "../dress/cloud-kinds.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { excerptText, openTextLines } from "../lines/text-lines.ts";
import { setField } from "../set-field.ts";
import { parseIsoTime } from "../time/parse-time.ts";
import { webTaxonomy } from "./web-taxonomy.ts";

const mostFields = 500;
const webServer = facts(undefined, ["webserver"], ["iis"]);
const proxy = facts(undefined, ["proxy"], []);
const winFirewall = facts("windows", ["firewall"], []);

/** Columns by spaces; one in quotes may hold them. */
const splitColumns = (line: string): string[] => {
  if (!line.includes('"')) return line.split(line.includes("\t") ? "\t" : " ", mostFields + 1);
  const cells: string[] = [];
  for (let at = 0; at < line.length && cells.length < mostFields; ) {
    const isQuoted = line[at] === '"';
    const close = line.indexOf(isQuoted ? '"' : " ", at + 1);
    const end = close < 0 ? line.length : close;
    cells.push(isQuoted ? line.slice(at + 1, end) : line.slice(at, end));
    at = isQuoted ? end + 2 : end + 1;
  }
  return cells;
};

const headers: ReadonlyMap<string, string> = new Map([
  ["cs(user-agent)", "cs-user-agent"],
  ["cs(referer)", "cs-referer"],
  ["cs(cookie)", "cs-cookie"],
  ["cs(host)", "cs-host"],
]);

const sourceOf = (columns: readonly string[], software: string) => {
  if (columns.includes("src-ip") || software.includes("firewall")) return winFirewall;
  if (columns.some((name) => name.startsWith("r-") || name === "cs-categories" || name === "x-virus-id")) return proxy;
  return webServer;
};

export const openW3c = (sink: EventSink): LogReader => {
  let columns: readonly string[] = [];
  let software = "";
  let fileDate = "";
  const directive = (line: string): void => {
    if (line.startsWith("#Fields:"))
      columns = line
        .slice(8)
        .trim()
        .split(/[ \t]+/, mostFields);
    else if (line.startsWith("#Software:")) software = line.slice(10).toLowerCase();
    else if (line.startsWith("#Date:")) fileDate = line.slice(6).trim().slice(0, 10);
  };
  return openTextLines(sink, (line, offset) => {
    if (line.startsWith("#")) return directive(line);
    const cells = splitColumns(line);
    if (columns.length === 0 || cells.length > columns.length)
      return sink.unread("wrong_columns", offset, `Expected ${columns.length} columns: ${excerptText(line)}`);
    const fields: Record<string, EventValue> = {};
    for (const [index, cell] of cells.entries()) {
      const name = columns[index] ?? "";
      const value = cell === "-" ? "" : cell;
      setField(fields, name, value);
      const header = headers.get(name.toLowerCase());
      if (header !== undefined) fields[header] = value.replaceAll("+", " ");
    }
    if (cells.length < columns.length) sink.ledger.notice("missing_columns");
    const time = parseIsoTime(`${String(fields.date ?? fileDate)} ${String(fields.time ?? "")}`, sink.hints);
    const source = sourceOf(columns, software);
    sink.accept(fields, offset, { source, taxonomy: webTaxonomy, timeMs: time?.ms, zone: time?.zone }, line);
  });
};
