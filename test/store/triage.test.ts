/** Triage on a real store: boards, decisions of two at once, the audit entry beside each, what a backup keeps. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeStories } from "../../src/desk/review/index.ts";
import { decisionsByAddress, decisionsInForce } from "../../src/pipeline/steps/decisions-in-force.ts";
import { exportLabels, filterStories, openTriageDesk, type TriageDesk } from "../../src/pipeline/triage-desk.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { permissionsFor } from "../../src/terms/person.ts";
import type { Proposal, TriageAct, TriageBoard, TriageStory } from "../../src/terms/triage.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";
import { boardOf, storyOf } from "./triage-board.ts";

let test: TestServer;
let store: Store;
let desk: TriageDesk;
let minute = 0;

const day = "2031-05-14";
const person = (id: string, name: string, ceiling: "TLP:RED" | "TLP:GREEN" = "TLP:RED") => ({
  id,
  name,
  ceiling,
  may: permissionsFor(["analyst"]),
  via: "session" as const,
});
const ada = person("ada", "A. Ruiz");
const bo = person("bo", "B. Osei");
const by = (principal: typeof ada) => {
  minute += 1;
  return { principal, now: new Date(Date.UTC(2031, 4, 14, 9, minute)).toISOString() };
};

const saveBoard = (board: TriageBoard): Promise<string> =>
  store.triage.saveBoard(
    board.stories.flatMap(({ articles }) => articles.map(({ id, title }) => makeArticle({ id, title, text: title }))),
    (keyOf) => ({
      ...board,
      stories: board.stories.map((story) => ({
        ...story,
        articles: story.articles.map((article) => ({ ...article, key: keyOf(article.id as never) })),
      })),
    }),
  );

const stories: TriageStory[] = [
  storyOf("port", 80, ["p1", "p2"]),
  storyOf("mail", 60, ["m1"]),
  storyOf("bank", 40, ["b1", "b2", "b3"]),
  { ...storyOf("secret", 30, ["s1"]), tlp: "TLP:RED" },
  { ...storyOf("sport", 0, ["x1"]), rule: { reason: "sport", why: "names no system" } },
];

const ask = async (text: string): Promise<void> => {
  const client = new pg.Client({ ...test.server.address });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};

const rowOf = async (title: string, principal = ada) => {
  const seen = await desk.look("latest", by(principal));
  const found = seen?.stories.find(({ row }) => row.title === title)?.row;
  if (found === undefined) throw new Error(`No story ${title}`);
  return found;
};
const propose = async (act: TriageAct, titles: readonly string[], principal = ada): Promise<Proposal> => ({
  day,
  act,
  on: await Promise.all(
    titles.map(async (title) => {
      const row = await rowOf(title, principal);
      return { articleIds: row.articleIds, basedOn: row.last?.id ?? null };
    }),
  ),
});
const decide = async (act: TriageAct, titles: readonly string[], principal = ada) =>
  desk.decide(await propose(act, titles, principal), by(principal));

beforeAll(async () => {
  test = await openTestServer("npm");
  store = await openStore({ connection: test.server.address });
  desk = openTriageDesk(store);
}, 120_000);
afterAll(async () => {
  await store.close();
  await test.remove();
}, 120_000);

describe("triage on record", () => {
  it("says that there is no board yet", async () => {
    expect(await desk.look("latest", by(ada))).toBeUndefined();
    const proposal: Proposal = { day, act: { kind: "lead" }, on: [{ articleIds: ["p1"], basedOn: null }] };
    expect(await desk.decide(proposal, by(ada))).toMatchObject({ ok: false, error: { type: "refused" } });
  });

  it("keeps the newest boards, and a list is read on from the one it began with", async () => {
    const first = await saveBoard({ ...boardOf(day, stories), asOf: "2031-05-14T06:00:00Z" });
    const second = await saveBoard(boardOf(day, stories));
    expect((await desk.look("latest", by(ada)))?.id).toBe(second);
    expect((await desk.look(first, by(ada)))?.id).toBe(first);
    for (let at = 0; at < 6; at += 1) await saveBoard({ ...boardOf(day, stories), asOf: `2031-05-14T07:0${at}:00Z` });
    expect(await desk.look(first, by(ada))).toBeUndefined();
    await saveBoard(boardOf(day, stories));
  });

  it("lets one of two who decide at once win, and tells the other what was decided", async () => {
    const [mine, theirs] = await Promise.all([
      propose({ kind: "lead" }, ["port"], ada),
      propose({ kind: "leave_out", reason: "nothing_new" }, ["port"], bo),
    ]);
    const answers = await Promise.all([desk.decide(mine, by(ada)), desk.decide(theirs, by(bo))]);
    const won = answers.filter((answer) => answer.ok);
    const lost = answers.filter((answer) => !answer.ok);
    expect([won.length, lost.length]).toEqual([1, 1]);
    expect(lost[0]).toMatchObject({
      error: { type: "conflict", with: { id: won[0]?.ok === true ? won[0].value.id : "" } },
    });
    const row = await rowOf("port", bo);
    expect(row.last).toMatchObject({ mine: row.last?.by === "B. Osei" });
    // Knowingly, on what the other decided.
    expect(await decide({ kind: "lead" }, ["port"], bo)).toMatchObject({ ok: true });
    expect((await rowOf("port")).verdict).toMatchObject({ by: "B. Osei", kind: "lead" });
  });

  it("numbers twenty decisions at once without a gap or a double, each with its audit entry", async () => {
    const before = (await store.triage.allDecisions()).length;
    const entries = (await store.audit.verify()).entries;
    const proposal = await propose({ kind: "supporting" }, ["bank"]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        desk.decide(
          { ...proposal, act: at % 2 === 0 ? { kind: "supporting" } : { kind: "lead" } },
          by(at < 10 ? ada : bo),
        ),
      ),
    );
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThan(0);
    const all = await store.triage.allDecisions();
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1));
    const audit = await store.audit.verify();
    expect(audit.fault).toBeUndefined();
    expect(audit.entries - entries).toBe(all.length - before);
  });

  it("gives the decision back when the same is sent again, and records it once", async () => {
    const proposal = await propose({ kind: "leave_out", words: "An own reason" }, ["mail"]);
    const once = await desk.decide(proposal, by(ada));
    const count = (await store.triage.allDecisions()).length;
    expect(await desk.decide(proposal, by(ada))).toEqual(once);
    expect((await store.triage.allDecisions()).length).toBe(count);
    const row = await rowOf("mail");
    expect(row).toMatchObject({ state: "left_out", verdict: { reason: "An own reason" } });
    const undo: Proposal = { day, act: { kind: "undo", of: row.verdict?.id ?? "" }, on: proposal.on };
    expect(await desk.decide(undo, by(ada))).toMatchObject({ ok: true });
    expect((await rowOf("mail")).state).toBe("open");
  });

  it("merges, takes apart, and exports both as labels by address; what is taken back is no label", async () => {
    await decide({ kind: "merge" }, ["port", "mail"]);
    expect((await rowOf("port")).articleIds).toEqual(["p1", "p2", "m1"]);
    await decide({ kind: "split", off: ["b3"] }, ["bank"]);
    const lines: string[] = [];
    for await (const line of exportLabels(store)) lines.push(line);
    const labels = lines.map((line) => JSON.parse(line));
    const pairs = labels.filter(({ label }) => label !== "left_out");
    expect(pairs.map(({ label, a, b }) => `${a.title} ${b.title} ${label}`)).toEqual([
      "m1 p1 same",
      "m1 p2 same",
      "b1 b3 different",
      "b2 b3 different",
    ]);
    expect(labels.some(({ label, reason }) => label === "left_out" && reason === "own_words")).toBe(false);
  });

  it("holds in what is made today what was merged this evening for tomorrow; verdicts are for those who name the day", async () => {
    const kinds = async (...days: string[]) => {
      const { decisions, days: own } = await decisionsInForce(store, days);
      const arranged = arrangeStories([["p1", "p2"], ["m1"], ["b1", "b2", "b3"]], decisions, own);
      return arranged.map(({ articleIds, verdict }) => `${articleIds.join("+")}:${verdict?.act.kind ?? "open"}`);
    };
    // The port was taken as lead, the bank as one of two.
    const whole = await kinds(day);
    expect(whole).toEqual(["p1+p2+m1:lead", expect.stringMatching(/^b1\+b2:(?:lead|supporting)$/), "b3:open"]);
    const shapes = ["p1+p2+m1:open", "b1+b2:open", "b3:open"];
    expect(await kinds("2031-05-13")).toEqual(shapes);
    expect(await kinds("2031-05-17")).toEqual(shapes);
    expect(await kinds("2031-05-13", day)).toEqual(whole);
    expect(await kinds("2031-05-08")).toEqual(["p1+p2:open", "m1:open", "b1+b2+b3:open"]);
    const named = await decisionsByAddress(store, [day]);
    expect(named.flatMap(({ act }) => (act.kind === "split" ? act.off : []))).toEqual([makeArticle({ id: "b3" }).url]);
  });

  it("shows and lets decide nothing above a person's label", async () => {
    const low = person("low", "C. Low", "TLP:GREEN");
    const seen = await desk.look("latest", by(low));
    expect(seen?.stories.map(({ row }) => row.title)).not.toContain("secret");
    expect(filterStories(seen?.stories ?? [], "all").counts.all).toBe(
      ((await desk.look("latest", by(ada)))?.stories.length ?? 0) - 1,
    );
    await decide({ kind: "lead" }, ["secret"]);
    const proposal: Proposal = { day, act: { kind: "lead" }, on: [{ articleIds: ["s1"], basedOn: null }] };
    const nowhere: Proposal = { day, act: { kind: "lead" }, on: [{ articleIds: ["nowhere"], basedOn: null }] };
    expect(await desk.decide(proposal, by(low))).toEqual(await desk.decide(nowhere, by(low)));
    const note = await desk.draftNote(by(low));
    expect(JSON.stringify(note)).not.toContain("secret");
  });

  it("keeps a handover note with what was decided; it ends the shift", async () => {
    const note = await desk.handOver("Watch the port.", by(ada));
    expect(note?.lines.join("\n")).toContain("Merged (1): “port”.");
    expect(note?.words).toBe("Watch the port.");
    expect((await desk.notes(by(bo)))[0]).toMatchObject({ who: { name: "A. Ruiz" }, words: "Watch the port." });
    const seen = await desk.look("latest", by(ada));
    expect(seen?.shift.since).toBe(note?.at);
    expect(filterStories(seen?.stories ?? [], "since").rows).toEqual([]);
    await decide({ kind: "supporting" }, ["port"], bo);
    const later = await desk.look("latest", by(ada));
    expect(filterStories(later?.stories ?? [], "since").rows.map(({ title }) => title)).toEqual(["port"]);
  });

  it("never changes a decision, but for the name of who made it", async () => {
    await expect(ask("update watchfloor.triage_decision set kind = 'lead'")).rejects.toThrow("never changed");
    await expect(ask("delete from watchfloor.triage_decision")).rejects.toThrow("never changed");
    await ask("update watchfloor.triage_decision set who_name = null where who_id = 'bo'");
    expect((await rowOf("port")).verdict?.by).toBe("a person who left");
  });
});
