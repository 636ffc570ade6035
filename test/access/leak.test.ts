/**
 * Nothing above a person's label exists for them (standards-anchors R3). Desks that hold everything are asked everything,
 * by a person with each lower ceiling; each answer must be, to the byte, that of a desk on which what lies above was
 * never put: no word, no id, no count, no other status.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Principal, permissions } from "../../src/terms/person.ts";
import type { Tlp } from "../../src/terms/tlp.ts";
import { openTestServer, type TestServer } from "../store/open-test-store.ts";
import { type Ask, asksOf, ceilingsBelow } from "./ask-everything.ts";
import { asHeader, deskHost, type LabelledDesk, openLabelledDesk } from "./plant-desk.ts";

/** Streams have no end to compare; live.test.ts looks at them. */
const streams = new Set(["/api/v1/live"]);

const writing = ["POST", "PUT", "PATCH", "DELETE"];

const personBelow = (ceiling: Tlp): Principal => ({
  id: "person-ada",
  name: "Ada",
  may: new Set(permissions),
  ceiling,
  via: "session",
});

let test: TestServer;
let whole: LabelledDesk;
beforeAll(async () => {
  test = await openTestServer("npm");
  whole = await openLabelledDesk(await test.makeStore(), "TLP:RED");
}, 120_000);
afterAll(async () => {
  await whole.close();
  await test.remove();
}, 120_000);

