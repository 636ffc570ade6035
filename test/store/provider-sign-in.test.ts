/** Signing in through the organisation's provider, against one on this machine; and what a hostile one tries. */
import type { JWTPayload } from "jose";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { openProvider } from "../../src/outside/open-provider.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { peopleConfigSchema } from "../../src/terms/people-config.ts";
import { type Lie, type LoopbackProvider, openLoopbackProvider } from "../support/loopback-provider.ts";
import { openTestPeople, type TestPeople } from "../support/sign-in.ts";
import { askDatabase, openTestServer, type TestServer } from "./open-test-store.ts";

let test: TestServer;
let database: StoreOptions;
let store: Store;
let provider: LoopbackProvider;
let door: Door;
let desk: TestPeople;
let host = "";

const mapping = { reader: ["staff"], analyst: ["cti"], administrator: ["admins"] };

const listen = async (more: object = {}, allowHosts: readonly string[] = []): Promise<void> => {
  const config = peopleConfigSchema.parse({
    provider: { name: "Example", issuer: provider.issuer, clientId: "watchfloor", roles: mapping, ...more },
  }).provider;
  if (config === undefined) throw new Error("Expected a provider.");
  desk = openTestPeople(store);
  const { issuer, clientId, scope } = config;
  const resolve = async () => [{ address: "10.0.0.7", family: 4 }];
  door = await createServer({
    shelf: shelfOf([]),
    requestsPerMinute: 100_000,
    people: {
      ...desk.people,
      provider: { config, provider: openProvider({ issuer, clientId, scope, allowHosts, resolve }) },
    },
  });
  host = new URL(await openDoor(door, 0)).host;
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
  await askDatabase(database, "delete from person; delete from one_time");
  provider = await openLoopbackProvider();
  await listen();
  return async () => {
    await door.close();
    await provider.close();
  };
});

const get = (url: string, cookie = "") => door.inject({ method: "GET", url, headers: { host, cookie } });
const cookiesOf = (answer: Awaited<ReturnType<typeof get>>): string =>
  answer.cookies
    .filter(({ value }) => value !== "")
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
const start = async (query = "", cookie = "") => {
  const answer = await get(`/api/v1/session/provider${query}`, cookie);
  return { address: String(answer.headers.location), cookie: cookiesOf(answer), answer };
};
const whole = async (claims: JWTPayload, lie: Lie = {}, query = "") => {
  const { address, cookie } = await start(query);
  const back = provider.authorise(address, claims, lie);
  return { back, cookie, answer: await get(`${back.pathname}${back.search}`, cookie) };
};
const me = async (cookie: string) => (await get("/api/v1/me", cookie)).json();

const ada = { sub: "u-1", preferred_username: "ada", name: "Ada Lovelace", groups: ["staff", "cti"] };

it("a person whom the provider names comes in with the roles of their claims, and goes where they wanted", async () => {
  const { answer } = await whole(ada, {}, "?to=/stories%3Fa=b");
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "/stories?a=b"]);
  expect(await me(cookiesOf(answer))).toMatchObject({
    name: "Ada Lovelace",
    login: "ada",
    roles: ["reader", "analyst"],
    ceiling: "TLP:AMBER",
  });
});

it("asks for a code with PKCE, state and nonce, and gives the browser a Lax cookie that no script reads", async () => {
  const { address, answer } = await start();
  const query = new URL(address).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    response_type: "code",
    client_id: "watchfloor",
    code_challenge_method: "S256",
    redirect_uri: `http://${host}/api/v1/session/provider/back`,
  });
  for (const name of ["state", "nonce", "code_challenge"]) expect(query.get(name)?.length).toBe(43);
  expect(answer.cookies[0]).toMatchObject({ name: "wf_provider", httpOnly: true, sameSite: "Lax" });
});

it.each<[string, Lie]>([
  ["of another issuer", { issuer: "https://other.example" }],
  ["for another audience", { audience: "another-client" }],
  ["that has run out", { expiresIn: -3_600 }],
  ["with another nonce", { nonce: "A".repeat(43) }],
  ["without a signature (alg none)", { algorithm: "none" }],
  ["signed by another key", { algorithm: "other key" }],
  ["signed with the public key as a secret (HS256)", { algorithm: "HS256 with the public key" }],
  ["that is missing", { noToken: true }],
])("an ID token %s opens nothing", async (_, lie) => {
  const { answer } = await whole(ada, lie);
  expect(answer.headers.location).toBe("/sign-in?refused=provider");
  expect(cookiesOf(answer)).toBe("");
  expect(await store.people.hasPeople()).toBe(false);
});

it("a code opens once: the same address again opens nothing, and asks the provider nothing", async () => {
  const { back, cookie, answer } = await whole(ada);
  expect(cookiesOf(answer)).not.toBe("");
  const asked = provider.asked.length;
  const again = await get(`${back.pathname}${back.search}`, cookie);
  expect(again.headers.location).toBe("/sign-in?refused=provider");
  expect(provider.asked.length).toBe(asked);
});

it("a code that another start was given is refused by PKCE", async () => {
  const stolen = provider.authorise((await start()).address, ada);
  const own = await start();
  const back = provider.authorise(own.address, ada);
  back.searchParams.set("code", stolen.searchParams.get("code") ?? "");
  const answer = await get(`${back.pathname}${back.search}`, own.cookie);
  expect(answer.headers.location).toBe("/sign-in?refused=provider");
});

