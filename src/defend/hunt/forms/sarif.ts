/**
 * Results as SARIF 2.1.0 (OASIS): one run, one result for each, written as they come. Rules that are used stand as
 * `reportingDescriptor`s; the fields that matched stand in the message, the event's place as bytes from the log's start.
 */
import { escapeInvisibleInJson } from "#kit/text/show-invisible.ts";
import type { Rule, RuleLevel } from "#terms/rule.ts";
import type { HuntResult } from "../finding.ts";
import { tellResult } from "./tell-result.ts";
import type { FormContext, FormWriter } from "./writer.ts";

const sarifLevels: Readonly<Record<RuleLevel, string>> = {
  informational: "none",
  low: "note",
  medium: "warning",
  high: "error",
  critical: "error",
};

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

type Described = Pick<Rule, "id" | "title" | "level" | "tags" | "references"> & { readonly description?: string };

const descriptor = ({ id, title, level, tags, description, references }: Described) => ({
  id,
  name: title,
  shortDescription: { text: title },
  ...(description === undefined || description === "" ? {} : { fullDescription: { text: description } }),
  ...(references[0] !== undefined && /^https?:\/\//.test(references[0]) ? { helpUri: references[0] } : {}),
  defaultConfiguration: { level: sarifLevels[level] },
  properties: { tags: [...new Set(tags)], level },
});

/** A path or name as a URI reference (RFC 3986): each part encoded. */
const uriOf = (file: string): string => {
  const parts = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return file.startsWith("/") ? `file://${parts}` : parts;
};

const locationOf = (file: string, record: number, offset?: number) => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(file) },
    ...(offset === undefined ? {} : { region: { byteOffset: offset, byteLength: 0 } }),
  },
  logicalLocations: [{ name: `record ${record}`, kind: "element" }],
});

const eventProperties = (json: string): object => {
  try {
    return { event: JSON.parse(json) as unknown };
  } catch {
    return {};
  }
};

const sarifResult = (result: HuntResult): object => {
  const { time, host, why } = tellResult(result, 2000);
  const places =
    result.kind === "correlation"
      ? result.events.slice(0, 20).map(({ file, record }) => locationOf(file, record))
      : [locationOf(result.event.file, result.event.record, result.event.offset)];
  const event = result.kind === "correlation" ? {} : eventProperties(result.event.json);
  return {
    ruleId: result.ruleId,
    level: sarifLevels[result.level],
    kind: "fail",
    message: { text: `${result.title}: ${why === "" ? "it matched" : why}` },
    locations: places,
    properties: { time, host, level: result.level, tags: [...new Set(result.tags)], ...event },
  };
};

/** Only a failure has a level other than none (SARIF 3.27.9). */
const withKind = (result: object): object =>
  "level" in result && result.level === "none" ? { ...result, kind: "informational" } : result;

export const sarifWriter = ({ rules, toolVersion }: FormContext): FormWriter => {
  const used = new Map<string, object>();
  const byId = new Map<string, Rule>([...rules].reverse().map((rule) => [rule.id, rule]));
  let isFirst = true;
  return {
    begin: () =>
      `{"$schema":${JSON.stringify(schema)},"version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`,
    add: (result) => {
      const { ruleId, title, level, tags } = result;
      const rule: Described = byId.get(ruleId) ?? { id: ruleId, title, level, tags, references: [] };
      if (!used.has(ruleId)) used.set(ruleId, descriptor(rule));
      const comma = isFirst ? "\n" : ",\n";
      isFirst = false;
      return `${comma}${escapeInvisibleInJson(JSON.stringify(withKind(sarifResult(result))))}`;
    },
    end: () => {
      const driver = { name: "watchfloor", version: toolVersion, rules: [...used.values()] };
      return `\n],"tool":${escapeInvisibleInJson(JSON.stringify({ driver }))}}]}\n`;
    },
  };
};
