/**
 * What a Windows record is: its channel (or the provider that writes to one channel) and its event id say the rest.
 *
 * Facts and taxonomy are the same objects for all records of a kind, so that what is known of a kind is worked out once.
 */
import type { EventFields, EventValue, FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import type { Dress } from "../event-sink.ts";
import type { ObserveHints } from "../log-format.ts";
import { parseTimeValue } from "../time/parse-time.ts";
import { generalTaxonomy, processTaxonomy, type WindowsShape, withUserData } from "./windows-aliases.ts";
import { categoriesByServiceAndId, channelByProvider, registryChanges, serviceByChannel } from "./windows-tables.ts";

interface Kind {
  readonly source: LogSourceFacts;
  readonly taxonomy: FieldTaxonomy | undefined;
}

const mostKinds = 4000;
const longestKey = 400;
const kinds = new Map<string, Kind>();

interface MetKind {
  readonly shape: WindowsShape;
  readonly channel: string;
  readonly provider: string;
  readonly change: string;
  readonly user: string;
  readonly kind: Kind;
}

/** The kind met last under an event id: mostly the next of that id is of it too. */
const metById = new Map<string, MetKind>();

const categoriesOf = (service: string, id: string, registryChange: string): readonly string[] => {
  const categories = categoriesByServiceAndId.get(`${service} ${id}`) ?? [];
  const change = registryChanges.get(registryChange.toLowerCase());
  return change !== undefined && service === "sysmon" && id === "12" ? [...categories, change] : categories;
};

const sourceOf = (channel: string, provider: string, id: string, registryChange: string): LogSourceFacts => {
  const named = channel.toLowerCase();
  const folded = named === "" ? (channelByProvider.get(provider.toLowerCase()) ?? "") : named;
  if (folded.startsWith("linux-sysmon/") || provider.toLowerCase() === "linux-sysmon")
    return { product: "linux", categories: categoriesOf("sysmon", id, ""), services: ["sysmon"], known: true };
  const service = serviceByChannel.get(folded);
  if (service === undefined)
    return { product: "windows", categories: [], services: folded === "" ? [] : [folded], known: false };
  return {
    product: "windows",
    categories: categoriesOf(service, id, registryChange),
    services: [service],
    known: true,
  };
};

const lookUpKind = (
  shape: WindowsShape,
  channel: string,
  provider: string,
  id: string,
  change: string,
  user: string,
): Kind => {
  const key = `${shape}\0${channel}\0${channel === "" ? provider : ""}\0${id}\0${change}\0${user}`;
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const source = sourceOf(channel, provider, id, change);
  const table = id === "4688" && source.services[0] === "security" ? processTaxonomy : generalTaxonomy;
  const taxonomy = table.get(shape);
  const kind = { source, taxonomy: user === "" || taxonomy === undefined ? taxonomy : withUserData(taxonomy, user) };
  if (kinds.size < mostKinds && key.length < longestKey) kinds.set(key, kind);
  return kind;
};

const kindOf = (
  shape: WindowsShape,
  channel: string,
  provider: string,
  id: string,
  change: string,
  user: string,
): Kind => {
  const met = metById.get(id);
  if (
    met !== undefined &&
    met.channel === channel &&
    met.provider === provider &&
    met.shape === shape &&
    met.change === change &&
    met.user === user
  )
    return met.kind;
  const kind = lookUpKind(shape, channel, provider, id, change, user);
  const isShort = channel.length + provider.length + id.length + change.length + user.length < longestKey;
  if (isShort && (met !== undefined || metById.size < mostKinds))
    metById.set(id, { shape, channel, provider, change, user, kind });
  return kind;
};

const textOf = (value: EventValue | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const none: EventFields = {};

const under = (fields: EventFields, name: string): EventFields => {
  const value = fields[name];
  return isFields(value) ? value : none;
};

const isPlainName = (name: string): boolean => name.length <= 100 && !name.includes(".");

const userElement = (event: EventFields): string => {
  const user = event.UserData;
  if (!isFields(user)) return "";
  for (const name in user) if (name !== "#attributes" && isFields(user[name]) && isPlainName(name)) return name;
  return "";
};

const changeMark = "EventType: ";

/** The `EventType` of Sysmon's 12; agents that drop it keep the message that says it. */
const registryChangeOf = (value: EventValue | undefined, message: EventValue | undefined): string => {
  if (typeof value === "string" || typeof message !== "string") return textOf(value);
  const at = message.indexOf(changeMark);
  return at < 0 ? "" : (message.slice(at + changeMark.length, at + 40).split(/\s/, 1)[0] ?? "");
};

const withText = (value: EventValue | undefined): string => textOf(isFields(value) ? value["#text"] : value);

/** `{Event: {System, EventData | UserData}}`, as an EVTX log or its XML gives. */
export const dressNested = (fields: EventFields, hints: ObserveHints): Dress => {
  const event = under(fields, "Event");
  const system = under(event, "System");
  const attributesOf = (name: string): EventFields => {
    const inner = under(under(system, name), "#attributes");
    return inner === none ? under(system, `${name}_attributes`) : inner;
  };
  const id = withText(system.EventID);
  const change = id === "12" ? textOf(under(event, "EventData").EventType) : "";
  const kind = kindOf(
    "nested",
    textOf(system.Channel),
    textOf(attributesOf("Provider").Name),
    id,
    change,
    userElement(event),
  );
  const time = parseTimeValue(attributesOf("TimeCreated").SystemTime, hints);
  return { source: kind.source, taxonomy: kind.taxonomy, timeMs: time?.ms, zone: time?.zone };
};

/** All fields side by side, as agents of the NXLog kind write. */
export const dressFlat = (fields: EventFields, hints: ObserveHints): Dress => {
  const id = textOf(fields.EventID ?? fields.EventId ?? fields.event_id ?? fields.EventCode);
  const channel = textOf(fields.Channel ?? fields.LogName ?? fields.log_name);
  const provider = textOf(fields.Provider_Name ?? fields.SourceName ?? fields.ProviderName);
  const change = id === "12" ? registryChangeOf(fields.EventType, fields.Message ?? fields.message) : "";
  const kind = kindOf("flat", channel, provider, id, change, "");
  const { UtcTime, TimeCreated, SystemTime, EventTime, timestamp } = fields;
  const written = fields["@timestamp"] ?? TimeCreated ?? SystemTime ?? UtcTime ?? timestamp ?? EventTime;
  const time = parseTimeValue(written, hints);
  return { source: kind.source, taxonomy: kind.taxonomy, timeMs: time?.ms, zone: time?.zone };
};

/** `winlog.*` with ECS beside it. */
export const dressWinlogbeat = (fields: EventFields, hints: ObserveHints): Dress => {
  const winlog = under(fields, "winlog");
  const event = under(fields, "event");
  const id = textOf(winlog.event_id ?? event.code ?? fields["winlog.event_id"]);
  const channel = textOf(winlog.channel ?? fields["winlog.channel"]);
  const provider = textOf(winlog.provider_name ?? event.provider ?? fields["winlog.provider_name"]);
  const change = id === "12" ? registryChangeOf(under(winlog, "event_data").EventType, fields.message) : "";
  const kind = kindOf("winlogbeat", channel, provider, id, change, "");
  const time = parseTimeValue(fields["@timestamp"] ?? event.created, hints);
  return { source: kind.source, taxonomy: kind.taxonomy, timeMs: time?.ms, zone: time?.zone };
};