it.each([
  ["no cookie", () => ""],
  ["the cookie of another start", (other: string) => other],
])("an answer that comes back with %s is not this browser's", async (_, cookieOf) => {
  const other = await start();
  const { address } = await start();
  const back = provider.authorise(address, ada);
  const answer = await get(`${back.pathname}${back.search}`, cookieOf(other.cookie));
  expect(answer.headers.location).toBe("/sign-in?refused=provider");
});

it.each([
  ["//evil.example", "/"],
  ["https://evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/a\r\nSet-Cookie: x=y", "/"],
  ["/stories#s2", "/stories#s2"],
])("afterwards %j leads to %s", async (to, lands) => {
  const { answer } = await whole(ada, {}, `?${new URLSearchParams({ to })}`);
  expect(answer.headers.location).toBe(lands);
});

it("whoever comes without a role stays out, and is on no record", async () => {
  const { answer } = await whole({ ...ada, groups: ["kitchen"] });
  expect(answer.headers.location).toBe("/sign-in?refused=unknown");
  expect(await store.people.hasPeople()).toBe(false);
});

it("a person is known by issuer and subject alone: a name that a local person has is not taken over", async () => {
  const local = await desk.signIn({ login: "ada", roles: ["administrator"] });
  const { answer } = await whole({ ...ada, email: "ada@example.org", email_verified: true });
  const found = await me(cookiesOf(answer));
  expect(found.id).not.toBe(local.person.id);
  expect(found.login).toMatch(/^sso-[0-9a-f]{12}$/);
  const again = await me(cookiesOf((await whole({ ...ada, preferred_username: "renamed" })).answer));
  expect(again.id).toBe(found.id);
});

it("a person who is signed in links themselves, and is that person from then on", async () => {
  const local = await desk.signIn({ login: "grace", roles: ["analyst"] });
  const { address, cookie } = await start("?link=true&to=/settings/you", local.cookie);
  const back = provider.authorise(address, { sub: "u-9", groups: ["cti"] });
  expect((await get(`${back.pathname}${back.search}`, cookie)).headers.location).toBe("/settings/you");
  const { answer } = await whole({ sub: "u-9", groups: ["cti"] });
  expect((await me(cookiesOf(answer))).id).toBe(local.person.id);
  const other = await desk.signIn();
  const second = await start("?link=true", other.cookie);
  const taken = provider.authorise(second.address, { sub: "u-9" });
  expect((await get(`${taken.pathname}${taken.search}`, second.cookie)).headers.location).toBe(
    "/sign-in?refused=unknown",
  );
  expect((await start("?link=true")).answer.statusCode).toBe(401);
});

it("roles follow the claims from each sign-in on, and older sessions end; the last administrator stays one", async () => {
  const first = cookiesOf((await whole({ ...ada, groups: ["staff", "admins"] })).answer);
  const second = cookiesOf((await whole({ ...ada, groups: ["staff"] })).answer);
  expect((await me(second)).roles).toEqual(["reader", "administrator"]);
  await desk.signIn({ roles: ["administrator"] });
  const third = cookiesOf((await whole({ ...ada, groups: "staff" })).answer);
  expect((await me(third)).roles).toEqual(["reader"]);
  expect((await me(first)).may).toEqual([]);
});

it("one who was suspended or removed stays out", async () => {
  const id = (await me(cookiesOf((await whole(ada)).answer))).id;
  await store.people.change({ at: "2031-05-14T08:00:00Z", who: { id: "x", name: "x" } }, id, { state: "suspended" });
  expect((await whole(ada)).answer.headers.location).toBe("/sign-in?refused=unknown");
});

it("a name with a line feed or control characters is not taken over", async () => {
  const { answer } = await whole({ ...ada, name: "Ada\r\nSet-Cookie: x=y", preferred_username: "а\u0000da" });
  const found = await me(cookiesOf(answer));
  expect(found.name).toMatch(/^sso-/);
});

it("what the provider names is asked through the address guard, and only what is configured may be private", async () => {
  const inside = await openLoopbackProvider();
  provider.describe({ jwks_uri: `${inside.issuer}/keys` });
  expect((await whole(ada)).answer.headers.location).toBe("/sign-in?refused=provider");
  expect(inside.asked).toEqual([]);
  await inside.close();
  await door.close();
  await listen();
  provider.describe({ token_endpoint: "http://intranet.example/token" });
  expect((await whole(ada)).answer.headers.location).toBe("/sign-in?refused=provider");
  expect(provider.asked.filter((path) => path === "/token")).toHaveLength(1);
});

it("a provider that does not answer, or says that it is another, is told in words", async () => {
  provider.describe({ issuer: "https://other.example" });
  expect((await start()).address).toBe("/sign-in?refused=away");
  provider.describe({});
  expect((await start()).address).toContain("/authorise");
});

it.each([
  [{ issuer: "http://sso.example", clientId: "x" }],
  [{ issuer: "https://user:pw@sso.example", clientId: "x" }],
  [{ issuer: "https://sso.example", clientId: "x", roles: { owner: ["a"] } }],
  [{ issuer: "https://sso.example", clientId: "x", clientSecret: "written here" }],
])("the configuration %j is refused", (config) => {
  expect(peopleConfigSchema.safeParse({ provider: config }).success).toBe(false);
});
