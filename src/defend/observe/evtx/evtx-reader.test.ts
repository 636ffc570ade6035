import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Event } from "#terms/event.ts";
import {
  buildLog,
  ChunkWriter,
  eventTemplate,
  type Node,
  systemValues,
  type TypedValue,
  value,
} from "../../../../test/fixtures/observe/build-evtx.ts";
import { EventSink } from "../event-sink.ts";
import { observeAll } from "../observe-stream.ts";
import { openEvtx } from "./open-evtx.ts";

const file = "log.evtx";
const one: Node = { name: "V", children: [{ sub: 0 }] };

const renderOne = (given: TypedValue): unknown => {
  const chunk = new ChunkWriter();
  chunk.record(one, [given]);
  return observeAll(buildLog(chunk.finish()), { file }).events[0]?.fields.V;
};

describe("a value is read by its type", () => {
  test.each<[string, TypedValue, unknown]>([
    ["text", value.text("C:\\Windows"), "C:\\Windows"],
    ["text that closes with zeros", value.text("abc\0\0"), "abc"],
    ["an empty text", value.text(""), ""],
    ["a lone surrogate stays lone", value.units(0x41, 0xd800, 0x42), "A\ud800B"],
    ["an emoji", value.text("🦊"), "🦊"],
    ["an 8-bit text", value.ansi("café"), "café"],
    ["int8", value.int8(-1), -1],
    ["uint8", value.uint8(255), 255],
    ["int16", value.int16(-300), -300],
    ["uint16", value.uint16(65_535), 65_535],
    ["int32", value.int32(-70_000), -70_000],
    ["uint32", value.uint32(4_294_967_295), 4_294_967_295],
    ["int64", value.int64(-5n), -5],
    ["an int64 that no double holds", value.int64(-9_223_372_036_854_775_807n), "-9223372036854775807"],
    ["uint64", value.uint64(9_007_199_254_740_991n), 9_007_199_254_740_991],
    ["a uint64 that no double holds", value.uint64(18_446_744_073_709_551_615n), "18446744073709551615"],
    ["real32", value.real32(0.5), 0.5],
    ["real64", value.real64(-2.25), -2.25],
    ["a real that is no number", value.real64(Number.NaN), "NaN"],
    ["true", value.bool(true), true],
    ["false", value.bool(false), false],
    ["a boolean in one byte", value.shortBool(true), true],
    ["binary", value.binary("00ff10"), "00FF10"],
    ["GUID", value.guid("c2f45d77aa22e043bf4c06f5698ffbd9"), "775DF4C2-22AA-43E0-BF4C-06F5698FFBD9"],
    ["SizeT", value.size(0x1f00n), "0x1f00"],
    ["FILETIME", value.time(Date.UTC(2025, 10, 27, 7, 40, 10, 165), 3249), "2025-11-27T07:40:10.165324Z"],
    ["FILETIME before 1970", value.time(Date.UTC(1969, 11, 31, 23, 59, 59, 1)), "1969-12-31T23:59:59.001000Z"],
    ["SYSTEMTIME", value.systemTime(2024, 2, 4, 29, 23, 59, 58, 7), "2024-02-29T23:59:58.007000Z"],
    ["SID", value.sid(21, 1, 4_294_967_295, 500), "S-1-5-21-1-4294967295-500"],
    ["HexInt32", value.hex32(0x3e7), "0x3e7"],
    ["HexInt64", value.hex64(0x8000000000000000n), "0x8000000000000000"],
    ["an array of texts", value.array(value.text("a"), value.text(""), value.text("c")), ["a", "", "c"]],
    ["an array of numbers", value.array(value.uint16(1), value.uint16(2)), [1, 2]],
    ["an array of hex numbers", value.array(value.hex32(1), value.hex32(255)), ["0x1", "0xff"]],
    ["an array of GUIDs", value.array(value.guid("00".repeat(16))), ["00000000-0000-0000-0000-000000000000"]],
    ["an array of SIDs", value.array(value.sid(18), value.sid(19)), ["S-1-5-18", "S-1-5-19"]],
    ["null", value.none, null],
    [
      "a SID that claims more than it has",
      { type: 0x13, bytes: Buffer.from("0109000000000005", "hex") },
      "0109000000000005",
    ],
    ["an unknown type", { type: 0x77, bytes: Buffer.from("01", "hex") }, "01"],
  ])("%s", (_, given, wanted) => {
    expect(renderOne(given)).toEqual(wanted);
  });
});

