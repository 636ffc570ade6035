/** People through the door: set-up, sign-in, one's own account, the people of the desk; and what an attacker tries. */
import { readFileSync } from "node:fs";
import type { LightMyRequestResponse } from "fastify";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PeopleDoor } from "../../src/doors/api/people-door.ts";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { keyOf, secretKeyOf } from "../../src/outside/secret-key.ts";
import { makeSetUpLink } from "../../src/pipeline/people/links.ts";
import type { PeopleRules, PeopleSetup } from "../../src/pipeline/people/people-setup.ts";
import { openTotp, sealAuthenticators } from "../../src/pipeline/people/seal-authenticators.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import type { ApprovedBriefing } from "../../src/terms/approved-briefing.ts";
import { editionSchema } from "../../src/terms/edition.ts";
import { openTestPeople, type TestPeople, testKey } from "../support/sign-in.ts";
import { createAuthenticator } from "../support/soft-authenticator.ts";
import { askDatabase, openTestServer, type TestServer } from "./open-test-store.ts";

const goodPassword = "brass engine tells tides";

let test: TestServer;
let store: Store;
let database: StoreOptions;
let host = "";
let door: Door;
let desk: TestPeople;
let setup: PeopleSetup;
let now = Date.parse("2031-05-14T08:00:00Z");

const listen = async (people: PeopleDoor): Promise<void> => {
  door = await createServer({ shelf: shelfOf([]), people, requestsPerMinute: 100_000 });
  host = new URL(await openDoor(door, 0)).host;
};

const openDesk = async (rules: Partial<PeopleRules> = {}): Promise<void> => {
  desk = openTestPeople(store, { nowMs: () => now, rules });
  setup = desk.people.setup;
  await listen(desk.people);
};

beforeAll(async () => {
  test = await openTestServer("npm");
  database = await test.makeStore();
  store = await openStore(database);
}, 120_000);
afterAll(async () => {
  await store.close();
  await test.remove();
}, 120_000);
beforeEach(async () => {
  await askDatabase(database, "delete from person; delete from one_time; delete from attempt");
  now = Date.parse("2031-05-14T08:00:00Z");
  await openDesk();
  return () => door.close();
});

type Headers = Readonly<Record<string, string>>;

