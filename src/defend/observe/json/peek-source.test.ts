/** What is told of a record before it is parsed is what reading it tells. */
import { expect, it } from "vitest";
import { observeBytes } from "../observe-stream.ts";
import { aliasesOfPeeked, peekedNames, sourceOfPeeked } from "./peek-source.ts";

const told = (record: Readonly<Record<string, unknown>>) =>
  sourceOfPeeked(peekedNames.map((name) => (record[name] === undefined ? undefined : String(record[name]))));

const read = (record: unknown) =>
  [...observeBytes(Buffer.from(`${JSON.stringify(record)}\n`), { file: "x" })].flat()[0]?.source;

it.each<[string, Readonly<Record<string, unknown>>]>([
  ["of a security event", { EventID: 4688, Channel: "Security", NewProcessName: "a.exe" }],
  ["of Sysmon", { EventID: "1", Channel: "Microsoft-Windows-Sysmon/Operational", Image: "a.exe" }],
  ["of a channel nobody knows", { EventID: 7, Channel: "Contoso/Operational" }],
  ["that names its own source", { EventID: 12, Channel: "Security", product: "windows", category: "registry_set" }],
  ["that names too little of it", { EventID: 4624, Channel: "Security", product: "linux" }],
])("tells the source %s", (_, record) => {
  expect(told(record)).toBeDefined();
  expect(told(record)).toEqual(read(record));
});

it.each<[string, Readonly<Record<string, unknown>>]>([
  ["that is no Windows record", { product: "cisco", service: "aaa", message: "x" }],
  ["whose channel is not said", { EventID: 1, SourceName: "Microsoft-Windows-Sysmon" }],
  ["whose number is none", { EventID: "0x10", Channel: "Security" }],
  ["whose kind of registry event stands elsewhere", { EventID: 12, Channel: "Microsoft-Windows-Sysmon/Operational" }],
  ["that gets fields from its text", { EventID: 400, Channel: "Windows PowerShell" }],
  ["around a message", { EventID: 1, Channel: "Security", SyslogMessage: "x" }],
  ["of another shape", { EventID: 1, Channel: "Security", "winlog.channel": "System" }],
])("tells nothing of a record %s", (_, record) => {
  expect(told(record)).toBeUndefined();
});

it("knows all names under which such a record may have what a rule asks for", () => {
  const record = { EventID: 4688, Channel: "Security" };
  const [event] = [...observeBytes(Buffer.from(`${JSON.stringify(record)}\n`), { file: "x" })].flat();
  const aliases = Object.entries(event?.taxonomy?.aliases ?? {});
  expect(aliases.length).toBeGreaterThan(5);
  for (const [name, paths] of aliases) expect(aliasesOfPeeked(name)).toEqual(expect.arrayContaining([...paths]));
});
