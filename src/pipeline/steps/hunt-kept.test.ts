/** Kept events are hunted as the logs they came from, whatever SQL passes over. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileEngine, loadRules } from "#defend/detect/index.ts";
import { type HuntResult, KeptReviver, rowOfEvent, writeCandidates } from "#defend/hunt/index.ts";
import { openKeeper } from "#outside/kept/keep-rows.ts";
import { openPartitionReader } from "#outside/kept/read-partition.ts";
import type { Event } from "#terms/event.ts";
import type { DetectionRule } from "#terms/rule.ts";
import { documentsOf, randomFields, randomRule } from "../../../test/fixtures/detect/random-rules.ts";
import { huntLogs } from "./hunt-logs.ts";
import { dropEvents, keepEvents } from "./keep-events.ts";

let folder = "";
let made = 0;
const fresh = (): string => {
  made += 1;
  const path = join(folder, String(made));
  mkdirSync(path);
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-kept-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hunt = async (logs: readonly string[], rules: string, more: object = {}) => {
  const results: HuntResult[] = [];
  const summary = await huntLogs({
    logs,
    rules: [rules],
    ...more,
    onResults: async (some) => {
      results.push(...some);
    },
  });
  return { results, summary };
};

const told = (results: readonly HuntResult[]): string[] =>
  results.map((result) => JSON.stringify({ ...result, offset: 0 })).sort();

const logLines = (count: number, startS: number, more: (at: number) => object = () => ({})): string =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      "@timestamp": new Date((startS + at * 60) * 1000).toISOString(),
      EventID: at % 7,
      Image: at % 11 === 0 ? "C:\\Tools\\NIMBLE.EXE" : `C:\\Windows\\p${at % 5}.exe`,
      User: `u${at % 3}`,
      ...more(at),
    }),
  ).join("\n");

const ruleText = `title: Nimble
id: 0c9c4c52-1d61-4c0a-9f0e-7a52a2b1d001
name: nimble
logsource: { category: test }
detection: { s: { 'Image|endswith': '\\nimble.exe' }, condition: s }
---
title: Nimble often
id: 0c9c4c52-1d61-4c0a-9f0e-7a52a2b1d002
generate: true
correlation: { type: event_count, rules: [nimble], group-by: [User], timespan: 2h, condition: { gte: 2 } }
---
title: Not the third
id: 0c9c4c52-1d61-4c0a-9f0e-7a52a2b1d003
logsource: { category: test }
detection: { s: { EventID: 3 }, f: { User: u0 }, condition: s and not f }
`;

const day = Date.UTC(2026, 1, 5) / 1000;

const prepared = () => {
  const at = fresh();
  const [logs, rules, kept] = [join(at, "logs"), join(at, "rules"), join(at, "kept")];
  for (const path of [logs, rules]) mkdirSync(path);
  writeFileSync(join(rules, "r.yml"), ruleText);
  writeFileSync(join(logs, "a.json"), logLines(300, day));
  writeFileSync(
    join(logs, "b.json"),
    logLines(200, day + 30, (nth) => ({ Note: `b${nth}` })),
  );
  return { logs, rules, kept };
};

describe("what is kept", () => {
  it("is found as in the logs", async () => {
    const { logs, rules, kept } = prepared();
    const summary = await keepEvents({ logs: [logs], folder: kept });
    expect([summary.events, summary.kept, summary.known, summary.partitions]).toEqual([500, 500, 0, 5]);
    const direct = await hunt([logs], rules);
    const back = await hunt([kept], rules);
    expect(direct.results.length).toBeGreaterThan(50);
    expect(direct.results.some(({ kind }) => kind === "correlation")).toBe(true);
    expect(told(back.results)).toEqual(told(direct.results));
    expect(back.summary.events).toBe(500);
    expect(told((await hunt([kept], rules, { jobs: 2 })).results)).toEqual(told(back.results));
  });

  it("is kept once, in another file or a longer one too", async () => {
    const { logs, rules, kept } = prepared();
    await keepEvents({ logs: [logs], folder: kept });
    writeFileSync(join(logs, "a.json.1"), logLines(300, day));
    writeFileSync(
      join(logs, "b.json"),
      logLines(260, day + 30, (nth) => ({ Note: `b${nth}` })),
    );
    const again = await keepEvents({ logs: [logs], folder: kept });
    expect([again.events, again.kept, again.known]).toEqual([860, 60, 800]);
    rmSync(join(logs, "a.json.1"));
    expect(told((await hunt([kept], rules)).results)).toEqual(told((await hunt([logs], rules)).results));
  });

  it("may change its fields and their types over time", async () => {
    const { logs, rules, kept } = prepared();
    await keepEvents({ logs: [logs], folder: kept });
    writeFileSync(
      join(logs, "c.json"),
      logLines(120, day + 90, (nth) => ({
        EventID: [`${nth % 7}`],
        User: { "#text": "u1" },
        "New one": nth,
        Image: null,
      })),
    );
    await keepEvents({ logs: [logs], folder: kept });
    expect(told((await hunt([kept], rules)).results)).toEqual(told((await hunt([logs], rules)).results));
  });

  it("is chosen by time, the hours and their ends", async () => {
    const { logs, rules, kept } = prepared();
    await keepEvents({ logs: [logs], folder: kept });
    const bounds = { fromMs: (day + 5400) * 1000, untilMs: (day + 9000) * 1000 };
    const back = await hunt([kept], rules, bounds);
    expect(told(back.results)).toEqual(told((await hunt([logs], rules, bounds)).results));
    expect(back.summary.logs).toHaveLength(2);
  });

  it("is told where it is damaged, and the rest is used", async () => {
    const { logs, rules, kept } = prepared();
    await keepEvents({ logs: [logs], folder: kept });
    truncateSync(join(kept, "2026-02-05", "01.parquet"), 900);
    const { results, summary } = await hunt([kept], rules);
    expect(summary.losses.map(({ item, reason }) => [item.endsWith("01.parquet"), reason])).toEqual([
      [true, "damaged"],
    ]);
    expect(results.length).toBeGreaterThan(20);
    const again = await keepEvents({ logs: [logs], folder: kept });
    expect([again.kept, again.losses.map(({ reason }) => reason)]).toEqual([120, ["damaged"]]);
    expect(told((await hunt([kept], rules)).results)).toEqual(told((await hunt([logs], rules)).results));
  });

  it("is dropped by age, hour by hour", async () => {
    const { logs, kept } = prepared();
    await keepEvents({ logs: [logs], folder: kept });
    expect((await dropEvents(kept, (day + 7200) * 1000)).hours).toBe(2);
    expect(readdirSync(join(kept, "2026-02-05")).sort()).toEqual(["02.parquet", "03.parquet", "04.parquet"]);
  });

  it("goes into no folder of something else", async () => {
    const { logs } = prepared();
    await expect(keepEvents({ logs: [logs], folder: logs })).rejects.toThrow("other files");
  });
});

describe("a run that is killed", () => {
  const countKept = async (kept: string): Promise<number> => {
    const reader = await openPartitionReader(kept);
    let rows = 0;
    for (const hour of readdirSync(join(kept, "2026-02-05")).filter((name) => name.endsWith(".parquet")))
      rows += (await reader.open(join(kept, "2026-02-05", hour))).rowCount;
    reader.close();
    return rows;
  };

  it("leaves every hour whole or absent, and the next run ends it", async () => {
    const { logs, kept } = prepared();
    const main = fileURLToPath(new URL("../../doors/cli/main.ts", import.meta.url));
    const child = spawn(process.execPath, [main, "events", "keep", logs, "--to", kept], { stdio: "ignore" });
    const ended = new Promise((done) => child.on("close", done));
    const isBegun = (): boolean => {
      try {
        return readdirSync(join(kept, "2026-02-05")).some((name) => name.endsWith(".parquet"));
      } catch {
        return false;
      }
    };
    while (!isBegun() && child.exitCode === null) await wait(1);
    child.kill("SIGKILL");
    await ended;
    const before = await countKept(kept);
    expect([120, 240, 360, 440, 500]).toContain(before); // whole hours of both logs
    const again = await keepEvents({ logs: [logs], folder: kept });
    expect([again.kept + before, await countKept(kept)]).toEqual([500, 500]);
    expect(readdirSync(kept).sort()).toEqual(["2026-02-05", "watchfloor-events.json"]);
  });
});

describe("SQL finds candidates", () => {
  /** What the SQL of one rule lets through, by record. */
  const candidates = async (events: readonly Event[], rules: readonly DetectionRule[]): Promise<Event[][]> => {
    const kept = join(fresh(), "kept");
    const keeper = await openKeeper(kept);
    for (const event of events) {
      const row = rowOfEvent(event);
      if (row !== undefined) await keeper.add(row);
    }
    await keeper.finish();
    const reader = await openPartitionReader(kept);
    const partition = await reader.open(join(kept, "untimed.parquet"));
    const reviver = new KeptReviver();
    const table = { ...partition, taxonomies: partition.names.map((json) => reviver.taxonomyOf(json)) };
    const found: Event[][] = [];
    for (const rule of rules) {
      const rows: Event[] = [];
      for await (const some of partition.read(writeCandidates([rule], [], table)))
        rows.push(...some.map((row) => reviver.revive(row)));
      found.push(rows);
    }
    reader.close();
    return found;
  };

  it("never too few: what the engine confirms of them is what it says of all", async () => {
    let passedOver = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomRule, { minLength: 10, maxLength: 20 }),
        fc.array(randomFields, { minLength: 20, maxLength: 50 }),
        async (documents, records) => {
          const text = documentsOf(documents, (index) => (index % 3 === 0 ? "x" : "test"));
          const rules = loadRules([{ path: "random.yml", text }]).rules.filter((rule) => rule.kind === "detection");
          const taxonomy = { roots: ["C"], aliases: { A: ["B", "C.D"], "C.D": ["E"] } };
          const events = records.map(
            (fields, at): Event => ({
              fields,
              file: "random",
              record: at + 1,
              ...(at % 2 === 0 ? { taxonomy } : {}),
              ...(at % 5 === 0 ? { source: { categories: ["test"], services: [], known: true } } : {}),
              ...(at % 7 === 0 ? { raw: JSON.stringify(fields) } : {}),
            }),
          );
          for (const [at, some] of (await candidates(events, rules)).entries()) {
            const rule = rules[at] as DetectionRule;
            const firing = (all: readonly Event[], kind: "plain" | "fast"): number[] => {
              const engine = compileEngine([rule], { engine: kind });
              return all.filter((event) => engine.match(event).length > 0).map(({ record }) => record);
            };
            const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((one, other) => one - other);
            expect(sorted(firing(some, "plain"))).toEqual(firing(events, "plain"));
            expect(sorted(firing(some, "fast"))).toEqual(firing(events, "fast"));
            passedOver += events.length - some.length;
          }
        },
      ),
      { seed: 20260125, numRuns: 12 },
    );
    expect(passedOver).toBeGreaterThan(1000);
  });

  it("keeps what JSON, SQL and column names have no plain word for", async () => {
    const fields = JSON.parse(
      '{"a b":"x\\u0000y","\\ud800":"lone \\udfff","İ\\"q":"quote \' and \\u001f sep","__proto__":{"A":"own"},"n":1e999,"A":["",null,"İ"],"#text":"top"}',
    );
    const rules = loadRules([
      {
        path: "r.yml",
        text: documentsOf(
          [
            { detection: { s: { ab: "x\0y" }, condition: "s" } },
            { detection: { s: ["lone"], condition: "s" } },
            { detection: { s: { 'İ"q|contains': "' AND" }, condition: "s" } },
            { detection: { s: { n: "infinity" }, condition: "s" } },
            { detection: { s: { A: "" }, condition: "s" } },
            { detection: { s: { "A.2": "İ" }, condition: "s" } },
            { detection: { s: { "#text": "TOP" }, condition: "s" } },
          ],
          () => "test",
        ),
      },
    ]).rules.filter((rule) => rule.kind === "detection");
    const event: Event = { fields, file: "odd", record: 1, raw: "raw \ud800" };
    const engine = compileEngine(rules);
    expect(engine.match(event)).toHaveLength(rules.length);
    for (const [at, [back]] of (await candidates([event], rules)).entries()) {
      expect(back).toEqual(event);
      expect(engine.match(back as Event).map(({ rule }) => rule.id)).toContain(String(at));
    }
  });
});
