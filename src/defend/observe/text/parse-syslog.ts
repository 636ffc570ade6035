/**
 * One syslog message: RFC 5424, RFC 3164 and what devices make of it (no priority, a year, ISO time, Cisco's sequence numbers
 * and its `%FACILITY-SEVERITY-MNEMONIC:`). What cannot be told apart stays in the message.
 */
import type { EventValue } from "#terms/event.ts";
import { setField } from "../set-field.ts";
import {
  clockMs,
  dayMs,
  fractionAt,
  inZone,
  monthAt,
  type ParsedTime,
  parseIsoTime,
  type TimeHints,
  twoAt,
  yearFor,
} from "../time/parse-time.ts";

export interface SyslogMessage {
  readonly fields: Readonly<Record<string, EventValue>>;
  readonly program: string;
  readonly message: string;
  readonly time: ParsedTime | undefined;
}

const facilities =
  "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock local0 local1 local2 local3 local4 local5 local6 local7".split(
    " ",
  );
const severities = "emerg alert crit err warning notice info debug".split(" ");

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** `<34>`: its value and where it ends; -1 when there is none. */
const priorityAt = (text: string): { readonly value: number; readonly end: number } => {
  const close = text.charCodeAt(0) === 0x3c ? text.indexOf(">") : -1;
  const value = close > 1 && close <= 4 ? Number(text.slice(1, close)) : Number.NaN;
  return Number.isInteger(value) && value <= 191 ? { value, end: close + 1 } : { value: -1, end: 0 };
};

const priorityFields = (value: number): Record<string, EventValue> =>
  value < 0
    ? {}
    : {
        priority: value,
        facility: facilities[value >> 3] ?? String(value >> 3),
        severity: severities[value & 7] ?? "",
      };

interface Structured {
  readonly data: Record<string, EventValue>;
  readonly end: number;
}

/** `[id name="value" …]…` of RFC 5424, with `\"`, `\\` and `\]` taken back. */
const structuredAt = (text: string, from: number): Structured => {
  const data: Record<string, EventValue> = {};
  let at = from;
  while (text[at] === "[") {
    const element = elementAt(text, at + 1);
    if (element === undefined) break;
    setField(data, element.id, element.values);
    at = element.end;
  }
  return { data, end: at };
};

const valueEnd = (text: string, from: number): number => {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
};

const wordUntil = (text: string, from: number, stops: string): number => {
  let at = from;
  while (at < text.length && at - from < 300 && !stops.includes(text[at] ?? "")) at += 1;
  return at;
};

