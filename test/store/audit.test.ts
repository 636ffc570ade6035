/** The audit chain, on npm's PostgreSQL and on the host's: it holds, it shows what was done to it, it cannot fork. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dumpStore } from "../../src/store/dump-store.ts";
import { loadDump, openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import type { AuditEntry } from "../../src/terms/audit.ts";
import { openPrincipal } from "../../src/terms/person.ts";
import { engines, openTestServer, queryDatabase, type TestServer } from "./open-test-store.ts";

const ada = { id: "p1", name: "Ada Ünal", via: "session" };
const entryOf = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: "2031-05-04T18:00:00Z",
  who: ada,
  action: "person.added",
  object: { type: "person", id: "p2" },
  ...more,
});

const zeros = "0".repeat(64);
interface Line {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  readonly body: string;
  readonly salt?: string;
  readonly name?: string;
}

/** The recipe of docs/audit.md, with nothing of ours. */
const holdsOutside = (lines: readonly string[]): boolean => {
  let previous = zeros;
  return lines.every((text, index) => {
    const line = JSON.parse(text) as Line;
    const hash = createHash("sha256").update(Buffer.from(previous, "hex")).update(line.body, "utf8").digest("hex");
    const holds = line.seq === index + 1 && line.previous === previous && line.hash === hash;
    previous = line.hash;
    return holds;
  });
};

const gather = async (lines: AsyncIterable<string>): Promise<string[]> => {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
};

