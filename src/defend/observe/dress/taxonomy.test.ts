/** Sigma's names and log sources on records of every shape: the complaints that other tools have about them are rows here. */
import { describe, expect, test } from "vitest";
import { buildLog, ChunkWriter, systemValues, value } from "../../../../test/fixtures/observe/build-evtx.ts";
import { findField } from "../find-field.ts";
import { observeAll } from "../observe-stream.ts";

const eventOf = (record: object) => {
  const [event] = observeAll(Buffer.from(JSON.stringify(record)), { file: "log" }).events;
  if (event === undefined) throw new Error("Expected an event");
  return event;
};

const nested = (channel: string, id: unknown, data: object, provider = "P") => ({
  Event: {
    System: { Provider: { "#attributes": { Name: provider } }, EventID: id, Channel: channel, Computer: "HOST-1" },
    EventData: data,
  },
});

const sysmon = "Microsoft-Windows-Sysmon/Operational";

test.each<[string, object, string, unknown]>([
  [
    "4688 has no Image: its NewProcessName is one",
    nested("Security", 4688, { NewProcessName: "a.exe" }),
    "Image",
    ["a.exe"],
  ],
  [
    "4688's ParentProcessName is ParentImage",
    nested("Security", 4688, { ParentProcessName: "b.exe" }),
    "ParentImage",
    ["b.exe"],
  ],
  ["4688's ProcessId is its parent's", nested("Security", 4688, { ProcessId: "0x4" }), "ParentProcessId", ["0x4"]],
  [
    "ProcessCommandLine is CommandLine",
    { EventID: 4688, Channel: "Security", ProcessCommandLine: "x" },
    "CommandLine",
    ["x"],
  ],
  ["a source's own name wins over an alias", nested(sysmon, 1, { Image: "a", NewProcessName: "b" }), "Image", ["a"]],
  [
    "Defender writes Threat Name",
    nested("Microsoft-Windows-Windows Defender/Operational", 1116, { "Threat Name": "T" }),
    "ThreatName",
    ["T"],
  ],
  [
    "the event id may stand beside its qualifiers",
    nested("System", { "#attributes": { Qualifiers: 1 }, "#text": 7045 }, {}),
    "EventID",
    [7045],
  ],
  [
    "the provider's name is an attribute",
    nested("System", 1, {}, "Service Control Manager"),
    "Provider_Name",
    ["Service Control Manager"],
  ],
  [
    "nameless data are the values of Data",
    nested("Application", 1, { Data: { "#text": ["a", "b"] } }),
    "Data",
    ["a", "b"],
  ],
  ["nameless data of one value", nested("Application", 1, { Data: "a" }), "Data", ["a"]],
  [
    "the classic PowerShell log's text gives its fields",
    nested("Windows PowerShell", 400, {
      Data: { "#text": ["Available", "\tHostName=ConsoleHost\r\n\tHostApplication=powershell -enc a=b\r\n"] },
    }),
    "HostApplication",
    ["powershell -enc a=b"],
  ],
  [
    "UserData's members are fields",
    { Event: { System: { Channel: "System", EventID: 104 }, UserData: { LogFileCleared: { Channel: "Security" } } } },
    "Channel",
    ["Security"],
  ],
  [
    "winlogbeat keeps names under event_data",
    { winlog: { channel: sysmon, event_id: 1, event_data: { Image: "a" } } },
    "Image",
    ["a"],
  ],
  ["winlogbeat's event id", { winlog: { channel: sysmon, event_id: 1 } }, "EventID", [1]],
  [
    "ECS names alone",
    { "@timestamp": "2026-01-01T00:00:00Z", ecs: {}, process: { executable: "/bin/sh" } },
    "Image",
    ["/bin/sh"],
  ],
  ["Zeek's nested ids", { _path: "conn", id: { orig_h: "192.0.2.1" } }, "id.orig_h", ["192.0.2.1"]],
  ["Zeek's host is the source address", { _path: "conn", "id.orig_h": "192.0.2.1" }, "src_ip", ["192.0.2.1"]],
  ["Zeek's user agent under the proxy's name", { _path: "http", user_agent: "x" }, "c-useragent", ["x"]],
  ["any member of a list", { _path: "dns", answers: ["a", "b"] }, "answer", ["a", "b"]],
  ["members of objects in a list", { a: [{ b: 1 }, { b: 2 }] }, "a.b", [1, 2]],
  ["OCSF's process", { class_uid: 1007, metadata: {}, process: { cmd_line: "x" } }, "CommandLine", ["x"]],
  [
    "a container's capabilities in Kubernetes",
    { auditID: "1", verb: "create", objectRef: { resource: "pods" } },
    "resource",
    ["pods"],
  ],
  ["a name that nothing has", nested(sysmon, 1, {}), "Nothing", undefined],
])("%s", (_, record, name, wanted) => {
  expect(findField(eventOf(record), name)).toEqual(wanted);
});

