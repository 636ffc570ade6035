/** go-libaudit's goldens, and structured audit logs, against audit records as events. */
import { parse as parseYaml } from "yaml";
import { observeAll } from "../../src/defend/observe/index.ts";
import type { Event, EventValue } from "../../src/terms/event.ts";
import type { TarFile } from "../read-tar.ts";

export interface Check {
  readonly passed: boolean;
  readonly name: string;
  readonly wanted?: unknown;
  readonly found?: unknown;
}

interface Golden {
  readonly "@timestamp": string;
  readonly record_type: string;
  readonly sequence: number | string;
  readonly data?: Readonly<Record<string, string>>;
  readonly process?: Readonly<Record<string, string | readonly string[]>>;
}

export const textOf = (file: TarFile): string => Buffer.from(file.bytes).toString("utf8");

const valuesOf = (value: EventValue | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];

const check = (name: string, wanted: unknown, found: readonly string[]): Check => ({
  name,
  wanted,
  found,
  passed: found.includes(String(wanted)),
});

const headChecks = (name: string, golden: Golden, event: Event): Check[] => {
  const types = valuesOf(event.fields.type).map((type) => type.toLowerCase());
  const time = new Date(Math.trunc(event.timeMs ?? 0)).toISOString();
  const wanted = new Date(golden["@timestamp"]).toISOString();
  return [
    check(
      `${name} type`,
      golden.record_type,
      types.map((type) => type.replace(/^unknown\[(\d+)\]$/, "$1")),
    ),
    check(`${name} sequence`, golden.sequence, valuesOf(event.fields.serial)),
    check(`${name} time`, wanted, [time]),
  ];
};

const dataChecks = (name: string, golden: Golden, event: Event): Check[] =>
  Object.entries(golden.data ?? {}).map(([key, value]) => {
    // The library that joins records puts `socket_` before what it calls `family`, `addr`, `port` in single ones.
    const found = event.fields[key] ?? event.fields[key.replace(/^socket_/, "")];
    return check(`${name} ${key}`, value, valuesOf(found));
  });

/** Names of the joined golden's process, as the audit log has them. */
const processNames: Readonly<Record<string, string>> = {
  pid: "pid",
  ppid: "ppid",
  title: "proctitle",
  name: "comm",
  exe: "exe",
  cwd: "cwd",
};

const processChecks = (name: string, golden: Golden, event: Event): Check[] =>
  Object.entries(processNames).flatMap(([key, field]) => {
    const wanted = golden.process?.[key];
    return typeof wanted === "string" ? [check(`${name} process.${key}`, wanted, valuesOf(event.fields[field]))] : [];
  });

const observeLine = (line: string): Event | undefined =>
  observeAll(Buffer.from(line), { file: "line", format: "auditd" }).events[0];

const judgeLines = (log: TarFile, golden: TarFile): Check[] => {
  const lines = textOf(log)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const goldens = JSON.parse(textOf(golden)) as (Golden | null)[];
  return goldens.flatMap((one, index) => {
    const event = observeLine(lines[index] ?? "");
    const name = `${log.path}:${index + 1}`;
    if (one === null) return [{ name, wanted: "unreadable", passed: event === undefined }];
    if (event === undefined) return [{ name, wanted: "readable", passed: false }];
    return [...headChecks(name, one, event), ...dataChecks(name, one, event)];
  });
};

const judgeJoined = (tests: TarFile, golden: TarFile): Check[] => {
  const { tests: texts } = parseYaml(textOf(tests)) as { tests: Record<string, string> };
  const goldens = JSON.parse(textOf(golden)) as { test_name: string; event: Golden }[];
  return goldens.flatMap(({ test_name: test, event: one }) => {
    const name = `${tests.path} ${test}`;
    const { events } = observeAll(Buffer.from(texts[test] ?? ""), { file: test, format: "auditd" });
    const [event] = events;
    if (event === undefined || events.length !== 1)
      return [{ name, wanted: "one event", found: events.length, passed: false }];
    return [...headChecks(name, one, event), ...dataChecks(name, one, event), ...processChecks(name, one, event)];
  });
};

const judgeStructured = (log: TarFile, table: TarFile): Check[] => {
  const rows = observeAll(table.bytes, { file: table.path, format: "csv" }).events;
  const lines = textOf(log).split("\n");
  return rows.flatMap(({ fields }, index) => {
    const { Type, Time } = fields;
    if (Type === undefined || Time === undefined) return [];
    const event = observeLine(lines[index] ?? "");
    const stamp =
      event === undefined ? "" : `${((event.timeMs ?? 0) / 1000).toFixed(3)}:${String(event.fields.serial)}`;
    const name = `${log.path}:${index + 1}`;
    return [check(`${name} type`, Type, valuesOf(event?.fields.type)), check(`${name} stamp`, Time, [stamp])];
  });
};

export const judgeAudit = (files: readonly TarFile[]): Check[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files.flatMap((file) => {
    const golden = byPath.get(`${file.path}.golden`);
    if (file.path.endsWith(".log") && golden !== undefined) return judgeLines(file, golden);
    const joined = byPath.get(file.path.replace(/\.yaml$/, ".json.golden"));
    if (file.path.endsWith(".yaml") && joined !== undefined) return judgeJoined(file, joined);
    const table = byPath.get(`${file.path}_structured.csv`);
    const isAudit = file.path.endsWith(".log") && textOf(file).startsWith("type=");
    return isAudit && table !== undefined ? judgeStructured(file, table) : [];
  });
};
