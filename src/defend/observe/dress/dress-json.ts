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

const isNested = (fields: EventFields): boolean => isFields(fields.Event) && fields.Event.System !== undefined;

const isWinlogbeat = (fields: EventFields): boolean =>
  isFields(fields.winlog) || fields["winlog.event_id"] !== undefined || fields["winlog.channel"] !== undefined;

const isFlat = (fields: EventFields): boolean => {
  const id = fields.EventID ?? fields.EventId ?? fields.event_id ?? fields.EventCode;
  if (id === undefined || typeof id === "object") return false;
  const { Channel, Provider_Name, SourceName, LogName, log_name, ProviderName } = fields;
  return (Channel ?? Provider_Name ?? SourceName ?? LogName ?? log_name ?? ProviderName) !== undefined;
};

const kinds: readonly JsonKind[] = [...cloudKinds, ...networkKinds];

const anyTime = (fields: EventFields): EventValue | undefined =>
  fields["@timestamp"] ??
  fields.timestamp ??
  fields.Timestamp ??
  fields.eventTime ??
  fields.time ??
  fields.ts ??
  fields.UtcTime ??
  fields.date ??
  fields.EventTime ??
  fields.created_at;

const textOf = (value: EventValue | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;

const hintedSources = new Map<string, LogSourceFacts>();

const hintedSource = (
  product: EventValue | undefined,
  category: EventValue | undefined,
  service: EventValue | undefined,
) => {
  const [ours, kind, part] = [textOf(product), textOf(category), textOf(service)];
  const key = `${ours}\0${kind}\0${part}`;
  const known = hintedSources.get(key);
  if (known !== undefined) return known;
  const source: LogSourceFacts = {
    ...(ours === undefined ? {} : { product: ours }),
    categories: kind === undefined ? [] : [kind],
    services: part === undefined ? [] : [part],
    known: false,
  };
  if (hintedSources.size < 1000 && key.length < 200) hintedSources.set(key, source);
  return source;
};

const noHint: EventFields = {};
let lastHints = noHint;
let lastSource: LogSourceFacts = { categories: [], services: [], known: false };

/** Some pipelines write `product`, `category` and `service` into their records; mostly the same as in the one before. */
const hinted = (fields: EventFields): LogSourceFacts | undefined => {
  const { product, category, service } = fields;
  if (product === undefined && category === undefined && service === undefined) return undefined;
  if (product !== lastHints.product || category !== lastHints.category || service !== lastHints.service) {
    lastSource = hintedSource(product, category, service);
    lastHints = { product, category, service };
  }
  return lastSource;
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
  const time = parseTimeValue(kind.time(fields), hints);
  return { source: kind.source(fields), taxonomy: kind.taxonomy, timeMs: time?.ms, zone: time?.zone };
};

const unknownSource: LogSourceFacts = { categories: [], services: [], known: false };

export const dressJson = (fields: EventFields, hints: ObserveHints): Dress => {
  const told = hinted(fields);
  const known = dressKnown(fields, hints);
  if (known === undefined) {
    const taxonomy = told?.product === undefined || told.product === "windows" ? flatWindows : undefined;
    const time = parseTimeValue(anyTime(fields), hints);
    return { source: told ?? unknownSource, taxonomy, timeMs: time?.ms, zone: time?.zone };
  }
  if (!isEnough(told)) return known;
  return { source: told, taxonomy: known.taxonomy, timeMs: known.timeMs, zone: known.zone };
};
