/** The desk examines itself: each fault that is planted is found, with what to do; a desk without fault is told so. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sha256Hex } from "../../src/kit/hash.ts";
import { ok } from "../../src/kit/result.ts";
import { secretKeyOf } from "../../src/outside/secret-key.ts";
import { deskChecks, type Patient } from "../../src/pipeline/doctor/desk-checks.ts";
import { examine } from "../../src/pipeline/doctor/examine.ts";
import { sealTotp } from "../../src/pipeline/people/seal-authenticators.ts";
import type { DeliveryTools } from "../../src/pipeline/settings/delivery-in-force.ts";
import { setDelivery } from "../../src/pipeline/settings/delivery-setting.ts";
import { setHooks } from "../../src/pipeline/settings/hooks-setting.ts";
import { settingsInForce } from "../../src/pipeline/settings/in-force.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { deliverySchema } from "../../src/terms/delivery.ts";
import { sourcesSchema } from "../../src/terms/source.ts";
import { openRelay } from "../publish/loopback-relay.ts";
import { testKey } from "../support/sign-in.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";

let test: TestServer;
let options: StoreOptions;
let store: Store;
beforeAll(async () => {
  test = await openTestServer("npm");
}, 120_000);
afterAll(() => test.remove(), 120_000);
beforeEach(async () => {
  options = await test.makeStore();
  store = await openStore(options);
  return () => store.close();
});

const { sources } = sourcesSchema.parse({ sources: [{ id: "quay", address: "https://quay.example/feed.xml" }] });

const patientWith = (more: Partial<Patient> = {}): Patient => ({
  store,
  where: "a test",
  sources: [],
  editions: [],
  stateDir: tmpdir(),
  diskFloorBytes: 1024,
  inForce: settingsInForce(store, { sources: [], editions: [] }),
  delivery: { store, key: async () => ok(testKey) },
  secretKey: { path: "/state/secret.key", key: testKey, isOpenToOthers: false },
  now: () => new Date(),
  ...more,
});
const examineWith = async (more: Partial<Patient> = {}) =>
  (await examine(deskChecks(patientWith(more)), () => undefined)).filter(({ outcome }) => outcome !== "unset");
const wrong = async (more: Partial<Patient> = {}) =>
  (await examineWith(more))
    .filter(({ outcome }) => outcome !== "fine")
    .map(({ check, because }) => `${check}: ${because}`);

const ask = async (text: string, values: unknown[] = []): Promise<void> => {
  const client = new pg.Client({ ...(options.connection as pg.ClientConfig), options: "-c search_path=watchfloor" });
  await client.connect();
  await client.query(text, values);
  await client.end();
};

const keepDocuments = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) {
    const bytes = new TextEncoder().encode(`page ${at}`);
    const url = `https://quay.example/${at}`;
    await store.saveDocument({
      requestedUrl: url,
      url,
      bytes,
      sha256: sha256Hex(bytes),
      retrievedAt: "2031-05-04T00:00:00Z",
    });
  }
};

const run = (startedAt: string, more = {}) => ({
  sourceId: "quay",
  run: { startedAt, outcome: "ok" as const, entries: 3, fresh: 0, fromFeed: 0, losses: [], ...more },
  articles: [],
  entryUrls: new Map(),
  known: [],
});

describe("a desk without fault", () => {
  it("is told so, check by check", async () => {
    await keepDocuments(3);
    await store.saveRun(run(new Date().toISOString()));
    const findings = await examineWith({ sources });
    expect(findings.every(({ outcome }) => outcome === "fine")).toBe(true);
    expect([...new Set(findings.map(({ check }) => check))]).toEqual(["store", "documents", "disk", "time", "sources"]);
  });

  it("whose parts are not configured has nothing wrong with them", async () => {
    expect(await wrong()).toEqual([]);
  });
});

describe("what is wrong is found, with what to do", () => {
  it("a document that is not what it was", async () => {
    await keepDocuments(5);
    await ask("update document set bytes = 'other' where sha256 = (select min(sha256) from document)");
    expect(await wrong()).toEqual([
      expect.stringMatching(/^documents: 1 of 5 documents are not what they were, such as [0-9a-f]{64}\.$/),
    ]);
  });

  it("tables of another version", async () => {
    await ask("insert into migration (name, timestamp) values ('9999-later', now()::text)");
    expect(await wrong()).toEqual([expect.stringContaining("store: Expected its tables at")]);
  });

  it("a full disk", async () => {
    expect(await wrong({ diskFloorBytes: 1e15 })).toEqual([expect.stringContaining("disk: Expected at least")]);
  });

  it("a clock that is not the store's", async () => {
    const found = await wrong({ now: () => new Date(Date.now() + 600_000) });
    expect(found).toEqual([expect.stringMatching(/^time: .* are (?:59\d|60\d) s apart\.$/)]);
  });

  it("sources that were never asked, and such as are asked no more", async () => {
    expect(await wrong({ sources })).toEqual(["sources: 1 of 1 sources were never asked, such as quay."]);
    await store.saveRun(run(new Date(Date.now() - 9 * 86_400_000).toISOString()));
    expect(await wrong({ sources })).toEqual([
      "sources: 1 of 1 sources were not asked for two days and more, such as quay.",
    ]);
  });

  it("a source with an alarm, each with its own remedy", async () => {
    for (let at = 0; at < 3; at += 1)
      await store.saveRun(run(new Date(Date.now() - at * 60_000).toISOString(), { outcome: "failed", entries: 0 }));
    const [alarm] = (await examineWith({ sources })).filter(({ check }) => check === "sources");
    expect(alarm?.because).toMatch(/^quay: failing: Failed 3 times in a row/);
    expect(alarm?.todo).toContain("watchfloor sources pause");
  });

  it("authenticators whose key is another, or gone, or lies open; and such as are not sealed", async () => {
    const secret = sealTotp(testKey, "p-1", "JBSWY3DPEHPK3PXP");
    await ask(
      "insert into person (id, name, login, login_look, roles, ceiling, state, created_at, totp_secret) values ('p-1', 'Ada', 'ada', 'ada', '{reader}', 'TLP:RED', 'active', now(), $1)",
      [secret],
    );
    const path = "/state/secret.key";
    expect(await wrong()).toEqual([]);
    const other = secretKeyOf(new Uint8Array(32), path);
    for (const secretKey of [
      { path, isOpenToOthers: false },
      { path, isOpenToOthers: false, key: other },
    ])
      expect(await wrong({ secretKey })).toEqual([
        "secrets: 1 of 1 authenticators (ada …) cannot be opened with the key in /state/secret.key.",
      ]);
    expect(await wrong({ secretKey: { path, isOpenToOthers: true, key: testKey } })).toEqual([
      "secrets: Other users of this machine can read /state/secret.key.",
    ]);
    await ask("update person set totp_secret = 'JBSWY3DPEHPK3PXP'");
    expect(await wrong()).toEqual(["secrets: 1 of 1 authenticators (ada …) are not sealed yet."]);
  });

  it("a check that throws, which stops no other", async () => {
    const broken = {
      ...store,
      operations: { ...store.operations, sampleDocuments: async () => Promise.reject(new Error("cut off")) },
    };
    const findings = await examine(deskChecks(patientWith({ store: broken })), () => undefined);
    expect(findings.find(({ check }) => check === "documents")).toMatchObject({
      outcome: "unfinished",
      because: "cut off",
    });
    expect(findings.at(-1)?.check).toBe("outbox");
  });
});

describe("the relay", () => {
  // All addresses of this machine, which is no name of it.
  const deliveryOf = (port: number, host = "0.0.0.0"): DeliveryTools => ({
    store,
    key: async () => ok(testKey),
    file: {
      ...deliverySchema.parse({
        allowHosts: [`${host}:${port}`],
        mail: { host, port, security: "none", from: "desk@quay.example", timeoutMs: 2_000 },
      }),
      openHooks: [],
    },
  });

  it("is greeted and sent nothing; in the clear it is a finding", async () => {
    const relay = await openRelay();
    const found = await wrong({ delivery: deliveryOf(relay.port) });
    expect(found).toEqual([expect.stringContaining("answers in the clear")]);
    expect(await wrong({ delivery: deliveryOf(relay.port, "127.0.0.1") })).toEqual([]);
    expect(relay.received).toEqual([]);
    await relay.close();
    expect(await wrong({ delivery: deliveryOf(relay.port) })).toEqual([expect.stringContaining("cannot be used")]);
  });
});

describe("what people set on the desk", () => {
  const by = { at: "2031-05-04T00:00:00Z", who: { id: "p1", name: "Ada", via: "session" } };
  const receives = { ceiling: "TLP:GREEN" };

  it("is looked at like what a file says: relay, each list, each hook, each plan's profile", async () => {
    const knocks: string[] = [];
    const plain = createServer((socket) => {
      socket.on("data", (part) => knocks.push(part.toString())).on("error", () => undefined);
    });
    await new Promise<void>((done) => plain.listen(0, "127.0.0.1", done));
    const host = `0.0.0.0:${(plain.address() as AddressInfo).port}`;
    const resolve = async (name: string) => [{ address: name.startsWith("inner") ? "10.0.0.3" : "", family: 4 }];
    const file = { ...deliverySchema.parse({ allowHosts: [host] }), openHooks: [] };
    const tools: DeliveryTools = { store, file, key: async () => ok(testKey), resolve: async () => [] };
    const mail = { host: "127.0.0.1", port: 1, security: "none", from: "desk@quay.example" };
    const lists = [
      { name: "soc", members: ["ada@quay.example"], audiences: ["main", "energy"], ...receives },
      { name: "week", members: ["ada@quay.example"], kinds: ["weekly"], ...receives },
      { name: "still", members: ["ada@quay.example"], paused: true, ...receives },
    ];
    await setDelivery(tools, by, { basedOn: 0, value: { mail, lists } });
    const hooks = [
      { name: "clear", way: "slack", address: `http://${host}/moss`, ...receives },
      { name: "moved", way: "teams", address: "https://inner.quay.example/moss", ...receives },
      { name: "nowhere", way: "teams", address: "https://quay.invalid/moss", ...receives },
    ];
    expect((await setHooks(tools, by, { basedOn: 0, value: { hooks } })).ok).toBe(true);
    const editions = [{ at: "0 6 * * *", timeZone: "UTC", name: "finance", organisation: "/nowhere/finance.yaml" }];
    const found = await wrong({ editions, delivery: { ...tools, resolve } });
    expect(found).toEqual([
      expect.stringMatching(/^profiles: The profile of the plan for finance at 0 6 .*\/nowhere\/finance.yaml/),
      expect.stringMatching(/^mail: The relay 127.0.0.1:1 cannot be used.*allowHosts/),
      expect.stringMatching(/^lists: The list soc receives editions for energy, and no plan/),
      expect.stringMatching(/^lists: The list week receives weekly editions alone/),
      expect.stringMatching(/^hooks: The hook clear is reached at 0.0.0.0:\d+ in the clear/),
      expect.stringMatching(/^hooks: The hook moved cannot be reached.*inner.quay.example is at 10.0.0.3.*allowHosts/),
      expect.stringMatching(/^hooks: The hook nowhere cannot be reached/),
    ]);
    expect(knocks).toEqual([]);
    const lost = { ...tools, key: async () => ok(secretKeyOf(new Uint8Array(32).fill(2))) };
    expect((await wrong({ delivery: lost })).filter((each) => each.includes("cannot be opened"))).toHaveLength(3);
    expect(JSON.stringify(found)).not.toContain("moss");
    await new Promise<void>((done) => plain.close(() => done()));
  });
});

describe("the verb", () => {
  const main = fileURLToPath(new URL("../../src/doors/cli/main.ts", import.meta.url));
  const doctor = (environment: NodeJS.ProcessEnv, ...args: string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((done) => {
      const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...environment } });
      let [out, err] = ["", ""];
      child.stdout.on("data", (part) => {
        out += part;
      });
      child.stderr.on("data", (part) => {
        err += part;
      });
      child.on("close", (code) => done({ code, out, err }));
    });
  const addressOf = (): string => {
    const { host, port, user, password, database } = options.connection as pg.ClientConfig;
    return `postgres://${user}:${encodeURIComponent(String(password))}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
  };
  const folder = mkdtempSync(join(tmpdir(), "wf-doctor-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("ends with 0 when nothing is wrong", async () => {
    const { code, out, err } = await doctor({ DATABASE_URL: addressOf(), WATCHFLOOR_STATE: folder }, "doctor");
    expect([code, err]).toEqual([0, "Nothing is wrong with this desk.\n"]);
    expect(out).toContain("fine   store: PostgreSQL");
  });

  it("ends with 1 and every fault of the files, and looks at the rest all the same", async () => {
    writeFileSync(join(folder, "sources.yaml"), "sources:\n  - { id: Quay!, address: ftp://quay.example }\n");
    writeFileSync(join(folder, "watchfloor.yaml"), "sources: ./sources.yaml\n");
    const config = join(folder, "watchfloor.yaml");
    const { code, out } = await doctor(
      { DATABASE_URL: addressOf(), WATCHFLOOR_STATE: folder },
      "--config",
      config,
      "doctor",
      "--json",
    );
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { check: string; outcome: string; because: string }[] };
    const faults = findings.filter(({ outcome }) => outcome === "finding");
    expect(faults.map(({ check }) => check)).toEqual(["configuration", "configuration"]);
    expect(findings.some(({ check, outcome }) => check === "store" && outcome === "fine")).toBe(true);
  });

  it("ends with 3 when the store cannot be looked at, and says no password", async () => {
    const { code, out, err } = await doctor(
      { DATABASE_URL: "postgres://desk:hunter-two-77@127.0.0.1:1/desk", WATCHFLOOR_STATE: folder },
      "doctor",
    );
    expect(code).toBe(3);
    expect(out).toContain("UNSAID store:");
    expect(out + err).not.toContain("hunter-two");
  });
});

describe("the outbox", () => {
  /** A row as it stands so long after it was made; its edition is left out. */
  const put = (state: string, agoHours: number): Promise<void> =>
    ask(`set session_replication_role = replica;
      insert into delivery (id, edition_id, matter, way, target, address, tlp, state, made_at, changed_at, note)
      select encode(sha256(('${state}' || ${agoHours})::bytea), 'hex'), 'an edition', 'edition', 'mail', 'soc', '${state}${agoHours}@quay.example',
        'TLP:CLEAR', '${state}', at, at, '550 no such reader' from (select now() - interval '${agoHours} hours' as at) made`);

  it("tells what is in doubt, stuck or failed of late, and nothing of what takes its course", async () => {
    await put("queued", 0.01);
    await put("failed", 24 * 8);
    await put("sent", 1);
    expect(await wrong()).toEqual([]);
    await put("unsure", 0.1);
    await put("queued", 2);
    await put("failed", 1);
    expect(await wrong()).toEqual([
      "outbox: 1 delivery in doubt: handed over, and no answer came.",
      expect.stringContaining("outbox: 2 deliveries to be sent, the oldest since "),
      "outbox: 1 delivery failed in seven days, the newest with: 550 no such reader",
    ]);
  });
});
