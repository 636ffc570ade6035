/**
 * JSON logs: one record a line, or values that run over lines, stand in a list or in an envelope.
 *
 * Which of both it is shows in whether the first line is a whole value. Lines are the fast way: each is parsed on its own, and
 * one that cannot be parsed does not touch the others. Several values on one line are taken apart.
 */
import type { EventFields, EventValue } from "#terms/event.ts";
import { addDetails } from "../dress/add-details.ts";
import { dressJson } from "../dress/dress-json.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { LineSplitter } from "../lines/split-lines.ts";
import { excerptOf } from "../observe-report.ts";
import { carriedBy } from "../text/dress-text.ts";
import { keepIntegers } from "./exact-integers.ts";
import { relaxJson } from "./relax-json.ts";
import { ValueSplitter } from "./split-values.ts";
import { boundDepth, isFields, mayWrap, unwrapValue } from "./unwrap-value.ts";

const parse = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: keepIntegers(JSON.parse(text), text) };
  } catch {
    return undefined;
  }
};

/** What strict JSON refuses, once more without comments and the like. */
const parseRelaxed = (text: string, sink: EventSink): { readonly value: unknown } | undefined => {
  const parsed = parse(relaxJson(text));
  if (parsed !== undefined) sink.ledger.notice("relaxed_json");
  return parsed;
};

const hasMark = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;

const skipSpace = (bytes: Buffer, start: number, end: number): number => {
  let at = hasMark(bytes, start) ? start + 3 : start;
  for (let byte = bytes[at]; at < end && (byte === 0x20 || byte === 0x09 || byte === 0x1e); byte = bytes[at]) at += 1;
  return at;
};

/** Whether the log's first line is a whole value, so that lines may be read one by one. */
const isOneALine = (head: Buffer): boolean => {
  const start = skipSpace(head, 0, head.length);
  const end = head.indexOf(0x0a, start);
  if (head[start] !== 0x7b || end < 0) return false;
  return parse(head.toString("utf8", start, end)) !== undefined || head[end - 1] === 0x7d || head[end - 2] === 0x7d;
};

/** A list may be nested without end, so it is not shown. */
const describe = (value: EventValue): string =>
  Array.isArray(value) ? "a list" : `${typeof value} ${String(value).slice(0, 80)}`;

class JsonValues {
  readonly #sink: EventSink;

  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  accept(value: unknown, offset: number): void {
    if (isFields(value) && !mayWrap(value)) this.#record(value, offset);
    else for (const member of unwrapValue(value)) this.#record(member, offset);
  }

  /** A collector's record around a syslog message: what the message carries are its fields. */
  #syslog(fields: EventFields, message: string, offset: number): boolean {
    const carried = carriedBy(message, this.#sink.hints);
    if (carried === undefined) return false;
    const outer = dressJson(fields, this.#sink.hints);
    const { source, taxonomy, timeMs = outer.timeMs, zone = outer.zone } = carried.dress;
    this.#sink.accept({ ...fields, ...carried.fields }, offset, { source, taxonomy, timeMs, zone });
    return true;
  }

  #record(value: EventValue, offset: number): void {
    if (!isFields(value)) {
      this.#sink.unread("not_an_object", offset, `Expected an object but found ${describe(value)}`);
      return;
    }
    const fields = boundDepth(value);
    if (fields !== value) this.#sink.ledger.notice("too_deep");
    if (typeof fields.SyslogMessage === "string" && this.#syslog(fields, fields.SyslogMessage, offset)) return;
    const dress = dressJson(fields, this.#sink.hints);
    this.#sink.accept(addDetails(fields, dress), offset, dress);
  }
}

const openLines = (sink: EventSink): LogReader => {
  const values = new JsonValues(sink);
  const { isWanted } = sink.hints;
  const several = (bytes: Buffer, start: number, end: number, offset: number): void => {
    let found = 0;
    const splitter = new ValueSplitter(
      {
        value: (held, size, at) => {
          const text = held.toString("utf8", 0, size);
          const parsed = parse(text) ?? parseRelaxed(text, sink);
          if (parsed === undefined) sink.unread("bad_json", offset + at, excerptOf(held, 0, size));
          else values.accept(parsed.value, offset + at);
          found += 1;
        },
        fault: (reason, at, detail) => {
          if (found > 0) sink.unread(reason, offset + at, detail);
        },
      },
      sink.mostRecordBytes,
    );
    splitter.push(bytes.subarray(start, end));
    splitter.end();
    if (found === 0)
      sink.unread("bad_json", offset, `Expected a JSON value but found: ${excerptOf(bytes, start, end)}`);
  };
  return new LineSplitter(
    {
      line: (bytes, start, end, offset) => {
        const from = skipSpace(bytes, start, end);
        if (from >= end) return;
        if (isWanted !== undefined && !isWanted(bytes, from, end)) return sink.pass();
        const parsed = parse(bytes.toString("utf8", from, end));
        if (parsed === undefined) several(bytes, from, end, offset);
        else values.accept(parsed.value, offset);
      },
      tooLong: (offset, size, head) => sink.unread("too_long", offset, `${size} bytes in one line: ${excerptOf(head)}`),
    },
    sink.mostRecordBytes,
  );
};

const openValues = (sink: EventSink): LogReader => {
  const values = new JsonValues(sink);
  return new ValueSplitter(
    {
      value: (held, size, offset) => {
        const text = held.toString("utf8", 0, size);
        const parsed = parse(text) ?? parseRelaxed(text, sink);
        if (parsed === undefined)
          sink.unread("bad_json", offset, `Expected a JSON value but found: ${excerptOf(held, 0, size)}`);
        else values.accept(parsed.value, offset);
      },
      fault: (reason, offset, detail) => sink.unread(reason, offset, detail),
    },
    sink.mostRecordBytes,
  );
};

export const openJson = (sink: EventSink, head: Buffer): LogReader =>
  isOneALine(head) ? openLines(sink) : openValues(sink);
