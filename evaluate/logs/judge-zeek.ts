/** Zeek's TSV and JSON logs of one name, line by line. */
import { observeAll } from "../../src/defend/observe/index.ts";
import type { EventFields, EventValue } from "../../src/terms/event.ts";
import type { TarFile } from "../read-tar.ts";
import type { Check } from "./judge-audit.ts";

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const flat = (fields: EventFields, prefix = ""): Map<string, EventValue> => {
  const all = new Map<string, EventValue>();
  for (const [key, value] of Object.entries(fields)) {
    if (isFields(value)) for (const [inner, leaf] of flat(value, `${prefix}${key}.`)) all.set(inner, leaf);
    else if (value !== undefined && value !== null) all.set(prefix + key, value);
  }
  return all;
};

const instant = (value: EventValue): number => {
  if (typeof value === "number") return value;
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? Number(value) : time / 1000;
};

/** Numbers and times agree to a millisecond or one part in 10,000: the two writers round differently. */
const agree = (one: EventValue | undefined, other: EventValue | undefined): boolean => {
  if (one === undefined || other === undefined) return one === other;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((member, index) => agree(member, other[index]));
  if (String(one) === String(other)) return true;
  const [first, second] = [instant(one), instant(other)];
  return Math.abs(first - second) <= Math.max(0.001, Math.abs(first) * 1e-4);
};

const differing = (one: EventFields, other: EventFields): string | undefined => {
  const [first, second] = [flat(one), flat(other)];
  const names = new Set([...first.keys(), ...second.keys()]);
  names.delete("_write_ts");
  for (const name of names) if (!agree(first.get(name), second.get(name))) return name;
  return undefined;
};

const stemOf = (path: string): string => path.replace(/^.*\//, "").replace(/\.\w+$/, "");
const folderOf = (path: string): string => path.replace(/\/[^/]*$/, "");

const judgePair = (tsv: TarFile, json: TarFile): Check[] => {
  const rows = observeAll(tsv.bytes, { file: tsv.path }).events;
  const objects = observeAll(json.bytes, { file: json.path }).events;
  const checks: Check[] = [];
  for (let index = 0; index < Math.min(rows.length, objects.length); index += 1) {
    const [row, object] = [rows[index], objects[index]];
    if (row === undefined || object === undefined) continue;
    const name = differing(row.fields, object.fields);
    const found = name === undefined ? [] : [row.fields[name], object.fields[name]];
    checks.push({ name: `${tsv.path}:${index + 1} ${name ?? ""}`, found, passed: name === undefined });
  }
  return checks;
};

/** Folders pair by name: `…-tsv` and `…-json`. */
export const judgeZeek = (files: readonly TarFile[]): Check[] =>
  files.flatMap((tsv) => {
    const folder = folderOf(tsv.path);
    if (!folder.endsWith("-tsv")) return [];
    const json = files.find(
      (file) => folderOf(file.path) === folder.replace(/-tsv$/, "-json") && stemOf(file.path) === stemOf(tsv.path),
    );
    return json === undefined ? [] : judgePair(tsv, json);
  });
