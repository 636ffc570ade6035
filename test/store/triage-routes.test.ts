/** Triage over HTTP: pages, filters, decisions of two people, and what each may. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TriageList } from "../../src/doors/api/contract.ts";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { openTriageDesk } from "../../src/pipeline/triage-desk.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { TriageBoard, TriageStory } from "../../src/terms/triage.ts";
import { openTestPeople, type TestPerson } from "../support/sign-in.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";
import { boardOf, storyOf } from "./triage-board.ts";

const day = "2031-05-14";
let test: TestServer;
let store: Store;
let door: Door;
let host = "";
let ada: TestPerson;
let bo: TestPerson;
let green: TestPerson;
let reader: TestPerson;

const many: TriageStory[] = Array.from({ length: 60 }, (_, at) => ({
  ...storyOf(`story ${at}`, 100 - at, [`s${at}`, `t${at}`]),
  ...(at % 3 === 0 ? { fit: [{ path: "assets[0]", value: "Quay", because: "You run Quay" }] } : {}),
  ...(at === 59 ? { rule: { reason: "sport", why: "names no system" } } : {}),
}));
const secret = { ...storyOf("sealed words", 101, ["r1"]), tlp: "TLP:RED" as const };

const save = (board: TriageBoard): Promise<string> => store.triage.saveBoard([], () => board);
const get = async <T = TriageList>(
  url: string,
  who: TestPerson | undefined = ada,
): Promise<{ status: number; body: T; text: string }> => {
  const answer = await door.inject({ url, headers: { host, ...who?.headers } });
  return { status: answer.statusCode, body: answer.json() as T, text: answer.body };
};
const post = async (url: string, payload: object, who: TestPerson | undefined = ada) => {
  const answer = await door.inject({ method: "POST", url, payload, headers: { host, ...who?.headers } });
  return { status: answer.statusCode, body: answer.json(), text: answer.body };
};
const list = "/api/v1/triage";
const decisions = "/api/v1/triage/decisions";
const on = (row: TriageList["rows"][number] | undefined) => [
  { articleIds: row?.articleIds ?? [], basedOn: row?.last?.id ?? null },
];
const rowOf = async (title: string, who = ada) =>
  (await get(`${list}?limit=500`, who)).body.rows.find((row) => row.title === title);

beforeAll(async () => {
  test = await openTestServer("npm");
  store = await openStore({ connection: test.server.address });
  const people = openTestPeople(store);
  door = await createServer({
    shelf: shelfOf([]),
    people: people.people,
    triage: { desk: openTriageDesk(store), dueAt: async () => "2031-05-14T18:00:00Z" },
    requestsPerMinute: 100_000,
  });
  host = new URL(await openDoor(door, 0)).host;
  ada = await people.signIn({ roles: ["analyst"], name: "A. Ruiz", ceiling: "TLP:RED" });
  bo = await people.signIn({ roles: ["reviewer"], name: "B. Osei", ceiling: "TLP:RED" });
  green = await people.signIn({ roles: ["analyst"], name: "C. Low", ceiling: "TLP:GREEN" });
  reader = await people.signIn({ roles: ["reader"] });
}, 120_000);
afterAll(async () => {
  await door.close();
  await store.close();
  await test.remove();
}, 120_000);

it("says that no stories are there, before the first run", async () => {
  expect((await get(list)).status).toBe(404);
  expect((await post(decisions, { day, on: on(undefined), act: { kind: "lead" } })).status).toBe(400);
});

it("asks who it is, and what they may", async () => {
  await save(boardOf(day, [secret, ...many]));
  for (const url of [list, `${list}/ledger`, `${list}/handover`, `${list}/stories/story-story-1`]) {
    expect([url, (await get(url, reader)).status]).toEqual([url, 403]);
    expect([url, (await door.inject({ url, headers: { host } })).statusCode]).toEqual([url, 401]);
    expect([url, (await get(url)).status]).toEqual([url, 200]);
  }
  for (const url of [decisions, `${list}/handover`]) expect((await post(url, {}, reader)).status).toBe(403);
});

it("lists by weight, page by page, and loses or doubles none while a new board is made and others decide", async () => {
  const first = (await get(`${list}?limit=25`)).body;
  expect(first.rows.map(({ weight }) => weight)).toEqual([101, ...many.slice(0, 24).map(({ weight }) => weight)]);
  expect(first).toMatchObject({
    day,
    dueAt: "2031-05-14T18:00:00Z",
    mayDecide: true,
    toDecide: 60,
    toDecideOf: 60,
    offset: 0,
  });
  expect((await get(`${list}/state`)).body).toMatchObject({ toDecide: 60, dueAt: first.dueAt });
  expect(first.rows.at(-1)?.rule).toBeUndefined();
  await save({ ...boardOf(day, [secret, storyOf("a late one", 99.5, ["late"]), ...many]), asOf: `${day}T09:00:00Z` });
  await post(decisions, { day, on: on(first.rows[3]), act: { kind: "supporting" } }, bo);
  const seen = [...first.rows];
  let next = first.next;
  while (next !== undefined) {
    const page: TriageList = (await get(`${list}?limit=25&after=${next}`)).body;
    expect(page.board).toBe(first.board);
    expect(page.offset).toBe(seen.length);
    seen.push(...page.rows);
    next = page.next;
  }
  expect(seen.map(({ title }) => title)).toEqual(["sealed words", ...many.map(({ title }) => title)]);
  expect((await get(list)).body.rows.map(({ title }) => title)).toContain("a late one");
});

it("refuses to read on from a board that is gone, and a cursor that is none", async () => {
  expect((await get(`${list}?after=${"0".repeat(64)}:story-x`)).status).toBe(409);
  expect((await get(`${list}?after=nonsense`)).status).toBe(400);
  expect((await get(`${list}?filter=weird`)).status).toBe(400);
});

it("filters, and counts each filter", async () => {
  const { body } = await get(`${list}?filter=fits&limit=5`);
  expect(body.rows.every(({ fits }) => fits > 0)).toBe(true);
  expect(body.counts).toMatchObject({ fits: 20, left: 1, updates: 0 });
  const left = (await get(`${list}?filter=left`)).body.rows;
  expect(left.map(({ title, rule }) => [title, rule?.why])).toEqual([["story 59", "names no system"]]);
});

it("takes a decision, tells the next one of it, and lets it be taken over knowingly", async () => {
  const row = await rowOf("story 10");
  const stale = on(row);
  const taken = await post(decisions, { day, on: stale, act: { kind: "lead" } });
  expect(taken.body).toMatchObject({ kind: "lead", by: "A. Ruiz", mine: true, title: "story 10" });
  const late = await post(decisions, { day, on: stale, act: { kind: "leave_out", reason: "too_thin" } }, bo);
  expect(late.status).toBe(409);
  expect(late.body.detail).toMatch(/^A\. Ruiz took it as lead at \d\d:\d\d UTC\. Nothing was changed\.$/);
  const fresh = await rowOf("story 10", bo);
  expect(fresh).toMatchObject({ state: "lead", last: { by: "A. Ruiz", mine: false }, decidedByOther: true });
  const over = await post(decisions, { day, on: on(fresh), act: { kind: "leave_out", reason: "too_thin" } }, bo);
  expect(over.status).toBe(200);
  expect(await rowOf("story 10")).toMatchObject({
    state: "left_out",
    verdict: { by: "B. Osei", reason: "too thin to report" },
  });
});

it("refuses a leave-out without reason or words, an unknown reason, and another day", async () => {
  const of = on(await rowOf("story 11"));
  expect((await post(decisions, { day, on: of, act: { kind: "leave_out" } })).status).toBe(400);
  expect((await post(decisions, { day, on: of, act: { kind: "leave_out", reason: "dull" } })).status).toBe(400);
  expect((await post(decisions, { day: "2031-05-13", on: of, act: { kind: "lead" } })).status).toBe(400);
});

it("merges and takes apart; the story's page holds both sides' articles", async () => {
  const [a, b] = [await rowOf("story 12"), await rowOf("story 13")];
  const merged = await post(decisions, { day, on: [...on(a), ...on(b)], act: { kind: "merge" } });
  expect(merged.status).toBe(200);
  const one = await rowOf("story 12");
  expect(one?.articleIds).toEqual(["s12", "t12", "s13", "t13"]);
  expect(one?.provisional).toBe(true);
  expect(await rowOf("story 13")).toBeUndefined();
  const page = await get<{ story: TriageStory }>(`${list}/stories/${one?.id}`);
  expect(page.body.story.articles.map(({ id }) => id)).toEqual(["s12", "t12", "s13", "t13"]);
  const undone = await post(decisions, {
    day,
    on: [{ articleIds: one?.articleIds ?? [], basedOn: merged.body.id }],
    act: { kind: "undo", of: merged.body.id },
  });
  expect(undone.status).toBe(200);
  expect(await rowOf("story 13")).toMatchObject({ state: "open" });
  expect((await get(list)).body.own.some(({ id }) => id === merged.body.id)).toBe(false);
});

it("shows nothing above a person's label: not in the list, a count, the story, the ledger or a refusal", async () => {
  const all = (await get(list)).body;
  expect(all.ledger).toMatchObject({ lost: 0, readAnyway: 1 });
  const answer = await get(`${list}?limit=500`, green);
  expect(answer.text).not.toContain("sealed words");
  expect(answer.body.counts.all).toBe(all.counts.all - 1);
  expect(answer.body.toDecide).toBe(all.toDecide - 1);
  expect((await get(`${list}/stories/${secret.id}`, green)).status).toBe(404);
  expect((await get<{ losses: unknown[] }>(`${list}/ledger`, green)).body.losses).toEqual([]);
  await post(decisions, { day, on: on(await rowOf("sealed words")), act: { kind: "lead" } });
  const hidden = await post(
    decisions,
    { day, on: [{ articleIds: ["r1"], basedOn: null }], act: { kind: "lead" } },
    green,
  );
  const absent = await post(
    decisions,
    { day, on: [{ articleIds: ["x1"], basedOn: null }], act: { kind: "lead" } },
    green,
  );
  expect([hidden.status, hidden.body.detail]).toEqual([absent.status, absent.body.detail]);
  await post(`${list}/handover`, { words: "Mind the sealed words." });
  expect((await get(`${list}/handover`, green)).text).not.toContain("sealed words");
  expect((await get(`${list}/handover`, bo)).text).toContain("Mind the sealed words.");
});

it("takes hostile words as words", async () => {
  const row = await rowOf("story 20");
  const words = "<script>alert(1)</script> \u202e \ud800 ' ; drop table triage_decision; --";
  const made = await post(decisions, { day, on: on(row), act: { kind: "leave_out", words } });
  expect(made.status).toBe(200);
  expect((await rowOf("story 20"))?.verdict?.reason).toContain("drop table triage_decision");
});
