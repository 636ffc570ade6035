/** The fast field reader of `detect` and the plain one of `observe` give the same values on random events. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createFieldView } from "../../../src/defend/detect/index.ts";
import { findField, observeAll } from "../../../src/defend/observe/index.ts";
import type { Event, EventFields, FieldTaxonomy } from "../../../src/terms/event.ts";

const names = ["a", "b", "a.b", "b.a", "c", "a b", "a.b.c", "__proto__", "toString", "0", "#text"];
const name = fc.constantFrom(...names);

const fields = fc.letrec<{ value: unknown; fields: EventFields }>((tie) => ({
  fields: fc.dictionary(name, tie("value") as fc.Arbitrary<never>, {
    maxKeys: 4,
    depthIdentifier: "nest",
  }) as fc.Arbitrary<EventFields>,
  value: fc.oneof(
    { depthIdentifier: "nest", depthSize: "small", withCrossShrink: true },
    fc.constantFrom("x", "y", 1, true, null),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("fields"),
  ),
})).fields;

const taxonomy: fc.Arbitrary<FieldTaxonomy> = fc.record({
  roots: fc.array(name, { maxLength: 2 }),
  aliases: fc.dictionary(name, fc.array(name, { maxLength: 2 }), { maxKeys: 3 }),
});

test("on random events with random taxonomies", () => {
  fc.assert(
    fc.property(fields, taxonomy, (given, tables) => {
      const event: Event = { fields: given, taxonomy: tables, file: "log", record: 1 };
      const view = createFieldView(event);
      for (const one of [...names, "ab"]) expect(view.get(one), one).toEqual(findField(event, one));
    }),
    { seed: 11, numRuns: 2000 },
  );
});

test("on records of many kinds", () => {
  const log = [
    '{"Event":{"System":{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}}},"EventData":{"Image":"a.exe"}}}',
    '{"Event":{"System":{"EventID":{"#attributes":{"Qualifiers":1},"#text":1000},"Channel":"Application"},"EventData":{"Data":{"#text":["a","b"]}}}}',
    '{"EventID":4688,"Channel":"Security","NewProcessName":"a.exe","ParentProcessName":"b.exe","ProcessId":"0x4"}',
    '{"winlog":{"event_id":1,"channel":"Security","event_data":{"Image":"a.exe"}},"process":{"pid":4}}',
    '{"_path":"dns","ts":1,"query":"example.org","id.orig_h":"192.0.2.1","answers":["a","b"]}',
    '{"Threat Name":"x","EventID":1116,"Channel":"Microsoft-Windows-Windows Defender/Operational"}',
  ].join("\n");
  const asked = [
    "EventID",
    "Channel",
    "Image",
    "ParentImage",
    "ParentProcessId",
    "Provider_Name",
    "query",
    "src_ip",
    "answer",
    "ThreatName",
    "Computer",
    "Data",
  ];
  for (const event of observeAll(Buffer.from(log), { file: "log" }).events) {
    const view = createFieldView(event);
    for (const one of asked) expect(view.get(one), one).toEqual(findField(event, one));
  }
});
