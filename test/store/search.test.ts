/** Search over what is on record, on npm's PostgreSQL and on the host's: what is found, where, in which order. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { moveStore } from "../../src/pipeline/steps/back-up.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { openSearch } from "../../src/store/open-search.ts";
import { connectionOf } from "../../src/store/open-store.ts";
import type { Cursor } from "../../src/store/search-cursor.ts";
import { findBest, findNewest, questionFor } from "../../src/store/search-rows.ts";
import { readTerms } from "../../src/store/search-terms.ts";
import type { Article } from "../../src/terms/article.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { deskViewer } from "../../src/terms/person.ts";
import type { SearchHit, SearchPage, SearchRequest } from "../../src/terms/search.ts";
import { engines, openTestServer, queryDatabase, type TestServer } from "./open-test-store.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);

const hour = (at: number): string => new Date(Date.UTC(2031, 4, 1, at)).toISOString().replace(".000Z", "Z");

const texts: Readonly<Record<string, Partial<Article>>> = {
  crane: { title: "Crane operators warned", text: "The agency warned operators of quay cranes. A zero-day was used." },
  quay: {
    title: "Quay news",
    text: "Cranes of the quay stand still, says the operator.",
    outlet: "Küsten Post",
    language: "de-AT",
  },
  flaw: { title: "A flaw", text: "CVE-2031-0001 is used; CVE-2031-00012 is not. See T1059.001 and 10.0.0.1:8080." },
  domain: {
    title: "Hosts",
    text: "It called hxxp://evil[.]com/a and mail to who[@]bad[.]example came. Not notevil.com.",
  },
  tokyo: { title: "港湾への攻撃", text: "サイバー攻撃者は港湾のクレーンを狙った。", language: "ja" },
  broken: { title: "A\u0000B", text: "before \u0000 after \ud800 end of the pier" },
};

describe.each(engines)("search on the PostgreSQL of %s", (engine) => {
  let test: TestServer;
  let options: StoreOptions;
  let store: Store;

  const ask = (text: string) => queryDatabase(options, text);
  let runs = 0;
  const bring = async (articles: readonly Article[]): Promise<void> => {
    runs += 1;
    const run = { startedAt: hour(runs), outcome: "ok", entries: 0, fresh: 0, fromFeed: 0, losses: [] } as const;
    await store.saveRun({ sourceId: "one", run, articles, entryUrls: new Map(), known: [] });
  };
  const fill = (): Promise<void> =>
    bring(Object.entries(texts).map(([id, given], at) => makeArticle({ id, publishedAt: hour(at), ...given })));
  const search = async (words: string, more: Partial<SearchRequest> = {}): Promise<SearchPage> => {
    const found = await store.search({ words, order: "newest", limit: 50, ...more }, deskViewer);
    if (!found.ok) throw new Error(found.error.because);
    return found.value;
  };
  const nameOf = (hit: SearchHit): string => (hit.kind === "article" ? (hit.url.split("/").at(-1) ?? "") : hit.title);
  const find = async (words: string, more: Partial<SearchRequest> = {}): Promise<string[]> =>
    (await search(words, more)).hits.map(nameOf);

  beforeAll(async () => {
    test = await openTestServer(engine);
  }, 120_000);
  afterAll(() => test.remove(), 120_000);
  const openFresh = async (): Promise<() => Promise<void>> => {
    options = await test.makeStore();
    store = await openStore(options);
    return () => store.close();
  };

  describe("finds", () => {
    beforeAll(async () => {
      const close = await openFresh();
      await fill();
      return close;
    });
    const rows: readonly [string, string, readonly string[]][] = [
      ["words in any order, in title and text", "cranes quay", ["quay", "crane"]],
      ["a phrase in its order alone", '"quay cranes"', ["crane"]],
      ["no phrase from the title into the text", '"warned the agency"', []],
      ["what lacks a word", "cranes -zero-day", ["quay"]],
      ["what lacks a phrase", 'cranes -"quay cranes"', ["quay"]],
      ["words that begin so", "operat*", ["quay", "crane"]],
      ["a hyphened word written apart", '"zero day"', ["crane"]],
      ["a CVE id, and no longer one", "cve-2031-0001", ["flaw"]],
      ["no CVE id that only begins so", "CVE-2031-000", []],
      ["CVE ids that begin so", "CVE-2031-*", ["flaw"]],
      ["a technique", "T1059.001", ["flaw"]],
      ["an address before its port", "10.0.0.1", ["flaw"]],
      ["no address that only ends so", "0.0.0.1", []],
      ["a defanged domain by a plain one", "evil.com", ["domain"]],
      ["a defanged domain by a defanged address", "hxxp://evil[.]com", ["domain"]],
      ["no domain that only ends so", "il.com", []],
      ["the domain of a mailbox", "bad.example", ["domain"]],
      ["Japanese words inside a sentence", "攻撃者", ["tokyo"]],
      ["one Japanese character", "狙", ["tokyo"]],
      ["no Japanese word of the same characters in another order", "撃攻", []],
      ["words beside U+0000 and lone surrogates", "pier", ["broken"]],
    ];
    it.each(rows)("%s: %s", async (_, words, names) => {
      expect(await find(words)).toEqual(names);
    });

    it.each([
      ["from a day on", { from: "2031-05-01" }, ["quay", "crane"]],
      ["up to a day before", { to: "2031-04-30" }, []],
      ["of an outlet, however it is written", { outlet: "kusten POST" }, ["quay"]],
      ["in a language", { language: "de" }, ["quay"]],
      ["of a kind", { kind: "edition" }, []],
    ] as const)("only what is %s", async (_, filter, names) => {
      expect(await find("cranes", filter)).toEqual(names);
    });
  });

  describe("a store of its own each", () => {
    beforeEach(openFresh);

    it("finds sentences of editions, and says which", async () => {
      const record = { edition, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] };
      const id = await store.saveEdition(record, editionToJson(edition));
      const sentence = edition.sections.flatMap((section) => section.sentences).find(({ kind }) => kind === "fact");
      const [hit] = (await search(`"${sentence?.text.slice(0, 40)}"`, { kind: "edition" })).hits;
      expect(hit).toMatchObject({ kind: "edition", key: id, date: edition.edition.date, tlp: edition.edition.tlp });
      expect(hit?.snippets[0]).toMatchObject({ in: "sentence", sentenceId: sentence?.id });
    });

    it("finds by looking at the newest records first what it finds among all of them, page by page", async () => {
      const words = ["crane", "quay", "pier", "tug"];
      const article = fc.record({
        text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }),
        at: fc.integer({ min: 0, max: 400 }),
        language: fc.constantFrom("en", "de"),
      });
      const articles = fc.sample(article, { numRuns: 70, seed: 8 });
      await bring(
        articles.map(({ text, at, language }, id) =>
          makeArticle({ id: `${id}`, text: text.join(" "), publishedAt: hour(at), language }),
        ),
      );
      const db = openSearch(connectionOf(options), () => undefined);
      const asked = fc.record({
        words: fc.oneof(
          fc.constantFrom(...words, "crane quay", "crane -pier", "qu*", "nothing"),
          fc.tuple(fc.constantFrom(...words), fc.constantFrom(...words)).map((pair) => `"${pair.join(" ")}"`),
        ),
        order: fc.constantFrom("newest", "best"),
        limit: fc.integer({ min: 1, max: 9 }),
        language: fc.constantFrom(undefined, "de"),
        from: fc.constantFrom(undefined, "2031-05-03"),
        to: fc.constantFrom(undefined, "2031-05-09"),
      });
      const readAll = async (request: SearchRequest, near: number | undefined): Promise<unknown> => {
        const terms = readTerms(request.words);
        if (!terms.ok) throw new Error(terms.error.because);
        const question = questionFor(request, terms.value, deskViewer, near);
        const find = request.order === "best" ? findBest : findNewest;
        const pages: unknown[] = [];
        for (let cursor: Cursor | undefined; pages.length < 80; ) {
          const { rows, total, next } = await find(db, question, request.limit, cursor);
          pages.push([rows.map(({ key, rank }) => [key, rank]), total]);
          if (next === undefined) return pages;
          cursor = { of: "", count: 0, record: { indexed: 0, onRecord: 0 }, ...next };
        }
        throw new Error("Expected an end of the pages.");
      };
      try {
        for (const request of fc.sample(asked, { numRuns: 40, seed: 8 })) {
          const plain = await readAll(request, undefined);
          for (const near of [1, 12, 1000]) expect(await readAll(request, near)).toEqual(plain);
        }
      } finally {
        await db.destroy();
      }
    });

    it("marks the found words at their true places, and opens the article as it was read", async () => {
      await fill();
      await bring([
        makeArticle({
          id: "far",
          tlp: "TLP:AMBER",
          text: `\u{1F600}\u0000 ${"filler word ".repeat(400)}the sunken Crâne lies. ${"more ".repeat(99)}`,
        }),
      ]);
      const { hits } = await search("crane");
      expect(hits.map(({ tlp }) => tlp)).toEqual(["TLP:AMBER", "TLP:CLEAR"]);
      for (const { key, snippets, tlp } of hits) {
        const article = await store.readRecorded(key, "crane", deskViewer);
        expect(article?.tlp).toBe(tlp);
        for (const { start, end, text, marks } of snippets) {
          expect(article?.text.slice(start, end)).toBe(text);
          for (const mark of marks) expect(article?.text.slice(mark.start, mark.end)).toMatch(/^cr[aâ]ne$/i);
        }
        expect(article?.marks).toEqual(snippets.flatMap(({ marks }) => marks));
      }
      expect(await find("crane")).toEqual(["far", "crane"]);
      expect(await store.readRecorded("0".repeat(64), "crane", deskViewer)).toBeUndefined();
    });

    it("puts first, by best, what says it in its title and more often", async () => {
      await bring([
        makeArticle({ id: "title", title: "Crane", text: "It says so.", publishedAt: hour(1) }),
        makeArticle({ id: "often", text: "A crane, a crane and a crane.", publishedAt: hour(2) }),
        makeArticle({ id: "once", text: "A crane and much else that was said there.", publishedAt: hour(3) }),
      ]);
      expect(await find("crane", { order: "best" })).toEqual(["title", "often", "once"]);
      expect(await find("crane")).toEqual(["once", "often", "title"]);
    });

    it.each(["newest", "best"] as const)("loses and doubles none while writing goes on, %s first", async (order) => {
      const make = (id: string, at: number): Article =>
        makeArticle({ id, text: `crane ${"crane ".repeat(at % 7)} ${id}`, publishedAt: hour(at % 9) });
      await bring(Array.from({ length: 60 }, (_, at) => make(`old${at}`, at)));
      const seen: string[] = [];
      let after: string | undefined;
      for (let page = 0; ; page += 1) {
        const { hits, next } = await search("crane", { order, limit: 7, after });
        seen.push(...hits.map(nameOf));
        after = next;
        if (after === undefined) break;
        await bring([make(`new${page}a`, page), make(`new${page}b`, page + 40)]);
      }
      const old = seen.filter((name) => name.startsWith("old"));
      expect(new Set(seen).size).toBe(seen.length);
      expect(old.sort()).toEqual(Array.from({ length: 60 }, (_, at) => `old${at}`).sort());
    });

    it("goes on, by best, past the newest thousand, and counts no further than a thousand", async () => {
      const ids = Array.from({ length: 1203 }, (_, at) => `n${at}`);
      await bring(ids.map((id, at) => makeArticle({ id, text: `crane ${id}`, publishedAt: hour(at) })));
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await search("crane", { order: "best", limit: 100, after });
        expect([page.count, page.countIsCapped]).toEqual([1000, true]);
        seen.push(...page.hits.map(nameOf));
        after = page.next;
      } while (after !== undefined);
      expect(seen.sort()).toEqual(ids.sort());
    });

    it("indexes what fits of a text without end, says so, and finds its beginning", async () => {
      const words = Array.from({ length: 40_000 }, (_, at) => `word${at}`).join(" ");
      await bring([
        makeArticle({ id: "long", text: words }),
        makeArticle({ id: "wide", text: "攻".repeat(100_000) }),
        makeArticle({ id: "one", text: `begin ${"a".repeat(2_000_000)}` }),
        makeArticle({
          id: "heavy",
          text: Array.from({ length: 15_000 }, (_, at) => `${"ж".repeat(190)}${at}`).join(" "),
        }),
      ]);
      const [hit] = (await search("word7")).hits;
      expect(hit?.partial).toBe(true);
      expect((await search("word39999")).count).toBe(0);
      expect((await search("begin")).hits[0]).toMatchObject({ partial: false });
      expect(JSON.stringify(await search("begin")).length).toBeLessThan(5000);
      expect((await ask("select from search_entry where partial")).rowCount).toBe(3);
    });

    it("answers whatever is typed", async () => {
      await fill();
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (words) => {
          const found = await store.search(
            { words, order: "best", limit: 5, outlet: words, language: words },
            deskViewer,
          );
          expect(found.ok ? "page" : found.error.type).toMatch(/^(?:page|asked)$/);
        }),
        { seed: 8037, numRuns: 150 },
      );
    });

    it.each(["nonsense", Buffer.from("{}").toString("base64url"), "e30'; drop table article"])(
      "refuses to go on after %s",
      async (after) => {
        await fill();
        const found = await store.search({ words: "crane", order: "newest", limit: 5, after }, deskViewer);
        expect(found).toMatchObject({ ok: false, error: { type: "asked" } });
      },
    );

    it.each(["0000-01-01", "2031-02-30", "soon", "infinity"])("refuses the day %s", async (from) => {
      expect(await store.search({ words: "crane", order: "newest", limit: 5, from }, deskViewer)).toMatchObject({
        ok: false,
        error: { type: "asked", because: `Expected a day like 2026-02-05 but found ${from}.` },
      });
    });

    it("refuses the page after one of another search", async () => {
      await bring(["a", "b"].map((id) => makeArticle({ id, text: `crane ${id}` })));
      const { next } = await search("crane", { limit: 1 });
      const found = await store.search({ words: "quay", order: "newest", limit: 1, after: next }, deskViewer);
      expect(found).toMatchObject({ ok: false, error: { type: "asked" } });
    });

    it("ends a search that takes too long, in words", async () => {
      await fill();
      await ask(
        "alter table search_entry rename to held; create view search_entry as select held.* from held, lateral (select pg_sleep(5)) slow",
      );
      const found = await store.search({ words: "crane", order: "newest", limit: 5 }, deskViewer);
      expect(found).toMatchObject({ ok: false, error: { type: "slow" } });
    });

    it("is filled with what was on record before it, once, however many open the store", async () => {
      await fill();
      const record = { edition, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] };
      await store.saveEdition(record, editionToJson(edition));
      await store.searchFilled;
      const before = await ask("select key, words::text, outlet, language, at, partial from search_entry order by key");
      await ask("delete from search_entry; update search_state set filled = false");
      expect(await search("crane")).toMatchObject({ hits: [], indexed: 0, onRecord: Object.keys(texts).length + 1 });
      const opened = await Promise.all([openStore(options), openStore(options)]);
      await Promise.all(opened.map((one) => one.searchFilled));
      const again = await ask("select key, words::text, outlet, language, at, partial from search_entry order by key");
      expect(again.rows).toEqual(before.rows);
      expect(await search("crane")).toMatchObject({ indexed: before.rowCount, onRecord: before.rowCount });
      await Promise.all(opened.map((one) => one.close()));
    });

    it("finds the same in a store that was moved: the index is no part of a dump", async () => {
      await fill();
      const into = await test.makeEmpty();
      await moveStore(options, into);
      const moved = await openStore(into);
      await moved.searchFilled;
      const request = { words: "cranes quay", order: "best", limit: 5 } as const;
      expect(await moved.search(request, deskViewer)).toEqual(await store.search(request, deskViewer));
      await moved.close();
    });
  });
});
