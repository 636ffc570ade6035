/** A write that names a key is done once: sent twice, at once, with another body, after a kill. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { permissions } from "../../src/terms/person.ts";
import { askDatabase, openTestServer, type TestServer } from "../store/open-test-store.ts";

let test: TestServer;
let options: StoreOptions;
let store: Store;
let door: Door;
let host = "";
let done = 0;
/** Lets the work end. */
let go: Promise<void> = Promise.resolve();

beforeAll(async () => {
  test = await openTestServer("npm");
  options = await test.makeStore();
  store = await openStore(options);
  door = await createServer({
    shelf: shelfOf([]),
    answers: store.answers,
    identify: async ({ headers }) => ({
      id: String(headers["x-who"] ?? "ada"),
      name: "Ada",
      may: new Set(permissions),
      ceiling: "TLP:RED",
      via: headers["x-who"] === "open" ? "open" : "session",
    }),
  });
  door.post<{ Body: { say?: string } }>("/acts", { config: { access: "draft.write" } }, async (request, reply) => {
    await go;
    const { say = "" } = request.body;
    if (say === "fail before") throw new Error("before");
    const { seq } = await store.audit.append({
      at: "2031-05-04T18:00:00Z",
      who: request.principal,
      action: "desk.tried",
      object: { type: "desk", id: "desk" },
    });
    done += 1;
    if (say === "fail after") throw new Error("after");
    if (say === "refuse") return reply.code(404).send({ seq, say });
    if (say === "nothing") return reply.code(204).send();
    return reply.code(201).header("set-cookie", "secret=1").send({ seq, say });
  });
  host = new URL(await openDoor(door, 0)).host;
}, 120_000);
afterAll(async () => {
  await door.close();
  await store.close();
  await test.remove();
}, 120_000);

const act = (key: string, payload: object = {}, more: Record<string, string> = {}) =>
  door.inject({ method: "POST", url: "/acts", payload, headers: { host, "idempotency-key": key, ...more } });
const entries = async (): Promise<number> => (await store.audit.verify()).entries;
const age = (seconds: number) =>
  askDatabase(options, `update kept_answer set begun_at = begun_at - interval '${seconds} seconds'`);

it("gives the same answer again, and does nothing", async () => {
  const first = await act("one", { say: "ü" });
  const again = await act("one", { say: "ü" });
  expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
  expect(again.body).toBe(first.body);
  expect(again.headers["content-type"]).toBe(first.headers["content-type"]);
  expect([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]]).toEqual([undefined, "true"]);
  expect(again.headers["set-cookie"]).toBeUndefined();
  expect(await entries()).toBe(1);
  const refused = [await act("two", { say: "refuse" }), await act("two", { say: "refuse" })];
  expect(refused.map(({ statusCode, body }) => [statusCode, body])[1]).toEqual([404, refused[0]?.body]);
  const nothing = [await act("three", { say: "nothing" }), await act("three", { say: "nothing" })];
  expect(nothing.map(({ statusCode, body }) => [statusCode, body])).toEqual([
    [204, ""],
    [204, ""],
  ]);
  expect(await entries()).toBe(3);
});

it("refuses the key for anything else, and knows it for one person alone", async () => {
  await act("mine", { say: "a" });
  expect((await act("mine", { say: "b" })).statusCode).toBe(422);
  expect((await act("mine", { say: "a" }, { "x-who": "bo" })).statusCode).toBe(201);
  const before = await entries();
  await act("nobody", {}, { "x-who": "open" });
  await act("nobody", {}, { "x-who": "open" });
  expect(await entries()).toBe(before + 2);
});

it("does it once when it is sent many times at once", async () => {
  const before = done;
  let letGo = (): void => undefined;
  go = new Promise((resolve) => {
    letGo = resolve;
  });
  const answers = Array.from({ length: 12 }, () => act("flood", { say: "x" }));
  const early = await Promise.race(answers);
  expect(early.statusCode).toBe(409);
  expect(early.headers["retry-after"]).toBe("1");
  letGo();
  const all = await Promise.all(answers);
  // One did it; the others were told to come back, or came late enough for its answer.
  const isFirst = (one: (typeof all)[number]) =>
    one.statusCode === 201 && one.headers["idempotency-replayed"] === undefined;
  expect(all.filter(isFirst)).toHaveLength(1);
  expect(all.every(({ statusCode }) => statusCode === 201 || statusCode === 409)).toBe(true);
  expect(done).toBe(before + 1);
  expect((await act("flood", { say: "x" })).statusCode).toBe(201);
  expect(done).toBe(before + 1);
});