const renderNode = (node: Node, values: readonly TypedValue[] = []): unknown => {
  const chunk = new ChunkWriter();
  chunk.record(node, values);
  return observeAll(buildLog(chunk.finish()), { file }).events[0]?.fields;
};

describe("elements become keys", () => {
  test.each<[string, Node, readonly TypedValue[], unknown]>([
    ["an empty element is null", { name: "A" }, [], { A: null }],
    [
      "attributes stand apart",
      { name: "A", attributes: { x: "1" }, children: ["t"] },
      [],
      { A: { "#attributes": { x: "1" }, "#text": "t" } },
    ],
    [
      "an attribute without a value is left out",
      { name: "A", attributes: { x: { sub: 0, optional: true } } },
      [value.none],
      { A: null },
    ],
    [
      "a Data element goes by its name",
      { name: "E", children: [{ name: "Data", attributes: { Name: "P" }, children: [{ sub: 0 }] }] },
      [value.uint8(1)],
      { E: { P: 1 } },
    ],
    [
      "the name of a Data element may be a value",
      { name: "E", children: [{ name: "Data", attributes: { Name: { sub: 0 } }, children: ["v"] }] },
      [value.text("Q")],
      { E: { Q: "v" } },
    ],
    [
      "a nameless Data element alone is a value",
      { name: "E", children: [{ name: "Data", children: ["v"] }] },
      [],
      { E: { Data: "v" } },
    ],
    [
      "nameless Data elements are gathered",
      { name: "E", children: [{ name: "Data", children: ["a"] }, { name: "Data" }, { name: "Data", children: ["c"] }] },
      [],
      { E: { Data: { "#text": ["a", "", "c"] } } },
    ],
    [
      "a nameless Data element may hold a list",
      { name: "E", children: [{ name: "Data", children: [{ sub: 0 }] }] },
      [value.array(value.text("a"), value.text("b"))],
      { E: { Data: { "#text": ["a", "b"] } } },
    ],
    [
      "a second element of a name is numbered",
      {
        name: "E",
        children: [
          { name: "H", children: ["1"] },
          { name: "H", children: ["2"] },
          { name: "H", children: ["3"] },
        ],
      },
      [],
      { E: { H: "1", H_1: "2", H_2: "3" } },
    ],
    [
      "entities, character references and CDATA are text",
      { name: "A", children: ["a", { entity: "amp" }, { char: 0x42 }, { cdata: "<c>" }, { entity: "other" }] },
      [],
      { A: "a&B<c>&other;" },
    ],
    [
      "__proto__ is a key like another",
      { name: "E", children: [{ name: "Data", attributes: { Name: "__proto__" }, children: ["x"] }] },
      [],
      { E: JSON.parse('{"__proto__":"x"}') },
    ],
  ])("%s", (_, node, values, wanted) => {
    expect(JSON.stringify(renderNode(node, values))).toBe(JSON.stringify(wanted));
  });
});

describe("fragments inside values", () => {
  const data: Node = {
    name: "EventData",
    children: [{ name: "Data", attributes: { Name: "Image" }, children: [{ sub: 0 }] }],
  };
  const outer: Node = { name: "Event", children: [{ name: "System" }, { sub: 0, type: 0x21 }] };

  test("a template in a value stands where the value does", () => {
    const chunk = new ChunkWriter();
    for (const image of ["a.exe", "b.exe"])
      chunk.record(outer, [{ embedded: { template: data, values: [value.text(image)] } }]);
    const { events } = observeAll(buildLog(chunk.finish()), { file });
    expect(events.map(({ fields }) => fields)).toEqual([
      { Event: { System: null, EventData: { Image: "a.exe" } } },
      { Event: { System: null, EventData: { Image: "b.exe" } } },
    ]);
  });

  test.each([true, false])(
    "elements without a template, with a dependency identifier or without (%s)",
    (hasDependency) => {
      const chunk = new ChunkWriter();
      chunk.plain({ name: "Event", attributes: { a: "1" }, children: [{ name: "B", children: ["x"] }] }, hasDependency);
      const { events } = observeAll(buildLog(chunk.finish()), { file });
      expect(events[0]?.fields).toEqual({ Event: { "#attributes": { a: "1" }, B: "x" } });
    },
  );
});

const ms = Date.UTC(2026, 0, 15, 12, 0, 0);
const template = eventTemplate("Image", "CommandLine");

