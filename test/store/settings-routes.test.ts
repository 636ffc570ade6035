/** What people set on the desk, over its door: versions, two at once, files that win, what a profile would change. */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { doorOf } from "../../src/doors/cli/door-of.ts";
import { timesOf } from "../../src/pipeline/settings/editions-setting.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { configSchema } from "../../src/terms/config.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { permissionsFor, type Role } from "../../src/terms/person.ts";
import { type Source, sourceSchema } from "../../src/terms/source.ts";
import { askDatabase, openTestServer, type TestServer } from "./open-test-store.ts";

let test: TestServer;
let options: StoreOptions;
let store: Store;
let door: Door;
let host = "";
let roles: readonly Role[] = ["administrator"];

const openWith = async (config: object = {}, sources: readonly Source[] = []): Promise<void> => {
  const configured = { config: configSchema.parse(config), sources };
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
  // The desk's own key is made there, and nowhere else.
  vi.stubEnv("WATCHFLOOR_STATE", test.state);
  options = await test.makeStore();
  store = await openStore(options);
  await openWith();
}, 120_000);
afterAll(async () => {
  await door.close();
  await store.close();
  await test.remove();
  vi.unstubAllEnvs();
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

  it("tells before it is set what it changes on the editions of the last days, to who may read them", async () => {
    const edition = editionSchema.parse(
      JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
    );
    const record = { articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] };
    const keep = (one: Edition) => store.saveEdition({ edition: one, ...record }, editionToJson(one));
    await keep(edition);
    const told = async () =>
      (await ask("POST", "organisation/effect", { organisation: { ...harbour, sectors: ["government", "energy"] } }))
        .body;
    expect(await told()).toEqual({ fitting: [], fits: 0, fittedBefore: 0, attacked: [], machines: 0 });
    roles = ["analyst"];
    const seen = await told();
    expect(seen.on).toMatchObject({ title: edition.edition.title, editions: 1, from: edition.edition.asOf });
    expect(seen.fits).toBe(seen.fitting.length);
    const words = edition.articles.map(({ text }) => text).join(" ");
    const product = /\b[A-Z][a-z]{5,}\b/.exec(edition.stories[0]?.title ?? "")?.[0] ?? words.slice(0, 5);
    const runs = async (name: string) =>
      (
        await ask("POST", "organisation/effect", {
          organisation: { name: "H", products: [{ name, vendor: "Corvane", assets: ["m-1"] }] },
        })
      ).body;
    expect((await runs(product)).fits).toBeGreaterThan(0);

    // The day before told of another product, calmly; the catalogue of what is exploited holds its flaw.
    const dayBefore = (days: number, url: string, title: string): Edition => {
      const asOf = new Date(Date.parse(edition.edition.asOf) - days * 86_400_000).toISOString().replace(".000", "");
      const [source, article] = [edition.sources[0], edition.articles[0]];
      if (source === undefined || article === undefined) throw new Error("Expected an article.");
      const text = `${title}. The flaw CVE-2026-1234 has a patch.`;
      return {
        ...edition,
        edition: { ...edition.edition, asOf, date: asOf.slice(0, 10) },
        stories: [{ id: "own", title, rank: 1, articleUrls: [url], excluded: false, weightReasons: [] }],
        sources: [{ ...source, url, reliability: "B" }],
        articles: [{ ...article, url, title, text }],
        vulnerabilities: [
          { id: "CVE-2026-1234", exploited: { added: "2026-03-01", ransomware: false, catalogue: "2026.03.01" } },
        ],
      };
    };
    await keep(dayBefore(1, "https://pier.example/1", "A patch for Pier Gateway"));
    await keep(dayBefore(9, "https://pier.example/2", "A patch for Berth Scheduler"));
    const pier = await runs("Pier Gateway");
    expect(pier.on).toMatchObject({ title: edition.edition.title, editions: 2, stories: seen.on.stories + 1 });
    expect(pier.attacked).toEqual([
      {
        product: "Pier Gateway",
        machines: ["m-1"],
        story: "A patch for Pier Gateway",
        known: { id: "CVE-2026-1234", added: "2026-03-01" },
      },
    ]);
    expect(await runs("Berth Scheduler")).toMatchObject({ fits: 0, attacked: [] });
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

describe("when editions are made", () => {
  const plan = (at: string, timeZone = "Europe/Oslo") => ({ at, timeZone });
  const setPlans = async (plans: readonly object[]) =>
    ask("PUT", "editions", { version: (await ask("GET", "editions")).body.version, plans });
  const jobs = async () =>
    (
      await askDatabase<{ key: string; run_at: string }>(
        options,
        "select key, run_at from graphile_worker.jobs where key like 'edition:%' order by key",
      )
    ).map(({ key, run_at: at }) => [key, new Date(at).getTime()]);

  it("is planned with what is set, and a plan that stays keeps its time", async () => {
    const first = await setPlans([plan("0 7 * * 1-5"), plan("0 9 * * 1")]);
    expect(first.body).toMatchObject({ origin: "here", version: 1, plans: [{ timeZone: "Europe/Oslo" }, {}] });
    const [kept, gone] = await jobs();
    expect([kept?.[0], gone?.[0]]).toEqual(["edition:0 7 * * 1-5 Europe/Oslo", "edition:0 9 * * 1 Europe/Oslo"]);
    await askDatabase(
      options,
      "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where key like 'edition:0 7%'), run_at := '2031-01-01T00:00:00Z')",
    );
    await setPlans([plan("0 7 * * 1-5"), { ...plan("30 8 * * 5"), kind: "weekly" }]);
    expect((await jobs()).map(([key]) => key)).toEqual([
      "edition:0 7 * * 1-5 Europe/Oslo",
      "edition:30 8 * * 5 Europe/Oslo weekly",
    ]);
    expect((await jobs())[0]?.[1]).toBe(Date.parse("2031-01-01T00:00:00Z"));
    await ask("POST", "editions/restore", { version: 2, to: 0 });
    expect(await jobs()).toEqual([]);
    expect((await ask("GET", "editions/versions")).body.versions).toMatchObject([
      { takenBack: true },
      { says: expect.stringContaining("weekly at 30 8") },
      {},
    ]);
  });

  it.each([
    ["a time that never comes", [plan("0 0 31 2 *")], "0.at"],
    ["a minute that is none", [plan("99 7 * * *")], "0.at"],
    ["a zone that is none", [plan("0 7 * * *", "Oslo/Europe")], "0.timeZone"],
    ["the same twice", [plan("0 7 * * *"), plan("0 7 * * *")], "1"],
    ["25 of them", Array.from({ length: 25 }, (_, at) => plan(`${at} 7 * * *`)), ""],
  ])("is refused with its place: %s", async (_what, plans, path) => {
    const wrong = await setPlans(plans);
    expect([wrong.status, wrong.body.faults[0].path]).toEqual([422, path]);
  });

  it("is locked where the configuration says it", async () => {
    await door.close();
    await openWith({ editions: [{ at: "0 6 * * *" }] });
    expect((await ask("GET", "editions")).body).toMatchObject({ origin: "file", plans: [{ at: "0 6 * * *" }] });
    expect((await setPlans([])).body.locked).toBe("the configuration");
    await door.close();
    await openWith();
  });

  it("is told beforehand, also for after the clocks change", () => {
    const plan = { at: "0 7 * * *", timeZone: "Europe/Oslo" };
    expect(timesOf(plan, new Date("2031-03-27T12:00:00Z"))).toEqual({
      next: ["28", "29"]
        .map((day) => `2031-03-${day}T06:00:00.000Z`)
        .concat(
          ["30", "31"].map((day) => `2031-03-${day}T05:00:00.000Z`),
          "2031-04-01T05:00:00.000Z",
        ),
      afterChange: "2031-03-30T05:00:00.000Z",
    });
    expect(timesOf({ at: "0 7 * * *", timeZone: "UTC" }, new Date("2031-03-27T12:00:00Z")).afterChange).toBeUndefined();
  });
});

it("mail is set with a password that no answer holds, put back, and is no business of an analyst", async () => {
  const mail = { host: "smtp.quay.example", port: 465, security: "tls", user: "desk", from: "Desk@quay.example" };
  const lists = [{ name: "soc", ceiling: "TLP:GREEN", members: ["Ada@quay.example"] }];
  const set = await ask("PUT", "delivery", { version: 0, mail, lists, password: "brass engine tells tides" });
  expect(set.body).toMatchObject({
    origin: "here",
    version: 1,
    passwordSetAt: expect.any(String),
    mail: { from: "desk@quay.example", user: "desk" },
    lists: [{ members: ["ada@quay.example"], kinds: ["daily", "flash", "weekly"] }],
  });
  expect((await ask("PUT", "delivery", { version: 1, mail: { ...mail, host: "evil.example" }, lists })).status).toBe(
    422,
  );
  expect((await ask("POST", "delivery/restore", { version: 1, to: 0 })).body).toMatchObject({
    origin: "default",
    lists: [],
  });
  expect((await ask("POST", "delivery/test", { to: "me@quay.example" })).status).toBe(409);
  const again = await ask("POST", "delivery/restore", { version: 2, to: 1 });
  expect(again.body).toMatchObject({ version: 3, mail: { host: "smtp.quay.example" } });
  const all = [set.body, again.body, (await ask("GET", "delivery")).body, (await ask("GET", "delivery/versions")).body];
  expect(JSON.stringify(all)).not.toMatch(/brass|wfs1/);
  roles = ["analyst"];
  expect((await ask("GET", "delivery")).status).toBe(403);
});

describe("webhooks and chats", () => {
  const at = "https://198.18.0.1.sslip.invalid/in/moss";
  const tickets = {
    name: "tickets",
    way: "webhook",
    ceiling: "TLP:AMBER",
    address: at,
    secret: "a key of sixteen and more",
  };
  const chat = { name: "chat", way: "slack", ceiling: "TLP:GREEN", address: "https://chat.invalid/services/fern" };
  const put = (version: number, ...hooks: object[]) => ask("PUT", "hooks", { version, hooks });
  const { address: _address, secret: _secret, ...again } = tickets;

  it("are set with addresses and keys that no answer holds, changed without them, and put back", async () => {
    const set = await put(0, tickets, chat);
    expect(set.body).toMatchObject({
      origin: "here",
      version: 1,
      hooks: [
        { name: "tickets", place: "https://198.18.0.1.sslip.invalid", secretSetAt: expect.any(String) },
        { name: "chat", place: "https://chat.invalid", kinds: ["daily", "flash", "weekly"] },
      ],
    });
    const changed = await put(1, { ...again, ceiling: "TLP:GREEN", role: "ciso", paused: true });
    expect(changed.body).toMatchObject({
      version: 2,
      hooks: [{ role: "ciso", paused: true, place: expect.any(String) }],
    });
    // What was given for one address, name or way is given to no other.
    for (const [hook, path] of [
      [{ ...again, address: "https://evil.invalid/" }, "hooks.0.secret"],
      [{ ...again, name: "other" }, "hooks.0.address"],
      [{ ...again, way: "teams" }, "hooks.0.address"],
    ] as const)
      expect((await put(2, hook)).body.faults, path).toMatchObject([{ path }]);
    const lost = await put(1, again);
    expect([lost.status, lost.body.now.version]).toEqual([409, 2]);
    expect((await ask("POST", "hooks/restore", { version: 2, to: 1 })).body).toMatchObject({
      version: 3,
      hooks: [{ name: "tickets" }, { name: "chat" }],
    });
    const answers = [
      set.body,
      changed.body,
      (await ask("GET", "hooks")).body,
      (await ask("GET", "hooks/versions")).body,
    ];
    const entries = (await store.audit.list({ limit: 10, ceiling: "TLP:RED" }))?.entries ?? [];
    expect(entries[1]).toMatchObject({
      object: { id: "hooks" },
      detail: { hooks: 1, addressesGiven: 0, keysGiven: 0 },
    });
    const kept = (await store.settings.versions("hooks", "")).map(({ body }) => body);
    expect(JSON.stringify([answers, entries, kept])).not.toMatch(/moss|fern|sixteen/);
    expect(JSON.stringify([answers, entries])).not.toContain("wfs1");
  });

  it.each([
    ["at the metadata address of a cloud", "https://169.254.169.254/latest/", /public address .*allowHosts/],
    ["on this machine, however it is written", "https://0x7f.1/", /public address .*127\.0\.0\.1:443 under allowHosts/],
    ["on this machine by IPv6", "https://[::ffff:10.0.0.3]:8443/", /public address/],
    ["that resolves to this machine", "https://localhost/", /public address .*localhost:443 under allowHosts/],
    ["in the clear", "http://chat.invalid/services/fern", /https .*chat\.invalid:80/],
    ["with a password in it", "https://user:fern@chat.invalid/", /without user name/],
    ["of another scheme", "file:///etc/passwd", /http or https/],
  ])("%s are refused with what to do", async (_what, address, words) => {
    const refused = await put(await ask("GET", "hooks").then(({ body }) => body.version), { ...chat, address });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toMatch(words);
    expect(refused.body.detail).not.toContain("fern");
  });

  it("share no name with a list, and are tested by name; an analyst sees none", async () => {
    const version = (await ask("GET", "delivery")).body.version;
    const mail = { host: "smtp.quay.example", from: "desk@quay.example" };
    const lists = [{ name: "chat", ceiling: "TLP:GREEN", members: ["ada@quay.example"] }];
    expect((await ask("PUT", "delivery", { version, mail, lists })).body.faults).toMatchObject([
      { path: "lists.0.name", found: "chat" },
    ]);
    expect((await ask("POST", "hooks/test", { name: "nobody" })).status).toBe(404);
    expect((await ask("POST", "hooks/test", { name: "chat" })).body).toMatchObject({
      type: "later",
      note: expect.stringContaining("chat.invalid"),
    });
    roles = ["analyst"];
    expect((await ask("GET", "hooks")).status).toBe(403);
  });
});

describe("an edition that is asked for", () => {
  const make = async (method: "GET" | "POST", path: string) => {
    const answer = await door.inject({ method, url: `/api/v1/editions/${path}`, headers: { host } });
    return { status: answer.statusCode, body: answer.json() };
  };

  it("needs a source, is one however often it is asked for, and is done again by nobody once it failed", async () => {
    roles = ["analyst"];
    expect((await make("GET", "making")).body).toEqual({});
    const refused = await make("POST", "make");
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("no source")]);
    await door.close();
    await openWith({}, [sourceSchema.parse({ id: "a", address: "https://quay.example/feed" })]);
    const [one, two] = await Promise.all([make("POST", "make"), make("POST", "make")]);
    expect(one.body.making).toMatchObject({ state: "waiting" });
    expect(two.body.making.id).toBe(one.body.making.id);
    const asked = (await store.audit.list({ limit: 50, ceiling: "TLP:RED" }))?.entries ?? [];
    expect(asked.filter(({ action }) => action === "desk.edition-asked")).toHaveLength(1);
    expect(await store.makings.step(one.body.making.id, { state: "failed", because: "nothing" })).toBe(true);
    expect(await store.makings.step(one.body.making.id, { state: "running" })).toBe(false);
    expect((await make("GET", "making")).body.making).toMatchObject({ state: "failed", because: "nothing" });
    expect((await make("POST", "make")).body.making.id).not.toBe(one.body.making.id);
    roles = ["administrator"];
    expect((await make("POST", "make")).status).toBe(403);
  });

  it("that nobody works on is taken for broken off when it is asked for again", async () => {
    roles = ["analyst"];
    const { making } = (await make("GET", "making")).body;
    await askDatabase(
      options,
      `update making set changed_at = now() - interval '11 minutes' where id = '${making.id}'`,
    );
    expect((await make("POST", "make")).body.making.id).not.toBe(making.id);
    expect(await store.makings.read(making.id)).toMatchObject({ state: "failed", because: "broken_off" });
  });
});
