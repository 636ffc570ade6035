/**
 * The records in a JSON value: itself, the members of a list, or those of an envelope that services deliver logs in.
 *
 * An envelope is known by its list and by having nothing else that an event would have: an event may well have a list too.
 */
import type { EventFields, EventValue } from "#terms/event.ts";

export const isFields = (value: unknown): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Members of an envelope that carry no event of their own. */
const paging = new Set([
  "@odata.context",
  "@odata.nextLink",
  "nextLink",
  "next",
  "NextToken",
  "nextToken",
  "nextPageToken",
  "kind",
  "etag",
  "count",
  "total",
  "cursor",
  "links",
  "metadata",
]);

const listNames = ["Records", "records", "value", "events", "Events", "logs", "items", "results", "entries"];

const listOf = (fields: EventFields): readonly EventValue[] | undefined => {
  const keys = Object.keys(fields);
  if (keys.length > 6) return undefined;
  const name = listNames.find((one) => Array.isArray(fields[one]));
  if (name === undefined || keys.some((key) => key !== name && !paging.has(key))) return undefined;
  const list = fields[name];
  return Array.isArray(list) && list.every(isFields) ? list : undefined;
};

/** CloudWatch's subscription format: the log's own line stands in `message`. */
const cloudWatchMessages = (fields: EventFields): readonly EventValue[] | undefined => {
  const { logEvents } = fields;
  if (!Array.isArray(logEvents) || fields.messageType === undefined) return undefined;
  return logEvents.map((event: EventValue) => {
    const message = isFields(event) ? event.message : undefined;
    if (typeof message !== "string" || !message.startsWith("{")) return event;
    try {
      return JSON.parse(message) as EventValue;
    } catch {
      return event;
    }
  });
};

const searchHits = (fields: EventFields): readonly EventValue[] | undefined => {
  const { hits } = fields;
  const list = isFields(hits) ? hits.hits : undefined;
  if (!Array.isArray(list)) return undefined;
  return list.map((hit: EventValue) => (isFields(hit) && isFields(hit._source) ? hit._source : hit));
};

/** One document of a search engine's export: the event is its `_source`. */
const sourceOf = (fields: EventFields): EventFields =>
  isFields(fields._source) && (fields._index !== undefined || fields._id !== undefined) ? fields._source : fields;

/** Whether a value may hold records instead of being one. Cheap, and true too often. */
export const mayWrap = (fields: EventFields): boolean => {
  const { Records, records, value, events, Events, logs, items, results, entries, logEvents, hits, _source } = fields;
  const list = Records ?? records ?? value ?? events ?? Events ?? logs ?? items ?? results ?? entries;
  return (list ?? logEvents ?? hits ?? _source) !== undefined;
};

export const unwrapValue = (value: unknown, depth = 4): readonly EventValue[] => {
  if (Array.isArray(value)) return depth === 0 ? [value] : value.flatMap((member) => unwrapValue(member, depth - 1));
  if (!isFields(value)) return [value as EventValue];
  return listOf(value) ?? cloudWatchMessages(value) ?? searchHits(value) ?? [sourceOf(value)];
};

const deepest = 100;

const isDeep = (value: unknown, left: number): boolean => {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  if (Array.isArray(value)) {
    for (const member of value) if (typeof member === "object" && isDeep(member, left - 1)) return true;
    return false;
  }
  const fields = value as Record<string, unknown>;
  for (const key in fields) if (typeof fields[key] === "object" && isDeep(fields[key], left - 1)) return true;
  return false;
};

const cut = (value: EventValue, left: number): EventValue => {
  if (typeof value !== "object" || value === null) return value;
  if (left === 0) return null;
  if (Array.isArray(value)) return value.map((member: EventValue) => cut(member, left - 1));
  const entries = Object.entries(value as EventFields);
  return Object.fromEntries(entries.map(([key, inner]) => [key, cut(inner as EventValue, left - 1)]));
};

/** The same fields when nothing in them is nested deeper than 100; else a copy in which what lay deeper is `null`. */
export const boundDepth = (fields: EventFields): EventFields =>
  isDeep(fields, deepest) ? (cut(fields, deepest) as EventFields) : fields;
