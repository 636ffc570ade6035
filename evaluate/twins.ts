/**
 * Suite `twins`: the same verdicts by every way there is, on real logs and real rules.
 *
 * Data: every `detection/` archive of logs but the largest (cloud, Zeek, audit and syslog, ECS, OCSF, EVTX, regression
 * cases), at most 60 events a file; the rules of `detection/*sigma-rules*`, or the folder given with `--rules`.
 * - `indexed`: share of events on which the indexed engine fires the same rules as the plain one (every tenth event).
 * - `kept`: share of events that, kept as Parquet and read back, fire the same rules as the event itself.
 * - `confirmed`: share of matches (rule and event) that SQL lets through to the engine, in portions of 100 rules.
 * - `lookedAt`: share of rows that SQL lets through for a portion; what it saves.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileEngine, loadRules, type RuleFile } from "../src/defend/detect/index.ts";
import { KeptReviver, rowOfEvent, writeCandidates } from "../src/defend/hunt/index.ts";
import { observeAll } from "../src/defend/observe/index.ts";
import { openKeeper } from "../src/outside/kept/keep-rows.ts";
import { listPartitions } from "../src/outside/kept/kept-folder.ts";
import { type OpenPartition, openPartitionReader } from "../src/outside/kept/read-partition.ts";
import { readTexts } from "../src/outside/read-texts.ts";
import type { Event } from "../src/terms/event.ts";
import type { DetectionRule } from "../src/terms/rule.ts";
import { matchingFiles } from "./read-json-lines.ts";
import { readTar } from "./read-tar.ts";
import type { Suite } from "./suite.ts";

const caps = { eventsOfFile: 60, events: 20_000, portion: 100, plainEvery: 10 };
const notLogs = /(?:^|\/)(?:LICENSE|README|info\.yml|ORIGIN)|\.(?:md|ya?ml|txt|py|sh|cfg)$/i;

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e6) / 1e6;

const readRules = async (dataDir: string, rulesDir: string | undefined): Promise<readonly RuleFile[]> => {
  if (rulesDir !== undefined) return (await readTexts([rulesDir], { endings: [".yml", ".yaml"] })).files;
  const files = (await Promise.all((await matchingFiles(dataDir, "detection/*sigma-rules*")).map(readTar))).flat();
  return files
    .filter(({ path }) => /(?:^|\/)rules[^/]*\/.*\.ya?ml$/.test(path))
    .map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString("utf8") }));
};

const readEvents = async (dataDir: string): Promise<Event[]> => {
  const events: Event[] = [];
  const kinds = ["cloud-json", "zeek", "linux-audit", "derived-ecs", "ocsf", "sigma-regression", "evtx-samples"];
  for (const kind of kinds)
    for (const archive of await matchingFiles(dataDir, `detection/*${kind}*`))
      for (const { path, bytes } of await readTar(archive)) {
        if (notLogs.test(path) || events.length >= caps.events) continue;
        for (const event of observeAll(bytes, { file: path }).events.slice(0, caps.eventsOfFile)) events.push(event);
      }
  return events;
};

const placeOf = ({ file, record }: { readonly file: string; readonly record: number }): string => `${record}\0${file}`;

/** Ids of the rules that fire, by the place of the event. */
const firingOf = (events: readonly Event[], rules: readonly DetectionRule[]): Map<string, string> => {
  const engine = compileEngine(rules);
  return new Map(
    events.map((event) => [
      placeOf(event),
      engine
        .match(event)
        .map(({ rule }) => rule.id)
        .join(" "),
    ]),
  );
};

const countSame = (events: readonly Event[], rules: readonly DetectionRule[], firing: ReadonlyMap<string, string>) => {
  const plain = compileEngine(rules, { engine: "plain" });
  const some = events.filter((_, at) => at % caps.plainEvery === 0);
  const same = some.filter(
    (event) =>
      plain
        .match(event)
        .map(({ rule }) => rule.id)
        .join(" ") === firing.get(placeOf(event)),
  );
  return { same: same.length, all: some.length };
};

