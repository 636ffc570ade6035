/**
 * Says what an event is, in Sigma's log-source words, from what stands in it: channel, provider, `_path`, event source.
 *
 * What is recognised by its own marks is `known`. Else the event's own `product`, `category` and `service` are taken as
 * hints, and a rule is tried wherever the two are not in conflict.
 */
import type { EventValue, LogSourceFacts } from "#terms/event.ts";
import type { EventReader } from "../match/read-field.ts";
import { leavesOf } from "../match/read-field.ts";
import {
  categoriesByServiceAndId,
  categoriesBySysmonId,
  channelByProvider,
  serviceByChannel,
} from "./windows-channels.ts";

type Read = (field: string) => string | undefined;

const textOf = (value: EventValue | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const [leaf] = leavesOf(value);
  return leaf === undefined || leaf === null || leaf === "" ? undefined : String(leaf);
};

const firstOf = (read: Read, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const text = read(name);
    if (text !== undefined) return text;
  }
  return undefined;
};

const channelNames = ["Channel", "channel", "winlog.channel", "Event.System.Channel", "log_name"];
const providerNames = [
  "Provider_Name",
  "SourceName",
  "winlog.provider_name",
  "Event.System.Provider.#attributes.Name",
  "event.provider",
  "source_name",
];
const idNames = ["EventID", "event_id", "winlog.event_id", "Event.System.EventID", "event.code"];

const registryChange: ReadonlyMap<string, string> = new Map([
  ["createkey", "registry_add"],
  ["deletekey", "registry_delete"],
  ["deletevalue", "registry_delete"],
]);

const known = (
  product: string | undefined,
  categories: readonly string[],
  services: readonly string[],
): LogSourceFacts => ({
  ...(product === undefined ? {} : { product }),
  categories,
  services,
  known: true,
});

const sysmonCategories = (read: Read, id: string): readonly string[] => {
  const categories = categoriesBySysmonId.get(id) ?? [];
  if (id !== "12") return categories;
  const type = firstOf(read, ["EventType", "winlog.event_data.EventType", "Event.EventData.EventType"]) ?? "";
  const change = registryChange.get(type.toLowerCase());
  return change === undefined ? categories : [...categories, change];
};

const windowsFacts = (read: Read): LogSourceFacts | undefined => {
  const provider = firstOf(read, providerNames)?.toLowerCase() ?? "";
  const channel = firstOf(read, channelNames)?.toLowerCase() ?? channelByProvider.get(provider);
  if (channel === undefined) return undefined;
  const id = firstOf(read, idNames) ?? "";
  if (channel.startsWith("linux-sysmon/")) return known("linux", sysmonCategories(read, id), ["sysmon"]);
  const service = serviceByChannel.get(channel);
  if (service === undefined) {
    const isWindows = channel.includes("windows") || channel.includes("/operational") || id !== "";
    return isWindows ? { product: "windows", categories: [], services: [channel], known: false } : undefined;
  }
  if (service === "sysmon") return known("windows", sysmonCategories(read, id), [service]);
  return known("windows", categoriesByServiceAndId.get(`${service} ${id}`) ?? [], [service]);
};

const zeekCategories: ReadonlyMap<string, readonly string[]> = new Map([
  ["http", ["proxy", "webserver"]],
  ["dns", ["dns"]],
  ["conn", ["firewall"]],
]);

const zeekFacts = (read: Read): LogSourceFacts | undefined => {
  const path = firstOf(read, ["_path", "@path"]);
  if (path === undefined || path.length > 60) return undefined;
  return known("zeek", zeekCategories.get(path) ?? [], [path]);
};

const auditTypes =
  /^(?:SYSCALL|EXECVE|PATH|CWD|PROCTITLE|SOCKADDR|USER_[A-Z_]+|CRED_[A-Z_]+|SERVICE_[A-Z]+|CONFIG_CHANGE|ADD_[A-Z]+|DEL_[A-Z]+|LOGIN|AVC|ANOM_[A-Z_]+|DAEMON_[A-Z]+|TTY|KERN_MODULE|SYSTEM_[A-Z]+|MAC_[A-Z_]+|NETFILTER_[A-Z]+|BPRM_FCAPS|OBJ_PID|EOE|DM_[A-Z]+)$/;

/** Cloud services by marks that only their records bear. */
const cloudFacts = (read: Read): LogSourceFacts | undefined => {
  const source = read("eventSource");
  if (source?.endsWith(".amazonaws.com") === true && read("eventName") !== undefined)
    return known("aws", [], ["cloudtrail"]);
  if (read("protoPayload.@type") !== undefined || read("protoPayload.methodName") !== undefined)
    return known("gcp", [], ["gcp.audit"]);
  const google = read("id.applicationName");
  if (google !== undefined) return known("gcp", [], [`google_workspace.${google}`]);
  if (read("auditID") !== undefined && read("verb") !== undefined)
    return known("kubernetes", ["application"], ["audit"]);
  if (read("Workload") !== undefined && read("Operation") !== undefined)
    return { product: "m365", categories: [], services: [], known: false };
  if (read("published") !== undefined && read("eventType") !== undefined && read("actor.alternateId") !== undefined)
    return known("okta", [], ["okta"]);
  if (read("logtype") !== undefined && read("node_id") !== undefined && read("src_host") !== undefined)
    return known("opencanary", ["application"], []);
  return azureFacts(read);
};

const azureServices: ReadonlyMap<string, readonly string[]> = new Map([
  ["signinlogs", ["signinlogs"]],
  ["noninteractiveusersigninlogs", ["signinlogs"]],
  ["serviceprincipalsigninlogs", ["signinlogs"]],
  ["auditlogs", ["auditlogs", "pim"]],
  ["administrative", ["activitylogs"]],
  ["userriskevents", ["riskdetection"]],
]);

const azureFacts = (read: Read): LogSourceFacts | undefined => {
  const category = read("category")?.toLowerCase();
  const services = category === undefined ? undefined : azureServices.get(category);
  const isAzure = read("operationName") !== undefined || read("OperationName") !== undefined;
  return services !== undefined && isAzure ? known("azure", [], services) : undefined;
};

const hinted = (read: Read): LogSourceFacts => {
  const product = read("product")?.toLowerCase();
  const category = read("category")?.toLowerCase();
  const service = read("service")?.toLowerCase();
  return {
    ...(product === undefined ? {} : { product }),
    categories: category === undefined ? [] : [category],
    services: service === undefined ? [] : [service],
    known: false,
  };
};

/** @param reader opened on the event */
export const deriveSource = (reader: EventReader): LogSourceFacts => {
  const read: Read = (field) => textOf(reader.read(reader.nameOf(field)));
  const hints = hinted(read);
  if (hints.product !== undefined && (hints.categories.length > 0 || hints.services.length > 0)) return hints;
  const windows = windowsFacts(read);
  if (windows !== undefined) return windows;
  const type = read("type");
  if (type !== undefined && auditTypes.test(type.toUpperCase())) return known("linux", [], ["auditd"]);
  return zeekFacts(read) ?? cloudFacts(read) ?? hints;
};
