import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { err, ok } from "#kit/result.ts";
import type { Review, ReviewFault } from "#pipeline/steps/review-draft.ts";
import type { DraftView } from "#terms/draft-view.ts";
import { openPrincipal, type Principal, permissionsFor, type Role } from "#terms/person.ts";
import type { DraftStep } from "#terms/review.ts";
import { createServer, type Door, openDoor } from "./server.ts";
import { shelfOf } from "./shelf.ts";

const id = "a".repeat(64);
const hash = "b".repeat(64);
const view: DraftView = {
  id,
  editionId: id,
  date: "2031-05-04",
  asOf: "2031-05-04T18:00:00Z",
  title: "Nine ports",
  tlp: "TLP:GREEN",
  kind: "daily",
  audience: "main",
  version: 2,
  openedAt: "2031-05-04T18:00:00Z",
  textHash: hash,
  sections: [],
  decided: 0,
  of: 0,
  gates: [],
  score: { total: 0, of: 100 },
  stories: [],
  contradictions: [],
  sources: [],
  approval: { people: 1, given: [] },
  may: { write: true, approve: true, override: true },
};
const theirs: DraftStep = {
  version: 2,
  by: { id: "p2", name: "Ben" },
  at: "2031-05-04T18:30:00Z",
  decision: { type: "edit", sentenceId: "s1", text: "Ben’s words." },
};
const overtaken: ReviewFault = {
  type: "Overtaken",
  message: "Ben decided since you read this.",
  version: 2,
  since: [theirs],
};

/** Version 2 stands; sentence s9 is not there; the hash of the text is `hash`. */
const review: Review = {
  list: async () => ({ drafts: [] }),
  read: async (_viewer, asked) => (asked === id ? view : undefined),
  edition: async () => undefined,
  judge: async () => ok({ faults: [], closed: [] }),
  suggest: async () => ok({ faults: [], closed: [] }),
  decide: async (_viewer, _id, { version, decision }) => {
    if (version !== 2) return err(overtaken);
    const isGone = "sentenceId" in decision && decision.sentenceId === "s9";
    return isGone
      ? err({ type: "Refused", because: "NoSuchSentence", message: "The draft has no sentence s9." })
      : ok(view);
  },
  versions: async () => [theirs],
  compare: async (_viewer, _id, from, to) => ({ from, to, sentences: [] }),
  approve: async (_viewer, _id, { textHash }) =>
    textHash === hash
      ? ok({ editionId: "c".repeat(64), draft: view })
      : err({ type: "Refused", because: "TextChanged", message: "The text changed since you read it." }),
  correct: async (_viewer, which) => (which === id ? "d".repeat(64) : undefined),
  visit: async () => ({ version: 2, given: 0, others: [] }),
};

const person = (...roles: Role[]): Principal => ({
  id: "p1",
  name: "Ada",
  may: permissionsFor(roles),
  ceiling: "TLP:RED",
  via: "session",
});
const callers = {
  nobody: undefined,
  open: openPrincipal,
  reader: person("reader"),
  analyst: person("analyst"),
  reviewer: person("reviewer"),
  administrator: person("administrator"),
} as const;
type Caller = keyof typeof callers;

let door: Door;
let base = "";
let caller: Caller = "reviewer";
beforeAll(async () => {
  door = await createServer({ shelf: shelfOf([]), identify: async () => callers[caller], review: async () => review });
  base = await openDoor(door, 0);
});
afterAll(async () => door.close());

const send = async (who: Caller, method: "GET" | "POST", path: string, payload?: object): Promise<Response> => {
  caller = who;
  const body = payload === undefined ? {} : { body: JSON.stringify(payload) };
  return fetch(`${base}/api/v1${path}`, {
    method,
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    ...body,
  });
};
const accept = { version: 2, decision: { type: "accept", sentenceId: "s1" } };
const override = { version: 2, decision: { type: "override", gate: "G3", reason: "The vendor confirmed it." } };
const approval = { version: 2, textHash: hash };
const correction = { reason: "Nine was eight." };

