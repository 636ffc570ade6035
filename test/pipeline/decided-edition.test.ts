/** An edition made with what people decided: merged is one, split is two, left out says why, the lead comes first. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { composeBoard } from "../../src/desk/review/index.ts";
import { makeDecision } from "../../src/desk/review/triage/decision.fixture.ts";
import { type MadeEdition, makeEdition } from "../../src/pipeline/index.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import type { Decision, TriageAct } from "../../src/terms/triage.ts";
import { goodPages } from "./good-articles.ts";

const asOf = "2025-03-12T18:00:00Z";
const day = "2025-03-12";
let folder: string;
let plain: MadeEdition;

const make = (decisions: readonly Decision[] | undefined): Promise<MadeEdition> =>
  makeEdition({
    inputs: [folder],
    asOf,
    ...(decisions === undefined ? {} : { decisions: async (on) => ({ decisions, days: [on] }) }),
  });

/** Articles of the story whose title holds the word. */
const articlesOf = (made: MadeEdition, word: string): string[] => {
  const story = made.stories.find(({ title }) => title.includes(word));
  if (story === undefined)
    throw new Error(`No story with ${word}: ${made.stories.map(({ title }) => title).join("; ")}`);
  return [...story.articleIds];
};
const decide = (seq: number, act: TriageAct, ...words: string[]): Decision =>
  makeDecision(seq, act, { day, on: words.map((word) => articlesOf(plain, word)) });
const storyOf = ({ edition }: MadeEdition, word: string) => {
  const found = edition.stories.find(({ title }) => title.includes(word));
  if (found === undefined) throw new Error(`No story with ${word}`);
  return found;
};
const sentencesOf = ({ edition }: MadeEdition, section: string, storyId: string): number =>
  edition.sections.find(({ id }) => id === section)?.sentences.filter((sentence) => sentence.storyId === storyId)
    .length ?? 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "wf-decided-"));
  for (const [path, html] of goodPages(() => "utf-8")) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), html);
  }
  plain = await make(undefined);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("is the same to the byte without a decision, with none, and with one that was taken back", async () => {
  expect(editionToJson((await make([])).edition)).toBe(editionToJson(plain.edition));
  const lead = decide(1, { kind: "lead" }, "Grey Heron");
  const undo = makeDecision(2, { kind: "undo", of: "d1" }, { day, on: [articlesOf(plain, "Grey Heron")] });
  expect(editionToJson((await make([lead, undo])).edition)).toBe(editionToJson(plain.edition));
});

it("leads with the story that was taken, tells supporting ones as quick hits, and leaves out with the reason", async () => {
  const [lead] = plain.edition.stories.filter(({ excluded }) => !excluded);
  expect(lead?.title).not.toContain("Marlow");
  const made = await make([
    decide(1, { kind: "lead" }, "Marlow"),
    decide(2, { kind: "supporting" }, "Gatepost"),
    decide(3, { kind: "leave_out", reason: "nothing_new", words: "seen last week" }, "Grey Heron"),
  ]);
  const marlow = storyOf(made, "Marlow");
  const gatepost = storyOf(made, "Gatepost");
  expect(marlow.rank).toBe(1);
  expect(sentencesOf(made, "happened", marlow.id)).toBeGreaterThan(0);
  expect(sentencesOf(made, "happened", gatepost.id)).toBe(0);
  expect(sentencesOf(made, "quick_hits", gatepost.id)).toBeGreaterThan(0);
  const heron = storyOf(made, "Grey Heron");
  expect(heron).toMatchObject({ excluded: true, reason: "left out on the desk: nothing new" });
  expect(JSON.stringify(made.edition)).not.toContain("seen last week");
  expect(
    made.edition.sections.flatMap(({ sentences }) => sentences).filter(({ storyId }) => storyId === heron.id),
  ).toEqual([]);
  expect(made.edition.gates.filter(({ passed }) => !passed)).toEqual([]);
});

it("makes merged stories one, and split ones two, and says why; the board keeps the day as it was made", async () => {
  const merged = await make([decide(1, { kind: "merge" }, "Marlow", "Gatepost")]);
  expect(merged.edition.stories.length).toBe(plain.edition.stories.length - 1);
  const one = merged.edition.stories.find(({ mergedBecause }) => mergedBecause?.includes("put together on the desk"));
  expect(one?.articleUrls.length).toBe(articlesOf(plain, "Marlow").length + articlesOf(plain, "Gatepost").length);
  const board = composeBoard(merged.input, day, () => "");
  expect(board.stories.length).toBe(plain.edition.stories.length);
  expect(board.regrouped.length).toBe(1);
  expect(board.regrouped[0]?.weight).toBe(one?.weight);

  const marlow = articlesOf(plain, "Marlow");
  expect(marlow.length).toBeGreaterThan(1);
  const split = await make([decide(1, { kind: "split", off: marlow.slice(1) }, "Marlow")]);
  expect(split.edition.stories.length).toBe(plain.edition.stories.length + 1);
  expect(split.edition.gates.filter(({ passed }) => !passed)).toEqual([]);
});

it("says so when a story that was taken cannot be told", async () => {
  const made = await make(
    plain.stories.map(({ articleIds }, at) => makeDecision(at + 1, { kind: "lead" }, { day, on: [articleIds] })),
  );
  const told = new Set(made.edition.sections.flatMap(({ sentences }) => sentences.map(({ storyId }) => storyId)));
  const untold = made.edition.stories.filter(({ id }) => !told.has(id)).map(({ title }) => title);
  const named = made.edition.record?.losses
    .filter(({ reason }) => reason === "nothing_to_tell")
    .map(({ item }) => item);
  for (const title of named ?? []) expect(untold).toContain(title);
});

it("puts on the board what a person needs: words of the articles, grades, reasons that sum, why a rule left it out", () => {
  const board = composeBoard(plain.input, day, (id) => `key of ${id}`);
  const texts = new Map(plain.articles.map(({ id, text }) => [id as string, text]));
  expect(board.stories.length).toBe(plain.stories.length);
  for (const story of board.stories) {
    expect(story.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(story.weight);
    for (const { id, quote, key } of story.articles) {
      expect(key).toBe(`key of ${id}`);
      if (quote !== undefined) expect(texts.get(id)).toContain(quote);
    }
  }
  expect(board.stories.map(({ weight }) => weight)).toEqual(
    board.stories.map(({ weight }) => weight).toSorted((a, b) => b - a),
  );
  const flaw = board.stories.find(({ title }) => title.includes("Gatepost"));
  expect(flaw).toMatchObject({
    exploited: true,
    severity: { word: "Critical", score: 9.8 },
    vulnerabilities: ["CVE-2025-41999"],
  });
  expect(board.ledger.read).toBe(plain.articles.length);
});
