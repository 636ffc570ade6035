import { expect, test } from "vitest";
import type { LogFormat } from "./log-format.ts";
import { observeAll, observeStream } from "./observe-stream.ts";

const lines = (...all: readonly string[]): string => `${all.join("\n")}\n`;

const framed = (...messages: readonly string[]): string => messages.map((one) => `${one.length} ${one}`).join("");

const read = (log: string | Buffer, hints = {}) => observeAll(Buffer.from(log), { file: "log", ...hints });

/** A log, what format it is told to be, and what its first event must hold. */
test.each<[string, string | Buffer, LogFormat, number, object]>([
  [
    "JSON, one record a line, with a byte order mark and empty lines",
    `\ufeff${lines('{"a":1}', "", '{"a":2}')}`,
    "json",
    2,
    { fields: { a: 1 } },
  ],
  ["JSON, two records on one line", lines('{"a":1}{"a":2}'), "json", 2, { fields: { a: 1 }, offset: 0 }],
  ["JSON over several lines, one after another", '{\n "a": 1\n}\n{\n "a": 2\n}\n', "json", 2, { fields: { a: 1 } }],
  ["JSON in a list", '[\n{"a":"]"},\n{"a":2}\n]\n', "json", 2, { fields: { a: "]" } }],
  ["JSON text sequences (RFC 7464)", '\x1e{"a":1}\n\x1e{"a":2}\n', "json", 2, { fields: { a: 1 } }],
  [
    "a CloudTrail delivery on one line",
    '{"Records":[{"eventSource":"s3.amazonaws.com","eventName":"GetObject","eventTime":"2026-01-02T03:04:05Z"},{"a":1}]}',
    "json",
    2,
    { timeMs: Date.UTC(2026, 0, 2, 3, 4, 5), zone: "Z", source: { product: "aws", services: ["cloudtrail"] } },
  ],
  [
    "an envelope with a next page",
    '{"value":[{"a":1},{"a":2},{"a":3}],"@odata.nextLink":"x"}\n',
    "json",
    3,
    { fields: { a: 1 } },
  ],
  [
    "an event with a list of its own is one event",
    '{"id":{"applicationName":"login","time":"2026-01-01T00:00:00Z"},"events":[{"name":"x"}]}\n',
    "json",
    1,
    { source: { product: "gcp", services: ["google_workspace.login"] } },
  ],
  [
    "JSON with comments and a last comma",
    '{\n "a": 1, // first\n "b": NaN,\n}\n',
    "json",
    1,
    { fields: { a: 1, b: null } },
  ],
  ["UTF-16 text", Buffer.from('\ufeff{"a":"é"}\n', "utf16le"), "json", 1, { fields: { a: "é" } }],
  [
    "CSV with quotes, doubled quotes and a line break in a cell",
    'name,text\nx,"say ""hi"", then\nleave"\ny,2\n',
    "csv",
    2,
    { fields: { name: "x", text: 'say "hi", then\nleave' } },
  ],
  ["tab-separated values", "a\tb\n1\t2\n", "csv", 1, { fields: { a: "1", b: "2" } }],
  [
    "RFC 3164 with the year of the hints",
    "<34>Oct 11 22:14:15 mymachine su[231]: 'su root' failed\n",
    "syslog",
    1,
    {
      fields: {
        priority: 34,
        facility: "auth",
        severity: "crit",
        hostname: "mymachine",
        appname: "su",
        procid: "231",
        message: "'su root' failed",
      },
      timeMs: Date.UTC(2025, 9, 11, 22, 14, 15),
      source: { product: "linux", services: ["auth", "syslog"] },
    },
  ],
  [
    "RFC 5424 with structured data, a zone and a byte order mark",
    '<165>1 2026-10-11T22:14:15.003+09:00 host.example app 77 ID47 [ex@32473 a="b\\"c" d="]"][y x="1"] \ufeffhello\n',
    "syslog",
    1,
    {
      fields: {
        hostname: "host.example",
        appname: "app",
        procid: "77",
        msgid: "ID47",
        structured_data: { "ex@32473": { a: 'b"c', d: "]" }, y: { x: "1" } },
        message: "hello",
      },
      timeMs: Date.UTC(2026, 9, 11, 13, 14, 15, 3),
      zone: "+09:00",
    },
  ],
  [
    "syslog with counted octets, a line break in a message",
    framed("<34>1 - h app - - - one\ntwo", "<34>1 - h a - - - b"),
    "syslog",
    2,
    { fields: { hostname: "h", appname: "app", message: "one\ntwo" } },
  ],
  [
    "a device's message without priority or tag",
    "192.0.2.1 6705: Feb 17 13:40:03.673: %PARSER-5-CFGLOG_LOGGEDCMD: User:admin logged command:no ip\n",
    "syslog",
    1,
    { fields: { cisco_facility: "PARSER", cisco_mnemonic: "CFGLOG_LOGGEDCMD" }, source: { product: "cisco" } },
  ],
  [
    "a device's message behind its number, its name and the name's number",
    "000045: edge-1: 000046: *Feb 17 13:40:03.673: %LINK-3-UPDOWN: Interface up\n",
    "syslog",
    1,
    { fields: { timestamp: "Feb 17 13:40:03.673", cisco_mnemonic: "UPDOWN" }, source: { product: "cisco" } },
  ],
  [
    "a device's messages without a clock",
    "8: 1w2d: %LINK-3-UPDOWN: one\n000124: %SYS-6-LOGGINGHOST: two\n",
    "syslog",
    2,
    { fields: { cisco_mnemonic: "UPDOWN", message: "%LINK-3-UPDOWN: one" }, source: { product: "cisco" } },
  ],
  ["numbered lines of a text", "1: one: two\n2: three: four\n", "text", 2, {}],
  [
    "CEF inside syslog",
    "<14>Jan  2 03:04:05 fw CEF:0|Vendor|Prod\\|uct|1.0|100|Name|5|src=192.0.2.1 msg=a \\= b cs1=deny all cs1Label=Policy\n",
    "syslog",
    1,
    { fields: { deviceProduct: "Prod|uct", src: "192.0.2.1", msg: "a = b", cs1: "deny all", Policy: "deny all" } },
  ],
  ["CEF alone", "CEF:0|V|P|1|1|N|5|dst=192.0.2.9 dpt=443\n", "cef", 1, { fields: { dst: "192.0.2.9", dpt: "443" } }],
  [
    "LEEF 2.0 with a delimiter of its own",
    "LEEF:2.0|V|P|1|login|x5E|src=192.0.2.1^usrName=anna maria\n",
    "leef",
    1,
    { fields: { eventId: "login", src: "192.0.2.1", usrName: "anna maria" } },
  ],
  [
    "JSON inside syslog",
    '<14>1 2026-01-02T03:04:05Z h app - - - {"EventID":1,"Channel":"Security"}\n',
    "syslog",
    1,
    { fields: { EventID: 1, hostname: "h" }, source: { product: "windows", services: ["security"] } },
  ],
  [
    "Sysmon for Linux, as XML inside syslog",
    '<14>Jan  2 03:04:05 host sysmon: <Event><System><Provider Name="Linux-Sysmon"/><EventID>1</EventID><Channel>Linux-Sysmon/Operational</Channel></System><EventData><Data Name="Image">/bin/sh</Data></EventData></Event>\n',
    "syslog",
    1,
    {
      fields: { hostname: "host", Event: { EventData: { Image: "/bin/sh" } } },
      source: { product: "linux", services: ["sysmon"], categories: ["process_creation"] },
    },
  ],
  [
    "a syslog message in a collector's record",
    '{"TimeGenerated":"2026-01-02T03:04:05Z","SyslogMessage":"type=EXECVE msg=audit(1700000000.5:1): argc=1 a0=\\"id\\""}\n',
    "json",
    1,
    { fields: { type: "EXECVE", a0: "id" }, source: { product: "linux", services: ["auditd"] }, timeMs: 1700000000500 },
  ],
  [
    "a combined access log",
    '192.0.2.7 - anna [10/Oct/2025:13:55:36 -0700] "GET /a.php?id=1\\"x HTTP/1.1" 404 12 "-" "Mozilla/5.0 (X)"\n',
    "access",
    1,
    {
      fields: {
        "c-ip": "192.0.2.7",
        "cs-username": "anna",
        "cs-method": "GET",
        "cs-uri-stem": "/a.php",
        "cs-uri-query": 'id=1"x',
        "sc-status": 404,
        "cs-referer": "",
        "cs-user-agent": "Mozilla/5.0 (X)",
      },
      timeMs: Date.UTC(2025, 9, 10, 20, 55, 36),
      zone: "-0700",
      source: { categories: ["webserver"] },
    },
  ],
  [
    "a W3C log, columns named anew in mid-file",
    "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs(User-Agent)\n2026-01-02 03:04:05 192.0.2.1 Mozilla/5.0+(X)\n#Fields: date time cs-uri-query\n2026-01-02 03:04:06 -\n",
    "w3c",
    2,
    {
      fields: { "c-ip": "192.0.2.1", "cs(User-Agent)": "Mozilla/5.0+(X)", "cs-user-agent": "Mozilla/5.0 (X)" },
      timeMs: Date.UTC(2026, 0, 2, 3, 4, 5),
      source: { categories: ["webserver"] },
    },
  ],
  [
    "Zeek's TSV with unset, empty and escaped values",
    "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#fields\tts\tuid\tid.orig_p\tquery\tanswers\tAA\trtt\n#types\ttime\tstring\tport\tstring\tvector[string]\tbool\tinterval\n1521911720.5\tC1\t53\ta\\x09b\\\\c\tx,y\tT\t-\n",
    "zeek-tsv",
    1,
    {
      fields: {
        _path: "dns",
        ts: 1521911720.5,
        uid: "C1",
        "id.orig_p": 53,
        query: "a\tb\\c",
        answers: ["x", "y"],
        AA: true,
      },
      timeMs: 1521911720500,
      source: { product: "zeek", services: ["dns"], categories: ["dns"] },
    },
  ],
  [
    "Zeek's JSON that names its log as a stream",
    lines(JSON.stringify({ "@stream": "smb_files", ts: 1521911720.5, uid: "C1", "id.orig_h": "192.0.2.1", name: "a" })),
    "json",
    1,
    { fields: { name: "a" }, source: { product: "zeek", services: ["smb_files"] } },
  ],
  [
    "audit records joined, hex decoded, names beside numbers",
    lines(
      'type=SYSCALL msg=audit(1700000000.123:42): arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=2 auid=4294967295 comm="cat" exe="/usr/bin/cat" key=(null)',
      'type=USER_LOGIN msg=audit(1700000000.200:43): pid=9 uid=0 msg=\'op=login acct="root" exe="/usr/sbin/sshd" addr=192.0.2.5 res=failed\'',
      'type=EXECVE msg=audit(1700000000.123:42): argc=2 a0="cat" a1=2F746D702F612062',
      "type=PROCTITLE msg=audit(1700000000.123:42): proctitle=636174002F746D702F612062",
      "type=EOE msg=audit(1700000000.123:42):",
    ),
    "auditd",
    2,
    {
      fields: {
        type: ["SYSCALL", "EXECVE", "PROCTITLE"],
        syscall: ["59", "execve"],
        arch: ["c000003e", "x86_64"],
        auid: ["4294967295", "unset"],
        a1: "/tmp/a b",
        cmdline: "cat /tmp/a b",
        proctitle: "cat /tmp/a b",
        result: "success",
      },
      timeMs: 1700000000123,
      source: { product: "linux", services: ["auditd"], categories: ["process_creation"] },
    },
  ],
  [
    "Windows events as XML",
    '<?xml version="1.0"?>\n<Events>\n<Event xmlns="x"><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4688</EventID><TimeCreated SystemTime="2026-01-02T03:04:05.6789012Z"/><Channel>Security</Channel></System><EventData><Data Name="CommandLine">a &amp;&lt; &#x41;</Data></EventData></Event>\n<Event><System/></Event></Events>\n',
    "event-xml",
    2,
    {
      fields: { Event: { System: { EventID: "4688" }, EventData: { CommandLine: "a &< A" } } },
      source: { product: "windows", services: ["security"], categories: ["process_creation"] },
    },
  ],
  [
    "journald's JSON export",
    '{"__REALTIME_TIMESTAMP":"1700000000123456","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"Failed password"}\n',
    "json",
    1,
    { timeMs: 1700000000123.456, source: { product: "linux", services: ["sshd", "auth", "syslog"] } },
  ],
  [
    "lines of no known form",
    "something happened\n\nand again\n",
    "text",
    2,
    { fields: { message: "something happened" }, raw: "something happened" },
  ],
])("%s", (_, log, format, count, first) => {
  const { events, report } = read(log, { year: 2025 });
  expect(report).toMatchObject({ format, events: count, unread: 0 });
  expect(events).toHaveLength(count);
  expect(events[0]).toMatchObject(first);
});

