/** Every cell of docs/access.md is tried: each route as nobody, by each role, by tokens, by a person who was suspended. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PeopleDoor } from "../../src/doors/api/people-door.ts";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { doorOf } from "../../src/doors/cli/door-of.ts";
import { makeToken } from "../../src/pipeline/people/own-account.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import {
  openPrincipal,
  type Permission,
  type Principal,
  permissions,
  permissionsFor,
  roles,
  tokenScopes,
} from "../../src/terms/person.ts";
import { openTestServer, type TestServer } from "../store/open-test-store.ts";
import { openTestPeople, type TestPeople } from "../support/sign-in.ts";
import { asHeader, configuredWith, deskHost, webFolder } from "./plant-desk.ts";

interface Row {
  readonly method: string;
  readonly url: string;
  readonly needs: Permission | "nothing";
  readonly cells: Readonly<Record<string, string>>;
}

/** The matrix as a person reads it. */
const rows: readonly Row[] = readFileSync(new URL("../../docs/access.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => /^\| [A-Z]+ \| `/.test(line))
  .map((line) => {
    const [, method = "", url = "", needs = "", ...cells] = line.split("|").map((cell) => cell.trim());
    const columns = ["nobody", ...roles, "open desk"];
    return {
      method,
      url: url.replaceAll("`", ""),
      needs: (needs.split(",")[0] ?? "") as Row["needs"],
      cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""])),
    };
  });

let test: TestServer;
let store: Store;
/** Who asks is said in a header. */
let told: Door;
/** Who asks is known by session or token, as on a running desk. */
let real: Door;
let people: TestPeople;
/** Somebody on record, for what a person does with their own account. */
let someone = "";

/** Its routes are there where one is configured; nobody is asked. */
const aProvider = { config: { name: "None" }, provider: {} } as unknown as NonNullable<PeopleDoor["provider"]>;

beforeAll(async () => {
  test = await openTestServer("npm");
  const options = await test.makeStore();
  store = await openStore(options);
  people = openTestPeople(store);
  someone = (await people.signIn({ roles: ["reader"] })).person.id;
  const built = {
    ...doorOf({ store, server: options, where: "", close: async () => undefined }, configuredWith([])),
    people: { ...people.people, provider: aProvider },
    address: `http://${deskHost}`,
    requestsPerMinute: 1_000_000,
    webFolder,
  };
  const identify = async ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) => {
    const principal = JSON.parse(String(headers["x-principal"] ?? "null")) as (Principal & { may: unknown }) | null;
    return principal === null ? undefined : { ...principal, may: new Set(principal.may as unknown as Permission[]) };
  };
  told = await createServer({ ...built, identify });
  real = await createServer(built);
  await Promise.all([openDoor(told, 0), openDoor(real, 0)]);
}, 120_000);
afterAll(async () => {
  await Promise.all([told.close(), real.close()]);
  await store.close();
  await test.remove();
}, 120_000);

const pathOf = (url: string): string =>
  url
    .replace(/:(date|id|key|articleId)/g, "0".repeat(64))
    .replace(/:\w+/g, "x")
    .replace("*", "x");

/** A feed is known by its own address, and says so when it is not. */
const isFeed = ({ url }: Row): boolean => url.startsWith("/feeds/private/");

const gateWords = /^(Sign in first\.|This feed address is not|Your roles do not allow this|This tells of everything)/;

/** @returns the status by which the gate refused; nothing when it opened, whatever came after */
const refusedBy = async (door: Door, { method, url }: Row, headers: Record<string, string>) => {
  const answer = await door.inject({
    method: method as "GET",
    url: pathOf(url),
    headers: { host: deskHost, "sec-fetch-site": "same-origin", ...headers },
    payloadAsStream: true,
  });
  const isProblem = String(answer.headers["content-type"]).includes("application/problem+json");
  if (!isProblem) {
    answer.stream().destroy();
    return undefined;
  }
  let text = "";
  for await (const chunk of answer.stream()) text += String(chunk);
  return gateWords.test(JSON.parse(text).detail) ? answer.statusCode : undefined;
};

