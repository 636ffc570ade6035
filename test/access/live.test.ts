/** What changes is told at once, by every process, to whoever may know and to nobody else; hostile readers are let go. */
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { Change } from "../../src/terms/change.ts";
import { type Permission, type Principal, permissionsFor } from "../../src/terms/person.ts";
import type { Tlp } from "../../src/terms/tlp.ts";
import { askDatabase, openTestServer, type TestServer } from "../store/open-test-store.ts";
import { asHeader } from "./plant-desk.ts";

let test: TestServer;
let options: Awaited<ReturnType<TestServer["makeStore"]>>;
let store: Store;
/** Another process's: it writes, and nobody asks it. */
let other: Store;
let door: Door;
let base = "";
const suspended = new Set<string>();

beforeAll(async () => {
  test = await openTestServer("npm");
  options = await test.makeStore();
  store = await openStore(options);
  other = await openStore(options);
  door = await createServer({
    shelf: shelfOf([]),
    requestsPerMinute: 1_000_000,
    identify: async ({ headers }) => {
      const told = JSON.parse(String(headers["x-principal"])) as Principal & { may: unknown };
      return suspended.has(told.id) ? undefined : { ...told, may: new Set(told.may as unknown as Permission[]) };
    },
    live: {
      ...store.changes,
      labelOfSource: async (id) => ({ "source-red": "TLP:RED", "source-clear": "TLP:CLEAR" })[id],
      limits: { ofOne: 3, ofAll: 20, beatMs: 50, waiting: 16 * 1024, replayed: 5 },
    },
  });
  base = await openDoor(door, 0);
}, 120_000);
afterAll(async () => {
  await door.close();
  await Promise.all([store.close(), other.close()]);
  await test.remove();
}, 120_000);

const someone = (
  id: string,
  ceiling: Tlp = "TLP:RED",
  role: Parameters<typeof permissionsFor>[0][number] = "analyst",
): Principal => ({
  id,
  name: id,
  may: permissionsFor([role]),
  ceiling,
  via: "session",
});

const act = (action: string, type: "edition" | "draft", id: string, tlp: Tlp) =>
  other.audit.append({
    at: "2031-05-04T18:00:00Z",
    who: { id: "p1", name: "Ada" },
    action,
    object: { type, id, tlp },
  });

const listen = async (who: Principal, lastEventId?: string) => {
  const ending = new AbortController();
  const answer = await fetch(`${base}/api/v1/live`, {
    headers: { "x-principal": asHeader(who), ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }) },
    signal: ending.signal,
  });
  let text = "";
  const waiting = new Set<() => void>();
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      for (const look of waiting) look();
    }
  })().catch(() => undefined);
  /** Resolves when this was told. */
  const hears = (words: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!text.includes(words)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { status: answer.status, headers: answer.headers, hears, ended, text: () => text, stop: () => ending.abort() };
};

