/** The screen refuses no line that a rule fires on, however the line was written, and its two forms say the same. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { EventFields, LogSourceFacts } from "#terms/event.ts";
import type { DetectionRule } from "#terms/rule.ts";
import { documentsOf, randomFields, randomRule } from "../../../../test/fixtures/detect/random-rules.ts";
import { compileEngine, loadRules } from "../index.ts";
import { MarkChooser } from "./choose-marks.ts";
import { NodeTable } from "./fast-node.ts";
import { LineSample } from "./line-sample.ts";
import { createLineScreen, type LineScreen } from "./line-screen.ts";

const detectionsOf = (text: string): DetectionRule[] =>
  loadRules([{ path: "r.yml", text }]).rules.filter((rule) => rule.kind === "detection");

const screenOf = (rules: readonly DetectionRule[], sampled: readonly EventFields[], isPlain: boolean) => {
  const table = new NodeTable();
  const fast = rules.map((rule, order) => ({ rule, order, node: table.nodeOf(rule.condition) }));
  const sample = new LineSample();
  for (const fields of sampled) sample.add(Buffer.from(JSON.stringify(fields)).toString("latin1"), fields);
  const chooser = new MarkChooser(table.fields, sample);
  return createLineScreen({ rules: fast, chooser, sample, ask: () => true, isPlain });
};

const asks = (screen: LineScreen | undefined, line: string): boolean | undefined => {
  const bytes = Buffer.from(`"x":${line}"x":"whoami"`);
  return screen?.(bytes, 4, bytes.length - 12);
};

const ruleOf = (detection: unknown): string =>
  JSON.stringify({ title: "t", id: "0", logsource: { category: "x" }, detection });

const whoami = { s: { "Alpha|contains": "whoami" }, condition: "s" };
const byNumber = { s: { EventID: 4624 }, condition: "s" };
const byPattern = { s: { "Image|re": "^[a-z]+$" }, condition: "s" };
const notSystem = { s: { User: "system" }, condition: "not s and not t", t: { "Image|exists": false } };

it.each<[string, unknown, string, boolean]>([
  ["the text of a contains", whoami, '{"Alpha":"x WhoAmI y"}', true],
  ["no such text", whoami, '{"Alpha":"who am I"}', false],
  ["a text written with escapes", whoami, '{"Alpha":"\\u0077hoami"}', true],
  [
    "a text with the long s",
    { s: { "Alpha|contains": "sshd_config" }, condition: "s" },
    '{"Alpha":"\u017fshd_config"}',
    true,
  ],
  [
    "a path, its backslashes doubled",
    { s: { Alpha: "C:\\cmd.exe" }, condition: "s" },
    '{"Alpha":"c:\\\\cmd.exe"}',
    true,
  ],
  ["a whole value", { s: { Alpha: "ab" }, condition: "s" }, '{"Alpha":"AB"}', true],
  ["another whole value", { s: { Alpha: "ab" }, condition: "s" }, '{"Alpha":"abc"}', false],
  ["the same value of another name", { s: { Alpha: "ab" }, condition: "s" }, '{"Beta":"ab"}', false],
  ["a value in a list", { s: { Alpha: "ab" }, condition: "s" }, '{"Alpha":["x","ab"]}', true],
  ["a number", byNumber, '{"EventID":4624}', true],
  ["a number as text", byNumber, '{"EventID": "4624"}', true],
  ["a number with a fraction", byNumber, '{"EventID" : 4624.0}', true],
  ["a number with an exponent", byNumber, '{"EventID":46.24E2}', true],
  ["another number", byNumber, '{"EventID":4625,"ProcessId":4624}', false],
  ["a number under an attribute's text", byNumber, '{"EventID":{"#text":4624}}', true],
  ["a name with a space", byNumber, '{"Event ID":4624}', true],
  ["a name with many spaces", byNumber, '{" E v e n t I D ":4624}', true],
  [
    "a name behind a dot",
    { s: { "Event.System.EventID": 4624 }, condition: "s" },
    '{"Event.System.EventID":4624}',
    true,
  ],
  [
    "a nested name",
    { s: { "Event.System.EventID": 4624 }, condition: "s" },
    '{"Event":{"System":{"EventID":4624}}}',
    true,
  ],
  ["a name a rule asks more of", byPattern, '{"Image":"a"}', true],
  ["a longer name", byPattern, '{"ParentImage":"a"}', false],
  ["a short name", { s: { "Id|re": "^[a-z]+$" }, condition: "s" }, '{"a":1,"Id":"a"}', true],
  ["a name within a text", byPattern, '{"a":"\\"Image\\":1"}', false],
  ["a name first in the line", byPattern, '{"Image":"a","b":1}', true],
  ["a field that must be absent", notSystem, '{"Image":"a"}', true],
  ["neither of the fields a negation asks of", notSystem, '{"Other":"a"}', false],
  ["letters outside of ASCII", { s: { "Alpha|contains": "\u00df" }, condition: "s" }, '{"Alpha":"stra\u00dfe"}', true],
  ["none such", { s: { "Alpha|contains": "\u00df" }, condition: "s" }, '{"Alpha":"strasse"}', false],
])("lets a line through by %s", (_, detection, line, wanted) => {
  const rules = detectionsOf(ruleOf(detection));
  // In a sample where all else is common, what is rare is what stands in the rule.
  const sampled = [{ Alpha: "x", EventID: 1, Image: "y", Event: { System: { EventID: 2 } } }];
  for (const isPlain of [false, true]) {
    const screen = screenOf(rules, sampled, isPlain);
    expect(screen).toBeDefined();
    expect(asks(screen, line)).toBe(wanted);
  }
});

it("does not take a line for the one with escapes that stood at its place before", () => {
  const [escaped, plain] = ['{"Alpha":"\\u0077hoam"}', '{"Alpha":"nothing at"}'];
  const sampled = [{ Alpha: "x" }];
  for (const isPlain of [false, true]) {
    const screen = screenOf(detectionsOf(ruleOf(whoami)), sampled, isPlain);
    const bytes = Buffer.from(escaped);
    expect(screen?.(bytes, 0, bytes.length)).toBe(true);
    expect(bytes.write(plain)).toBe(bytes.length);
    expect(screen?.(bytes, 0, bytes.length)).toBe(false);
  }
});

it("has no screen for a rule that fires on what a line does not show", () => {
  expect(screenOf(detectionsOf(ruleOf({ s: { Alpha: null }, condition: "s" })), [], false)).toBeUndefined();
});

const names: Readonly<Record<string, string>> = { A: "Alpha", B: "Be", "C.D": "Chi.Delta", E: "EventID" };
const rename = (text: string): string =>
  text.replace(/"(A|B|C\.D|E)(?=[|"])/g, (_, name: string) => `"${names[name] ?? name}`);

/** Fields as lines of several writers. */
const write = (fields: EventFields, odd: number): string => {
  const renamed = JSON.stringify(fields)
    .replace(/"([ABE])":/g, (_, name: string) => `"${names[name]}":`)
    .replaceAll('"C":', '"Chi":')
    .replaceAll('"D":', '"Delta":')
    .replaceAll('"F G":', odd % 2 === 0 ? '"Event ID":' : '"Al pha":');
  const spaced = odd % 5 === 1 ? JSON.stringify(JSON.parse(renamed), null, 1).replaceAll("\n", " ") : renamed;
  return spaced.replaceAll("/", odd % 3 === 1 ? "\\/" : "/").replaceAll("m", odd % 7 === 1 ? "\\u006d" : "m");
};