it.each([
  ["longer than a key may be", "x".repeat(256)],
  ["with a space", "a b"],
  ["empty", ""],
])("refuses a key that is %s", async (_what, key) => {
  expect((await act(key)).statusCode).toBe(400);
});

it.each([
  ["deeper than a body of ours", `${"[".repeat(34)}${"]".repeat(34)}`],
  ["with a number that is none", "[1e999]"],
])("refuses JSON that is %s, and takes no key for it", async (what, payload) => {
  const key = `hostile-${what.length}`;
  const headers = { host, "idempotency-key": key, "content-type": "application/json" };
  const before = done;
  const answer = await door.inject({ method: "POST", url: "/acts", payload, headers });
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
    400,
    expect.stringContaining("application/problem+json"),
  ]);
  expect(done).toBe(before);
  expect((await act(key, { say: "a" })).statusCode).toBe(201);
});

it("lets what failed be tried again, unless it was done before it failed", async () => {
  expect((await act("f1", { say: "fail before" })).statusCode).toBe(500);
  expect((await act("f1", { say: "fail before" })).statusCode).toBe(500);
  const before = done;
  expect((await act("f2", { say: "fail after" })).statusCode).toBe(500);
  const lost = await act("f2", { say: "fail after" });
  expect([lost.statusCode, lost.json().detail]).toEqual([409, expect.stringContaining("This was done")]);
  expect(done).toBe(before + 1);
});

it("keeps nothing that can be read, and nothing for longer than a day", async () => {
  await act("the-secret-key", { say: "the-secret-words" });
  const rows = await askDatabase<{ row: string; raw: string }>(
    options,
    "select k::text as row, encode(coalesce(sealed, ''), 'escape') as raw from kept_answer k",
  );
  const all = rows.map(({ row, raw }) => row + raw).join();
  expect(all).not.toContain("secret");
  await age(90_000);
  const again = await act("the-secret-key", { say: "the-secret-words" });
  expect([again.statusCode, again.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  await store.answers.dropOld();
  expect(await askDatabase(options, "select id from kept_answer where begun_at < now() - interval '1 day'")).toEqual(
    [],
  );
});

it("after a kill does again what was not done, and says so of what was", async () => {
  const script = fileURLToPath(new URL("take-key.fixture.ts", import.meta.url));
  const ids = { never: "a".repeat(64), done: "b".repeat(64) };
  // Until the server has seen that the connection of the one who died is closed.
  const untilEnded = async (id: string) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const taken = await store.answers.take(id, "r");
      if (taken.type !== "busy") return taken;
      await sleep(20);
    }
    throw new Error("It was busy for four seconds after a kill.");
  };
  for (const [how, id] of Object.entries(ids)) {
    const worker = spawn(process.execPath, [script, JSON.stringify(options.connection), how, id], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(worker.stdout, "data");
    // However long it takes: while it lives it is at it.
    await age(120);
    expect(await store.answers.take(id, "r")).toEqual({ type: "busy" });
    worker.kill("SIGKILL");
    await once(worker, "close");
    expect(await store.answers.take(id, "other")).toEqual({ type: "other" });
    expect(await untilEnded(id)).toEqual({ type: how === "done" ? "lost" : "yours" });
  }
  // Taken over, it is this process's now, also once the connection that says so broke.
  expect(await store.answers.take(ids.never, "r")).toEqual({ type: "busy" });
  await askDatabase(options, "select pg_terminate_backend(pid) from pg_locks where classid = 8037011");
  await sleep(100);
  expect(await store.answers.take(ids.never, "r")).toEqual({ type: "busy" });
}, 60_000);
