/** Hearing what changes, over a line that breaks at the worst moments: one connection again, one gap told, none left. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import type { Change } from "../../src/terms/change.ts";
import { until } from "../publish/delivery-day.ts";
import { askDatabase, openTestServer, type TestServer } from "./open-test-store.ts";

/** A line to the server, cut or held in the moment in which somebody begins to listen on it. */
const openLine = async ({ host = "", port = 5432 }: pg.ClientConfig) => {
  let onListen: (client: Socket, pass: () => void) => void = (_, pass) => pass();
  const listening = new Set<Socket>();
  const server: Server = createServer((client) => {
    const behind = host.startsWith("/") ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      one.on("error", () => undefined);
      one.once("close", () => other.destroy());
    }
    behind.on("data", (part) => void client.write(part));
    client.on("data", (part) => {
      const pass = (): void => void behind.write(part);
      if (!part.includes("listen watchfloor_change")) return pass();
      listening.add(client);
      return onListen(client, pass);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: server.address() as { readonly port: number },
    when: (then: typeof onListen) => {
      onListen = then;
    },
    breakAll: () => {
      for (const socket of listening) socket.destroy();
      listening.clear();
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
};

let test: TestServer;
let options: StoreOptions;
let line: Awaited<ReturnType<typeof openLine>>;
let store: Store;

beforeAll(async () => {
  test = await openTestServer("npm");
  options = await test.makeStore();
  const direct = options.connection as pg.ClientConfig;
  line = await openLine(direct);
  const connection = { ...direct, host: "127.0.0.1", port: line.address.port };
  store = await openStore({ connection });
}, 120_000);
afterAll(async () => {
  await store.close();
  await line.close();
  await test.remove();
}, 120_000);

const listeners = async (): Promise<number> =>
  (
    await askDatabase(
      options,
      "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query = 'listen watchfloor_change'",
    )
  ).length;
const notify = () => askDatabase(options, `select pg_notify('watchfloor_change', '{"kind":"board"}')`);

describe("hearing what changes", () => {
  it("goes on with one connection when the line breaks while it begins to listen anew", async () => {
    const heard: Change[] = [];
    const listening = await store.changes.listen((change) => void heard.push(change));
    let cuts = 0;
    line.when((client, pass) => {
      cuts += 1;
      if (cuts > 2) return pass();
      client.destroy();
    });
    line.breakAll();
    await until(async () => heard.length > 0);
    // Long enough for whoever else was on the way.
    await new Promise((done) => setTimeout(done, 1_500));
    expect(heard).toEqual([{ kind: "gap" }]);
    expect(await listeners()).toBe(1);
    await notify();
    await until(async () => heard.length > 1);
    expect(heard).toEqual([{ kind: "gap" }, { kind: "board" }]);
    await listening.stop();
    await until(async () => (await listeners()) === 0);
  });

  it("leaves no connection when it is stopped while it begins to listen anew", async () => {
    const heard: Change[] = [];
    line.when((_, pass) => pass());
    const listening = await store.changes.listen((change) => void heard.push(change));
    const held = new Promise<() => void>((begun) => line.when((_, pass) => begun(pass)));
    line.breakAll();
    const letGo = await held;
    const stopped = listening.stop();
    letGo();
    await stopped;
    await until(async () => (await listeners()) === 0);
    expect(heard).toEqual([]);
  });
});