const chunkOf = (records: number): Buffer => {
  const chunk = new ChunkWriter();
  for (let number = 1; number <= records; number += 1)
    chunk.record(
      template,
      [
        ...systemValues("Microsoft-Windows-Sysmon", 1, "Microsoft-Windows-Sysmon/Operational", number, ms + number),
        value.text("C:\\Windows\\System32\\whoami.exe"),
        value.text(`whoami /all ${number}`),
      ],
      ms + number,
    );
  return chunk.finish();
};

describe("a log", () => {
  test("gives events with time, source and place", () => {
    const { events, report } = observeAll(buildLog(chunkOf(3), chunkOf(2)), { file });
    expect(report).toMatchObject({ format: "evtx", events: 5, unread: 0, notices: {} });
    expect(events[0]).toMatchObject({
      file,
      record: 1,
      offset: 4096 + 512,
      timeMs: ms + 1,
      zone: "Z",
      source: { product: "windows", categories: ["process_creation"], services: ["sysmon"], known: true },
    });
    expect(events[4]).toMatchObject({ record: 5, timeMs: ms + 2 });
  });

  test("is read the same beside another as alone", () => {
    const logs = [buildLog(chunkOf(6), chunkOf(2)), buildLog(chunkOf(3), chunkOf(5), chunkOf(1))];
    const alone = logs.map((log) => observeAll(log, { file }).events);
    const read: Event[][] = logs.map(() => []);
    const steps = logs.map((log) => {
      const held = [log.subarray(0, 30_000), log.subarray(30_000, 100_000), log.subarray(100_000)];
      const sink = new EventSink({ file });
      const reader = openEvtx(sink);
      return { sink, reader, held };
    });
    for (const at of [0, 1, 2, 3])
      for (const [place, { sink, reader, held }] of steps.entries()) {
        const piece = held[at];
        if (piece === undefined) reader.end();
        else reader.push(piece);
        read[place]?.push(...sink.take());
      }
    expect(read).toEqual(alone);
  });

  const damaged = (change: (log: Buffer) => Buffer | undefined): ReturnType<typeof observeAll> => {
    const log = buildLog(chunkOf(6), chunkOf(6));
    return observeAll(change(log) ?? log, { file });
  };
  const second = (log: Buffer): number => 4096 + 512 + log.readUInt32LE(4096 + 512 + 4);

  test.each<[string, (log: Buffer) => Buffer | undefined, object]>([
    [
      "a wrong checksum is noted and the records are read",
      (log) => void log.writeUInt8(0x41, 4096 + 900),
      { events: 12, notices: { chunk_records_checksum: 1 } },
    ],
    [
      "a damaged record header costs that record alone",
      (log) => void log.fill(0xee, second(log), second(log) + 8),
      { events: 11, unread: 1, notices: { chunk_records_checksum: 1, recovered: 4 } },
    ],
    [
      "a chunk without its mark is read and said to be recovered",
      (log) => void log.fill(0, 4096, 4104),
      { events: 12, notices: { chunk_without_mark: 1, recovered: 6 } },
    ],
    [
      "a chunk of rubbish costs that chunk alone",
      (log) => void log.fill(0x5a, 4096, 4096 + 65_536),
      { events: 6, unread: 1 },
    ],
    ["a log without its header is read", (log) => log.subarray(4096), { events: 12, unread: 0 }],
    [
      "a log carved at an odd place is read from the next chunk on",
      (log) => log.subarray(4096 + 777),
      { events: 6, unread: 1 },
    ],
    [
      "an end of records set too early does not lose those that go on by number",
      (log) => void log.writeUInt32LE(second(log), 4096 + 48),
      { events: 12 },
    ],
  ])("%s", (_, change, wanted) => {
    expect(damaged(change).report).toMatchObject(wanted);
  });

  test("records after the last are read when remnants are asked for", () => {
    const chunk = chunkOf(6);
    const at = 512 + chunk.readUInt32LE(512 + 4);
    chunk.writeUInt32LE(at, 48);
    chunk.writeBigUInt64LE(77n, at + 8);
    expect(observeAll(buildLog(chunk), { file }).events).toHaveLength(1);
    const { events, report } = observeAll(buildLog(chunk), { file, remnants: true });
    expect(events).toHaveLength(6);
    expect(report.notices.recovered).toBe(5);
  });

  test("cut off at any place, it gives the records before the cut and never throws", () => {
    const log = buildLog(chunkOf(6));
    const whole = observeAll(log, { file }).events.map(({ fields }) => JSON.stringify(fields));
    for (let size = 0; size < 4096 + 3000; size += 37) {
      const { events } = observeAll(log.subarray(0, size), { file, format: "evtx" });
      for (const [index, { fields }] of events.entries())
        if (index < events.length - 1) expect(JSON.stringify(fields)).toBe(whole[index]);
    }
  });

  test("however its bytes are cut, the events are the same", () => {
    const log = buildLog(chunkOf(40), chunkOf(3));
    const wanted = JSON.stringify(observeAll(log, { file }).events);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 70_000 }), { maxLength: 8 }), (sizes) => {
        const pieces: Buffer[] = [];
        let at = 0;
        for (const size of sizes) {
          pieces.push(log.subarray(at, at + size));
          at += size;
        }
        pieces.push(log.subarray(at));
        expect(JSON.stringify(observePieces(pieces))).toBe(wanted);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  test("bytes changed at random never throw", () => {
    const log = buildLog(chunkOf(12));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 4096, max: 12_000 }), fc.integer({ min: 0, max: 255 })), { maxLength: 40 }),
        (changes) => {
          const copy = Buffer.from(log);
          for (const [at, byte] of changes) copy[at] = byte;
          const { events, report } = observeAll(copy, { file });
          expect(events.length).toBe(report.events);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});