test.each<[string, string, object]>([
  ["a line that is not JSON", '{"a":1}\n{"a":\n{"a":3}\n', { events: 2, unreadByReason: { bad_json: 1 } }],
  ["a scalar among objects", '{"a":1}\n7\n{"a":3}\n', { events: 2, unreadByReason: { not_an_object: 1 } }],
  ["an object that does not end", '[{"a":1},\n{"b":{', { events: 1, unreadByReason: { cut_off: 1 } }],
  [
    "a line over the cap",
    `{"a":1}\n{"b":"${"x".repeat(5000)}"}\n{"a":3}\n`,
    { events: 2, unreadByReason: { too_long: 1 } },
  ],
  ["columns that do not fit", "#fields\ta\tb\n1\t2\n1\t2\t3\n", { events: 1, unreadByReason: { wrong_columns: 1 } }],
  ["a quote that does not close", 'a,b\n1,2\n"3,4\n', { events: 1, unreadByReason: { cut_off: 1 } }],
  [
    "a line that is no audit record",
    "type=CWD msg=audit(1.1:1): cwd=a\nrubbish\n",
    { events: 1, unreadByReason: { not_an_audit_record: 1 } },
  ],
  ["XML cut off", "<Event><System/></Event><Event><System>", { events: 1, unreadByReason: { cut_off: 1 } }],
  [
    "a frame that is cut off",
    `${framed("<34>1 - h a - - - x")}90 <34>1 - h`,
    { events: 1, unreadByReason: { cut_off: 1 } },
  ],
])("what cannot be read is counted with its place: %s", (_, log, wanted) => {
  const { report } = read(log, { mostRecordBytes: 4096 });
  expect(report).toMatchObject(wanted);
  expect(report.samples).toHaveLength(report.unread);
  for (const { offset } of report.samples) expect(offset).toBeLessThanOrEqual(Buffer.byteLength(log));
});