describe("what a record is", () => {
  const windows = (services: string[], categories: string[] = [], known = true) => ({
    product: "windows",
    services,
    categories,
    known,
  });

  test.each<[string, object, object]>([
    ["Sysmon by its channel", nested(sysmon, 1, {}), windows(["sysmon"], ["process_creation"])],
    [
      "one event may be of two categories",
      nested(sysmon, 13, {}),
      windows(["sysmon"], ["registry_event", "registry_set"]),
    ],
    [
      "a key added says so in its type",
      nested(sysmon, 12, { EventType: "CreateKey" }),
      windows(["sysmon"], ["registry_event", "registry_add"]),
    ],
    ["the channel decides, not the event id", nested("Application", 1, {}), windows(["application"])],
    [
      "the provider stands in for a channel that is not named",
      { EventID: 1, SourceName: "Microsoft-Windows-Sysmon" },
      windows(["sysmon"], ["process_creation"]),
    ],
    [
      "process creation in the security log",
      { EventID: "4688", Channel: "Security" },
      windows(["security"], ["process_creation"]),
    ],
    [
      "an id as text",
      { EventID: "4104", Channel: "Microsoft-Windows-PowerShell/Operational" },
      windows(["powershell"], ["ps_script"]),
    ],
    [
      "a channel nobody knows is tried with what does not conflict",
      nested("Vendor/Operational", 1, {}),
      windows(["vendor/operational"], [], false),
    ],
    [
      "hints in the record go before its marks",
      { EventID: 1, Channel: sysmon, product: "Windows", category: "file_event" },
      windows([], ["file_event"], false),
    ],
    [
      "Sysmon for Linux",
      { EventID: 1, Channel: "Linux-Sysmon/Operational" },
      { product: "linux", services: ["sysmon"], categories: ["process_creation"] },
    ],
    [
      "Azure sign-ins",
      { category: "SignInLogs", operationName: "Sign-in activity" },
      { product: "azure", services: ["signinlogs"], known: true },
    ],
    [
      "Microsoft 365",
      { Workload: "Exchange", Operation: "Set-Mailbox", RecordType: 1 },
      { product: "m365", services: ["audit", "exchange"] },
    ],
    [
      "Okta",
      { published: "2026-01-01T00:00:00Z", eventType: "user.session.start", actor: {} },
      { product: "okta", services: ["okta"] },
    ],
    [
      "Google Cloud",
      { protoPayload: {}, timestamp: "2026-01-01T00:00:00Z" },
      { product: "gcp", services: ["gcp.audit"] },
    ],
    ["audit records as JSON", { type: "SYSCALL", exe: "/bin/sh" }, { product: "linux", services: ["auditd"] }],
    ["a path the audit log touched", { type: "PATH", nametype: "NORMAL" }, { product: "linux", services: ["auditd"] }],
    ["a type of the audit log alone", { type: "PROCTITLE" }, { product: "linux", services: ["auditd"] }],
    ["a login of something else", { type: "LOGIN" }, { services: [], known: false }],
    [
      "a cleared log by the channel it stands in, not the one it names",
      {
        Event: {
          System: { Channel: "System", EventID: 104 },
          UserData: { LogFileCleared: { Channel: "Security", SubjectUserName: "x" } },
        },
      },
      windows(["system"]),
    ],
    [
      "a key deleted, by the message when its type was dropped",
      { EventID: 12, Channel: sysmon, Message: "Registry object added or deleted:\r\nEventType: DeleteKey\r\nUtc" },
      windows(["sysmon"], ["registry_event", "registry_delete"]),
    ],
    [
      "Defender's action on what it found is antivirus too",
      { EventID: 1117, Channel: "Microsoft-Windows-Windows Defender/Operational" },
      windows(["windefend"], ["antivirus"]),
    ],
    ["nothing known", { a: 1 }, { services: [], categories: [], known: false }],
  ])("%s", (_, record, wanted) => {
    expect(eventOf(record).source).toMatchObject(wanted);
  });
});

test("an EVTX record and its JSON are the same event", () => {
  const chunk = new ChunkWriter();
  const data = { name: "Data", attributes: { Name: "Image" }, children: [{ sub: 7 }] };
  const system = {
    name: "System",
    children: [
      { name: "Provider", attributes: { Name: { sub: 0 } } },
      { name: "EventID", children: [{ sub: 2 }] },
      { name: "TimeCreated", attributes: { SystemTime: { sub: 3 } } },
      { name: "Channel", children: [{ sub: 5 }] },
    ],
  };
  chunk.record({ name: "Event", children: [system, { name: "EventData", children: [data] }] }, [
    ...systemValues("Microsoft-Windows-Sysmon", 11, sysmon, 1, Date.UTC(2026, 0, 2)),
    value.text("a.exe"),
  ]);
  const [event] = observeAll(buildLog(chunk.finish()), { file: "log" }).events;
  const json = eventOf(event?.fields ?? {});
  expect({ ...json, offset: 0 }).toEqual({ ...event, offset: 0 });
});
