/**
 * What a flat Windows record is, by a few values at its top, before its line is parsed: by far the most common records of logs so
 * large that not parsing them pays. Of all others, and where fields are added to the record's own, nothing is told.
 */
import type { LogSourceFacts } from "#terms/event.ts";
import { dressJson } from "../dress/dress-json.ts";
import { generalTaxonomy, processTaxonomy } from "../dress/windows-aliases.ts";

/** The last three are of records that are something else, whatever they hold besides. */
export const peekedNames: readonly string[] = [
  "product",
  "category",
  "service",
  "EventID",
  "Channel",
  "winlog.event_id",
  "winlog.channel",
  "SyslogMessage",
];

/** @param values of `peekedNames`, in a record whose members are plain values */
export const sourceOfPeeked = (values: readonly (string | undefined)[]): LogSourceFacts | undefined => {
  const [product, category, service, EventID, Channel, ...others] = values;
  if (EventID === undefined || Channel === undefined || others.some((value) => value !== undefined)) return undefined;
  if (!/^\d{1,9}$/.test(EventID)) return undefined;
  const { source } = dressJson({ product, category, service, EventID, Channel }, { file: "" });
  // What kind of registry event Sysmon's 12 is stands elsewhere; the classic PowerShell log gets fields from its texts.
  if (source === undefined || (EventID === "12" && source.known)) return undefined;
  return source.services[0] === "powershell-classic" ? undefined : source;
};

const taxonomies = [generalTaxonomy.get("flat"), processTaxonomy.get("flat")].filter((one) => one !== undefined);

/** Other names that a record told of by `sourceOfPeeked` may have for a rule's name. */
export const aliasesOfPeeked = (name: string): readonly string[] =>
  taxonomies.flatMap(({ aliases }) => (Object.hasOwn(aliases, name) ? (aliases[name] ?? []) : []));