describe.each(engines)("the audit chain on the PostgreSQL of %s", (engine) => {
  let test: TestServer;
  let options: StoreOptions;
  let store: Store;

  const ask = (text: string, of = options) => queryDatabase(of, text);
  /** As someone would who owns the database. */
  const tamper = (text: string, of = options): Promise<pg.QueryResult> =>
    ask(`set session_replication_role = replica; ${text}; set session_replication_role = origin`, of);

  beforeAll(async () => {
    test = await openTestServer(engine);
  }, 120_000);
  afterAll(() => test.remove(), 120_000);

  describe("with three entries", () => {
    let shared: StoreOptions;
    let whole: Store;
    beforeAll(async () => {
      shared = await test.makeEmpty();
      whole = await openStore(shared);
      for (const id of ["p2", "p3", "p4"]) await whole.audit.append(entryOf({ object: { type: "person", id } }));
      await ask("create table entries as table audit_entry; create table names as table audit_name", shared);
      return () => whole.close();
    });
    // As they were before the case.
    beforeEach(() =>
      tamper(
        "delete from audit_name; delete from audit_entry; insert into audit_entry table entries; insert into audit_name table names",
        shared,
      ).then(() => undefined),
    );

    it.each([
      "update audit_entry set action = 'x'",
      "delete from audit_entry",
      "truncate audit_entry cascade",
      "update audit_name set name = 'Eve'",
      "update audit_name set seq = 9, name = null, salt = null",
      "delete from audit_name",
      "truncate audit_name",
    ])("refuses: %s", async (statement) => {
      await expect(ask(statement, shared)).rejects.toThrow("is never changed");
      expect((await whole.audit.verify()).fault).toBeUndefined();
    });

    it.each([
      [
        "an entry is taken out of the middle",
        "delete from audit_entry where seq = 2",
        2,
        "Expected entry 2 but found 3.",
      ],
      ["the first is taken away", "delete from audit_entry where seq = 1", 1, "Expected entry 1 but found 2."],
      [
        "bytes are changed",
        "update audit_entry set body = overlay(body placing 'x'::bytea from 20) where seq = 2",
        2,
        "Its bytes are not those that its hash was made from.",
      ],
      [
        "a column is changed",
        "update audit_entry set who_id = 'eve' where seq = 3",
        3,
        "Its person is not what its bytes say.",
      ],
      [
        "a label is lowered",
        "update audit_entry set tlp = 'TLP:CLEAR' where seq = 3",
        3,
        "Its label is not what its bytes say.",
      ],
      [
        "a name is changed",
        "update audit_name set name = 'Eve' where seq = 2",
        2,
        "The name beside it is not the one that was written.",
      ],
      [
        "a name is erased in silence",
        "update audit_name set name = null, salt = null where seq = 2",
        2,
        "Its name is missing and no entry says that it was erased.",
      ],
      ["a name's place is gone", "delete from audit_name where seq = 3", 3, "The place of its name is missing."],
      [
        "an entry is made anew with a hash of its own",
        "update audit_entry set body = '{}', hash = encode(sha256(decode(previous, 'hex') || '{}'), 'hex') where seq = 2",
        2,
        "Its number is not what its bytes say.",
      ],
    ])("says so when %s", async (_what, statement, seq, because) => {
      await tamper(statement, shared);
      expect((await whole.audit.verify()).fault).toEqual({ seq, because });
    });
  });

  describe("of a new store", () => {
    beforeEach(async () => {
      options = await test.makeStore();
      store = await openStore(options);
      return () => store.close();
    });

    it("binds each entry to the one before it, and gives what was written", async () => {
      await store.audit.append(entryOf({ detail: { roles: ["reader"], b: 1, a: null } }));
      const head = await store.audit.append(
        entryOf({
          action: "edition.approved",
          object: { type: "edition", id: "e1", tlp: "TLP:AMBER" },
          who: openPrincipal,
        }),
      );
      expect(head.seq).toBe(2);
      expect(await store.audit.verify()).toEqual({ head, entries: 2, erasedNames: 0 });
      const page = await store.audit.list({ limit: 10, ceiling: "TLP:RED" });
      expect(page?.entries.map(({ hash: _, ...entry }) => entry)).toEqual([
        {
          seq: 2,
          at: "2031-05-04T18:00:00Z",
          who: { id: "open", name: "anyone on this machine", via: "open" },
          action: "edition.approved",
          object: { type: "edition", id: "e1", tlp: "TLP:AMBER" },
          detail: {},
        },
        {
          seq: 1,
          at: "2031-05-04T18:00:00Z",
          who: ada,
          action: "person.added",
          object: { type: "person", id: "p2" },
          detail: { roles: ["reader"], b: 1, a: null },
        },
      ]);
      expect(holdsOutside(await gather(store.audit.export()))).toBe(true);
    });

    it("shows by a pinned head that its end was cut off, or that it was written anew", async () => {
      await store.audit.append(entryOf());
      const pinned = await store.audit.append(entryOf());
      await store.audit.append(entryOf());
      expect((await store.audit.verify(pinned)).fault).toBeUndefined();
      expect((await store.audit.verify({ ...pinned, hash: zeros })).fault?.seq).toBe(2);
      await tamper("delete from audit_name where seq > 1; delete from audit_entry where seq > 1");
      expect((await store.audit.verify()).fault).toBeUndefined();
      expect((await store.audit.verify(pinned)).fault).toEqual({
        seq: 2,
        because: "The chain ends at 1 but went on to 2 when it was pinned.",
      });
    });

    it("does not fork when many write at once, and a transaction that fails leaves nothing", async () => {
      const other = await openStore(options);
      const writes = Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? store : other).audit.append(entryOf({ object: { type: "person", id: `p${index}` } })),
      );
      const tooLong = store.audit.append(entryOf({ detail: { reason: "x".repeat(20_000) } }));
      await expect(tooLong).rejects.toThrow("Expected at most 16384 bytes");
      const heads = await Promise.all(writes);
      await other.close();
      expect(new Set(heads.map(({ seq }) => seq)).size).toBe(40);
      expect(await store.audit.verify()).toMatchObject({ entries: 40 });
    });

    it("is read page by page while it grows, none lost and none twice", async () => {
      for (let index = 0; index < 12; index += 1)
        await store.audit.append(entryOf({ object: { type: "person", id: `p${index}` } }));
      const seen: number[] = [];
      let after: string | undefined;
      do {
        const page = await store.audit.list({ limit: 5, after, ceiling: "TLP:RED" });
        seen.push(...(page?.entries.map(({ seq }) => seq) ?? []));
        after = page?.next;
        await store.audit.append(entryOf());
      } while (after !== undefined);
      expect(seen).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    });

    it("is found by person, action and day, and holds nothing for who may not see it", async () => {
      await store.audit.append(
        entryOf({ at: "2031-05-03T23:59:59Z", action: "token.rotated", object: { type: "token", id: "t" } }),
      );
      await store.audit.append(
        entryOf({ action: "token.added", object: { type: "token", id: "t" }, who: { id: "p9", name: "Bo" } }),
      );
      await store.audit.append(entryOf({ action: "tokens.odd", object: { type: "token", id: "t" } }));
      const red = await store.audit.append(
        entryOf({ action: "edition.approved", object: { type: "edition", id: "secret", tlp: "TLP:RED" } }),
      );
      const found = async (query: object) =>
        (await store.audit.list({ limit: 10, ceiling: "TLP:RED", ...query }))?.entries.map(({ seq }) => seq);
      expect(await found({ action: "token" })).toEqual([2, 1]);
      expect(await found({ action: "token.added" })).toEqual([2]);
      expect(await found({ who: "p9" })).toEqual([2]);
      expect(await found({ from: "2031-05-04" })).toEqual([4, 3, 2]);
      expect(await found({ to: "2031-05-03" })).toEqual([1]);
      expect(await found({ ceiling: "TLP:AMBER+STRICT" })).toEqual([3, 2, 1]);
      expect(await found({ ceiling: "TLP:AMBER+STRICT", after: red.hash })).toBeUndefined();
    });

    it("comes back whole from a dump, names that were erased stay erased", async () => {
      await store.audit.append(entryOf());
      await store.audit.append(entryOf({ who: { id: "p9", name: "Bo" } }));
      await store.audit.eraseNames({ at: "2031-05-05T00:00:00Z", who: { id: "p9", name: "Bo" }, personId: "p9" });
      const before = await store.audit.verify();
      expect(before).toMatchObject({ entries: 3, erasedNames: 2 });
      expect((await gather(store.audit.export())).join("")).not.toContain("Bo");
      const into = await test.makeEmpty();
      await loadDump(into, dumpStore(options));
      const there = await openStore(into);
      try {
        expect(await there.audit.verify(before.head)).toEqual(before);
        await there.audit.append(entryOf());
        expect((await there.audit.verify(before.head)).fault).toBeUndefined();
      } finally {
        await there.close();
      }
    });

    it("loses no acknowledged entry when writers are killed, and holds", async () => {
      const script = fileURLToPath(new URL("append-audit.fixture.ts", import.meta.url));
      const writers = [0, 1].map(() =>
        spawn(process.execPath, [script, JSON.stringify(options.connection)], { stdio: ["ignore", "pipe", "inherit"] }),
      );
      const acknowledged: number[] = [];
      await Promise.all(
        writers.map(async (writer) => {
          let text = "";
          writer.stdout.on("data", (chunk: Buffer) => {
            text += chunk.toString();
            if (text.split("\n").length > 20) writer.kill("SIGKILL");
          });
          await once(writer, "close");
          acknowledged.push(...text.split("\n").slice(0, -1).map(Number));
        }),
      );
      expect(acknowledged.length).toBeGreaterThanOrEqual(40);
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      const state = await store.audit.verify();
      expect(state.fault).toBeUndefined();
      expect(state.entries).toBeGreaterThanOrEqual(Math.max(...acknowledged));
    }, 60_000);
  });
});