/** What differs from one answer to the next, whoever asks. */
const passing = new Set(["date", "content-length", "connection", "keep-alive", "x-request-id"]);
const settle = (text: string): string =>
  text
    .replace(/"ref":"[0-9A-Z]{4}"/g, '"ref":""')
    .replace(/Ref [0-9A-Z]{4}/g, "Ref")
    .replace(/(person|token|note|decision)-[0-9a-f]{16}/g, "$1")
    .replace(/"id":"[a-z0-9-]+-[0-9a-f]{16}"/g, '"id":"made"')
    .replace(/secret(=|":")[A-Z2-7]{32}/g, "secret")
    // Secrets that were made just now.
    .replace(/(#|wf_|"secret":")[A-Za-z0-9_-]{32,}/g, "$1")
    // Hashes of the audit chain are salted; times of what was written just now.
    .replace(/"(id|next|hash)":"[0-9a-f]{64}"/g, (all, name: string) => (isKnown(all) ? all : `"${name}":"…"`))
    .replace(/\/drafts\/[0-9a-f]{64}/g, (all) => (isKnown(all) ? all : "/drafts/…"))
    .replace(/20(2[6-9]|3\d)-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (time) =>
      time.startsWith("2026-03-12") ? time : "now",
    );
let known: readonly string[] = [];
const isKnown = (text: string): boolean => known.some((id) => text.includes(id));

const askAs = async ({ door }: LabelledDesk, { method, url, payload }: Ask, who: Principal) => {
  const answer = await door.inject({
    method: method as "GET",
    url,
    headers: { host: deskHost, "x-principal": asHeader(who), "sec-fetch-site": "same-origin" },
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !passing.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
  return { status: answer.statusCode, text: settle(answer.body), head: settle(headers.join("\n")) };
};

const without = (text: string, said: readonly string[]): string =>
  said.reduce((rest, word) => (word.length < 4 ? rest : rest.replaceAll(word, "")), text.replaceAll("%20", " "));

/** Where two answers part, with a little around it. */
const parting = (ours: string, theirs: string): string => {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `\n    ${ours.slice(from, at + 120)}\n    ${theirs.slice(from, at + 120)}`;
};

interface Walk {
  readonly whole: LabelledDesk;
  readonly twin: LabelledDesk;
  readonly who: Principal;
}

const secretsOf = ({ whole, twin }: Walk): string[] =>
  whole.planted
    .filter(({ label }) => !twin.planted.some((one) => one.label === label))
    .flatMap(({ word, editionId, deliveryId, keys }) => [word, editionId, deliveryId, ...keys]);

/** @returns what is wrong with the answer of the desk that holds more */
const leakOf = async (ask: Ask, walk: Walk, secrets: readonly string[]): Promise<string | undefined> => {
  const [ours, theirs] = await Promise.all([askAs(walk.whole, ask, walk.who), askAs(walk.twin, ask, walk.who)]);
  const said = ask.said.join("\n");
  const found = secrets.filter((secret) => !said.includes(secret) && `${ours.head}\n${ours.text}`.includes(secret));
  if (found.length > 0) return `says ${found.join()}`;
  if (ours.status !== theirs.status) return `${ours.status}, not ${theirs.status}: ${ours.text.slice(0, 200)}`;
  if (ours.status >= 500) return `${ours.status} ${ours.text.slice(0, 200)}`;
  if (ours.head !== theirs.head) return `other headers${parting(ours.head, theirs.head)}`;
  return ours.text === theirs.text ? undefined : `another answer${parting(ours.text, theirs.text)}`;
};

const walkAll = async (walk: Walk, methods: readonly string[]) => {
  known = walk.whole.planted.flatMap(({ editionId, deliveryId, keys }) => [editionId, deliveryId, ...keys]);
  const secrets = secretsOf(walk);
  const leaks: string[] = [];
  let asked = 0;
  for (const route of walk.whole.door.declaredRoutes) {
    if (!methods.includes(route.method) || streams.has(route.url)) continue;
    for (const ask of asksOf(route, walk.whole.planted)) {
      asked += 1;
      const leak = await leakOf(ask, walk, secrets);
      if (leak !== undefined)
        leaks.push(`${ask.method} ${ask.url} ${JSON.stringify(ask.payload ?? "").slice(0, 200)}: ${leak}`);
    }
  }
  return { leaks: leaks.slice(0, 10), asked };
};

describe.each(ceilingsBelow("TLP:RED"))("for whoever may see up to %s", (ceiling) => {
  it("every route that reads answers as if nothing above it had ever been", async () => {
    const twin = await openLabelledDesk(await test.makeStore(), ceiling);
    const { leaks, asked } = await walkAll({ whole, twin, who: personBelow(ceiling) }, ["GET"]);
    await twin.close();
    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });
});

it.each(["TLP:CLEAR", "TLP:AMBER+STRICT"] as const)(
  "every route that writes refuses what lies above %s as it refuses what never was",
  async (ceiling) => {
    const [mine, twin] = [
      await openLabelledDesk(await test.makeStore(), "TLP:RED"),
      await openLabelledDesk(await test.makeStore(), ceiling),
    ];
    const { leaks, asked } = await walkAll({ whole: mine, twin, who: personBelow(ceiling) }, writing);
    await Promise.all([mine.close(), twin.close()]);
    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(20);
  },
);

describe("the walk itself", () => {
  it("sees what is planted when the ceiling allows it", async () => {
    const all = personBelow("TLP:RED");
    const words = new Set<string>();
    for (const route of whole.door.declaredRoutes) {
      if (route.method !== "GET" || streams.has(route.url)) continue;
      for (const ask of asksOf(route, whole.planted)) {
        const { text } = await askAs(whole, ask, all);
        for (const { word } of whole.planted) if (without(text, [word]) !== text) words.add(`${route.url} ${word}`);
      }
    }
    const red = [...words].filter((line) => line.endsWith(" vermilquay")).map((line) => line.split(" ")[0]);
    expect(red).toEqual(
      expect.arrayContaining([
        "/api/v1/editions",
        "/api/v1/editions/:date",
        "/api/v1/editions/:date/reading",
        "/api/v1/sources",
        "/api/v1/search",
        "/api/v1/search/articles/:key",
        "/api/v1/audit",
        "/api/v1/audit/export",
        "/editions/:date/:form",
        "/editions/:date/edition.pdf",
        "/edition.html",
      ]),
    );
  });

  it("fails at a parameter that it does not know", () => {
    const route = { method: "GET", url: "/api/v1/novelties/:novelty", access: "edition.read" } as const;
    expect(() => asksOf(route, whole.planted)).toThrow("Expected to know how to ask with “novelty”");
  });
});
