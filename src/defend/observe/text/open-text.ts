/**
 * Logs of text lines: syslog in all its forms, CEF, LEEF, access logs, and lines of no known form, which are events too: their
 * text is the message. Each line is judged by itself, so mixed logs are read as well. The whole line is kept as raw text.
 */
import type { EventFields } from "#terms/event.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { openTextLines } from "../lines/text-lines.ts";
import { carriedAccess, carriedBy, sourceOfMessage } from "./dress-text.ts";
import { parseSyslog } from "./parse-syslog.ts";

const takeSyslog = (sink: EventSink, line: string, offset: number): boolean => {
  const syslog = parseSyslog(line, sink.hints);
  if (syslog === undefined) return false;
  const carried = carriedBy(syslog.message, sink.hints);
  const fields: EventFields = carried === undefined ? syslog.fields : { ...syslog.fields, ...carried.fields };
  const dress = carried?.dress ?? { source: sourceOfMessage(syslog.program, fields) };
  const timeMs = dress.timeMs ?? syslog.time?.ms;
  const zone = dress.timeMs === undefined ? syslog.time?.zone : dress.zone;
  sink.accept(fields, offset, { source: dress.source, taxonomy: dress.taxonomy, timeMs, zone }, line);
  return true;
};

const takeOther = (sink: EventSink, line: string, offset: number): void => {
  const carried = carriedBy(line, sink.hints);
  const fields: EventFields = carried?.fields ?? { message: line };
  const source = { categories: [], services: [], known: false };
  sink.accept(fields, offset, carried?.dress ?? { source }, line);
};

export const takeLine = (sink: EventSink, line: string, offset: number): void => {
  if (!takeSyslog(sink, line, offset)) takeOther(sink, line, offset);
};

export const openText = (sink: EventSink): LogReader =>
  openTextLines(sink, (line, offset) => takeLine(sink, line, offset));

/** Access logs are tried as such first: their address and brackets could pass for syslog. */
export const openAccess = (sink: EventSink): LogReader =>
  openTextLines(sink, (line, offset) => {
    const carried = carriedAccess(line);
    if (carried === undefined) takeLine(sink, line, offset);
    else sink.accept(carried.fields, offset, carried.dress, line);
  });
