/**
 * Zeek's tab-separated logs (Zeek manual, "Zeek TSV Format Logs"): the head says separators, path, fields and types, and may
 * come again in mid-file. Values get the types they have in Zeek's JSON; a field that is unset is absent, as there.
 */
import type { EventValue, Leaf } from "#terms/event.ts";
import { zeekFacts, zeekTaxonomy } from "../dress/network-kinds.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { excerptText, openTextLines } from "../lines/text-lines.ts";
import { setField } from "../set-field.ts";
import { parseTimeValue } from "../time/parse-time.ts";

interface Head {
  separator: string;
  setSeparator: string;
  empty: string;
  unset: string;
  path: string;
  fields: readonly string[];
  types: readonly string[];
}

const freshHead = (): Head => ({
  separator: "\t",
  setSeparator: ",",
  empty: "(empty)",
  unset: "-",
  path: "",
  fields: [],
  types: [],
});

const mostFields = 2000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Text for bytes; what is no text stays escaped, as in Zeek's JSON: control characters, and bytes that are not UTF-8. */
const textOfBytes = (bytes: readonly number[], written: string): string => {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return written;
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    return written;
  }
};

const escapedByte = (text: string, at: number): number =>
  text.startsWith("\\x", at) && at + 4 <= text.length ? Number.parseInt(text.slice(at + 2, at + 4), 16) : Number.NaN;

/** `\x09` is a tab, `\xc3\xa9` an é; a doubled backslash is one. */
const unescapeHex = (text: string): string => {
  if (!text.includes("\\")) return text;
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const bytes: number[] = [];
    let end = at;
    for (let byte = escapedByte(text, end); !Number.isNaN(byte); byte = escapedByte(text, end)) {
      if (bytes.length > 0 && byte < 0x80) break;
      bytes.push(byte);
      end += 4;
      if (byte < 0x80) break;
    }
    if (bytes.length > 0) plain += textOfBytes(bytes, text.slice(at, end));
    else {
      plain += text[at];
      end = at + (text[at] === "\\" && text[at + 1] === "\\" ? 2 : 1);
    }
    at = end;
  }
  return plain;
};

const numeric = new Set(["count", "int", "port", "double", "interval", "time"]);

const scalar = (text: string, type: string, head: Head): Leaf => {
  if (numeric.has(type)) {
    const number = Number(text);
    return Number.isFinite(number) && text !== "" ? number : text;
  }
  if (type === "bool") return text === "T" ? true : text === "F" ? false : text;
  return text === head.empty ? "" : unescapeHex(text);
};

const collection = (text: string, type: string, head: Head): EventValue => {
  if (text === head.empty) return [];
  const inner = type.slice(type.indexOf("[") + 1, -1);
  return text.split(head.setSeparator).map((member) => (member === head.unset ? null : scalar(member, inner, head)));
};

const cellValue = (text: string, type: string, head: Head): EventValue =>
  type.endsWith("]") ? collection(text, type, head) : scalar(text, type, head);

const readHead = (line: string, head: Head): void => {
  if (line.startsWith("#separator ")) {
    Object.assign(head, freshHead(), { separator: unescapeHex(line.slice(11)) });
    return;
  }
  const [name, ...rest] = line.split(head.separator, mostFields + 1);
  if (name === "#fields") head.fields = rest.slice(0, mostFields);
  else if (name === "#types") head.types = rest.slice(0, mostFields);
  else if (name === "#path") head.path = rest[0] ?? "";
  else if (name === "#set_separator") head.setSeparator = unescapeHex(rest[0] ?? ",");
  else if (name === "#empty_field") head.empty = rest[0] ?? "(empty)";
  else if (name === "#unset_field") head.unset = rest[0] ?? "-";
};

export const openZeekTsv = (sink: EventSink): LogReader => {
  const head = freshHead();
  return openTextLines(sink, (line, offset) => {
    if (line.startsWith("#")) return readHead(line, head);
    const cells = line.split(head.separator, mostFields + 1);
    if (head.fields.length === 0 || cells.length > head.fields.length || cells.length < 2)
      return sink.unread("wrong_columns", offset, `Expected ${head.fields.length} columns: ${excerptText(line)}`);
    const fields: Record<string, EventValue> = head.path === "" ? {} : { _path: head.path };
    for (const [index, cell] of cells.entries()) {
      if (cell === head.unset) continue;
      const value = cellValue(cell, head.types[index] ?? "string", head);
      const name = head.fields[index] ?? `column_${index}`;
      setField(fields, name, value);
    }
    if (cells.length < head.fields.length) sink.ledger.notice("missing_columns");
    const time = parseTimeValue(fields.ts, sink.hints);
    const source = zeekFacts(head.path === "" ? "unknown" : head.path);
    sink.accept(fields, offset, { source, taxonomy: zeekTaxonomy, timeMs: time?.ms, zone: time?.zone });
  });
};
