/** Hostile logs cost bounded time and memory, never throw, and name what could not be read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogFormat } from "./log-format.ts";
import { observeAll, observeBytes, observeStream } from "./observe-stream.ts";

const million = 1_000_000;
const small = { file: "log", mostRecordBytes: million, year: 2025 };

/** Each costs time that grows with its size; a reader that is square in it would not end within the test's limit. */
test.each<[string, () => string, object]>([
  [
    "lists nested without end",
    () => `{"a":1}\n${"[".repeat(400_000)}${"]".repeat(400_000)}\n{"b":2}\n`,
    { events: 2, unread: 1 },
  ],
  [
    "objects nested without end are cut",
    () => `{"a":1}\n${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}\n`,
    { events: 2, notices: { too_deep: 1 } },
  ],
  ["closing braces only", () => `{"a":1}\n${"}".repeat(900_000)}\n`, { events: 1, unread: 1 }],
  ["opening braces only", () => `{"a":1}\n${"{".repeat(900_000)}\n`, { events: 1, unread: 1 }],
  [
    "a line of many times the cap",
    () => `{"a":1}\n{"b":"${"x".repeat(5 * million)}"}\n{"c":3}\n`,
    { events: 2, unreadByReason: { too_long: 1 } },
  ],
  ["XML starts without ends", () => `<Events>${"<Event ".repeat(500_000)}`, { events: 0 }],
  ["XML of ampersands", () => `<Event><a>${"&".repeat(900_000)}</a></Event>`, { events: 1 }],
  ["XML of one name", () => `<Event>${"<a/>".repeat(90_000)}</Event>`, { events: 1 }],
  [
    "XML nested without end",
    () => `<Event>${"<a>".repeat(90_000)}</Event>`,
    { events: 0, unreadByReason: { too_deep: 1 } },
  ],
  [
    "an audit record of words",
    () => `type=A msg=audit(1.1:1): a=1\ntype=A msg=audit(1.1:2): ${"a ".repeat(450_000)}\n`,
    { events: 2 },
  ],
  [
    "a CEF extension of signs",
    () => `CEF:0|a|b|c|d|e|5|a=1\nCEF:0|a|b|c|d|e|5|${"= ".repeat(450_000)}\n`,
    { events: 2 },
  ],
  [
    "columns without end",
    () => `#Fields: a b\n${" ".repeat(900_000)}\n1 2\n`,
    { events: 1, unreadByReason: { wrong_columns: 1 } },
  ],
  ["tabs without end", () => `#separator \\x09\n#fields\ta\tb\n${"\t".repeat(900_000)}\n1\t2\n`, { events: 1 }],
  [
    "structured data that does not close",
    () => `<34>1 2026-01-01T00:00:00Z h a - - ${"[a ".repeat(300_000)}\n`,
    { events: 1 },
  ],
  [
    "a frame that claims a gigabyte",
    () => `19 <34>1 - h a - - - x999999999 <34>1 y`,
    { events: 1, unreadByReason: { too_long: 1 } },
  ],
])("%s", (_, make, wanted) => {
  expect(observeAll(Buffer.from(make()), small).report).toMatchObject(wanted);
});

test("a line of a gigabyte is passed over without being held", async () => {
  const piece = Buffer.alloc(4 * 2 ** 20, 0x61);
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"a":1}\n{"b":"');
    for (let count = 0; count < 256; count += 1) yield piece;
    yield Buffer.from('"}\n{"c":3}\n');
  };
  const { batches, report } = observeStream(chunks(), { file: "log" });
  const seen: unknown[] = [];
  for await (const batch of batches) seen.push(...batch.map(({ fields }) => fields));
  expect(seen).toEqual([{ a: 1 }, { c: 3 }]);
  expect(report()).toMatchObject({ unreadByReason: { too_long: 1 } });
});

test("a batch is never empty and never large", () => {
  const log = Buffer.from('{"a":1}\n'.repeat(200_000));
  let most = 0;
  let events = 0;
  for (const batch of observeBytes(log, { file: "log" })) {
    expect(batch.length).toBeGreaterThan(0);
    most = Math.max(most, batch.length);
    events += batch.length;
  }
  expect(events).toBe(200_000);
  expect(most).toBeLessThan(40_000);
});

describe("random bytes", () => {
  const formats: readonly LogFormat[] = [
    "evtx",
    "json",
    "event-xml",
    "zeek-tsv",
    "w3c",
    "csv",
    "auditd",
    "access",
    "syslog",
    "text",
  ];

  test("never throw, whatever they are taken for", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(...formats), (bytes, format) => {
        const { events, report } = observeAll(bytes, { file: "log", format });
        expect(report.events).toBe(events.length);
      }),
      { seed: 8, numRuns: 2000 },
    );
  });

  const marks = [
    '{"a":',
    "}",
    '"',
    "\n",
    "<Event>",
    "</Event>",
    "&",
    "type=A msg=audit(1.1:1): ",
    "a=",
    "'",
    "[",
    "]",
    "|",
    "CEF:0|",
    "LEEF:2.0|",
    "<34>1 ",
    "Oct 11 22:14:15 ",
    "#fields\t",
    "#Fields: ",
    "\t",
    "\\x",
    "\\",
    ",",
    "%",
    "-",
    "1 <3>",
  ];

  test("nor do the marks of all formats in any order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...marks), { maxLength: 40 }),
        fc.option(fc.constantFrom(...formats)),
        (parts, format) => {
          const { report } = observeAll(Buffer.from(parts.join("")), {
            file: "log",
            ...(format === null ? {} : { format }),
          });
          expect(report.unread).toBeGreaterThanOrEqual(report.samples.length);
        },
      ),
      { seed: 9, numRuns: 4000 },
    );
  });
});
