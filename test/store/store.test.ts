/** The store, on npm's PostgreSQL and on the host's: what is kept, what is refused, what comes back. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sha256Hex } from "../../src/kit/hash.ts";
import { moveStore, readBackup, writeBackup } from "../../src/pipeline/steps/back-up.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { dumpedTables } from "../../src/store/dump-format.ts";
import { openStore, type Store, type StoreOptions, sumStore } from "../../src/store/index.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { deskViewer } from "../../src/terms/person.ts";
import type { EditionRecord } from "../../src/terms/record.ts";
import { engines, openTestServer, queryDatabase, type TestServer } from "./open-test-store.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);

const editionOf = (asOf: string, title = `Edition of ${asOf}`): Edition => ({
  ...edition,
  edition: { ...edition.edition, date: asOf.slice(0, 10), asOf, title },
});

const recordOf = (of: Edition, more: Partial<EditionRecord> = {}): EditionRecord => ({
  edition: of,
  articles: [],
  claims: new Map(),
  stories: [],
  contradictions: [],
  assessments: [],
  ...more,
});

const dayOf = (day: number): string => `2031-05-${String(day).padStart(2, "0")}T18:00:00Z`;

describe.each(engines)("the store on the PostgreSQL of %s", (engine) => {
  let test: TestServer;
  let options: StoreOptions;
  let store: Store;

  const ask = (text: string): Promise<pg.QueryResult> => queryDatabase(options, text);
  const save = (asOf: string, title?: string): Promise<string> => {
    const made = editionOf(asOf, title);
    return store.saveEdition(recordOf(made), editionToJson(made));
  };

  beforeAll(async () => {
    test = await openTestServer(engine);
  }, 120_000);
  afterAll(() => test.remove(), 120_000);
  beforeEach(async () => {
    options = await test.makeStore();
    store = await openStore(options);
    return () => store.close();
  });

  it("gives an edition back to the byte, by id, by day and as the latest", async () => {
    const json = editionToJson(editionOf(dayOf(4)));
    const id = await save(dayOf(4));
    await save(dayOf(3));
    expect(id).toBe(sha256Hex(json));
    expect(await store.readEdition(id, deskViewer)).toBe(json);
    expect(await store.findEdition("latest", deskViewer)).toBe(id);
    expect(await store.findEdition({ date: "2031-05-04" }, deskViewer)).toBe(id);
    expect(await store.findEdition({ date: "2031-05-05" }, deskViewer)).toBeUndefined();
    expect(await store.readEdition("0".repeat(64), deskViewer)).toBeUndefined();
  });

  it("knows the kind of an edition by what it says of itself, whatever its words are", async () => {
    const kept = async (at: string, title: string, kind?: "flash" | "weekly") => {
      const { edition: about, ...rest } = editionOf(at, title);
      const made = { ...rest, edition: { ...about, ...(kind === undefined ? {} : { kind }) } };
      return store.saveEdition(recordOf(made), editionToJson(made));
    };
    const sly = await kept(dayOf(6), 'x", "kind": "weekly", "audience": {\n "name": "all"');
    const week = await kept(dayOf(5), "Ⅶ weekly", "weekly");
    const kinds = async (kind?: "daily" | "weekly" | "flash") =>
      (await store.listEditions({ limit: 9, kind }, deskViewer))?.editions.map(({ id, kind }) => [id, kind]);
    expect(await kinds()).toEqual([
      [sly, "daily"],
      [week, "weekly"],
    ]);
    expect(await kinds("weekly")).toEqual([[week, "weekly"]]);
    expect(await kinds("flash")).toEqual([]);
    expect(await store.findEdition("latest", deskViewer, { kind: "weekly" })).toBe(week);
    expect(await store.findEdition({ date: "2031-05-06" }, deskViewer, { kind: "weekly" })).toBeUndefined();
    expect(await store.findEdition({ id: sly }, deskViewer, { kind: "weekly" })).toBe(sly);
    const { rows } = await ask("select audience from watchfloor.edition");
    expect(rows).toEqual([{ audience: "main" }, { audience: "main" }]);
  });

  it("keeps the day and the minute whatever the machine's zone", async () => {
    vi.stubEnv("TZ", "Pacific/Auckland");
    await save("2031-05-04T23:30:00Z");
    const page = await store.listEditions({ limit: 1 }, deskViewer);
    vi.unstubAllEnvs();
    expect(page?.editions[0]).toMatchObject({ date: "2031-05-04", asOf: "2031-05-04T23:30:00Z" });
  });

  it("saves the same edition twice as one", async () => {
    expect(await save(dayOf(4))).toBe(await save(dayOf(4)));
    expect((await store.listEditions({ limit: 10 }, deskViewer))?.editions).toHaveLength(1);
  });

  it("keeps articles with U+0000 and lone surrogates as they were, and finds no fault in their titles", async () => {
    const text = "before \u0000 after \ud800 end";
    const article = makeArticle({ id: "art-1", title: "A\u0000B \udfff", text });
    const made = editionOf(dayOf(4));
    await store.saveEdition(recordOf(made, { articles: [article] }), editionToJson(made));
    const { rows } = await ask("select title, body from article");
    expect(JSON.parse(rows[0].body.toString("utf8")).text).toBe(text);
    expect(rows[0].title).toBe("A\uFFFDB \uFFFD");
  });

  it("keeps one version of an article for many editions, and a changed page as another", async () => {
    const article = makeArticle({ id: "art-1", text: "as it was" });
    const later = { ...article, firstSeenAt: "2031-05-20T18:00:00Z" };
    const listedTwice = { ...article, feedUrls: ["https://a.test/feed", "https://b.test/feed"] };
    const changed = { ...article, text: "as it is" };
    for (const [day, one] of [article, later, listedTwice, changed].entries()) {
      const made = editionOf(dayOf(day + 1));
      await store.saveEdition(recordOf(made, { articles: [one] }), editionToJson(made));
    }
    expect((await ask("select from article")).rowCount).toBe(2);
    expect((await ask("select from edition_article")).rowCount).toBe(4);
  });

  it("gives a document back to the byte, and counts each time it was retrieved", async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 256);
    const document = { requestedUrl: "https://a.test/", url: "https://a.test/", bytes, sha256: sha256Hex(bytes) };
    for (const retrievedAt of [dayOf(1), dayOf(2), dayOf(2)]) await store.saveDocument({ ...document, retrievedAt });
    expect(await store.readDocument(document.sha256)).toEqual(Buffer.from(bytes));
    expect((await ask("select from retrieval")).rowCount).toBe(2);
    expect(await store.readDocument("0".repeat(64))).toBeUndefined();
  });

  it("loses and doubles none in a list that grows while it is read", async () => {
    const ids = new Set<string>();
    for (let day = 1; day <= 9; day += 1) ids.add(await save(dayOf(day)));
    const seen: string[] = [];
    let after: string | undefined;
    for (let added = 10; ; added += 1) {
      const page = await store.listEditions({ limit: 2, ...(after === undefined ? {} : { after }) }, deskViewer);
      seen.push(...(page?.editions.map((entry) => entry.id) ?? []));
      after = page?.next;
      if (after === undefined) break;
      await save(dayOf(added));
    }
    expect(seen).toHaveLength(ids.size);
    expect(new Set(seen)).toEqual(ids);
    expect(await store.listEditions({ limit: 2, after: "0".repeat(64) }, deskViewer)).toBeUndefined();
  });

  it.each(["update edition set title = 'other'", "delete from edition"])("refuses: %s", async (statement) => {
    await save(dayOf(4));
    await expect(ask(statement)).rejects.toThrow("a row of edition is never changed");
  });

  it("saves nothing of an edition that fails half-way", async () => {
    const made = editionOf(dayOf(4));
    const twice = makeArticle({ id: "art-1" });
    // The same article under two ids ends in one row of the edition twice, which the tables refuse.
    const articles = [twice, { ...twice }];
    await expect(store.saveEdition(recordOf(made, { articles }), editionToJson(made))).rejects.toThrow(/duplicate key/);
    expect((await store.listEditions({ limit: 1 }, deskViewer))?.editions).toEqual([]);
    expect((await ask("select from article")).rowCount).toBe(0);
  });

  it("is brought to this version once when many open it at once", async () => {
    const fresh = await test.makeEmpty();
    const opened = await Promise.all(Array.from({ length: 5 }, () => openStore(fresh)));
    await Promise.all(opened.map((one) => one.close()));
    const again = await openStore(fresh);
    expect((await again.listEditions({ limit: 1 }, deskViewer))?.editions).toEqual([]);
    await again.close();
  });

  describe("migrations", () => {
    const folderWith = (files: Readonly<Record<string, string>>): URL => {
      const folder = mkdtempSync(join(tmpdir(), "wf-migrations-"));
      const shipped = new URL("../../src/store/migrations/", import.meta.url);
      for (const name of readdirSync(shipped)) writeFileSync(join(folder, name), readFileSync(new URL(name, shipped)));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      return pathToFileURL(`${folder}/`);
    };
    const migrateWith = async (files: Readonly<Record<string, string>>): Promise<void> => {
      const folder = folderWith(files);
      const opened = await openStore({ ...options, migrations: folder }).finally(() =>
        rmSync(folder, { recursive: true }),
      );
      await opened.close();
    };

    it("that fail leave the store as it was, and it still runs", async () => {
      await save(dayOf(4));
      const files = { "9001-adds.sql": "create table added (n int)", "9002-fails.sql": "create table added (n int)" };
      await expect(migrateWith(files)).rejects.toThrow(
        /could not be brought to this version \(9002-fails\): relation "added" already exists\. It is as it was/,
      );
      expect((await ask("select to_regclass('added') as found")).rows[0].found).toBeNull();
      const again = await openStore(options);
      expect((await again.listEditions({ limit: 1 }, deskViewer))?.editions).toHaveLength(1);
      await again.close();
    });

    it("of a newer version are not opened by this one", async () => {
      await migrateWith({ "9001-later.sql": "select 1" });
      await expect(openStore(options)).rejects.toThrow(/written by a newer version \(9001-later\)\. Use that version/);
    });
  });

  describe("backup, restore, move", () => {
    const fill = async (): Promise<void> => {
      const bytes = new TextEncoder().encode("<p>a page</p>");
      await store.saveDocument({
        requestedUrl: "https://a.test/",
        url: "https://a.test/",
        bytes,
        sha256: sha256Hex(bytes),
        retrievedAt: dayOf(1),
      });
      const article = makeArticle({ id: "art-1", text: "words \ud800 \u0000", sha256: sha256Hex(bytes) });
      for (let day = 1; day <= 6; day += 1) {
        const made = editionOf(dayOf(day));
        await store.saveEdition(recordOf(made, { articles: [article] }), editionToJson(made));
      }
    };
    const backUp = async (passphrase?: string): Promise<Buffer> => {
      const to = new PassThrough();
      const parts: Buffer[] = [];
      to.on("data", (part: Buffer) => parts.push(part));
      await writeBackup(options, to, passphrase);
      return Buffer.concat(parts);
    };
    const piecesOf = async function* (bytes: Buffer, size = 1_000): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };

    it.each([undefined, "a long passphrase, é"])(
      "gives every table back with its checksum (passphrase %s)",
      async (phrase) => {
        await fill();
        const into = await test.makeEmpty();
        await readBackup(piecesOf(await backUp(phrase)), into, phrase);
        expect(await sumStore(into)).toEqual(await sumStore(options));
        const restored = await openStore(into);
        expect(await restored.readEdition((await restored.findEdition("latest", deskViewer)) ?? "", deskViewer)).toBe(
          editionToJson(editionOf(dayOf(6))),
        );
        await restored.close();
      },
    );

    it("holds every table but those of the migrations, of running workers, of the search, of what is summed up of sources, of answers kept for a day, of editions under way, and of who is signed in, looking or wrong", async () => {
      const { rows } = await ask("select tablename as name from pg_tables where schemaname = 'watchfloor'");
      const passing = [
        "migration",
        "migration_lock",
        "job_worker",
        "search_entry",
        "search_state",
        "source_summary",
        "session",
        "known_device",
        "one_time",
        "draft_presence",
        "kept_answer",
        "making",
        "attempt",
      ];
      const kept = rows.map(({ name }) => name).filter((name) => !passing.includes(name));
      expect(kept.sort()).toEqual(dumpedTables.map(({ table }) => table).sort());
    });

    it("does not show what it holds in a sealed file", async () => {
      await fill();
      expect((await backUp("secret")).includes("a.test")).toBe(false);
    });

    const cut = (bytes: Buffer): Buffer => bytes.subarray(0, -40);
    const withBitChanged = (bytes: Buffer): Buffer => {
      const changed = Buffer.from(bytes);
      changed[bytes.length >> 1] = (changed[bytes.length >> 1] ?? 0) ^ 1;
      return changed;
    };

    const withWordChanged = (bytes: Buffer): Buffer => {
      const from = bytes.indexOf(0x0a) + 1;
      const lines = zstdDecompressSync(bytes.subarray(from)).toString("utf8");
      const changed = lines.replace(/(\nE \w+ \d+ )./, "$1-");
      return Buffer.concat([bytes.subarray(0, from), zstdCompressSync(changed)]);
    };

    it("restores nothing of a file that is damaged, sealed otherwise or none, and then takes a good one", async () => {
      await fill();
      const [open, sealed] = [await backUp(), await backUp("sealed")];
      const into = await test.makeEmpty();
      const refused: readonly [what: string, bytes: Buffer, phrase: string | undefined, words: RegExp][] = [
        ["another passphrase", sealed, "other", /passphrase does not open it/],
        ["no passphrase", sealed, undefined, /It is sealed/],
        ["a sealed file cut short", cut(sealed), "sealed", /cut short|does not open/],
        ["an open file cut short", cut(open), undefined, /cut short/],
        ["a word of an open file changed", withWordChanged(open), undefined, /changed since it was written: table/],
        ["an empty file", Buffer.alloc(0), undefined, /Expected a backup/],
        ["another file", Buffer.from("PK\u0003\u0004 not ours"), undefined, /Expected a backup/],
        ["a changed bit", withBitChanged(sealed), "sealed", /does not open it/],
      ];
      for (const [what, bytes, phrase, words] of refused)
        await expect(readBackup(piecesOf(bytes), into, phrase), what).rejects.toThrow(words);
      await readBackup(piecesOf(open), into, undefined);
      expect(await sumStore(into)).toEqual(await sumStore(options));
    });

    it("refuses a store that holds something", async () => {
      await fill();
      const before = await sumStore(options);
      await expect(readBackup(piecesOf(await backUp()), options, undefined)).rejects.toThrow(/Expected an empty store/);
      expect(await sumStore(options)).toEqual(before);
    });

    it("moves into another database, table by table the same", async () => {
      await fill();
      const into = await test.makeEmpty();
      await moveStore(options, into);
      expect(await sumStore(into)).toEqual(await sumStore(options));
    });
  });
});