const ask = (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, headers: Headers = {}, payload?: object) =>
  door.inject({
    method,
    url,
    headers: { host, ...(headers.cookie === undefined ? {} : { "sec-fetch-site": "same-origin" }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

/** What a browser keeps of an answer. */
const cookiesOf = (answer: LightMyRequestResponse): Headers => ({
  "sec-fetch-site": "same-origin",
  cookie: answer.cookies
    .filter(({ value }) => value !== "")
    .map(({ name, value }) => `${name}=${value}`)
    .join("; "),
});

/** Time enough for whatever a handler would still do after its answer. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await askDatabase(database, "select 1");
};

const setUp = async (login = "ada", password = goodPassword): Promise<Headers> => {
  const link = await makeSetUpLink(setup);
  const answer = await ask(
    "POST",
    "/api/v1/links/use",
    {},
    {
      secret: link?.secret,
      name: "Ada Lovelace",
      login,
      password,
    },
  );
  expect(answer.statusCode).toBe(200);
  return cookiesOf(answer);
};

const signIn = (login: string, password: string, headers: Headers = {}) =>
  ask("POST", "/api/v1/session", headers, { login, password });

const me = async (headers: Headers) => (await ask("GET", "/api/v1/me", headers)).json();

describe("the first person", () => {
  it("a desk that nobody has set up is open for reading; after the set-up it asks to sign in", async () => {
    expect(await me({})).toMatchObject({ via: "open", hasPeople: false });
    const cookies = await setUp();
    expect(await me(cookies)).toMatchObject({
      via: "session",
      name: "Ada Lovelace",
      login: "ada",
      roles: ["reader", "analyst", "reviewer", "administrator"],
      ceiling: "TLP:RED",
    });
    expect((await ask("GET", "/api/v1/editions")).statusCode).toBe(401);
    expect((await ask("GET", "/api/v1/editions", cookies)).statusCode).toBe(200);
  });

  it("the link works once, and is no use when there is a person", async () => {
    const link = await makeSetUpLink(setup);
    const use = () =>
      ask("POST", "/api/v1/links/use", {}, { secret: link?.secret, name: "Ada", login: "ada", password: goodPassword });
    const answers = await Promise.all([use(), use(), use()]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 400, 400]);
    expect((await use()).statusCode).toBe(400);
    expect(await makeSetUpLink(setup)).toBeUndefined();
    expect((await store.people.list("2031-05-14T08:00:00Z")).length).toBe(1);
  });

  it("a newer link takes the place of an older one, and each runs out after a day", async () => {
    const older = await makeSetUpLink(setup);
    const newer = await makeSetUpLink(setup);
    const look = (secret: string | undefined) => ask("POST", "/api/v1/links/look", {}, { secret });
    expect((await look(older?.secret)).statusCode).toBe(404);
    expect((await look(newer?.secret)).json()).toMatchObject({ kind: "set-up" });
    now += 24 * 3_600_000 + 1;
    expect((await look(newer?.secret)).statusCode).toBe(404);
  });

  it.each([
    ["a short password", { password: "short" }],
    ["a login of two scripts", { login: "аda" }],
    ["a name that turns the reading direction", { name: "Ada \u202e" }],
    ["a name of two lines", { name: "Ada\r\nSet-Cookie: a=b" }],
    ["no name", { name: " " }],
  ])("%s is refused in words, and the link can still be used", async (_, wrong) => {
    const link = await makeSetUpLink(setup);
    const right = { secret: link?.secret, name: "Ada", login: "ada", password: goodPassword };
    const answer = await ask("POST", "/api/v1/links/use", {}, { ...right, ...wrong });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toMatch(/^Expected /);
    expect((await ask("POST", "/api/v1/links/use", {}, right)).statusCode).toBe(200);
  });

  it("keeps no secret that it gave out: only hashes stand in the store", async () => {
    const link = await makeSetUpLink(setup);
    const cookies = await setUp();
    const dump: string[] = [];
    for (const table of ["person", "session", "one_time", "known_device", "audit_entry"])
      dump.push(JSON.stringify(await askDatabase(database, `select row_to_json(t)::text from ${table} t`)));
    const text = dump.join("\n");
    for (const secret of [goodPassword, link?.secret ?? "none", ...(cookies.cookie ?? "").split(/[=;] ?/)])
      if (secret.length > 20) expect(text).not.toContain(secret);
  });
});

describe("signing in", () => {
  it("sets cookies that scripts cannot read and other sites do not send", async () => {
    await setUp();
    const answer = await signIn("ADA", goodPassword);
    expect(answer.json()).toEqual({ next: "in" });
    for (const cookie of answer.cookies)
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  it("on https the cookies are Secure and carry the __Host- prefix", async () => {
    await door.close();
    await listen({ ...desk.people, address: "https://desk.example" });
    const { person } = await desk.signIn();
    await store.people.setPassword(
      { at: new Date(now).toISOString(), who: person },
      person.id,
      await setup.hasher.hash(goodPassword),
    );
    const answer = await signIn(person.login, goodPassword);
    expect(answer.cookies.map(({ name, secure }) => [name, secure])).toEqual([
      ["__Host-wf_session", true],
      ["__Host-wf_device", true],
    ]);
  });

  it("answers an unknown login, a wrong password and a suspended person alike, for the same work", async () => {
    await setUp();
    const { person } = await desk.signIn({ login: "bob" });
    await store.people.setPassword(
      { at: new Date(now).toISOString(), who: person },
      person.id,
      await setup.hasher.hash(goodPassword),
    );
    await store.people.change({ at: new Date(now).toISOString(), who: person }, person.id, { state: "suspended" });
    const seen = [];
    for (const [login, password] of [
      ["nobody", goodPassword],
      ["ada", "wrong horse battery staple"],
      ["bob", goodPassword],
      ["а\0da", goodPassword],
    ] as const) {
      const before = setup.hasher.computed();
      const answer = await signIn(login, password);
      const { statusCode, headers } = answer;
      seen.push([statusCode, answer.json().detail, headers["set-cookie"], setup.hasher.computed() - before]);
    }
    expect(seen[0]?.[0]).toBe(401);
    expect(seen[0]?.[3]).toBe(1);
    for (const each of seen) expect(each).toEqual(seen[0]);
  });

  it("a session's secret given from outside is not taken over: each sign-in is a new one, and ends the one before", async () => {
    const before = await setUp();
    const fixed = { cookie: `wf_session=${"x".repeat(43)}` };
    const planted = await signIn("ada", goodPassword, fixed);
    expect(cookiesOf(planted).cookie).not.toContain("x".repeat(43));
    expect(await me(fixed)).toMatchObject({ via: "open", may: [] });
    const after = cookiesOf(await signIn("ada", goodPassword, before));
    expect((await me(before)).may).toEqual([]);
    expect((await me(after)).via).toBe("session");
  });

  it.each([
    ["1 MB of password", { login: "ada", password: "a".repeat(1_000_000) }, 413],
    ["129 characters of password", { login: "ada", password: "a".repeat(129) }, 400],
    ["1 MB of login", { login: "a".repeat(1_000_000), password: "x" }, 413],
    ["a login that is a list", { login: ["ada"], password: "x" }, 400],
    ["no password", { login: "ada" }, 400],
    ["more than was asked", { login: "ada", password: "x", roles: ["administrator"] }, 400],
    ["NUL in a password", { login: "ada", password: "a\0b" }, 401],
  ])("%s is refused, and costs no more than one hash", async (_, payload, status) => {
    await setUp();
    const before = setup.hasher.computed();
    expect((await ask("POST", "/api/v1/session", {}, payload)).statusCode).toBe(status);
    expect(setup.hasher.computed() - before).toBeLessThanOrEqual(1);
  });

  it("a hash of an older cost is made anew when its owner signs in", async () => {
    await setUp();
    const dearer = openTestPeople(store, {
      nowMs: () => now,
      hashing: { cost: { memoryKib: 64, passes: 2, lanes: 1 } },
    });
    await door.close();
    await listen(dearer.people);
    expect((await signIn("ada", goodPassword)).statusCode).toBe(200);
    const kept = (await store.people.readCredentials({ login: "ada" }))?.password;
    expect(kept).toContain("t=2");
  });
});

describe("an attack on a login", () => {
  const attack = async (count: number, login = "ada"): Promise<number[]> => {
    const answers = await Promise.all(
      Array.from({ length: count }, (_, at) => signIn(login, `wrong guess number ${at}`)),
    );
    return answers.map(({ statusCode }) => statusCode);
  };

  it("is slowed down, at once or one by one, and says how long to wait", async () => {
    await setUp();
    const before = setup.hasher.computed();
    const statuses = await attack(200);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(setup.hasher.computed() - before).toBe(5);
    const answer = await signIn("ada", goodPassword);
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("looks the same on a login that nobody has", async () => {
    await setUp();
    expect((await attack(20, "nobody")).sort()).toEqual((await attack(20)).sort());
  });

  it("does not lock out its owner, who comes from a browser that is known", async () => {
    const known = await setUp();
    await attack(300);
    const device = {
      ...known,
      cookie: (known.cookie ?? "").split("; ").find((each) => each.startsWith("wf_device=")) ?? "",
    };
    expect((await signIn("ada", goodPassword, device)).statusCode).toBe(200);
  });

  it("a known browser helps with its owner's login alone, and only until it was wrong ten times", async () => {
    const known = await setUp();
    const { person } = await desk.signIn({ login: "bob" });
    await attack(300, person.login);
    expect((await signIn("bob", goodPassword, known)).statusCode).toBe(429);
    await attack(300);
    const device = {
      ...known,
      cookie: (known.cookie ?? "").split("; ").find((each) => each.startsWith("wf_device=")) ?? "",
    };
    const statuses = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await signIn("ada", `wrong guess ${i}`, device)).statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect((await signIn("ada", goodPassword, device)).statusCode).toBe(429);
  });

  it("many logins from one address are slowed down as well", async () => {
    await setUp();
    const statuses = [];
    for (let i = 0; i < 60; i += 1) statuses.push((await signIn(`guess${i}`, "one of a list of passwords")).statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(40);
  });

  it("is over when the time of waiting is over", async () => {
    await setUp();
    await attack(300);
    now += 16 * 60_000;
    expect((await signIn("ada", goodPassword)).statusCode).toBe(200);
  });
});

describe("a session", () => {
  it("ends after a time without use, and at the latest after a week", async () => {
    const first = await setUp();
    now += 12 * 3_600_000 + 1;
    expect((await me(first)).may).toEqual([]);
    const second = cookiesOf(await signIn("ada", goodPassword));
    for (let hour = 0; hour < 7 * 24; hour += 6) {
      expect((await me(second)).via).toBe("session");
      now += 6 * 3_600_000;
    }
    expect((await me(second)).may).toEqual([]);
  });

  it("is listed for its owner, and ended by them, one or all others", async () => {
    const first = await setUp();
    const second = cookiesOf(await signIn("ada", goodPassword, { "user-agent": "Second browser" }));
    const { sessions } = (await ask("GET", "/api/v1/me/sessions", first)).json();
    expect(sessions).toHaveLength(2);
    const other = sessions.find(({ current }: { current: boolean }) => !current);
    expect(other.agent).toBe("Second browser");
    expect((await ask("DELETE", `/api/v1/me/sessions/${other.id}`, first)).statusCode).toBe(204);
    expect((await me(second)).may).toEqual([]);
    const third = cookiesOf(await signIn("ada", goodPassword));
    await ask("DELETE", "/api/v1/me/sessions", first);
    expect((await me(third)).may).toEqual([]);
    expect((await me(first)).via).toBe("session");
  });

  it("of another person cannot be ended by its id", async () => {
    const ada = await setUp();
    const bob = await desk.signIn({ roles: ["administrator"] });
    const { sessions } = (await ask("GET", "/api/v1/me/sessions", ada)).json();
    expect((await ask("DELETE", `/api/v1/me/sessions/${sessions[0].id}`, bob.headers)).statusCode).toBe(404);
    expect((await me(ada)).via).toBe("session");
  });

  it("signing out ends it, not only the cookie", async () => {
    const cookies = await setUp();
    expect((await ask("DELETE", "/api/v1/session", cookies)).statusCode).toBe(204);
    expect((await me(cookies)).may).toEqual([]);
  });

  it("a new password ends all others, and the browser that set it goes on with a new secret", async () => {
    const first = await setUp();
    const second = cookiesOf(await signIn("ada", goodPassword));
    const next = "quiet looms count the river";
    const wrong = await ask("POST", "/api/v1/me/password", first, { current: "not it at all", next });
    expect(wrong.statusCode).toBe(403);
    // Nothing goes on behind a refusal that was sent.
    await settled();
    expect((await me(second)).via).toBe("session");
    expect((await signIn("ada", next)).statusCode).toBe(401);
    const changed = await ask("POST", "/api/v1/me/password", first, { current: goodPassword, next });
    expect(changed.statusCode).toBe(204);
    expect((await me(first)).may).toEqual([]);
    expect((await me(second)).may).toEqual([]);
    expect((await me(cookiesOf(changed))).via).toBe("session");
    expect((await signIn("ada", goodPassword)).statusCode).toBe(401);
    expect((await signIn("ada", next)).statusCode).toBe(200);
  });
});

describe("a while after signing in", () => {
  it.each([
    ["an authenticator", "/api/v1/me/totp", undefined],
    ["a token", "/api/v1/me/tokens", { name: "x", scopes: ["edition.read"] }],
    ["a passkey", "/api/v1/me/passkeys/options", undefined],
  ])("%s needs the password again, and the session then goes on under a new secret", async (_, path, payload) => {
    host = host.replace("127.0.0.1", "localhost");
    const before = await setUp();
    now += 31 * 60_000;
    expect((await ask("GET", "/api/v1/me/ways", before)).json().confirmed).toBe(false);
    expect((await ask("POST", path, before, payload)).statusCode).toBe(403);
    const wrong = await ask("POST", "/api/v1/me/confirm", before, { password: "not the right one" });
    expect([wrong.statusCode, wrong.cookies]).toEqual([403, []]);
    await settled();
    expect((await me(before)).via).toBe("session");
    const confirmed = await ask("POST", "/api/v1/me/confirm", before, { password: goodPassword });
    expect(confirmed.statusCode).toBe(204);
    expect((await me(before)).may).toEqual([]);
    expect((await ask("POST", path, cookiesOf(confirmed), payload)).statusCode).toBeLessThan(300);
  });
});

describe("the code of an authenticator", () => {
  const enrol = async (cookies: Headers) => {
    const offer = (await ask("POST", "/api/v1/me/totp", cookies)).json();
    const totp = new TOTP({ secret: offer.secret });
    const code = () => totp.generate({ timestamp: now });
    const confirmed = await ask("POST", "/api/v1/me/totp/confirm", cookies, { code: code() });
    expect(confirmed.statusCode).toBe(200);
    return { code, recoveryCodes: confirmed.json().recoveryCodes as string[], uri: offer.uri as string };
  };
  const start = async () => (await signIn("ada", goodPassword)).json();
  const go = (challenge: string, code: string) => ask("POST", "/api/v1/session/code", {}, { challenge, code });

  it("is asked for once it was confirmed, and a code opens once", async () => {
    const { code, uri } = await enrol(await setUp());
    expect(uri).toMatch(/^otpauth:\/\/totp\/Watchfloor:ada\?/);
    const used = code();
    const first = await start();
    expect(first.next).toBe("code");
    expect((await go(first.challenge, used)).statusCode).toBe(401);
    now += 30_000;
    const fresh = code();
    const answer = await go(first.challenge, fresh);
    expect(answer.json()).toEqual({ next: "in" });
    expect((await go((await start()).challenge, fresh)).statusCode).toBe(401);
  });

  it("of an older step is refused after a newer one was used", async () => {
    const { code } = await enrol(await setUp());
    now += 60_000;
    const older = code();
    now += 30_000;
    expect((await go((await start()).challenge, code())).statusCode).toBe(200);
    expect((await go((await start()).challenge, older)).statusCode).toBe(401);
  });

  it("the same code by two at once lets one in", async () => {
    const { code } = await enrol(await setUp());
    now += 30_000;
    const [one, two] = [await start(), await start()];
    const answers = await Promise.all([go(one.challenge, code()), go(two.challenge, code())]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
  });

  it("a recovery code opens once, however it is typed", async () => {
    const { recoveryCodes } = await enrol(await setUp());
    expect(recoveryCodes).toHaveLength(10);
    const [code = ""] = recoveryCodes;
    expect((await go((await start()).challenge, code.toUpperCase().replaceAll("-", " "))).statusCode).toBe(200);
    expect((await go((await start()).challenge, code)).statusCode).toBe(401);
  });

  it("guessing is stopped: five tries a sign-in, and then the login waits", async () => {
    const { code } = await enrol(await setUp());
    now += 30_000;
    const { challenge } = await start();
    const statuses = [];
    for (let i = 0; i < 8; i += 1) statuses.push((await go(challenge, "000000")).statusCode);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(8);
    expect((await go(challenge, code())).statusCode).not.toBe(200);
    const again = await signIn("ada", goodPassword);
    expect(again.statusCode).toBe(429);
  });

  it("another's challenge, or one that ran out, opens nothing", async () => {
    const { code } = await enrol(await setUp());
    const { challenge } = await start();
    now += 6 * 60_000;
    expect((await go(challenge, code())).statusCode).toBe(401);
    expect((await go("x".repeat(43), code())).statusCode).toBe(401);
  });

  const secretsIn = async () => (await store.people.listTotp()).map(({ secret }) => secret);

  it("comes from a secret that is kept sealed, also while it is offered, and opens for its person alone", async () => {
    const cookies = await setUp();
    const offer = (await ask("POST", "/api/v1/me/totp", cookies)).json();
    const kept = async () =>
      JSON.stringify([
        await askDatabase(database, "select * from watchfloor.person"),
        await askDatabase(database, "select * from watchfloor.one_time"),
      ]);
    expect(await kept()).not.toContain(offer.secret);
    const code = new TOTP({ secret: offer.secret }).generate({ timestamp: now });
    expect((await ask("POST", "/api/v1/me/totp/confirm", cookies, { code })).statusCode).toBe(200);
    expect(await kept()).toContain(`wfs1.${testKey.id}.`);
    expect(await kept()).not.toContain(offer.secret);
    const [ada] = await store.people.listTotp();
    expect(openTotp(testKey, ada?.id ?? "", ada?.secret ?? "")).toEqual({ ok: true, value: offer.secret });
    expect(openTotp(testKey, "person-2", ada?.secret ?? "").ok).toBe(false);
  });

  it("of a store from before is sealed at the start, once, and goes on counting", async () => {
    const { code } = await enrol(await setUp());
    const [ada] = await store.people.listTotp();
    const plain = openTotp(testKey, ada?.id ?? "", ada?.secret ?? "");
    await store.people.replaceTotp(ada?.id ?? "", ada?.secret ?? "", plain.ok ? plain.value : "");
    now += 30_000;
    expect((await go((await start()).challenge, code())).statusCode).toBe(200);
    await Promise.all([sealAuthenticators(store.people, testKey), sealAuthenticators(store.people, testKey)]);
    const sealed = await secretsIn();
    expect(sealed.map((secret) => keyOf(secret))).toEqual([testKey.id]);
    expect(await sealAuthenticators(store.people, testKey)).toEqual({ all: 1, plain: [], lost: [] });
    expect(await secretsIn()).toEqual(sealed);
    now += 30_000;
    expect((await go((await start()).challenge, code())).statusCode).toBe(200);
  });

  it("whose key is lost says so to who knows the password; a recovery code opens, and a new one can be set", async () => {
    const { code, recoveryCodes } = await enrol(await setUp());
    await door.close();
    desk = openTestPeople(store, { nowMs: () => now, secretKey: secretKeyOf(new Uint8Array(32).fill(38)) });
    await listen(desk.people);
    now += 30_000;
    const refused = await go((await start()).challenge, code());
    expect(refused.statusCode).toBe(401);
    expect(refused.json().detail).toContain("has lost the key");
    const cookies = cookiesOf(await go((await start()).challenge, recoveryCodes[0] ?? ""));
    const again = await enrol(cookies);
    now += 30_000;
    expect((await go((await start()).challenge, again.code())).statusCode).toBe(200);
  });

  it("is not taken off without the password", async () => {
    const cookies = await setUp();
    await enrol(cookies);
    expect((await ask("POST", "/api/v1/me/totp/end", cookies, { password: "wrong one here" })).statusCode).toBe(403);
    await settled();
    expect((await start()).next).toBe("code");
    expect((await ask("POST", "/api/v1/me/totp/end", cookies, { password: goodPassword })).statusCode).toBe(204);
    expect((await start()).next).toBe("in");
  });
});

describe("a passkey", () => {
  const place = () => ({ origin: `http://${host}`, rpId: "localhost" });
  const offer = async (cookies: Headers) => (await ask("POST", "/api/v1/me/passkeys/options", cookies)).json();
  const keep = (cookies: Headers, answer: object) =>
    ask("POST", "/api/v1/me/passkeys", cookies, { name: "Laptop", answer });
  const challenge = async () => (await ask("POST", "/api/v1/session/passkey/options")).json();
  const prove = (proof: object) => ask("POST", "/api/v1/session/passkey", {}, proof);
  const enrol = async () => {
    const cookies = await setUp();
    const authenticator = createAuthenticator(place());
    expect((await keep(cookies, authenticator.make(await offer(cookies)))).statusCode).toBe(204);
    return { cookies, authenticator };
  };
  beforeEach(() => {
    host = host.replace("127.0.0.1", "localhost");
  });

  it("is a whole sign-in by itself, also while its owner's login is under attack", async () => {
    const { cookies, authenticator } = await enrol();
    expect((await ask("GET", "/api/v1/me/ways", cookies)).json().passkeys).toMatchObject([{ name: "Laptop" }]);
    await Promise.all(Array.from({ length: 100 }, (_, at) => signIn("ada", `wrong guess number ${at}`)));
    const answer = await prove(authenticator.prove(await challenge()));
    expect(answer.json()).toEqual({ next: "in" });
    expect((await me(cookiesOf(answer))).login).toBe("ada");
  });

  it.each([
    ["of another site", { origin: "https://watchfloor.example" }],
    ["for another name", { rpId: "watchfloor.example" }],
    ["whose holder was not asked", { isVerified: false }],
    ["to a challenge that the desk never made", { challenge: "A".repeat(43) }],
    ["of the wrong kind", { type: "webauthn.create" }],
    ["whose counter went back: a copy", { counter: 0 }],
  ])("an answer %s opens nothing", async (_, lie) => {
    const { authenticator } = await enrol();
    await prove(authenticator.prove(await challenge()));
    const answer = await prove(authenticator.prove(await challenge(), lie));
    expect(answer.statusCode).toBe(401);
    expect(answer.cookies).toEqual([]);
  });

  it("an answer opens once, and not after five minutes", async () => {
    const { authenticator } = await enrol();
    const proof = authenticator.prove(await challenge());
    expect((await prove(proof)).statusCode).toBe(200);
    expect((await prove(proof)).statusCode).toBe(401);
    const late = authenticator.prove(await challenge());
    now += 5 * 60_000 + 1;
    expect((await prove(late)).statusCode).toBe(401);
  });

  it("of a person who is suspended, or one that was removed, opens nothing", async () => {
    const { cookies, authenticator } = await enrol();
    expect((await ask("DELETE", `/api/v1/me/passkeys/${authenticator.id}`, cookies)).statusCode).toBe(204);
    expect((await prove(authenticator.prove(await challenge()))).statusCode).toBe(401);
    const bob = await desk.signIn();
    const other = createAuthenticator(place());
    expect((await keep(bob.headers, other.make(await offer(bob.headers)))).statusCode).toBe(204);
    await ask("PATCH", `/api/v1/people/${bob.person.id}`, cookies, { state: "suspended" });
    expect((await prove(other.prove(await challenge()))).statusCode).toBe(401);
  });

  it.each([
    ["to a challenge that was made for another person", {}, true],
    ["of another site", { origin: "https://watchfloor.example" }, false],
    ["whose holder was not asked", { isVerified: false }, false],
    ["with certificates, whose check would fetch what they name", { certificates: [new Uint8Array(40)] }, false],
  ])("one made by an answer %s is not kept", async (_, lie, byAnother) => {
    const cookies = await setUp();
    const bob = await desk.signIn();
    const options = await offer(byAnother ? bob.headers : cookies);
    expect((await keep(cookies, createAuthenticator(place()).make(options, lie))).statusCode).toBe(400);
    expect((await ask("GET", "/api/v1/me/ways", cookies)).json().passkeys).toEqual([]);
  });

  it("needs a name: at an address in digits the desk says where to go instead", async () => {
    const cookies = await setUp();
    host = host.replace("localhost", "127.0.0.1");
    const answer = await ask("POST", "/api/v1/me/passkeys/options", cookies);
    expect(answer.statusCode).toBe(409);
    expect(answer.json().detail).toContain("http://localhost");
    expect((await me(cookies)).signIn.passkey).toBe(false);
  });
});

describe("an API token", () => {
  const make = (cookies: Headers, scopes: readonly string[], more: object = {}) =>
    ask("POST", "/api/v1/me/tokens", cookies, { name: "nightly export", scopes, ...more });
  const by = (secret: string): Headers => ({ authorization: `Bearer ${secret}` });

  it("does what its scopes allow and nothing else, and is shown once", async () => {
    const cookies = await setUp();
    const made = await make(cookies, ["edition.read"]);
    expect(made.statusCode).toBe(201);
    const { secret, id } = made.json();
    expect(secret).toMatch(/^wf_[A-Za-z0-9_-]{43}$/);
    expect(await me(by(secret))).toMatchObject({ via: "token", may: ["edition.read"] });
    expect((await ask("GET", "/api/v1/editions", by(secret))).statusCode).toBe(200);
    expect((await ask("GET", "/api/v1/sources", by(secret))).statusCode).toBe(403);
    const listed = await ask("GET", "/api/v1/me/tokens", cookies);
    expect(listed.json().tokens).toMatchObject([{ id, name: "nightly export", usedAt: "2031-05-14T08:00:00Z" }]);
    expect(listed.body).not.toContain(secret);
  });

  it("reaches neither its owner's account nor the people, whatever its scopes", async () => {
    const cookies = await setUp();
    for (const scope of ["self.manage", "person.manage"]) expect((await make(cookies, [scope])).statusCode).toBe(400);
    const { secret } = (await make(cookies, ["edition.read", "audit.read"])).json();
    for (const [method, path] of [
      ["GET", "/api/v1/me/tokens"],
      ["POST", "/api/v1/me/tokens"],
      ["POST", "/api/v1/me/totp"],
      ["GET", "/api/v1/people"],
      ["DELETE", "/api/v1/me/sessions"],
    ] as const)
      expect((await ask(method, path, by(secret), method === "POST" ? {} : undefined)).statusCode).toBe(403);
  });

  it("cannot be given what its owner may not do, and loses what they lose", async () => {
    const admin = await setUp();
    const bob = await desk.signIn({ roles: ["reader", "analyst"] });
    expect((await make(bob.headers, ["edition.approve"])).statusCode).toBe(400);
    const { secret } = (await make(bob.headers, ["edition.read", "draft.read"])).json();
    expect((await me(by(secret))).may).toEqual(["draft.read", "edition.read"]);
    await ask("PATCH", `/api/v1/people/${bob.person.id}`, admin, { roles: ["reader"] });
    expect((await me(by(secret))).may).toEqual(["edition.read"]);
    await ask("PATCH", `/api/v1/people/${bob.person.id}`, admin, { state: "suspended" });
    expect((await ask("GET", "/api/v1/editions", by(secret))).statusCode).toBe(401);
  });

  it("is rotated with an overlap: both work, then the new one alone", async () => {
    const cookies = await setUp();
    const old = (await make(cookies, ["edition.read"])).json();
    const next = (await ask("POST", `/api/v1/me/tokens/${old.id}/rotate`, cookies, { overlapHours: 2 })).json();
    expect((await me(by(old.secret))).may).toEqual(["edition.read"]);
    expect((await me(by(next.secret))).may).toEqual(["edition.read"]);
    now += 2 * 3_600_000 + 1;
    expect((await me(by(old.secret))).may).toEqual([]);
    expect((await me(by(next.secret))).may).toEqual(["edition.read"]);
  });

  it("runs out, and is ended by its owner alone", async () => {
    const cookies = await setUp();
    const bob = await desk.signIn({ roles: ["administrator"] });
    const { id, secret } = (await make(cookies, ["edition.read"], { days: 1 })).json();
    expect((await ask("DELETE", `/api/v1/me/tokens/${id}`, bob.headers)).statusCode).toBe(404);
    now += 24 * 3_600_000 + 1;
    expect((await me(by(secret))).may).toEqual([]);
  });

  it.each(["Basic YWRhOmFkYQ==", "Bearer", "Bearer wf_", "Bearer wf_x wf_y", "bearer", ""])(
    "Authorization: %j is nobody's",
    async (authorization) => {
      const cookies = await setUp();
      const answer = await ask("GET", "/api/v1/editions", { ...cookies, authorization });
      expect(answer.statusCode).toBe(401);
    },
  );
});

describe("the people of a desk", () => {
  it("are added by a link that is used once, with the roles they were given", async () => {
    const admin = await setUp();
    const added = await ask("POST", "/api/v1/people", admin, { name: "Bob", login: "bob", roles: ["analyst"] });
    expect(added.statusCode).toBe(201);
    const secret = new URL(added.json().link).hash.slice(1);
    expect(new URL(added.json().link).pathname).toBe("/join");
    const view = (await ask("POST", "/api/v1/links/look", {}, { secret })).json();
    expect(view).toMatchObject({ kind: "invitation", name: "Bob", login: "bob" });
    const used = await ask("POST", "/api/v1/links/use", {}, { secret, password: goodPassword });
    expect(await me(cookiesOf(used))).toMatchObject({ name: "Bob", roles: ["analyst"], ceiling: "TLP:AMBER" });
    expect((await ask("POST", "/api/v1/links/use", {}, { secret, password: goodPassword })).statusCode).toBe(400);
  });

  it.each(["ada", "ADA", "аԁа", "ａｄａ"])("a login that is taken, or looks like one that is: %s", async (login) => {
    const admin = await setUp();
    const added = await ask("POST", "/api/v1/people", admin, { name: "Not Ada", login, roles: ["reader"] });
    expect(added.statusCode).toBe(400);
  });

  it("a change of roles ends the sessions of that person", async () => {
    const admin = await setUp();
    const bob = await desk.signIn({ roles: ["reader"] });
    const changed = await ask("PATCH", `/api/v1/people/${bob.person.id}`, admin, { roles: ["reader", "reviewer"] });
    expect(changed.statusCode).toBe(204);
    expect((await me(bob.headers)).may).toEqual([]);
  });

  it("a reset is a link; it ends every session, and the second factor only when that is asked for", async () => {
    const admin = await setUp();
    const bob = await desk.signIn({ roles: ["reader"] });
    const link = (await ask("POST", `/api/v1/people/${bob.person.id}/link`, admin, {})).json().link;
    const used = await ask(
      "POST",
      "/api/v1/links/use",
      {},
      {
        secret: new URL(link).hash.slice(1),
        password: goodPassword,
      },
    );
    expect((await me(bob.headers)).may).toEqual([]);
    expect((await me(cookiesOf(used))).name).toBe(bob.person.name);
  });

  it("a reset for lost devices takes authenticator and passkeys away; a plain one leaves them", async () => {
    host = host.replace("127.0.0.1", "localhost");
    const admin = await setUp();
    const bob = await desk.signIn({ login: "bob" });
    const { secret } = (await ask("POST", "/api/v1/me/totp", bob.headers)).json();
    const code = new TOTP({ secret }).generate({ timestamp: now });
    await ask("POST", "/api/v1/me/totp/confirm", bob.headers, { code });
    const authenticator = createAuthenticator({ origin: `http://${host}`, rpId: "localhost" });
    const options = (await ask("POST", "/api/v1/me/passkeys/options", bob.headers)).json();
    await ask("POST", "/api/v1/me/passkeys", bob.headers, { name: "x", answer: authenticator.make(options) });
    const reset = async (body: object) => {
      const { link } = (await ask("POST", `/api/v1/people/${bob.person.id}/link`, admin, body)).json();
      const secret = new URL(link).hash.slice(1);
      return (await ask("POST", "/api/v1/links/use", {}, { secret, password: goodPassword })).json().next;
    };
    expect(await reset({})).toBe("sign-in");
    expect(await reset({ withoutFactors: true })).toBe("in");
    expect(await store.people.listPasskeys(bob.person.id)).toEqual([]);
  });

  it("sessions of a person are seen and ended by an administrator", async () => {
    const admin = await setUp();
    const bob = await desk.signIn();
    const path = `/api/v1/people/${bob.person.id}/sessions`;
    expect((await ask("GET", path, admin)).json().sessions).toMatchObject([{ agent: "test", current: false }]);
    expect((await ask("DELETE", path, admin)).statusCode).toBe(204);
    expect((await me(bob.headers)).may).toEqual([]);
  });

  it("only an administrator sees or changes them", async () => {
    await setUp();
    const bob = await desk.signIn({ roles: ["reviewer"] });
    expect((await ask("GET", "/api/v1/people", bob.headers)).statusCode).toBe(403);
    expect(
      (await ask("PATCH", `/api/v1/people/${bob.person.id}`, bob.headers, { roles: ["administrator"] })).statusCode,
    ).toBe(403);
  });

  it("the last administrator is neither suspended nor removed nor made something else, not even by two at once", async () => {
    const ada = await setUp();
    const { id } = await me(ada);
    for (const change of [{ state: "suspended" }, { roles: ["reader"] }])
      expect((await ask("PATCH", `/api/v1/people/${id}`, ada, change)).statusCode).toBe(409);
    expect((await ask("DELETE", `/api/v1/people/${id}`, ada)).statusCode).toBe(409);
    const bob = await desk.signIn({ roles: ["administrator"] });
    const by = (who: string) => ({ at: new Date(now).toISOString(), who: { id: who, name: "x" } });
    for (let round = 0; round < 10; round += 1) {
      const both = await Promise.all([
        store.people.change(by(bob.person.id), id, { state: "suspended" }),
        store.people.change(by(id), bob.person.id, { state: "suspended" }),
      ]);
      expect(both.sort()).toEqual(["changed", "last"]);
      for (const each of [id, bob.person.id]) await store.people.change(by(id), each, { state: "active" });
    }
  });

  it("one who is removed is gone by name and by every way in; the audit chain holds, and the login is free again", async () => {
    const admin = await setUp();
    const bob = await desk.signIn({ roles: ["reader"], name: "Bob Babbage", login: "bob" });
    await ask("POST", "/api/v1/me/tokens", bob.headers, { name: "x", scopes: ["edition.read"] });
    expect((await ask("DELETE", `/api/v1/people/${bob.person.id}`, admin)).statusCode).toBe(204);
    expect((await me(bob.headers)).may).toEqual([]);
    expect((await ask("GET", "/api/v1/people", admin)).body).not.toContain("Babbage");
    const rows = await askDatabase(database, "select row_to_json(t)::text as row from person t");
    expect(JSON.stringify(rows)).toContain(bob.person.id);
    expect(JSON.stringify(rows)).not.toContain("Babbage");
    expect(await store.audit.verify()).not.toHaveProperty("fault");
    const again = await ask("POST", "/api/v1/people", admin, { name: "Bob", login: "bob", roles: ["reader"] });
    expect(again.statusCode).toBe(201);
  });

  it("a desk does not fall open again when everyone is gone", async () => {
    await setUp();
    await askDatabase(database, "update person set state = 'removed'");
    await door.close();
    await openDesk();
    expect((await ask("GET", "/api/v1/editions")).statusCode).toBe(401);
    expect(await makeSetUpLink(setup)).toBeUndefined();
  });

  it("reading stays open where the configuration says so, up to its ceiling, and nothing else does", async () => {
    await setUp();
    await door.close();
    await openDesk({ reading: "open", readingCeiling: "TLP:GREEN" });
    expect(await me({})).toMatchObject({ via: "open", may: ["edition.read", "record.search"], ceiling: "TLP:GREEN" });
    expect((await ask("GET", "/api/v1/people")).statusCode).toBe(401);
    expect((await ask("GET", "/api/v1/editions", { cookie: `wf_session=${"x".repeat(43)}` })).statusCode).toBe(200);
  });
});

describe("a private feed address", () => {
  const logged: string[] = [];
  const note = (event: string, fields?: object): void => void logged.push(JSON.stringify([event, fields]));
  const edition = editionSchema.parse(
    JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
  );
  const green = { ...edition, edition: { ...edition.edition, tlp: "TLP:GREEN", asOf: "2026-03-11T05:00:00Z" } };
  const of = async (who: Headers, body: object = {}): Promise<string> => {
    const made = await ask("POST", "/api/v1/me/feed", who, body);
    return new URL(made.json().address).pathname;
  };
  /** Labels of the items, or the status by which it was refused. */
  const labels = async (path: string, headers: Headers = {}) => {
    const answer = await ask("GET", path.replace(".rss", ".json"), headers);
    if (answer.statusCode !== 200) return answer.statusCode;
    return answer.json().items.flatMap(({ tags }: { tags: string[] }) => tags);
  };
  beforeEach(async () => {
    logged.length = 0;
    await door.close();
    door = await createServer({
      shelf: shelfOf(
        [],
        [edition, green].map((each) => each as ApprovedBriefing),
      ),
      people: desk.people,
      requestsPerMinute: 100_000,
      log: { debug: note, info: note, warn: note, error: note },
    });
    host = new URL(await openDoor(door, 0)).host;
  });

  it("is read by whoever holds it, up to its label, and opens nothing else; it is told nowhere", async () => {
    const admin = await setUp();
    expect((await ask("GET", "/api/v1/me/feed", admin)).json()).toEqual({});
    const path = await of(admin);
    expect(path).toMatch(/^\/feeds\/private\/wf_feed_[A-Za-z0-9_-]{43}\/editions\.rss$/);
    const key = path.split("/")[3] ?? "";
    expect(await labels(path)).toEqual(["TLP:AMBER+STRICT", "TLP:GREEN"]);
    for (const form of ["rss", "atom", "json"]) {
      const answer = await ask("GET", path.replace("rss", form));
      expect([answer.statusCode, answer.headers["referrer-policy"]]).toEqual([200, "no-referrer"]);
      expect(answer.headers["cache-control"]).toBe("private, no-cache");
      expect(answer.body).not.toContain(key);
      expect(answer.body).not.toMatch(/rel="self"|feed_url/);
    }
    expect((await ask("GET", path.replace("rss", "opml"))).body).toContain(`/feeds/private/${key}/editions.rss?kind=`);
    for (const other of ["/api/v1/editions", "/feeds/editions.rss", "/api/v1/me/feed", "/editions/latest/edition.html"])
      for (const headers of [{ authorization: `Bearer ${key}` }, { cookie: `wf_session=${key}` }, {}])
        expect((await ask("GET", `${other}?key=${key}`, headers)).statusCode, other).toBe(401);
    expect((await ask("GET", "/api/v1/me/feed", admin)).json()).toEqual({
      feed: { madeAt: "2031-05-14T08:00:00Z", ceiling: "TLP:RED", usedAt: "2031-05-14T08:00:00Z" },
    });
    await ask("GET", `${path}x`);
    const kept = await askDatabase(database, "select a::text, b::text from feed_address a, audit_entry b");
    expect(JSON.stringify([kept, logged])).not.toContain(key.slice(8));
  });

  it("ends at once when it is made anew, ended by its owner or an administrator, or its owner may not sign in", async () => {
    const admin = await setUp();
    const bob = await desk.signIn({ roles: ["reader"], ceiling: "TLP:RED" });
    const first = await of(bob.headers);
    const second = await of(bob.headers, { ceiling: "TLP:GREEN" });
    expect([await labels(first), await labels(second)]).toEqual([404, ["TLP:GREEN"]]);
    const { people } = (await ask("GET", "/api/v1/people", admin)).json();
    expect(people.filter(({ hasFeed }: { hasFeed: boolean }) => hasFeed)).toMatchObject([{ id: bob.person.id }]);
    const theirs = `/api/v1/people/${bob.person.id}`;
    expect((await ask("DELETE", `${theirs}/feed`, bob.headers)).statusCode).toBe(403);
    expect((await ask("DELETE", `${theirs}/feed`, admin)).statusCode).toBe(204);
    expect((await ask("DELETE", `${theirs}/feed`, admin)).statusCode).toBe(404);
    const third = await of(bob.headers);
    await ask("PATCH", theirs, admin, { ceiling: "TLP:GREEN" });
    expect([await labels(second), await labels(third)]).toEqual([404, ["TLP:GREEN"]]);
    await ask("PATCH", theirs, admin, { state: "suspended" });
    expect(await labels(third)).toBe(404);
    await ask("PATCH", theirs, admin, { state: "active" });
    expect(await labels(third)).toEqual(["TLP:GREEN"]);
    await ask("DELETE", theirs, admin);
    expect(await labels(third)).toBe(404);
    // A session beside a wrong address opens nothing: only the address counts.
    expect(await labels(third, admin)).toBe(404);
    const own = await of(admin);
    expect((await ask("DELETE", "/api/v1/me/feed", admin)).statusCode).toBe(204);
    expect(await labels(own)).toBe(404);
  });

  it("that is wrong too often waits longer and longer, and holds up no right one from the same place", async () => {
    const right = await of(await setUp());
    const wrong = right.replace(/wf_feed_.{5}/, "wf_feed_AAAAA");
    const statuses = [];
    for (let at = 0; at < 13; at += 1) statuses.push(await labels(wrong));
    expect([statuses.slice(0, 10), statuses.at(-1)]).toEqual([Array.from({ length: 10 }, () => 404), 429]);
    const held = await ask("GET", wrong);
    expect(Number(held.headers["retry-after"])).toBeGreaterThan(0);
    expect(await labels(right)).toHaveLength(2);
  });

  it("is made by a session that is fresh, never by a token, and up to no higher label than its owner's", async () => {
    const low = await desk.signIn({ ceiling: "TLP:GREEN" });
    expect(await labels(await of(low.headers, { ceiling: "TLP:RED" }))).toEqual(["TLP:GREEN"]);
    now += 31 * 60_000;
    expect((await ask("POST", "/api/v1/me/feed", low.headers, {})).statusCode).toBe(403);
    expect((await ask("DELETE", "/api/v1/me/feed", low.headers)).statusCode).toBe(204);
  });
});

it("every change about people stands in the audit chain, without a secret", async () => {
  const before = (await askDatabase(database, "select 1 from audit_entry")).length;
  const cookies = await setUp();
  await ask("POST", "/api/v1/me/tokens", cookies, { name: "secret name", scopes: ["edition.read"] });
  await ask("POST", "/api/v1/people", cookies, { name: "Bob", login: "bob", roles: ["reader"] });
  const rows = await askDatabase<{ action: string; body: Buffer }>(
    database,
    `select action, body from audit_entry order by seq offset ${before}`,
  );
  expect(rows.map(({ action }) => action)).toEqual(["desk.set-up", "session.started", "token.made", "person.added"]);
  const text = rows.map(({ body }) => body.toString("utf8")).join("\n");
  for (const word of ["Bob", "bob", "Ada", "secret name", "wf_"]) expect(text).not.toContain(word);
});