test("records keep their number and place when others cannot be read", () => {
  const { events } = read('{"a":1}\nrubbish\n{"a":3}\n');
  expect(events.map(({ record, offset }) => [record, offset])).toEqual([
    [1, 0],
    [3, 16],
  ]);
});

test("a record that nobody wants is counted and not parsed", () => {
  const isWanted = (bytes: Uint8Array, start: number, end: number): boolean =>
    Buffer.from(bytes.subarray(start, end)).includes("keep");
  const { events, report } = read('{"a":"keep"}\n{"a":"leave"}\n{"b":"keep"}\n', { isWanted });
  expect(events.map(({ record }) => record)).toEqual([1, 3]);
  expect(report.notices).toEqual({ not_wanted: 1 });
});

test.each<[string, string]>([
  ["JSON, one record a line", '{"a":1}\n'],
  ["syslog", "<34>Oct 11 22:14:15 host su: failed\n"],
  ["a table", "a,b\n1,2\n3,4\n"],
  ["plain text", "one\ntwo\nthree\n"],
])("a log that is still being written is read as it comes: %s", async (_, start) => {
  let pieces = 0;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (const piece of [start, start.slice(start.indexOf("\n") + 1), start]) {
      pieces += 1;
      yield Buffer.from(piece);
    }
  };
  for await (const batch of observeStream(chunks(), { file: "x" }).batches) {
    expect(batch.length).toBeGreaterThan(0);
    break;
  }
  expect(pieces).toBeLessThan(3);
});

test("frames that count their octets are told apart however they come in pieces", async () => {
  const log = Buffer.from(framed("<34>1 - h a - - - one\ntwo") + framed("<34>1 - h a - - - x"));
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < log.length; at += 5) yield log.subarray(at, at + 5);
  };
  let count = 0;
  for await (const batch of observeStream(chunks(), { file: "x" }).batches) count += batch.length;
  expect(count).toBe(2);
});