const observePieces = (pieces: readonly Buffer[]): unknown => {
  const sink = new EventSink({ file });
  const reader = openEvtx(sink);
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return sink.take();
};

describe("what a hostile log may cost is bounded", () => {
  const u32 = (n: number): number[] => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];

  test("a template that contains itself is a fault", () => {
    const chunk = new ChunkWriter();
    chunk.raw((put, at) => {
      const here = at() + 4 + 10;
      put([0x0f, 1, 1, 0, 0x0c, 1, ...u32(1), ...u32(here)]);
      const body = [0x0c, 1, ...u32(1), ...u32(here), ...u32(0)];
      put([...u32(0), ...new Array<number>(16).fill(0), ...u32(body.length), ...body, ...u32(0)]);
    });
    expect(observeAll(buildLog(chunk.finish()), { file }).report.unreadByReason).toEqual({ too_deep: 1 });
  });

  test("a template that repeats values that repeat values is cut short", () => {
    const wideNode = (children: number): Node => ({
      name: "N",
      children: Array.from({ length: children }, () => ({ sub: 0, type: 0x21 })),
    });
    const chunk = new ChunkWriter();
    const leaf: Node = { name: "L", children: Array.from({ length: 40 }, () => ({ sub: 0 })) };
    const level = (depth: number): object =>
      depth === 0
        ? { embedded: { template: leaf, values: [value.text("x")] } }
        : { embedded: { template: wideNode(40), values: [level(depth - 1)] } };
    chunk.record(wideNode(40), [level(6) as TypedValue]);
    chunk.record(one, [value.text("after")]);
    const { report } = observeAll(buildLog(chunk.finish()), { file });
    expect(report.unreadByReason.too_large).toBeGreaterThan(0);
  });

  test.each<[string, readonly number[], string]>([
    [
      "a count of values beyond the record",
      [0x0f, 1, 1, 0, 0x0c, 1, 0, 0, 0, 0, 0, 4, 0, 0, 255, 255, 255, 255],
      "bad_count",
    ],
    [
      "a definition beyond the chunk",
      [0x0f, 1, 1, 0, 0x0c, 1, 0, 0, 0, 0, 255, 255, 255, 127, 0, 0, 0, 0],
      "bad_template",
    ],
    ["an unknown token", [0x0f, 1, 1, 0, 0x3f], "bad_token"],
    ["nothing", [0], "empty_record"],
    ["an end without a start", [0x0f, 1, 1, 0, 0x04], "bad_token"],
  ])("%s is a fault of that record", (_, bytes, reason) => {
    const chunk = new ChunkWriter();
    chunk.raw((put) => put(bytes));
    chunk.record(one, [value.text("after")]);
    const { events, report } = observeAll(buildLog(chunk.finish()), { file });
    expect(report.unreadByReason).toEqual({ [reason]: 1 });
    expect(events.map(({ fields, record }) => [fields, record])).toEqual([[{ V: "after" }, 2]]);
  });
});
