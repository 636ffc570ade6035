/** What people set on the desk, over its door: versions, two at once, files that win, what a profile would change. */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { doorOf } from "../../src/doors/cli/door-of.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { configSchema } from "../../src/terms/config.ts";
import { editionSchema } from "../../src/terms/edition.ts";
import { permissionsFor, type Role } from "../../src/terms/person.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";

let test: TestServer;
let options: StoreOptions;
let store: Store;
let door: Door;
let host = "";
let roles: readonly Role[] = ["administrator"];

const openWith = async (config: object = {}): Promise<void> => {
  const configured = { config: configSchema.parse(config), sources: [] };
  const desk = { store, server: options, where: "", close: async () => undefined };
  door = await createServer({
    ...doorOf(desk, configured),
    identify: async () => ({ id: "p1", name: "Ada", may: permissionsFor(roles), ceiling: "TLP:RED", via: "session" }),
  });
  host = new URL(await openDoor(door, 0)).host;
};

// One store for all: its job queue takes seconds to make.
beforeAll(async () => {
  test = await openTestServer("npm");
  options = await test.makeStore();
  store = await openStore(options);
  await openWith();
}, 120_000);
afterAll(async () => {
  await door.close();
  await store.close();
  await test.remove();
}, 120_000);
beforeEach(() => {
  roles = ["administrator"];
});

const ask = async (method: "GET" | "PUT" | "POST", path: string, payload?: object) => {
  const url = `/api/v1/settings/${path}`;
  const answer = await door.inject({ method, url, headers: { host }, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json() };
};
const harbour = { name: "Harbour Trust", sectors: ["bank"], countries: ["Norway"] };
const set = (version: number, organisation: object = harbour) => ask("PUT", "organisation", { version, organisation });
const versionNow = async (): Promise<number> => (await ask("GET", "organisation")).body.version;

describe("the organisation's profile", () => {
  it("is set, changed, and put back, each as a version with who and when", async () => {
    expect((await ask("GET", "organisation")).body).toEqual({ origin: "default", version: 0 });
    expect((await set(0)).body).toMatchObject({
      origin: "here",
      version: 1,
      by: "Ada",
      organisation: { name: "Harbour Trust", sectors: ["financial-services"], countries: ["NO"] },
    });
    await set(1, { name: "Harbour" });
    const back = await ask("POST", "organisation/restore", { version: 2, to: 1 });
    expect(back.body).toMatchObject({ version: 3, organisation: { name: "Harbour Trust" } });
    expect((await ask("POST", "organisation/restore", { version: 3, to: 0 })).body).toMatchObject({
      origin: "default",
    });
    const { versions } = (await ask("GET", "organisation/versions")).body;
    expect(
      versions.map((each: { says: string; takenBack: boolean }) => [each.says.slice(0, 7), each.takenBack]),
    ).toEqual([
      ["taken b", true],
      ["Harbour", false],
      ["Harbour", false],
      ["Harbour", false],
    ]);
    const entries = (await store.audit.list({ limit: 10, ceiling: "TLP:RED" }))?.entries ?? [];
    expect(entries.map(({ action, detail }) => [action, detail.fields])).toEqual([
      ["setting.changed", "name, sectors, countries, roles"].map((word, at) => (at === 1 ? expect.any(String) : word)),
      ["setting.changed", "name, sectors, countries"],
      ["setting.changed", "name, sectors, countries"],
      ["setting.changed", expect.stringContaining("name")],
    ]);
    expect(JSON.stringify(entries)).not.toContain("Harbour");
  });

  it("is not overwritten by who saw an older one, and they see the other's words", async () => {
    const seen = await versionNow();
    await set(seen);
    const lost = await set(seen, { name: "Mine" });
    expect(lost.status).toBe(409);
    expect(lost.body).toMatchObject({
      detail: expect.stringContaining("Ada changed it"),
      now: { version: seen + 1, organisation: { name: "Harbour Trust" } },
    });
  });

  it("with a fault stays as it was, and each fault has its place", async () => {
    const seen = await versionNow();
    const wrong = await set(seen, { name: "Harbour", sectors: ["basket weaving"] });
    expect([wrong.status, wrong.body.faults[0].path]).toEqual([422, "sectors[0]"]);
    expect(await versionNow()).toBe(seen);
    expect((await ask("POST", "organisation/restore", { version: seen, to: 777 })).status).toBe(404);
  });

  it("of the operator's file is locked, whether it can be read or not", async () => {
    await door.close();
    const path = join(tmpdir(), "no-such-profile.yaml");
    await openWith({ organisation: path });
    expect((await ask("GET", "organisation")).body).toMatchObject({ origin: "file", path, fault: expect.any(String) });
    const locked = await set(0);
    expect([locked.status, locked.body.locked]).toEqual([409, path]);
    await door.close();
    await openWith();
  });

  it("tells before it is set what it changes on the newest edition, to who may read that edition", async () => {
    const edition = editionSchema.parse(
      JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
    );
    const record = { articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] };
    await store.saveEdition({ edition, ...record }, editionToJson(edition));
    const told = async () =>
      (await ask("POST", "organisation/effect", { organisation: { ...harbour, sectors: ["government", "energy"] } }))
        .body;
    expect(await told()).toEqual({ fitting: [], fits: 0, fittedBefore: 0, attacked: [], machines: 0 });
    roles = ["analyst"];
    const seen = await told();
    expect(seen.on).toMatchObject({ title: edition.edition.title });
    expect(seen.fits).toBe(seen.fitting.length);
    const words = edition.articles.map(({ text }) => text).join(" ");
    const product = /\b[A-Z][a-z]{5,}\b/.exec(edition.stories[0]?.title ?? "")?.[0] ?? words.slice(0, 5);
    const ran = await ask("POST", "organisation/effect", {
      organisation: { name: "H", products: [{ name: product, assets: ["m-1"] }] },
    });
    expect(ran.body.fits).toBeGreaterThan(0);
  });

  it("is read out of a file, and nothing is set by that", async () => {
    const seen = await versionNow();
    const read = await ask("POST", "organisation/read", { text: "name,version\nQuay,1\n,2", name: "list.csv" });
    expect(read.body).toMatchObject({ fields: { products: [{ name: "Quay" }] }, faults: [{ line: 3 }], more: 0 });
    expect(await versionNow()).toBe(seen);
  });

  it("is no business of a reader", async () => {
    roles = ["reader"];
    expect((await ask("GET", "organisation")).status).toBe(403);
  });
});
