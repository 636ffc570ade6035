/**
 * Snapshots of evtx_dump's own tests, brought to the one shape that records are compared in: attributes beside their element
 * (`X_attributes`) go back into it, XML becomes the same tree, GUIDs lose their braces and case, texts their outer spaces.
 */
import { observeAll } from "../../src/defend/observe/index.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Fields = Record<string, Json>;

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const suffix = "_attributes";

/** Attributes that stand beside their element. */
const gather = (fields: Fields): Fields => {
  const whole: Fields = {};
  for (const [key, value] of Object.entries(fields)) {
    if (key.endsWith(suffix)) whole[key.slice(0, -suffix.length)] = { "#attributes": value };
  }
  for (const [key, value] of Object.entries(fields)) {
    if (key.endsWith(suffix)) continue;
    const beside = whole[key];
    if (!isFields(beside)) whole[key] = value;
    else if (isFields(value)) whole[key] = { ...beside, ...value };
    else if (value !== null) whole[key] = { ...beside, "#text": value };
  }
  return whole;
};

const guid = /^\{?([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})\}?$/;

const leaf = (value: string | number | boolean | null): Json => {
  if (value === null) return "";
  const text = String(value).trim();
  return guid.exec(text)?.[1]?.toLowerCase() ?? text;
};

const normal = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(normal);
  if (!isFields(value)) return leaf(value as string | number | boolean | null);
  const entries = Object.entries(gather(value)).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, normal(inner)]));
};

export interface Shape {
  /** Host, channel, number and time: which record it is. */
  readonly record: string;
  readonly text: string;
}

export const shapeOf = (fields: unknown): Shape => {
  const whole = normal(fields as Json);
  const event = isFields(whole) ? whole.Event : undefined;
  const system = isFields(event) ? event.System : undefined;
  const { Computer, Channel, EventRecordID, TimeCreated } = isFields(system) ? system : {};
  return { record: JSON.stringify([Computer, Channel, EventRecordID, TimeCreated]), text: JSON.stringify(whole) };
};

/** The body of a snapshot file, as its shape; `undefined` when it is neither JSON nor XML of one record. */
export const snapshotOf = (text: string): Shape | undefined => {
  const body = text.split(/^---$/m).slice(2).join("---").trim();
  if (body.startsWith("{")) return shapeOf(JSON.parse(body));
  if (!body.startsWith("<?xml")) return undefined;
  const [event] = observeAll(Buffer.from(body), { file: "snapshot" }).events;
  return event === undefined ? undefined : shapeOf(event.fields);
};
