/**
 * The format of a log by its first bytes, never by its name. For text, the first lines are put to each format's own mark.
 */
import { parseAudit } from "./audit/parse-audit.ts";
import { isEvtx } from "./evtx/evtx-reader.ts";
import type { LogFormat } from "./log-format.ts";
import { delimiterOf } from "./tables/csv.ts";
import { isOctetCounted } from "./text/octet-frames.ts";
import { parseAccess } from "./text/parse-access.ts";
import { parseSyslog } from "./text/parse-syslog.ts";

/** Bytes looked at; a caller should have this many, or the whole log. */
export const sniffBytes = 65_536;

/** Lines that are not empty, without a byte order mark. */
export const firstLines = (head: Buffer): string[] =>
  head
    .toString("utf8", 0, Math.min(head.length, 32_768))
    .replace(/^[\uFEFF\x1e]/, "")
    .split("\n", 50)
    .map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line))
    .filter((line) => line.trim() !== "");

const sniffHead = (first: string, head: Buffer): LogFormat | undefined => {
  const start = first.trimStart();
  if (start.startsWith("{") || /^\[\s{0,100}(?:[{[]|$)/.test(start)) return "json";
  if (start.startsWith("<") && !/^<\d{1,3}>/.test(start))
    return head.includes("<Event") && !start.startsWith("<!DOCTYPE html") ? "event-xml" : "text";
  if (start.startsWith("#separator") || start.startsWith("#fields\t")) return "zeek-tsv";
  if (/^#(?:Software|Version|Fields|Date|Remark|Start-Date):/.test(start)) return "w3c";
  return undefined;
};

const withoutType = (lines: readonly string[]): readonly string[] =>
  lines[0]?.startsWith("#TYPE") ? lines.slice(1) : lines;

const sniffLine = (lines: readonly string[]): LogFormat => {
  const [first = "", second] = lines;
  if (parseAudit(first) !== undefined && /^(?:node=|type=)/.test(first)) return "auditd";
  if (first.startsWith("CEF:")) return "cef";
  if (first.startsWith("LEEF:")) return "leef";
  if (parseAccess(first) !== undefined) return "access";
  if (parseSyslog(first, {}) !== undefined) return "syslog";
  return delimiterOf(first, second) === undefined ? "text" : "csv";
};

export const sniffFormat = (head: Buffer): LogFormat => {
  if (isEvtx(head)) return "evtx";
  if (isOctetCounted(head)) return "syslog";
  const lines = firstLines(head);
  const [first] = lines;
  if (first === undefined) return "text";
  return sniffHead(first, head) ?? sniffLine(withoutType(lines));
};

const isUtf16 = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

/**
 * Whether what is there of a log tells its format just as more of it would, so that a log that is still being written need not be
 * waited for: most formats show in the first line, tables in the second. Frames and UTF-16 are waited for.
 */
export const isEnoughToTell = (head: Buffer): boolean => {
  if (isUtf16(head) || head.includes(0)) return isEvtx(head);
  const whole = head.subarray(0, head.lastIndexOf(0x0a) + 1);
  const lines = firstLines(whole);
  const [first] = lines;
  if (first === undefined || /^\s{0,100}\d/.test(first)) return false;
  const format = sniffFormat(whole);
  if (format === "text" || format === "csv") return lines.length >= 3 && !first.trimStart().startsWith("<");
  return true;
};
