/** The fast way (line by line) and the plain one (by braces) give the same records; so does the text memory of EVTX. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventSink, type LogReader } from "../event-sink.ts";
import { decodeUtf16 } from "../evtx/text-cache.ts";
import { openJson } from "./json-reader.ts";

const take = (open: (sink: EventSink) => LogReader, pieces: readonly Uint8Array[]): unknown => {
  const sink = new EventSink({ file: "log" });
  const reader = open(sink);
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return sink.take().map(({ fields }) => fields);
};

const asLines = (sink: EventSink): LogReader => openJson(sink, Buffer.from("{}\n"));
const asValues = (sink: EventSink): LogReader => openJson(sink, Buffer.from("{"));

const cut = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const places = [
    0,
    ...[...at].sort((one, other) => one - other).filter((place) => place < bytes.length),
    bytes.length,
  ];
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
};

const records = fc.array(
  fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 5 }),
  {
    maxLength: 12,
  },
);

describe("records read line by line and by their braces", () => {
  test("are the same, however the bytes are cut", () => {
    fc.assert(
      fc.property(records, fc.array(fc.nat(600), { maxLength: 6 }), (given, places) => {
        const bytes = Buffer.from(given.map((record) => `${JSON.stringify(record)}\n`).join(""));
        const pieces = cut(bytes, places);
        const wanted = take(asLines, [bytes]);
        expect(take(asLines, pieces)).toEqual(wanted);
        expect(take(asValues, pieces)).toEqual(wanted);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  test("are the same in a list and in an envelope", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.nat(), text: fc.string() }), { maxLength: 8 }), (given) => {
        const wanted = JSON.parse(JSON.stringify(given)) as unknown;
        expect(take(asValues, [Buffer.from(JSON.stringify(given, null, 1))])).toEqual(wanted);
        expect(take(asValues, [Buffer.from(JSON.stringify({ Records: given }))])).toEqual(wanted);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

test("a remembered text is that of its bytes", () => {
  fc.assert(
    fc.property(fc.array(fc.uint16Array({ maxLength: 6, max: 3 }), { maxLength: 20 }), (texts) => {
      for (const units of texts) {
        const bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
        expect(decodeUtf16(bytes, 0, bytes.length)).toBe(String.fromCharCode(...units));
      }
    }),
    { seed: 7, numRuns: 500 },
  );
});