const asRole = (role: (typeof roles)[number]): Principal => ({
  id: someone,
  name: "Nobody known",
  may: permissionsFor([role]),
  ceiling: "TLP:RED",
  via: "session",
});

it("names every route that the door declares, and no other", () => {
  const declared = told.declaredRoutes.filter(({ method }) => method !== "HEAD");
  expect(rows.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(
    declared.map(({ method, url }) => `${method} ${url}`).sort(),
  );
});

it.each(["nobody", ...roles, "open desk"])("opens to %s where it says yes, and nowhere else", async (column) => {
  const role = roles.find((one) => one === column);
  const who = column === "open desk" ? openPrincipal : role === undefined ? undefined : asRole(role);
  const wrong: string[] = [];
  for (const row of rows) {
    const status = await refusedBy(told, row, who === undefined ? {} : { "x-principal": asHeader(who) });
    const expected = row.cells[column] === "yes" ? undefined : who?.via === "session" ? 403 : 401;
    if (status !== expected) wrong.push(`${row.method} ${row.url}: ${status ?? "opened"}, not ${expected ?? "opened"}`);
  }
  expect(wrong).toEqual([]);
});

it("opens to a token by its scope alone, never wider, and to nobody whose label is too low for all of it", async () => {
  const { person } = await people.signIn({ roles: [...roles], ceiling: "TLP:RED" });
  const may = new Set(permissions);
  const tokenFor = async (scopes: readonly Permission[]) => {
    const made = await makeToken(people.people.setup, { ...person, may }, { name: "walk", scopes, days: 1 });
    return { authorization: `Bearer ${made.ok ? made.value.secret : ""}` };
  };
  const wrong: string[] = [];
  for (const needs of permissions) {
    const [row] = rows.filter((one) => one.needs === needs);
    if (row === undefined) continue;
    const isScope = tokenScopes.includes(needs);
    const others = tokenScopes.filter((scope) => scope !== needs);
    const without = await refusedBy(real, row, await tokenFor(others.slice(0, 3)));
    if (without !== 403) wrong.push(`${row.method} ${row.url}: ${without ?? "opened"} without ${needs}`);
    if (!isScope) continue;
    const withIt = await refusedBy(real, row, await tokenFor([needs]));
    if (withIt !== undefined) wrong.push(`${row.method} ${row.url}: ${withIt} with ${needs}`);
  }
  expect(wrong).toEqual([]);
  const low = asHeader({ ...asRole("administrator"), ceiling: "TLP:AMBER" });
  for (const row of rows.filter(({ url }) => ["/api/v1/audit/export", "/metrics"].includes(url)))
    expect(await refusedBy(told, row, { "x-principal": low })).toBe(403);
});

it("is shut to a person who was suspended, and to a token of theirs", async () => {
  const suspended = await people.signIn({ roles: [...roles] });
  const made = await makeToken(
    people.people.setup,
    { ...suspended.person, may: new Set(permissions) },
    { name: "walk", scopes: ["edition.read"], days: 1 },
  );
  const token = { authorization: `Bearer ${made.ok ? made.value.secret : ""}` };
  const [reading] = rows.filter(({ url }) => url === "/api/v1/editions");
  if (reading === undefined) throw new Error("Expected a route that lists editions.");
  expect(await refusedBy(real, reading, { ...suspended.headers })).toBeUndefined();
  expect(await refusedBy(real, reading, token)).toBeUndefined();
  await people.signIn({ roles: ["administrator"] }); // Somebody is left who could take it back.
  await people.people.setup.store.change(
    { at: new Date().toISOString(), who: { id: "desk", name: "the desk" } },
    suspended.person.id,
    { state: "suspended" },
  );
  const wrong: string[] = [];
  for (const row of rows)
    for (const headers of [{ ...suspended.headers }, token]) {
      const status = await refusedBy(real, row, headers);
      const expected = row.needs === "nothing" ? undefined : isFeed(row) ? status : 401;
      if (isFeed(row) && status !== 404 && status !== 429) wrong.push(`${row.url}: ${status}`);
      if (status !== expected) wrong.push(`${row.method} ${row.url}: ${status ?? "opened"}`);
    }
  expect(wrong).toEqual([]);
});
