/**
 * A line of a web server's access log in the common or combined format (Apache `%h %l %u %t "%r" %>s %b "%{Referer}i"
 * "%{User-Agent}i"`), under the W3C names Sigma uses. Quoted parts may hold escaped quotes.
 */
import type { EventValue } from "#terms/event.ts";
import { type ParsedTime, parseAccessTime } from "../time/parse-time.ts";

export interface AccessLine {
  readonly fields: Readonly<Record<string, EventValue>>;
  readonly time: ParsedTime;
}

const longestAddress = 300;

const quotedEnd = (text: string, from: number): number => {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
};

/** The next part in quotes from a place. */
const nextQuoted = (text: string, from: number): { readonly value: string; readonly end: number } | undefined => {
  const open = text.indexOf('"', from);
  const close = open < 0 ? -1 : quotedEnd(text, open + 1);
  if (close < 0) return undefined;
  return { value: text.slice(open + 1, close).replaceAll('\\"', '"'), end: close + 1 };
};

const present = (text: string): string => (text === "-" ? "" : text);

const requestFields = (request: string): Record<string, EventValue> => {
  const first = request.indexOf(" ");
  const last = request.lastIndexOf(" ");
  if (first < 0) return { "cs-uri": request };
  const uri = last > first ? request.slice(first + 1, last) : request.slice(first + 1);
  const question = uri.indexOf("?");
  return {
    "cs-method": request.slice(0, first),
    "cs-uri": uri,
    "cs-uri-stem": question < 0 ? uri : uri.slice(0, question),
    "cs-uri-query": question < 0 ? "" : uri.slice(question + 1),
    ...(last > first ? { "cs-version": request.slice(last + 1) } : {}),
  };
};

const numberOr = (text: string): EventValue => {
  const value = Number(text);
  return text !== "" && Number.isInteger(value) ? value : present(text);
};

/** `undefined` when the line is none. */
export const parseAccess = (line: string): AccessLine | undefined => {
  const open = line.indexOf(" [");
  const close = open < 0 ? -1 : line.indexOf("] ", open);
  if (open < 0 || open > longestAddress || close < 0 || close - open > 60) return undefined;
  const time = parseAccessTime(line.slice(open + 2, close));
  const request = nextQuoted(line, close);
  if (time === undefined || request === undefined || request.end - request.value.length > close + 8 + longestAddress)
    return undefined;
  const [host = "", ...who] = line.slice(0, open).split(" ");
  const [, status = "", bytes = ""] = line.slice(request.end, request.end + 60).split(" ");
  if (status.length !== 3 || !Number.isInteger(Number(status))) return undefined;
  const referer = nextQuoted(line, request.end);
  const agent = referer === undefined ? undefined : nextQuoted(line, referer.end);
  return {
    time,
    fields: {
      "c-ip": host,
      "cs-username": present(who.at(-1) ?? "-"),
      ...requestFields(request.value),
      "sc-status": numberOr(status),
      "sc-bytes": numberOr(bytes),
      ...(referer === undefined ? {} : { "cs-referer": present(referer.value) }),
      ...(agent === undefined ? {} : { "cs-user-agent": present(agent.value) }),
    },
  };
};