interface Tally {
  rows: number;
  kept: number;
  matches: number;
  confirmed: number;
  lookedAt: number;
  portions: number;
}

/** Which rows each portion of rules lets through. */
const candidatesOf = async (partition: OpenPartition, rules: readonly DetectionRule[], reviver: KeptReviver) => {
  const taxonomies = partition.names.map((json) => reviver.taxonomyOf(json));
  const places = new Set<string>();
  const where = writeCandidates(rules, [], { ...partition, taxonomies });
  for await (const rows of partition.read(where))
    for (const { log, record } of rows) places.add(placeOf({ file: log, record }));
  return places;
};

/** Places by the id of the rule that fires there; what fires otherwise than on the event itself is told. */
const compareKept = async (
  partition: OpenPartition,
  rules: readonly DetectionRule[],
  firing: ReadonlyMap<string, string>,
  tally: Tally,
  worst: unknown[],
): Promise<Map<string, string[]>> => {
  const reviver = new KeptReviver();
  const events: Event[] = [];
  for await (const rows of partition.read("TRUE")) for (const row of rows) events.push(reviver.revive(row));
  const byRule = new Map<string, string[]>();
  for (const [place, ids] of firingOf(events, rules)) {
    if (ids === firing.get(place)) tally.kept += 1;
    else worst.push({ place, kept: ids, direct: firing.get(place) });
    for (const id of ids === "" ? [] : ids.split(" ")) byRule.set(id, [...(byRule.get(id) ?? []), place]);
  }
  tally.rows += events.length;
  return byRule;
};

const tallyPartition = async (
  partition: OpenPartition,
  rules: readonly DetectionRule[],
  firing: ReadonlyMap<string, string>,
  tally: Tally,
  worst: unknown[],
): Promise<void> => {
  const byRule = await compareKept(partition, rules, firing, tally, worst);
  for (let at = 0; at < rules.length; at += caps.portion) {
    const portion = rules.slice(at, at + caps.portion);
    const through = await candidatesOf(partition, portion, new KeptReviver());
    tally.lookedAt += through.size;
    tally.portions += partition.rowCount;
    for (const { id, title } of portion)
      for (const place of byRule.get(id) ?? []) {
        tally.matches += 1;
        if (through.has(place)) tally.confirmed += 1;
        else worst.push({ place, passedOver: title });
      }
  }
};

export const suite: Suite = {
  name: "twins",
  run: async ({ dataDir, rulesDir }) => {
    const loaded = loadRules(await readRules(dataDir, rulesDir)).rules;
    const rules = loaded.filter((rule) => rule.kind === "detection");
    const byPlace = new Map((await readEvents(dataDir)).map((event) => [placeOf(event), event]));
    const events = [...byPlace.values()];
    const firing = firingOf(events, rules);
    const indexed = countSame(events, rules, firing);
    const tally: Tally = { rows: 0, kept: 0, matches: 0, confirmed: 0, lookedAt: 0, portions: 0 };
    const worst: unknown[] = [];
    const folder = await mkdtemp(join(tmpdir(), "watchfloor-twins-"));
    try {
      const keeper = await openKeeper(join(folder, "kept"));

      for (const event of events) {
        const row = rowOfEvent(event);
        if (row !== undefined) await keeper.add({ ...row, time: null }); // one table: a portion is one query
      }
      await keeper.finish();
      const reader = await openPartitionReader(join(folder, "kept"));
      for (const { path } of await listPartitions(join(folder, "kept")))
        await tallyPartition(await reader.open(path), rules, firing, tally, worst);
      reader.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return {
      suite: "twins",
      n: events.length,
      metrics: {
        indexed: share(indexed.same, indexed.all),
        kept: share(tally.kept, tally.rows),
        confirmed: share(tally.confirmed, tally.matches),
        lookedAt: share(tally.lookedAt, tally.portions),
        events: events.length,
        rows: tally.rows,
        matches: tally.matches,
        rules: rules.length,
      },
      worst: worst.slice(0, 20),
    };
  },
};
