/**
 * Zeek, journald, OCSF, ECS and auditd-as-JSON records by their own marks.
 *
 * Facts from Zeek's script reference (log paths and fields), systemd.journal-fields, OCSF 1.x classes, ECS 8 and the Sigma
 * taxonomy appendix for proxy, web server, DNS and firewall fields.
 */
import type { EventFields, EventValue, FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import { facts, type JsonKind, memberOf } from "./cloud-kinds.ts";

const isText = (value: EventValue | undefined): value is string => typeof value === "string";

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const zeekCategories: ReadonlyMap<string, readonly string[]> = new Map([
  ["http", ["proxy", "webserver"]],
  ["dns", ["dns"]],
  ["conn", ["firewall"]],
]);

export const zeekFacts = (path: string): LogSourceFacts => facts("zeek", zeekCategories.get(path) ?? [], [path]);

/** Sigma's names of the generic categories, after Zeek's own. `id.orig_h` may also be nested or written with `_`. */
export const zeekTaxonomy: FieldTaxonomy = {
  roots: [],
  aliases: {
    "id.orig_h": ["id_orig_h"],
    "id.orig_p": ["id_orig_p"],
    "id.resp_h": ["id_resp_h"],
    "id.resp_p": ["id_resp_p"],
    "c-uri": ["uri"],
    "cs-uri": ["uri"],
    "cs-uri-stem": ["uri"],
    "cs-uri-query": ["uri"],
    "cs-host": ["host"],
    "cs-method": ["method"],
    "c-useragent": ["user_agent"],
    "cs-user-agent": ["user_agent"],
    "cs-referer": ["referrer"],
    "cs-referrer": ["referrer"],
    "cs-version": ["version"],
    "sc-status": ["status_code"],
    "cs-bytes": ["request_body_len"],
    "sc-bytes": ["response_body_len"],
    "c-ip": ["id.orig_h", "id_orig_h"],
    "r-dns": ["host"],
    src_ip: ["id.orig_h", "id_orig_h"],
    src_port: ["id.orig_p", "id_orig_p"],
    dst_ip: ["id.resp_h", "id_resp_h"],
    dst_port: ["id.resp_p", "id_resp_p"],
    record_type: ["qtype_name"],
    answer: ["answers"],
    QueryName: ["query"],
  },
};

/** Zeek's own unit ids in records that have lost their path. */
const looksLikeZeek = (fields: EventFields): boolean =>
  isText(fields.uid) &&
  fields.ts !== undefined &&
  (fields["id.orig_h"] !== undefined || fields.id_orig_h !== undefined);

const zeekPath = (fields: EventFields): string | undefined => {
  // `@stream` is a word of others too: there it counts beside Zeek's own fields alone.
  const path = fields._path ?? fields["@path"] ?? (looksLikeZeek(fields) ? fields["@stream"] : undefined);
  if (isText(path) && path.length <= 60) return path;
  const { event } = fields;
  const dataset = isFields(event) ? event.dataset : undefined;
  return isText(dataset) && dataset.startsWith("zeek.") ? dataset.slice(5, 65) : undefined;
};

const zeekByFields: readonly (readonly [string, string])[] = [
  ["qtype_name", "dns"],
  ["user_agent", "http"],
  ["method", "http"],
  ["conn_state", "conn"],
  ["endpoint", "dce_rpc"],
  ["server_name", "ssl"],
  ["cookie", "rdp"],
  ["request_type", "kerberos"],
  ["helo", "smtp"],
];

const guessZeekPath = (fields: EventFields): string =>
  zeekByFields.find(([name]) => fields[name] !== undefined)?.[1] ?? "unknown";

const systemdServices: ReadonlyMap<string, readonly string[]> = new Map([
  ["sshd", ["sshd", "auth"]],
  ["sudo", ["sudo", "auth"]],
  ["su", ["auth"]],
  ["systemd-logind", ["auth"]],
  ["cron", ["cron"]],
  ["crond", ["cron"]],
  ["clamd", ["clamav"]],
  ["freshclam", ["clamav"]],
  ["vsftpd", ["vsftpd"]],
  ["guacd", ["guacamole"]],
  ["audit", ["auditd"]],
  ["auditd", ["auditd"]],
]);

/** A Linux program by its name in syslog or the journal: Sigma's services for it, `syslog` always among them. */
export const linuxFacts = (program: string): LogSourceFacts =>
  facts("linux", [], [...(systemdServices.get(program.toLowerCase()) ?? []), "syslog"]);

const ocsfActivity: ReadonlyMap<number, readonly string[]> = new Map([
  [1001, ["file_event"]],
  [1005, ["image_load"]],
  [1007, ["process_creation"]],
  [4001, ["network_connection", "firewall"]],
  [4002, ["webserver", "proxy"]],
  [4003, ["dns", "dns_query"]],
  [201_001, ["registry_event"]],
  [201_002, ["registry_event", "registry_set"]],
]);

const ocsfProducts: readonly (readonly [string, string])[] = [
  ["windows", "windows"],
  ["sysmon", "windows"],
  ["cloudtrail", "aws"],
  ["zeek", "zeek"],
  ["okta", "okta"],
  ["azure", "azure"],
  ["entra", "azure"],
  ["google", "gcp"],
  ["gcp", "gcp"],
  ["github", "github"],
  ["kubernetes", "kubernetes"],
  ["linux", "linux"],
  ["macos", "macos"],
];

const nameAt = (value: EventValue | undefined, ...path: readonly string[]): string => {
  let inner: EventValue | undefined = value;
  for (const name of path) inner = isFields(inner) ? inner[name] : undefined;
  return isText(inner) ? inner.toLowerCase() : "";
};

const ocsfSource = (fields: EventFields): LogSourceFacts => {
  const product = nameAt(fields.metadata, "product", "name");
  const vendor = nameAt(fields.metadata, "product", "vendor_name");
  const system = nameAt(fields.device, "os", "name");
  const words = `${product} ${vendor} ${system}`;
  const named = ocsfProducts.find(([word]) => words.includes(word))?.[1];
  const service = named === "aws" ? ["cloudtrail"] : named === "okta" ? ["okta"] : [];
  const categories = typeof fields.class_uid === "number" ? (ocsfActivity.get(fields.class_uid) ?? []) : [];
  return { ...(named === undefined ? {} : { product: named }), categories, services: service, known: false };
};

/** What the source wrote and OCSF has no place for stands under `unmapped`. */
const ocsfTaxonomy: FieldTaxonomy = {
  roots: ["unmapped", "unmapped.EventData"],
  aliases: {
    Image: ["process.file.path", "actor.process.file.path"],
    CommandLine: ["process.cmd_line"],
    ParentImage: ["process.parent_process.file.path", "actor.process.file.path"],
    ParentCommandLine: ["process.parent_process.cmd_line", "actor.process.cmd_line"],
    ProcessId: ["process.pid"],
    ParentProcessId: ["process.parent_process.pid", "actor.process.pid"],
    User: ["actor.user.name", "user.name"],
    TargetFilename: ["file.path"],
    ImageLoaded: ["module.file.path"],
    TargetObject: ["reg_key.path", "reg_value.path"],
    Details: ["reg_value.data"],
    QueryName: ["query.hostname"],
    query: ["query.hostname"],
    record_type: ["query.type"],
    answer: ["answers.rdata"],
    SourceIp: ["src_endpoint.ip"],
    SourcePort: ["src_endpoint.port"],
    DestinationIp: ["dst_endpoint.ip"],
    DestinationPort: ["dst_endpoint.port"],
    DestinationHostname: ["dst_endpoint.hostname"],
    src_ip: ["src_endpoint.ip"],
    src_port: ["src_endpoint.port"],
    dst_ip: ["dst_endpoint.ip"],
    dst_port: ["dst_endpoint.port"],
    Computer: ["device.hostname", "device.name"],
    "cs-method": ["http_request.http_method"],
    "c-uri": ["http_request.url.url_string"],
    "cs-uri-stem": ["http_request.url.path"],
    "cs-uri-query": ["http_request.url.query_string"],
    "cs-host": ["http_request.url.hostname"],
    "c-useragent": ["http_request.user_agent"],
    "cs-user-agent": ["http_request.user_agent"],
    "cs-referer": ["http_request.referrer"],
    "sc-status": ["http_response.code"],
    "c-ip": ["src_endpoint.ip"],
    eventName: ["api.operation"],
    eventSource: ["api.service.name"],
    errorCode: ["api.response.error"],
    sourceIPAddress: ["src_endpoint.ip"],
    userAgent: ["http_request.user_agent"],
    awsRegion: ["cloud.region"],
    EventID: ["metadata.event_code"],
  },
};

const ecsCategories = (fields: EventFields): LogSourceFacts => {
  const event = isFields(fields.event) ? fields.event : undefined;
  const module = nameAt(event, "module") || nameAt(event, "dataset").split(".")[0] || "";
  const system = nameAt(fields.host, "os", "type") || nameAt(fields.host, "os", "family");
  const product = module === "zeek" ? "zeek" : ["windows", "linux", "macos"].find((name) => system === name);
  const kinds = [event?.category].flat().filter(isText);
  const types = [event?.type].flat().filter(isText);
  const categories: string[] = [];
  if (kinds.includes("process") && types.includes("start")) categories.push("process_creation");
  if (kinds.includes("network") && types.includes("connection")) categories.push("network_connection");
  if (kinds.includes("web")) categories.push("webserver", "proxy");
  if (isFields(fields.dns)) categories.push("dns", "dns_query");
  return { ...(product === undefined ? {} : { product }), categories, services: [], known: false };
};

const ecsTaxonomy: FieldTaxonomy = {
  roots: [],
  aliases: {
    Image: ["process.executable"],
    CommandLine: ["process.command_line"],
    ParentImage: ["process.parent.executable"],
    ParentCommandLine: ["process.parent.command_line"],
    CurrentDirectory: ["process.working_directory"],
    ProcessId: ["process.pid"],
    ParentProcessId: ["process.parent.pid"],
    User: ["user.name"],
    TargetFilename: ["file.path"],
    ImageLoaded: ["dll.path"],
    TargetObject: ["registry.path"],
    Details: ["registry.data.strings"],
    QueryName: ["dns.question.name"],
    query: ["dns.question.name"],
    record_type: ["dns.question.type"],
    answer: ["dns.answers.data"],
    SourceIp: ["source.ip"],
    SourcePort: ["source.port"],
    DestinationIp: ["destination.ip"],
    DestinationPort: ["destination.port"],
    DestinationHostname: ["destination.domain"],
    src_ip: ["source.ip"],
    src_port: ["source.port"],
    dst_ip: ["destination.ip"],
    dst_port: ["destination.port"],
    Computer: ["host.name", "host.hostname"],
    "c-ip": ["source.ip", "client.ip"],
    "c-uri": ["url.original", "url.full"],
    "c-useragent": ["user_agent.original"],
    "cs-user-agent": ["user_agent.original"],
    "cs-method": ["http.request.method"],
    "cs-host": ["url.domain"],
    "cs-uri-stem": ["url.path"],
    "cs-uri-query": ["url.query"],
    "cs-referer": ["http.request.referrer"],
    "sc-status": ["http.response.status_code"],
    exe: ["process.executable"],
    comm: ["process.name"],
  },
};

const auditdTypes = /^[A-Z][A-Z0-9]{2,20}(?:_[A-Z0-9]{1,20}){0,4}$/;

/** Record types that only the audit log has; others (`LOGIN`, `PATH`) need a field of it beside them. */
const auditOnly: ReadonlySet<string> = new Set(
  "SYSCALL EXECVE PROCTITLE SOCKADDR BPRM_FCAPS OBJ_PID KERN_MODULE NETFILTER_CFG FD_PAIR MAC_STATUS".split(" "),
);

const isAuditJson = (fields: EventFields): boolean => {
  const type = fields.type ?? fields.record_type;
  if (!isText(type) || !auditdTypes.test(type)) return false;
  if (auditOnly.has(type)) return true;
  const { syscall, exe, auid, a0, ses, proctitle, cwd, nametype, acct, subj } = fields;
  return (syscall ?? exe ?? auid ?? a0 ?? ses ?? proctitle ?? cwd ?? nametype ?? acct ?? subj) !== undefined;
};

export const networkKinds: readonly JsonKind[] = [
  {
    name: "zeek",
    isOne: (fields) => zeekPath(fields) !== undefined || looksLikeZeek(fields),
    source: (fields) => zeekFacts(zeekPath(fields) ?? guessZeekPath(fields)),
    taxonomy: zeekTaxonomy,
    time: (fields) => fields.ts ?? fields["@timestamp"] ?? fields._write_ts,
  },
  {
    name: "ocsf",
    isOne: (fields) => fields.class_uid !== undefined && fields.metadata !== undefined,
    source: ocsfSource,
    taxonomy: ocsfTaxonomy,
    time: (fields) => fields.time ?? fields.time_dt ?? fields.start_time,
  },
  {
    name: "journald",
    isOne: (fields) => fields.__REALTIME_TIMESTAMP !== undefined || fields._SYSTEMD_UNIT !== undefined,
    source: (fields) => linuxFacts(nameAt(fields.SYSLOG_IDENTIFIER) || nameAt(fields._COMM)),
    taxonomy: {
      roots: [],
      aliases: { message: ["MESSAGE"], Image: ["_EXE"], CommandLine: ["_CMDLINE"], Computer: ["_HOSTNAME"] },
    },
    time: (fields) => fields._SOURCE_REALTIME_TIMESTAMP ?? fields.__REALTIME_TIMESTAMP,
  },
  {
    name: "auditd",
    isOne: isAuditJson,
    source: () => facts("linux", [], ["auditd"]),
    taxonomy: { roots: [], aliases: { type: ["record_type"], Image: ["exe"] } },
    time: (fields) => fields["@timestamp"] ?? fields.timestamp ?? fields.EventTime,
  },
  {
    name: "ecs",
    isOne: (fields) => isFields(fields.ecs) || (fields["@timestamp"] !== undefined && isFields(fields.event)),
    source: ecsCategories,
    taxonomy: ecsTaxonomy,
    time: (fields) => fields["@timestamp"] ?? memberOf(fields.event, "created"),
  },
];
