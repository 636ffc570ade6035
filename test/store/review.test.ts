/** Drafts and approvals on a real store: nothing written over, nothing half approved, nothing shown before its time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openApproved } from "../../src/pipeline/steps/open-approved.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openReview, type Review } from "../../src/pipeline/steps/review-draft.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { deskViewer, type Principal, permissionsFor, type Role } from "../../src/terms/person.ts";
import type { ApprovalRule, Decision } from "../../src/terms/review.ts";
import { engines, openTestServer, type TestServer } from "./open-test-store.ts";

const fixture: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);

const person = (name: string, ...roles: Role[]): Principal => ({
  id: `p-${name}`,
  name,
  may: permissionsFor(roles),
  ceiling: "TLP:RED",
  via: "session",
});
const ada = person("Ada", "reviewer");
const ben = person("Ben", "reviewer");
const reader = person("Rea", "reader");

const engine = engines.at(-1) ?? "npm";

describe(`drafts on the PostgreSQL of ${engine}`, () => {
  let test: TestServer;
  let options: StoreOptions;
  let store: Store;
  let id: string;
  let clock = 0;

  const now = (): string => {
    clock += 1;
    return new Date(Date.UTC(2031, 4, 4, 18, 0, clock)).toISOString().replace(".000", "");
  };
  const reviewBy = (rule: ApprovalRule = { people: 1, lastEditorAlone: true }): Review =>
    openReview({ store, rule, now, annotate: async () => () => [] });
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...(options.connection as pg.ClientConfig), options: "-c search_path=watchfloor" });
    await client.connect();
    return client;
  };
  const ask = async (text: string): Promise<pg.QueryResult> => {
    const client = await connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  };
  const save = (edition: Edition): Promise<string> =>
    store.saveEdition(
      { edition, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] },
      editionToJson(edition),
    );
  const decide = async (review: Review, who: Principal, decision: Decision, draft = id): Promise<void> => {
    const view = await review.read(who, draft);
    const done = await review.decide(who, draft, { version: view?.version ?? 0, decision });
    if (!done.ok) throw new Error(done.error.message);
  };
  const approve = async (review: Review, who: Principal, draft = id) => {
    const view = await review.read(who, draft);
    return review.approve(who, draft, { version: view?.version ?? 0, textHash: view?.textHash ?? "" });
  };

  beforeAll(async () => {
    test = await openTestServer(engine);
  }, 120_000);
  afterAll(() => test.remove(), 120_000);
  beforeEach(async () => {
    options = await test.makeStore();
    store = await openStore(options);
    id = await save(fixture);
    return () => store.close();
  });

  it("a composed edition begins a draft, which readers do not see anywhere", async () => {
    expect((await reviewBy().list(ada, { limit: 5 })).drafts).toMatchObject([
      { id, version: 0, tlp: fixture.edition.tlp },
    ]);
    expect((await store.listEditions({ limit: 5 }, ada))?.editions).toMatchObject([{ id, approved: false }]);
    expect((await store.listEditions({ limit: 5 }, reader))?.editions).toEqual([]);
    expect(await store.findEdition("latest", reader)).toBeUndefined();
    expect(await store.findEdition({ id }, reader)).toBeUndefined();
    expect(await store.readEdition(id, reader)).toBeUndefined();
    const words = { words: "Copper Heron", kind: "edition" as const, order: "newest" as const, limit: 5 };
    const found = await store.search(words, reader);
    expect(found.ok && found.value.hits).toEqual([]);
    const seen = await store.search(words, ada);
    expect(seen.ok && seen.value.hits).toHaveLength(1);
  });

  it("an approval makes the edition that readers see, and the job that sends it", async () => {
    const review = reviewBy();
    await decide(review, ben, { type: "reject", sentenceId: "s6", reason: "not_relevant" });
    const done = await approve(review, ada);
    if (!done.ok || done.value.editionId === undefined) throw new Error("Expected an approval.");
    const { editionId } = done.value;
    expect((await store.listEditions({ limit: 5 }, reader))?.editions).toMatchObject([
      { id: editionId, approved: true },
    ]);
    // Who reads drafts sees the text once, not as draft and edition.
    expect((await store.listEditions({ limit: 5 }, ada))?.editions).toMatchObject([{ id: editionId }]);
    const json = JSON.parse((await store.readEdition(editionId, reader)) ?? "");
    expect(json.edition.approval.by).toMatchObject([{ name: "Ada" }]);
    expect(JSON.stringify(json.sections)).not.toContain('s6"');
    expect((await openApproved(store, editionId))?.edition.title).toBe(fixture.edition.title);
    expect(await openApproved(store, id)).toBeUndefined();
    const jobs = await ask("select key, task_identifier from graphile_worker.jobs");
    expect(jobs.rows).toEqual([{ key: `edition_approved:${editionId}`, task_identifier: "edition_approved" }]);
    const chain = await ask("select action, object_id from audit_entry order by seq");
    expect(chain.rows).toEqual([
      { action: "draft.rejected", object_id: id },
      { action: "edition.approved", object_id: editionId },
    ]);
    expect(await review.decide(ada, id, { version: 1, decision: { type: "accept", sentenceId: "s1" } })).toMatchObject({
      error: { type: "Approved" },
    });
    await expect(ask("delete from approval")).rejects.toThrow("never changed");
  });

  it("two who decide at once: one is kept, the other is told what was decided", async () => {
    const review = reviewBy();
    const edit = (who: Principal, text: string) =>
      review.decide(who, id, { version: 0, decision: { type: "edit", sentenceId: "s20", text } });
    const both = await Promise.all([edit(ada, "Ada’s words."), edit(ben, "Ben’s words.")]);
    const [lost] = both.filter(({ ok }) => !ok);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const kept = (await review.versions(ada, id)) ?? [];
    expect(kept).toHaveLength(1);
    expect(lost).toMatchObject({
      error: { type: "Overtaken", version: 1, since: [{ by: kept[0]?.by, decision: kept[0]?.decision }] },
    });
  });

  it("two who approve at once make one edition", async () => {
    const review = reviewBy();
    const both = await Promise.all([approve(review, ada), approve(review, ben)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await ask("select from approved_edition")).rowCount).toBe(1);
  });

  it("waits for the second name, and a change between the two voids the first", async () => {
    const review = reviewBy({ people: 2, lastEditorAlone: true });
    expect(await approve(review, ada)).toMatchObject({
      ok: true,
      value: { draft: { approval: { given: [{ name: "Ada" }] } } },
    });
    expect(await store.findEdition("latest", reader)).toBeUndefined();
    expect(await approve(review, ada)).toMatchObject({ error: { because: "SamePerson" } });
    await decide(review, ada, { type: "reject", sentenceId: "s6", reason: "unclear" });
    expect(await approve(review, ben)).toMatchObject({ value: { draft: { approval: { given: [{ name: "Ben" }] } } } });
    expect(await approve(review, ada)).toMatchObject({ ok: true, value: { editionId: expect.any(String) } });
  });

  it("a correction is approved like any edition, and stands before what it puts right", async () => {
    const review = reviewBy();
    const first = await approve(review, ada);
    if (!first.ok || first.value.editionId === undefined) throw new Error("Expected an approval.");
    expect(await review.correct(ben, id, "It is no edition on record.")).toBeUndefined();
    const draft = await review.correct(ben, first.value.editionId, "Eight ports, not nine.");
    if (draft === undefined) throw new Error("Expected a draft.");
    await decide(review, ben, { type: "reject", sentenceId: "s7", reason: "outdated" }, draft);
    const second = await approve(review, ada, draft);
    if (!second.ok || second.value.editionId === undefined) throw new Error("Expected an approval.");
    expect(await store.findEdition("latest", reader)).toBe(second.value.editionId);
    expect((await store.listEditions({ limit: 5 }, reader))?.editions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: second.value.editionId, corrects: first.value.editionId }),
        expect.objectContaining({ id: first.value.editionId, correctedBy: second.value.editionId }),
      ]),
    );
    const approved = await openApproved(store, second.value.editionId);
    expect(approved?.edition.corrects).toMatchObject({
      editionId: first.value.editionId,
      reason: "Eight ports, not nine.",
    });
  });

  it("a token approves nothing and overrides nothing, whatever its scopes", async () => {
    const review = reviewBy();
    const token: Principal = { ...ada, via: "token" };
    expect(await approve(review, token)).toMatchObject({ error: { because: "NotInPerson" } });
    const override = { type: "override", gate: "G3", reason: "It is known." } as const;
    expect(await review.decide(token, id, { version: 0, decision: override })).toMatchObject({
      error: { because: "NotInPerson" },
    });
    expect(await review.versions(ada, id)).toEqual([]);
  });

  it("shows who has a draft open, until they leave or fall silent", async () => {
    const review = reviewBy({ people: 2, lastEditorAlone: true });
    const visit = (who: Principal, left = false) =>
      review.visit(who, id, { visit: `visit-${who.name}`, sentenceId: "s3", left });
    expect((await visit(ada))?.others).toEqual([]);
    expect((await visit(ben))?.others).toMatchObject([{ name: "Ada", sentenceId: "s3" }]);
    await visit(ada, true);
    expect((await visit(ben))?.others).toEqual([]);
    await visit(ada);
    clock += 60;
    expect(await visit(ben)).toMatchObject({ others: [], given: 0 });
    // Whoever looks hears of the first of two names, and that a decision made it void.
    await approve(review, ada);
    expect((await visit(ben))?.given).toBe(1);
    await decide(review, ben, { type: "accept", sentenceId: "s1" });
    expect((await visit(ben))?.given).toBe(0);
  });

  it("whose ceiling is below the label finds no draft", async () => {
    const red = { ...fixture, edition: { ...fixture.edition, tlp: "TLP:RED", asOf: "2031-06-01T18:00:00Z" } };
    const hidden = await save(red);
    const low: Principal = { ...ada, ceiling: "TLP:AMBER" };
    const review = reviewBy();
    expect((await review.list(low, { limit: 5 })).drafts.map((one) => one.id)).not.toContain(hidden);
    expect(await review.read(low, hidden)).toBeUndefined();
    expect(
      await review.decide(low, hidden, { version: 0, decision: { type: "accept", sentenceId: "s1" } }),
    ).toMatchObject({
      error: { type: "Gone" },
    });
    expect(await review.correct(low, hidden, "I should not see it.")).toBeUndefined();
  });

  it("killed between approval and job: neither is there, and approving again makes both", async () => {
    const view = await reviewBy().read(ada, id);
    await store.review.approve({
      draftId: id,
      approval: { by: ada, at: now(), version: 9, textHash: "0".repeat(64) },
      publish: () => ({ ok: true, value: undefined }),
      audit: { at: now(), who: ada, action: "none", object: { type: "draft", id, tlp: "TLP:RED" } },
    }); // Refused, but the tables of the queue are there now.
    const blocker = await connect();
    await blocker.query("begin; lock table graphile_worker._private_jobs in access exclusive mode");
    const asked = { options, id, version: 0, textHash: view?.textHash, who: { id: ada.id, name: ada.name } };
    const script = new URL("approve-draft.fixture.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [script, JSON.stringify(asked)], { stdio: "inherit" });
    const waits =
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%graphile_worker.add_job%'";
    for (let look = 0; look < 400 && (await ask(waits)).rowCount === 0; look += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect((await ask(waits)).rowCount).toBe(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    await blocker.query("rollback");
    await blocker.end();
    const state =
      "select (select count(*)::int from approval) as approvals, (select count(*)::int from approved_edition) as editions, (select count(*)::int from graphile_worker.jobs) as jobs";
    const gone =
      "select from pg_stat_activity where datname = current_database() and query like '%graphile_worker.add_job%' and pid <> pg_backend_pid()";
    for (let look = 0; look < 200 && (await ask(gone)).rowCount !== 0; look += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect((await ask(state)).rows).toEqual([{ approvals: 0, editions: 0, jobs: 0 }]);
    expect((await approve(reviewBy(), ada)).ok).toBe(true);
    expect((await ask(state)).rows).toEqual([{ approvals: 1, editions: 1, jobs: 1 }]);
    expect((await store.audit.verify()).fault).toBeUndefined();
    expect(await store.findEdition("latest", deskViewer)).toBe(await store.findEdition("latest", reader));
  });
});
