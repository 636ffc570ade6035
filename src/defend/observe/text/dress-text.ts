/**
 * What a syslog message carries: CEF, LEEF, JSON, an event as XML, an audit record, an access line, `name=value` pairs of firewalls, a Windows
 * event as Snare writes it. What is recognised gives its fields beside those of the message.
 */
import type { EventFields, EventValue, FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import { auditTaxonomy } from "../audit/open-audit.ts";
import { parseAudit } from "../audit/parse-audit.ts";
import { facts } from "../dress/cloud-kinds.ts";
import { dressJson } from "../dress/dress-json.ts";
import { dressFlat, dressNested } from "../dress/dress-windows.ts";
import { linuxFacts } from "../dress/network-kinds.ts";
import type { Dress } from "../event-sink.ts";
import { BinXmlFault } from "../evtx/binxml-tree.ts";
import type { ObserveHints } from "../log-format.ts";
import { setField } from "../set-field.ts";
import { webTaxonomy } from "../tables/web-taxonomy.ts";
import { parseTimeValue } from "../time/parse-time.ts";
import { fieldsOfXml } from "../xml/fields-of-xml.ts";
import { parseAccess } from "./parse-access.ts";
import { parseCef, parseLeef } from "./parse-cef.ts";

export interface Carried {
  readonly fields: EventFields;
  readonly dress: Dress;
}

const cefTaxonomy: FieldTaxonomy = {
  roots: [],
  aliases: {
    src_ip: ["src"],
    src_port: ["spt", "srcPort"],
    dst_ip: ["dst"],
    dst_port: ["dpt", "dstPort"],
    SourceIp: ["src"],
    SourcePort: ["spt", "srcPort"],
    SourceHostname: ["shost"],
    DestinationIp: ["dst"],
    DestinationPort: ["dpt", "dstPort"],
    DestinationHostname: ["dhost"],
    Protocol: ["proto", "app"],
    User: ["suser", "duser", "usrName"],
    Image: ["sproc", "dproc", "deviceProcessName"],
    TargetFilename: ["filePath", "fname"],
    Computer: ["dvchost", "shost", "deviceHostName"],
    EventID: ["externalId", "eventId", "signatureId"],
    Hashes: ["fileHash"],
    action: ["act"],
    "c-ip": ["src"],
    "c-uri": ["request", "url"],
    "cs-uri": ["request", "url"],
    "cs-method": ["requestMethod"],
    "c-useragent": ["requestClientApplication"],
    "cs-user-agent": ["requestClientApplication"],
    "cs-referer": ["requestContext"],
    "cs-cookie": ["requestCookies"],
    "cs-host": ["dhost"],
    "sc-status": ["outcome"],
    query: ["destinationDnsDomain"],
  },
};

const vendors: readonly (readonly [string, string])[] = [
  ["windows", "windows"],
  ["fortinet", "fortigate"],
  ["palo alto", "paloalto"],
  ["cisco", "cisco"],
  ["juniper", "juniper"],
  ["huawei", "huawei"],
  ["zeek", "zeek"],
];

const namedSource = (words: string): LogSourceFacts => {
  const folded = words.toLowerCase();
  const product = vendors.find(([word]) => folded.includes(word))?.[1];
  return { ...(product === undefined ? {} : { product }), categories: [], services: [], known: false };
};

const headText = (fields: EventFields, ...names: readonly string[]): string =>
  names.map((name) => String(fields[name] ?? "")).join(" ");

const carriedCef = (message: string, hints: ObserveHints): Carried | undefined => {
  const cef = message.includes("CEF:") ? parseCef(message) : undefined;
  const fields = cef ?? (message.includes("LEEF:") ? parseLeef(message) : undefined);
  if (fields === undefined) return undefined;
  const words = headText(fields, "deviceVendor", "deviceProduct", "vendor", "product");
  const time = parseTimeValue(fields.rt ?? fields.end ?? fields.start ?? fields.devTime, hints);
  return { fields, dress: { source: namedSource(words), taxonomy: cefTaxonomy, timeMs: time?.ms, zone: time?.zone } };
};

const carriedJson = (message: string, hints: ObserveHints): Carried | undefined => {
  if (!message.startsWith("{") && !message.startsWith("@cee:")) return undefined;
  try {
    const value = JSON.parse(message.slice(message.indexOf("{"))) as EventFields;
    return { fields: value, dress: dressJson(value, hints) };
  } catch {
    return undefined;
  }
};

const carriedAudit = (message: string): Carried | undefined => {
  const record = message.includes("audit(") ? parseAudit(message) : undefined;
  if (record === undefined) return undefined;
  const fields: Record<string, EventValue> = record.type === "" ? {} : { type: record.type };
  for (const [name, values] of record.fields) fields[name] = values.length === 1 ? (values[0] ?? "") : values;
  return { fields, dress: { source: facts("linux", [], ["auditd"]), taxonomy: auditTaxonomy, timeMs: record.timeMs } };
};

const webServerFacts = facts(undefined, ["webserver"], ["apache", "nginx"]);

export const carriedAccess = (message: string): Carried | undefined => {
  const access = parseAccess(message);
  if (access === undefined) return undefined;
  const { fields, time } = access;
  return { fields, dress: { source: webServerFacts, taxonomy: webTaxonomy, timeMs: time.ms, zone: time.zone } };
};

/** Sysmon for Linux writes its events to syslog as XML. */
const carriedXml = (message: string, hints: ObserveHints): Carried | undefined => {
  if (!message.startsWith("<Event>") && !message.startsWith("<Event ")) return undefined;
  const fields = fieldsOfXml(message);
  return fields instanceof BinXmlFault ? undefined : { fields, dress: dressNested(fields, hints) };
};

const mostPairs = 500;

/** `date=2024-01-01 devname="fw1" logid="0100032001" …` */
const carriedPairs = (message: string): Carried | undefined => {
  if (!message.includes("logid=") || !message.includes("devname=")) return undefined;
  const fields: Record<string, EventValue> = {};
  for (let at = 0, count = 0; at < message.length && count < mostPairs; count += 1) {
    const equals = message.indexOf("=", at);
    if (equals < 0) break;
    const isQuoted = message[equals + 1] === '"';
    const close = message.indexOf(isQuoted ? '"' : " ", equals + 2);
    const end = close < 0 ? message.length : close;
    const value = message.slice(isQuoted ? equals + 2 : equals + 1, end);
    setField(fields, message.slice(at, equals).trim(), value);
    at = isQuoted ? end + 2 : end + 1;
  }
  const type = typeof fields.type === "string" ? fields.type.toLowerCase() : "";
  const source = facts("fortigate", type === "traffic" ? ["firewall"] : [], [type]);
  const taxonomy: FieldTaxonomy = {
    roots: [],
    aliases: { src_ip: ["srcip"], dst_ip: ["dstip"], src_port: ["srcport"], dst_port: ["dstport"] },
  };
  return { fields, dress: { source, taxonomy } };
};

const snareNames = [
  "criticality",
  "Channel",
  "counter",
  "EventTime",
  "EventID",
  "Provider_Name",
  "User",
  "SidType",
  "EventType",
  "Computer",
  "Category",
  "Data",
  "Message",
];

const carriedSnare = (message: string, hints: ObserveHints): Carried | undefined => {
  const at = message.indexOf("MSWinEventLog\t");
  if (at < 0 || at > 200) return undefined;
  const fields: Record<string, EventValue> = {};
  for (const [index, cell] of message
    .slice(at + 14)
    .split("\t", 20)
    .entries()) {
    const name = snareNames[index];
    if (name !== undefined && cell !== "") fields[name] = cell;
  }
  return { fields, dress: dressFlat(fields, hints) };
};

export const carriedBy = (message: string, hints: ObserveHints): Carried | undefined =>
  carriedCef(message, hints) ??
  carriedJson(message, hints) ??
  carriedXml(message, hints) ??
  carriedAudit(message) ??
  carriedSnare(message, hints) ??
  carriedPairs(message) ??
  carriedAccess(message);

const network: LogSourceFacts = { product: "cisco", categories: [], services: [], known: false };
const unknown: LogSourceFacts = { categories: [], services: [], known: false };

/** A message that carries nothing known: by the program that sent it. */
export const sourceOfMessage = (program: string, fields: EventFields): LogSourceFacts => {
  if (fields.cisco_mnemonic !== undefined) return network;
  return program === "" ? unknown : linuxFacts(program);
};