const elementAt = (
  text: string,
  from: number,
): { readonly id: string; readonly values: Record<string, EventValue>; readonly end: number } | undefined => {
  const idEnd = wordUntil(text, from, " ]");
  const values: Record<string, EventValue> = {};
  let at = idEnd;
  while (text[at] === " ") {
    const nameEnd = wordUntil(text, at + 1, "=] ");
    if (text[nameEnd] !== "=" || text[nameEnd + 1] !== '"') return undefined;
    const close = valueEnd(text, nameEnd + 2);
    if (close < 0) return undefined;
    const value = text.slice(nameEnd + 2, close).replaceAll(/\\(["\\\]])/g, "$1");
    setField(values, text.slice(at + 1, nameEnd), value);
    at = close + 1;
  }
  return text[at] === "]" && idEnd > from ? { id: text.slice(from, idEnd), values, end: at + 1 } : undefined;
};

const present = (name: string, value: string): Record<string, EventValue> =>
  value === "-" || value === "" ? {} : { [name]: value };

/** RFC 5424 after its priority: `1 TIME HOST APP PROCID MSGID STRUCTURED-DATA MESSAGE`. */
const parseModern = (text: string, from: number, hints: TimeHints): SyslogMessage | undefined => {
  const words: string[] = [];
  let at = from;
  for (let index = 0; index < 6; index += 1) {
    const end = text.indexOf(" ", at);
    if (end < 0) return undefined;
    words.push(text.slice(at, end));
    at = end + 1;
  }
  const [, stamp = "", host = "", program = "", pid = "", id = ""] = words;
  const time = parseIsoTime(stamp, hints);
  if (time === undefined && stamp !== "-") return undefined;
  const structured = text[at] === "[" ? structuredAt(text, at) : { data: {}, end: text[at] === "-" ? at + 1 : at };
  const rest = text.slice(structured.end);
  const message = rest.startsWith(" ") ? rest.slice(1) : rest;
  return {
    program: program === "-" ? "" : program,
    message: message.charCodeAt(0) === 0xfeff ? message.slice(1) : message,
    time,
    fields: {
      ...present("timestamp", stamp),
      ...present("hostname", host),
      ...present("appname", program),
      ...present("procid", pid),
      ...present("msgid", id),
      ...(Object.keys(structured.data).length === 0 ? {} : { structured_data: structured.data }),
    },
  };
};

interface Stamp {
  readonly time: ParsedTime | undefined;
  readonly text: string;
  readonly end: number;
}

/** `Oct  9 22:33:20`, with a year before or after the clock, fractions, and a zone or a colon behind. */
const oldStampAt = (text: string, from: number, hints: TimeHints): Stamp | undefined => {
  const month = monthAt(text, from);
  if (Number.isNaN(month) || text[from + 3] !== " ") return undefined;
  const dayAt = text[from + 4] === " " ? from + 5 : from + 4;
  const dayEnd = isDigit(text.charCodeAt(dayAt + 1)) ? dayAt + 2 : dayAt + 1;
  const day = Number(text.slice(dayAt, dayEnd));
  let at = dayEnd + 1;
  let year: number | undefined;
  if (text[at + 4] === " " && text[at + 7] === ":") {
    year = twoAt(text, at) * 100 + twoAt(text, at + 2);
    at += 5;
  }
  const clock = clockMs(twoAt(text, at), twoAt(text, at + 3), twoAt(text, at + 6));
  if (Number.isNaN(clock) || text[at + 2] !== ":" || text[at + 5] !== ":") return undefined;
  const { ms, end } = fractionAt(text, at + 8);
  if (year === undefined && text[end] === " " && isYear(text, end + 1)) year = Number(text.slice(end + 1, end + 5));
  const stampEnd = year !== undefined && text[end] === " " && isYear(text, end + 1) ? end + 5 : end;
  const zone = zoneAfter(text, stampEnd);
  const known = year ?? yearFor(month, day, hints);
  const time = known === undefined ? undefined : inZone(dayMs(known, month, day) + clock + ms, zone, hints);
  return { time, text: text.slice(from, stampEnd), end: zone === "" ? stampEnd : stampEnd + 1 + zone.length };
};

const isYear = (text: string, at: number): boolean =>
  (text.startsWith("19", at) || text.startsWith("20", at)) &&
  isDigit(text.charCodeAt(at + 2)) &&
  isDigit(text.charCodeAt(at + 3)) &&
  (at + 4 >= text.length || text[at + 4] === " " || text[at + 4] === ":");

/** ` UTC` or ` +0100` behind a time; other letters are a host. */
const zoneAfter = (text: string, at: number): string => {
  if (text[at] !== " ") return "";
  const end = wordUntil(text, at + 1, " :");
  const word = text.slice(at + 1, end);
  return word === "UTC" || word === "GMT" || /^[+-]\d{2}:?\d{2}$/.test(word) ? word : "";
};

const isoStampAt = (text: string, from: number, hints: TimeHints): Stamp | undefined => {
  if (!isDigit(text.charCodeAt(from)) || text[from + 4] !== "-" || text[from + 7] !== "-") return undefined;
  const end = wordUntil(text, from, " ");
  const word = text.slice(from, end);
  const time = parseIsoTime(word, hints);
  if (time !== undefined) return { time, text: word, end };
  const longer = text.slice(from, wordUntil(text, end + 1, " "));
  const spaced = parseIsoTime(longer, hints);
  return spaced === undefined ? undefined : { time: spaced, text: longer, end: from + longer.length };
};

/** Before a Cisco message's time: a number, a name, and the name's own number. */
const mostWords = 4;

/** Cisco writes a sequence number, or its own address and one, before the time, and `*` or `.` when its clock is off. */
const stampAt = (text: string, from: number, hints: TimeHints): Stamp | undefined => {
  for (let at = from, words = 0; words < mostWords && at < text.length; words += 1) {
    const start = text[at] === "*" || text[at] === "." ? at + 1 : at;
    const stamp = oldStampAt(text, start, hints) ?? isoStampAt(text, start, hints);
    if (stamp !== undefined) return stamp;
    const end = text.indexOf(" ", at);
    const word = end < 0 ? "" : text.slice(at, end);
    if (words === 0 ? word === "" : !word.endsWith(":")) return undefined;
    if (words === 0 && !word.endsWith(":") && !/^[0-9A-Fa-f.:]{3,45}$/.test(word)) return undefined;
    at = end + 1;
  }
  return undefined;
};

/** `sshd[4711]: ` before a message: the program, its number, and where the message starts. */
const tagAt = (
  text: string,
  from: number,
): { readonly program: string; readonly pid: string; readonly end: number } => {
  const end = wordUntil(text, from, ":[ ");
  const program = text.slice(from, end);
  const isPayload = program === "CEF" || program === "LEEF";
  if (program === "" || isPayload || program.startsWith("%") || program.length > 100)
    return { program: "", pid: "", end: from };
  if (text[end] === ":") return { program, pid: "", end: end + 1 };
  const close = text[end] === "[" ? text.indexOf("]", end) : -1;
  if (close < 0 || close - end > 20) return { program: "", pid: "", end: from };
  const colon = text[close + 1] === ":" ? close + 2 : close + 1;
  return { program, pid: text.slice(end + 1, close), end: colon };
};

/** `%AAA-5-USER_LOGGED: …` */
const ciscoFields = (message: string): Record<string, EventValue> => {
  if (!message.startsWith("%")) return {};
  const colon = message.indexOf(":");
  const [facility, severity, ...mnemonic] = colon < 0 || colon > 80 ? [] : message.slice(1, colon).split("-");
  if (facility === undefined || severity === undefined || mnemonic.length === 0) return {};
  return { cisco_facility: facility, cisco_severity: severity, cisco_mnemonic: mnemonic.join("-") };
};

const parseOld = (text: string, from: number, hints: TimeHints): SyslogMessage | undefined => {
  const stamp = stampAt(text, from, hints);
  if (stamp === undefined) return undefined;
  let at = stamp.end;
  if (text[at] === ":") at += 1;
  while (text[at] === " ") at += 1;
  const hostEnd = wordUntil(text, at, " ");
  const word = text.slice(at, hostEnd);
  const hasHost = !word.startsWith("%") && !word.endsWith(":") && !word.endsWith("]") && hostEnd < text.length;
  if (hasHost) at = hostEnd + 1;
  const tag = tagAt(text, at);
  const message = text.slice(tag.end).trimStart();
  return {
    program: tag.program,
    message,
    time: stamp.time,
    fields: {
      timestamp: stamp.text,
      ...(hasHost ? { hostname: word } : {}),
      ...present("appname", tag.program),
      ...present("procid", tag.pid),
      ...ciscoFields(message),
    },
  };
};

/** `000124: %SYS-6-LOGGINGHOST: …`, `8: 1w2d: %LINK-3-UPDOWN: …`: a device without a clock writes a number, or how long it is up. */
const parseUntimed = (text: string, from: number): SyslogMessage | undefined => {
  let at = from;
  for (let words = 0; words < mostWords && text[at] !== "%"; words += 1) {
    const end = wordUntil(text, at, " ");
    if (end === at || text[end - 1] !== ":" || end - at > 64) return undefined;
    at = end + 1;
  }
  const message = text.slice(at);
  const fields = ciscoFields(message);
  return Object.keys(fields).length === 0 ? undefined : { program: "", message, time: undefined, fields };
};

/** `undefined` when the line is no syslog message: it has neither a priority nor a time where one belongs. */
export const parseSyslog = (line: string, hints: TimeHints): SyslogMessage | undefined => {
  const { value, end } = priorityAt(line);
  const isModern = value >= 0 && isDigit(line.charCodeAt(end)) && line[end + 1] === " ";
  const body =
    (isModern ? parseModern(line, end, hints) : undefined) ?? parseOld(line, end, hints) ?? parseUntimed(line, end);
  if (body === undefined && value < 0) return undefined;
  const found = body ?? { program: "", message: line.slice(end), time: undefined, fields: {} };
  const fields = { ...priorityFields(value), ...found.fields, message: found.message };
  return { fields, program: found.program, message: found.message, time: found.time };
};