describe("who may", () => {
  test.each<[string, Caller, "GET" | "POST", string, object | undefined, number]>([
    ["a reader does not read drafts", "reader", "GET", `/drafts/${id}`, undefined, 403],
    ["an administrator alone does not either", "administrator", "GET", `/drafts/${id}`, undefined, 403],
    ["nobody signed in reads none", "nobody", "GET", "/drafts", undefined, 401],
    ["on an open desk drafts are read", "open", "GET", `/drafts/${id}`, undefined, 200],
    ["and not decided about", "open", "POST", `/drafts/${id}/decisions`, accept, 401],
    ["nor approved", "open", "POST", `/drafts/${id}/approvals`, approval, 401],
    ["an analyst decides", "analyst", "POST", `/drafts/${id}/decisions`, accept, 200],
    ["an analyst approves nothing", "analyst", "POST", `/drafts/${id}/approvals`, approval, 403],
    ["an analyst overrides nothing", "analyst", "POST", `/drafts/${id}/overrides`, override, 403],
    ["an override is no decision among others", "reviewer", "POST", `/drafts/${id}/decisions`, override, 403],
    ["a decision is no override", "reviewer", "POST", `/drafts/${id}/overrides`, accept, 422],
    ["a reviewer overrides", "reviewer", "POST", `/drafts/${id}/overrides`, override, 200],
    ["a reviewer approves", "reviewer", "POST", `/drafts/${id}/approvals`, approval, 200],
    ["an analyst opens no correction", "analyst", "POST", `/editions/${id}/corrections`, correction, 403],
    ["a reviewer opens a correction", "reviewer", "POST", `/editions/${id}/corrections`, correction, 201],
  ])("%s", async (_what, who, method, path, payload, status) => {
    expect((await send(who, method, path, payload)).status).toBe(status);
  });
});

describe("what is refused", () => {
  it("who names an older version is told the others’ words", async () => {
    const answer = await send("analyst", "POST", `/drafts/${id}/decisions`, { ...accept, version: 1 });
    expect(answer.status).toBe(409);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({
      status: 409,
      version: 2,
      since: [{ by: { name: "Ben" }, decision: theirs.decision }],
      instance: `/api/v1/drafts/${id}/decisions`,
      ref: expect.stringMatching(/^[0-9A-Z]{4}$/),
    });
  });

  test.each<[string, string, object, number]>([
    [
      "a sentence that is not there",
      `/drafts/${id}/decisions`,
      { version: 2, decision: { type: "accept", sentenceId: "s9" } },
      422,
    ],
    ["another hash than the text’s", `/drafts/${id}/approvals`, { version: 2, textHash: "0".repeat(64) }, 422],
    [
      "a decision nobody knows",
      `/drafts/${id}/decisions`,
      { version: 2, decision: { type: "burn", sentenceId: "s1" } },
      400,
    ],
    [
      "words without end",
      `/drafts/${id}/decisions`,
      { version: 2, decision: { type: "edit", sentenceId: "s1", text: "a".repeat(5_000) } },
      400,
    ],
    [
      "a body without end",
      `/drafts/${id}/decisions`,
      { version: 2, decision: { ...accept, text: "a".repeat(70_000) } },
      413,
    ],
    [
      "G10 overridden",
      `/drafts/${id}/overrides`,
      { version: 2, decision: { type: "override", gate: "G10", reason: "in a hurry" } },
      400,
    ],
    ["a correction without a reason", `/editions/${id}/corrections`, {}, 400],
    ["a correction of what was never approved", `/editions/${"e".repeat(64)}/corrections`, correction, 404],
  ])("%s", async (_what, path, payload, status) => {
    const answer = await send("reviewer", "POST", path, payload);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  it("a desk without a store has no drafts, and says so", async () => {
    const bare = await createServer({ shelf: shelfOf([]), identify: async () => callers.reviewer });
    const address = await openDoor(bare, 0);
    const [list, one] = await Promise.all([fetch(`${address}/api/v1/drafts`), fetch(`${address}/api/v1/drafts/${id}`)]);
    const problem = (await one.json()) as { detail: string };
    await bare.close();
    expect(await list.json()).toEqual({ drafts: [] });
    expect([one.status, problem.detail]).toEqual([404, expect.stringContaining("without a store")]);
  });
});
