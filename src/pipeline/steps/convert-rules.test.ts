/**
 * SQL finds what the rule finds, on every case of detect that a table can hold, in DuckDB itself and in PostgreSQL.
 * Where it may differ, it says so.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { compileEngine, loadRules } from "#defend/detect/index.ts";
import { quoteName, type SqlDialect, writeSql } from "#defend/hunt/index.ts";
import { openDuckDb } from "#outside/kept/open-duckdb.ts";
import type { EventFields, EventValue } from "#terms/event.ts";
import type { DetectionRule, RuleNode } from "#terms/rule.ts";
import { type DetectCase, readCases } from "../../../evaluate/sigma-cases/run-cases.ts";
import { engines, openTestServer } from "../../../test/store/open-test-store.ts";

interface Database {
  /** Not a PostgreSQL before 16. */
  readonly isNew: boolean;
  readonly run: (sql: string) => Promise<void>;
  /** The first column. */
  readonly ids: (sql: string) => Promise<number[]>;
  readonly close: () => Promise<void>;
}

const openDuck = async (): Promise<Database> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "watchfloor-sql-")));
  const duck = await openDuckDb(folder);
  return {
    isNew: true,
    run: duck.run,
    ids: async (sql) => {
      const ids: number[] = [];
      for await (const rows of duck.read(sql)) ids.push(...rows.map(([id]) => Number(id)));
      return ids;
    },
    close: async () => {
      duck.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const openPostgres = async (address: pg.ClientConfig): Promise<Database> => {
  const client = new pg.Client(address);
  await client.connect();
  await client.query("SET search_path TO pg_temp");
  const { rows } = await client.query<{ version: string }>("SHOW server_version_num");
  return {
    isNew: Number(Object.values(rows[0] ?? {})[0]) >= 160_000,
    run: async (sql) => void (await client.query(sql)),
    ids: async (sql) => (await client.query<[number]>({ text: sql, rowMode: "array" })).rows.map(([id]) => id),
    close: () => client.end(),
  };
};

const fieldsOf = (node: RuleNode): string[] => {
  if (node.kind === "constant") return [];
  if (node.kind !== "atom") return ("children" in node ? node.children : [node.child]).flatMap(fieldsOf);
  return [node.atom.field ?? [], node.atom.kind === "fieldref" ? node.atom.other : []].flat();
};

const isFlat = (fields: EventFields): boolean =>
  Object.values(fields).every((value) => typeof value !== "object" || value === null);

const eventsOf = (one: DetectCase): { readonly id: string; readonly fields: EventFields }[] =>
  (one.events ?? []).flatMap(({ id, at: _at, raw, source, taxonomy, ...fields }) =>
    raw === undefined && source === undefined && taxonomy === undefined && isFlat(fields as EventFields)
      ? [{ id, fields: fields as EventFields }]
      : [],
  );

const literal = (value: EventValue | undefined): string =>
  value === undefined || value === null ? "NULL" : `'${String(value).replaceAll("'", "''")}'`;

interface Checked {
  readonly name: string;
  readonly wanted: readonly string[];
  readonly found: readonly string[] | string;
  readonly notes: readonly string[];
}

/** A table has one column a name, whatever its case. */
const hasTwins = (names: readonly string[]): boolean =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length;

const checkRule = async (database: Database, dialect: SqlDialect, rule: DetectionRule, one: DetectCase) => {
  const events = eventsOf(one);
  const names = [...new Set([...events.flatMap(({ fields }) => Object.keys(fields)), ...fieldsOf(rule.condition)])];
  if (hasTwins(names)) return undefined;
  const query = writeSql(rule, dialect, "events");
  if (!query.ok) return { name: one.case, wanted: [], found: query.error, notes: [query.error] };
  await database.run(`DROP TABLE IF EXISTS events`);
  const columns = names.map((name) => `, ${quoteName(name)} TEXT`).join("");
  await database.run(`CREATE TEMP TABLE events ("which one" INTEGER${columns})`);
  for (const [at, { fields }] of events.entries())
    await database.run(`INSERT INTO events VALUES (${[at, ...names.map((name) => literal(fields[name]))].join(", ")})`);
  const engine = compileEngine([rule], { engine: "plain" });
  const { product, category, service } = rule.logSource;
  const source = {
    ...(product === undefined ? {} : { product }),
    categories: category === undefined ? [] : [category],
    services: service === undefined ? [] : [service],
    known: true,
  };
  const wanted = events.filter(({ fields }) => engine.match({ fields, file: "f", record: 1, source }).length > 0);
  const { sql, notes } = query.value;
  // What a note says is needed is not there: DuckDB's one extension, a newer PostgreSQL.
  const found = notes.some((note) => note.includes("extension") || (!database.isNew && note.includes("PostgreSQL 16")))
    ? "not run"
    : (await database.ids(sql)).map((id) => events[id]?.id ?? "?").sort();
  return { name: one.case, wanted: wanted.map(({ id }) => id).sort(), found, notes };
};

const indent = (text: string): string => text.replace(/^(?=.)/gm, "  ");
const textOf = (one: DetectCase): string =>
  one.rules ?? `title: case\nlogsource: {category: test}\ndetection:\n${indent(one.detection ?? "")}`;

const checkAll = async (database: Database, dialect: SqlDialect): Promise<Checked[]> => {
  const checked: Checked[] = [];
  for (const { case: one } of await readCases("test/cases/detect")) {
    if (one.alerts !== undefined || one.events === undefined) continue;
    const placeholders = new Map(Object.entries(one.placeholders ?? {}));
    for (const rule of loadRules([{ path: "case.yml", text: textOf(one) }], { placeholders }).rules) {
      if (rule.kind !== "detection") continue;
      const outcome = await checkRule(database, dialect, rule, one);
      if (outcome !== undefined) checked.push(outcome);
    }
  }
  return checked;
};

/** Letters whose other case is more than one letter, or a letter of another alphabet: `lower` knows no such. */
const isAboutLetters = ({ name }: Checked): boolean => name === "dotted and dotless i are letters of their own";

const judge = (all: readonly Checked[]) => {
  const different = all.filter(({ wanted, found }) => JSON.stringify(wanted) !== JSON.stringify(found));
  return {
    same: all.length - different.length,
    untold: different.filter((one) => one.notes.length === 0 && !isAboutLetters(one)),
  };
};

describe("SQL of rules", () => {
  const open: Database[] = [];
  afterAll(() => Promise.all(open.map((database) => database.close())), 120_000);

  it("means in DuckDB what the rule means, or says where not", async () => {
    const database = await openDuck();
    open.push(database);
    const { same, untold } = judge(await checkAll(database, "duckdb"));
    expect(untold).toEqual([]);
    expect(same).toBeGreaterThan(150);
  });

  it.each(engines)("means in PostgreSQL (%s) what the rule means, or says where not", async (engine) => {
    const test = await openTestServer(engine);
    const database = await openPostgres({ ...test.server.address });
    open.push({ ...database, close: () => database.close().then(test.remove) });
    const { same, untold } = judge(await checkAll(database, "postgresql"));
    expect(untold).toEqual([]);
    expect(same).toBeGreaterThan(160);
  });
});