const lines = fc.array(fc.tuple(randomFields, fc.nat(209)), { minLength: 1, maxLength: 10 });

it("refuses no line that a random rule fires on", () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.array(randomRule, { minLength: 1, maxLength: 3 }), lines, (given, written) => {
      const rules = detectionsOf(rename(documentsOf(given, () => "x")));
      const texts = written.map(([fields, odd]) => write(fields, odd));
      const records = texts.map((line) => JSON.parse(line) as EventFields);
      const [screen, twin] = [false, true].map((isPlain) => screenOf(rules, records.slice(0, 4), isPlain));
      const plain = compileEngine(rules, { engine: "plain" });
      for (const [at, line] of texts.entries()) {
        const answer = asks(screen, line);
        expect(asks(twin, line)).toBe(answer);
        if (answer !== false) continue;
        refused += 1;
        expect(plain.match({ fields: records[at] ?? {}, file: "x", record: 1 })).toEqual([]);
      }
    }),
    { seed: 20261126, numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(200);
});

it("refuses no line that the fields of a random rule's candidates make it fire on", () => {
  let refused = 0;
  const source: LogSourceFacts = { categories: ["x"], services: [], known: true };
  // Flat, and of names that need no others, so that fields are read from the line.
  const flat = randomFields.map(({ A = "x", B = 1, E }) => ({ A, B, ...(E === undefined ? {} : { E }) }));
  const taught = fc.array(fc.tuple(flat, fc.nat(209)), { minLength: 6, maxLength: 10 });
  fc.assert(
    fc.property(fc.array(randomRule, { minLength: 1, maxLength: 2 }), taught, (given, written) => {
      const rules = detectionsOf(rename(documentsOf(given, () => "x")));
      const engine = compileEngine(rules);
      const plain = compileEngine(rules, { engine: "plain" });
      const texts = written.map(([fields, odd]) => write(fields, odd));
      const asked = texts.map((line) => Buffer.from(line));
      const ask = (bytes: Buffer): boolean => engine.mayFire(bytes, 0, bytes.length, source);
      for (let at = 0; at < 1100; at += 1) ask(asked[at % asked.length] ?? Buffer.from("{}"));
      for (const [at, bytes] of asked.entries()) {
        if (ask(bytes)) continue;
        refused += 1;
        const fields = JSON.parse(texts[at] ?? "{}") as EventFields;
        expect(plain.match({ fields, file: "x", record: 1, source })).toEqual([]);
      }
    }),
    { seed: 20261129, numRuns: 60 },
  );
  expect(refused).toBeGreaterThan(100);
});

it("serves the engine once it has seen enough lines of a kind", () => {
  const rules = detectionsOf([whoami, byNumber].map(ruleOf).join("\n---\n"));
  const engine = compileEngine(rules);
  const source: LogSourceFacts = { categories: ["x"], services: [], known: true };
  const mayFire = (line: string): boolean => {
    const bytes = Buffer.from(line);
    return engine.mayFire(bytes, 0, bytes.length, source);
  };
  expect(mayFire('{"Alpha":"nothing"}')).toBe(true);
  for (let at = 0; at < 2000; at += 1) mayFire(`{"Alpha":"nothing ${at}","EventID":${at}}`);
  expect(mayFire('{"Alpha":"nothing"}')).toBe(false);
  expect(mayFire('{"Alpha":"WHOAMI"}')).toBe(true);
  expect(mayFire('{"EventID":"4624"}')).toBe(true);
  // Where most lines pass, looking first is no gain.
  for (let at = 0; at < 20000; at += 1) mayFire('{"Alpha":"whoami"}');
  expect(mayFire('{"Alpha":"nothing"}')).toBe(true);
});
