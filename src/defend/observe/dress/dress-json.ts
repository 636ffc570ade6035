/**
 * What a JSON record is: hints it carries itself, then the marks of each kind of record, the last kind met first.
 *
 * A record of no known kind keeps its names and is tried with every rule it is not in conflict with.
 */
import type { EventFields, EventValue, FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import type { Dress } from "../event-sink.ts";
import type { ObserveHints } from "../log-format.ts";
import { parseTimeValue } from "../time/parse-time.ts";
import { cloudKinds, type JsonKind } from "./cloud-kinds.ts";
import { dressFlat, dressNested, dressWinlogbeat } from "./dress-windows.ts";
import { networkKinds } from "./network-kinds.ts";
import { generalTaxonomy } from "./windows-aliases.ts";

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A member of a record, or of one of its members: `id.time`. */
const memberAt = (fields: EventFields, path: string): EventValue | undefined => {
  const own = fields[path];
  const dot = path.indexOf(".");
  if (own !== undefined || dot < 0) return own;
  const outer = fields[path.slice(0, dot)];
  return isFields(outer) ? memberAt(outer, path.slice(dot + 1)) : undefined;
};

const timeOf = (fields: EventFields, paths: readonly string[], hints: ObserveHints): Pick<Dress, "timeMs" | "zone"> => {
  for (const path of paths) {
    const value = memberAt(fields, path);
    const time = value === undefined ? undefined : parseTimeValue(value, hints);
    if (time !== undefined) return { timeMs: time.ms, zone: time.zone };
  }
  return {};
};

const isNested = (fields: EventFields): boolean => isFields(fields.Event) && fields.Event.System !== undefined;

const isWinlogbeat = (fields: EventFields): boolean =>
  isFields(fields.winlog) || fields["winlog.event_id"] !== undefined || fields["winlog.channel"] !== undefined;

const isFlat = (fields: EventFields): boolean => {
  const id = fields.EventID ?? fields.EventId ?? fields.event_id ?? fields.EventCode;
  if (id === undefined || typeof id === "object") return false;
  return ["Channel", "Provider_Name", "SourceName", "LogName", "log_name", "ProviderName"].some(
    (name) => fields[name] !== undefined,
  );
};

const kinds: readonly JsonKind[] = [...cloudKinds, ...networkKinds];

const anyTime = [
  "@timestamp",
  "timestamp",
  "eventTime",
  "time",
  "ts",
  "UtcTime",
  "date",
  "EventTime",
  "created_at",
  "Timestamp",
];

const textOf = (value: EventValue | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;

const hintedSources = new Map<string, LogSourceFacts>();

/** Some pipelines write `product`, `category` and `service` into their records. */
const hinted = (fields: EventFields): LogSourceFacts | undefined => {
  const product = textOf(fields.product);
  const category = textOf(fields.category);
  const service = textOf(fields.service);
  if (product === undefined && category === undefined && service === undefined) return undefined;
  const key = `${product}\0${category}\0${service}`;
  const known = hintedSources.get(key);
  if (known !== undefined) return known;
  const source: LogSourceFacts = {
    ...(product === undefined ? {} : { product }),
    categories: category === undefined ? [] : [category],
    services: service === undefined ? [] : [service],
    known: false,
  };
  if (hintedSources.size < 1000) hintedSources.set(key, source);
  return source;
};

/** Whether the hints say enough to go by, against what the record itself seems to be. */
const isEnough = (source: LogSourceFacts | undefined): boolean =>
  source?.product !== undefined && (source.categories.length > 0 || source.services.length > 0);

const flatWindows: FieldTaxonomy | undefined = generalTaxonomy.get("flat");

const dressKnown = (fields: EventFields, hints: ObserveHints): Dress | undefined => {
  if (isNested(fields)) return dressNested(fields, hints);
  if (isWinlogbeat(fields)) return dressWinlogbeat(fields, hints);
  if (isFlat(fields)) return dressFlat(fields, hints);
  const kind = kinds.find((one) => one.isOne(fields));
  if (kind === undefined) return undefined;
  return { source: kind.source(fields), taxonomy: kind.taxonomy, ...timeOf(fields, kind.times, hints) };
};

export const dressJson = (fields: EventFields, hints: ObserveHints): Dress => {
  const told = hinted(fields);
  const known = dressKnown(fields, hints);
  if (known !== undefined) {
    const source = isEnough(told) ? told : known.source;
    return { source, taxonomy: known.taxonomy, timeMs: known.timeMs, zone: known.zone };
  }
  const taxonomy = told?.product === "windows" || told?.product === undefined ? flatWindows : undefined;
  const source = told ?? { categories: [], services: [], known: false };
  const time = timeOf(fields, anyTime, hints);
  return { source, taxonomy, timeMs: time.timeMs, zone: time.zone };
};