it("tells what another process did, once it is committed, to whoever may know", async () => {
  const all = await listen(someone("all"));
  const low = await listen(someone("low", "TLP:GREEN"));
  const reader = await listen(someone("reader", "TLP:RED", "reader"));
  expect(all.headers.get("content-type")).toContain("text/event-stream");
  expect(all.headers.get("cache-control")).toBe("no-store");
  await Promise.all([all, low, reader].map(({ hears }) => hears("retry:")));
  await act("draft.changed", "draft", "draft-red", "TLP:RED");
  await act("edition.approved", "edition", "edition-red", "TLP:RED");
  await act("draft.changed", "draft", "draft-clear", "TLP:CLEAR");
  await other.saveRun({
    sourceId: "source-red",
    run: { startedAt: "2031-05-04T18:00:00Z", outcome: "ok", entries: 0, fresh: 0, fromFeed: 0, losses: [] },
    articles: [],
    entryUrls: new Map(),
    known: [],
  });
  await act("edition.approved", "edition", "edition-clear", "TLP:CLEAR");
  await Promise.all([all, low, reader].map(({ hears }) => hears("edition-clear")));
  const ids = ({ text }: typeof all) => [...text().matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
  expect(ids(all)).toEqual(["draft-red", "edition-red", "draft-clear", "source-red", "edition-clear"]);
  expect(ids(low)).toEqual(["draft-clear", "edition-clear"]);
  expect(ids(reader)).toEqual(["edition-red", "edition-clear"]);
  expect(low.text()).not.toContain("red");
  await Promise.all([all, low, reader].map(({ hears }) => hears(": beat")));
  for (const one of [all, low, reader]) one.stop();
});

it("tells nothing of what was taken back", async () => {
  const all = await listen(someone("all"));
  await all.hears("retry:");
  await askDatabase(
    options,
    "begin; insert into source_run (source_id, started_at, outcome, entries, fresh, from_feed, losses) values ('source-clear', now(), 'ok', 0, 0, 0, '[]'); rollback",
  );
  await act("edition.approved", "edition", "after", "TLP:CLEAR");
  await all.hears("after");
  expect(all.text()).not.toContain("source-clear");
  all.stop();
});

it("tells whoever comes back what was done meanwhile, each thing once, or to look at everything again", async () => {
  const before = await act("edition.approved", "edition", "seen", "TLP:CLEAR");
  await act("edition.approved", "edition", "missed-1", "TLP:CLEAR");
  await act("edition.approved", "edition", "missed-secret", "TLP:RED");
  await act("edition.approved", "edition", "missed-2", "TLP:CLEAR");
  const back = await listen(someone("back", "TLP:GREEN"), before.hash);
  await back.hears("missed-2");
  expect([...back.text().matchAll(/missed-\w+/g)].map(String)).toEqual(["missed-1", "missed-2"]);
  back.stop();
  const witness = await listen(someone("witness"));
  await witness.hears("retry:");
  for (let at = 0; at < 6; at += 1) await act("edition.approved", "edition", `flood-${at}`, "TLP:CLEAR");
  await witness.hears("flood-5");
  witness.stop();
  for (const id of [before.hash, "0".repeat(64), "' or 1=1 --", "x".repeat(4_000)]) {
    const lost = await listen(someone("lost"), id);
    await lost.hears('"topic":"all"');
    expect(lost.text()).not.toContain("flood");
    lost.stop();
    await lost.ended;
  }
});

it("holds so many streams of one person and no more, and gives the place back", async () => {
  const held = await Promise.all([1, 2, 3].map(() => listen(someone("many"))));
  const refused = await listen(someone("many"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
  const another = await listen(someone("another"));
  expect(another.status).toBe(200);
  for (const one of [...held, another]) one.stop();
  await Promise.all(held.map(({ ended }) => ended));
  await expect
    .poll(async () => {
      const again = await listen(someone("many"));
      again.stop();
      return again.status;
    })
    .toBe(200);
});

it("holds so many streams at all and no more", async () => {
  const held = await Promise.all(Array.from({ length: 24 }, (_, at) => listen(someone(`crowd-${at}`))));
  expect(held.filter(({ status }) => status === 503).length).toBeGreaterThanOrEqual(4);
  for (const one of held) one.stop();
  await Promise.all(held.map(({ ended }) => ended));
});

it("lets go of a person who was suspended before they hear anything more", async () => {
  // The places of the crowd are given back in their time.
  await expect
    .poll(async () => {
      const tried = await listen(someone("gone"));
      tried.stop();
      await tried.ended;
      return tried.status;
    })
    .toBe(200);
  const person = await listen(someone("gone"));
  await person.hears("retry:");
  suspended.add("gone");
  await other.audit.append({
    at: "2031-05-04T18:00:00Z",
    who: { id: "p1", name: "Ada" },
    action: "person.suspended",
    object: { type: "person", id: "gone" },
  });
  await act("edition.approved", "edition", "later", "TLP:CLEAR");
  await person.ended;
  expect(person.text()).not.toContain("later");
});

it("lets go of a reader who does not read, and goes on telling the others", async () => {
  let tell = (_change: Change): void => undefined;
  const flooded = await createServer({
    shelf: shelfOf([]),
    identify: async () => someone("slow"),
    live: {
      listen: async (onChange) => {
        tell = onChange;
        return { stop: async () => undefined };
      },
      since: async () => [],
      labelOfSource: async () => "TLP:CLEAR",
      limits: { waiting: 16 * 1024 },
    },
  });
  const { port } = new URL(await openDoor(flooded, 0));
  const socket = connect({ port: Number(port), host: "127.0.0.1" });
  socket.on("error", () => undefined);
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.write(`GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  // More than every buffer between the two holds.
  const id = "x".repeat(100_000);
  for (let at = 0; at < 300; at += 1) {
    tell({ kind: "source", id });
    await new Promise((resolve) => setImmediate(resolve));
  }
  let read = 0;
  socket.on("data", (chunk) => {
    read += chunk.length;
  });
  socket.resume();
  await closed;
  expect(read).toBeLessThan(300 * id.length);
  await flooded.close();
});

it("says that something may have been missed when the server of the store went away", async () => {
  const all = await listen(someone("all"));
  await all.hears("retry:");
  await askDatabase(
    options,
    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen watchfloor_change%'",
  );
  await all.hears('"topic":"all"');
  await act("edition.approved", "edition", "back-again", "TLP:CLEAR");
  await all.hears("back-again");
  all.stop();
});
