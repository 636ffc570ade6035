import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Decision, Draft } from "#terms/review.ts";
import { approvalsInForce, approveBriefing, readApproved, whyNotApprove } from "./approve-briefing.ts";
import { compareVersions } from "./compare-versions.ts";
import { compareWords } from "./compare-words.ts";
import { decide } from "./decide.ts";
import { draftEdition, startOf } from "./draft-edition.ts";
import { findSentence, foldDraft, sectionOf } from "./fold-draft.ts";
import { hashText } from "./hash-text.ts";
import { ada, approvalOf, ben, having, place, startDraft, tools } from "./make-draft.fixture.ts";
import { standGates } from "./stand-gates.ts";
import { versionOf } from "./steps-in-effect.ts";
import { suggestText } from "./suggest-text.ts";
import { viewDraft } from "./view-draft.ts";

const stand = (draft: Draft) => {
  const state = foldDraft(draft);
  const edition = draftEdition(draft, state, tools);
  return { draft, state, edition, gates: standGates(edition, state) };
};
const failing = (draft: Draft): string[] =>
  stand(draft)
    .gates.filter(({ passed }) => !passed)
    .map(({ id }) => id);

const mend: Decision = { type: "edit", sentenceId: "s3", text: "The crew scanned 61 ports in February." };

describe("a decision", () => {
  test.each<[string, Decision, string]>([
    ["about a sentence that is not there", { type: "accept", sentenceId: "s99" }, "NoSuchSentence"],
    ["about a line of the footer", { type: "edit", sentenceId: "s7", text: "Reviewed by: me." }, "NotOpen"],
    [
      "that changes nothing",
      { type: "edit", sentenceId: "s4", text: "Lattice Labs calls it scanning." },
      "NothingChanged",
    ],
    [
      "that takes a fact its passages",
      { type: "edit", sentenceId: "s4", text: "Labs say so.", citations: [] },
      "MustCite",
    ],
    [
      "to add a fact that cites nothing",
      { type: "add", section: "happened", kind: "fact", text: "Ten ports closed.", citations: [] },
      "MustCite",
    ],
    [
      "to cite a page that does not belong to the draft",
      { type: "swap", sentenceId: "s4", citations: [{ articleUrl: "https://elsewhere.example/", start: 0, end: 4 }] },
      "SnapshotMissing",
    ],
    [
      "to cite beyond the end of a page",
      { type: "swap", sentenceId: "s4", citations: [{ ...place("Nine ports"), end: 100_000 }] },
      "BadPlace",
    ],
    [
      "to reject for another reason without a word",
      { type: "reject", sentenceId: "s4", reason: "other" },
      "NeedsWords",
    ],
    ["to reject the headline", { type: "reject", sentenceId: "title", reason: "unclear" }, "NotOpen"],
    ["to override a gate that passes", { type: "override", gate: "G1", reason: "why not" }, "GatePasses"],
    ["to undo what was never decided", { type: "undo", version: 7 }, "CannotUndo"],
  ])("%s is refused", (_what, decision, type) => {
    expect(decide(startDraft, decision, tools)).toMatchObject({ ok: false, error: { type } });
  });

  it("judges what was changed and leaves the other verdicts", () => {
    const { state } = stand(having(startDraft, mend));
    expect(findSentence(state, "s3")).toMatchObject({ text: mend.text, verdict: "supported" });
    expect(findSentence(state, "s4")?.verdict).toBe("supported");
    expect(failing(startDraft)).toEqual(["G3"]);
    expect(failing(having(startDraft, mend))).toEqual([]);
  });

  it("closes the gate when words are made worse", () => {
    expect(failing(having(startDraft, { ...mend, text: "The crew scanned 700 ports." }))).toEqual(["G2"]);
  });

  it("fills in the words of a passage itself", () => {
    const swapped = having(startDraft, { type: "swap", sentenceId: "s4", citations: [place("scanned 61 ports")] });
    expect(findSentence(foldDraft(swapped), "s4")?.citations).toMatchObject([{ quote: "scanned 61 ports" }]);
  });

  it("keeps a rejected sentence in the draft and out of the edition", () => {
    const draft = having(startDraft, { type: "reject", sentenceId: "s3", reason: "too_strong" });
    const { state, edition, gates } = stand(draft);
    expect(findSentence(state, "s3")?.rejected).toEqual({ reason: "too_strong" });
    expect(JSON.stringify(edition.sections)).not.toContain("breached");
    expect(gates.every(({ passed }) => passed)).toBe(true);
  });

  it("moves what becomes a gap to the other gaps", () => {
    const draft = having(startDraft, {
      type: "gap",
      sentenceId: "s4",
      text: "Whether it was more than scanning is not known.",
    });
    const state = foldDraft(draft);
    expect(sectionOf(state, "s4")).toBe("not_known");
    expect(findSentence(state, "s4")).toMatchObject({ kind: "gap", group: "Gaps" });
  });

  it("adds a sentence after another, labelled as written here", () => {
    const draft = having(startDraft, {
      type: "add",
      section: "happened",
      after: "s3",
      kind: "assessment",
      text: "We think the crew will return.",
      citations: [],
    });
    const ids = foldDraft(draft)
      .sections.find(({ id }) => id === "happened")
      ?.sentences.map(({ id }) => id);
    expect(ids).toEqual(["s3", "a1", "s4"]);
    expect(findSentence(foldDraft(draft), "a1")).toMatchObject({ own: true, group: "Ports", kind: "assessment" });
  });

  it("cannot be pulled out from under a later one about the same sentence", () => {
    const draft = having(having(startDraft, mend), { ...mend, text: "The crew scanned 61 ports." }, ben);
    expect(decide(draft, { type: "undo", version: 1 }, tools)).toMatchObject({
      error: { message: "Ben Ode decided about the same later (version 2). Undo that first." },
    });
  });
});

describe("an override", () => {
  const overridden = having(startDraft, {
    type: "override",
    gate: "G3",
    reason: "The vendor confirmed it by telephone.",
  });

  it("opens the gate, and is printed with its reason", () => {
    const { edition } = stand(overridden);
    expect(failing(overridden)).toEqual([]);
    expect(edition.edition.overrides).toMatchObject([{ gate: "G3", name: "Ada Byron", sentenceIds: ["s3"] }]);
    expect(edition.sections.at(-1)?.sentences.at(-1)?.text).toBe(
      "Gate G3 did not pass and was overridden by Ada Byron (s3): The vendor confirmed it by telephone.",
    );
  });

  it("covers no fault that comes after it", () => {
    expect(failing(having(overridden, { type: "edit", sentenceId: "s1", text: "Nine ports were breached." }))).toEqual([
      "G3",
    ]);
  });
});

describe("an approval", () => {
  const ready = having(startDraft, mend, ben);
  const one = { people: 1, lastEditorAlone: true } as const;
  const two = { people: 2, lastEditorAlone: true } as const;
  const hashOf = (draft: Draft): string => stand(draft).edition.edition.textHash ?? "";

  it("makes the briefing whose hash was approved, with the name in its footer", () => {
    const made = approveBriefing(stand(ready), [], one, approvalOf(1, hashOf(ready)));
    if (!made.ok || made.value === undefined) throw new Error("Expected a briefing.");
    expect(hashText(made.value)).toBe(hashOf(ready));
    expect(made.value.edition.approval).toEqual({ by: [{ name: "Ada Byron", at: "2031-05-04T19:00:00Z" }] });
    const footer = made.value.sections.at(-1)?.sentences.map(({ text }) => text);
    expect(footer).toEqual([
      `Reviewed by: Ada Byron (4 May 2031, 19:00 UTC). SHA-256 of the approved text: ${hashOf(ready)}.`,
    ]);
    expect(made.value.gates.at(-1)).toMatchObject({ id: "G10", passed: true });
    expect(readApproved(made.value, [approvalOf(1, hashOf(ready))]).ok).toBe(true);
  });

  test.each([
    ["of a text with a closed gate", startDraft, one, [], approvalOf(0, hashOf(startDraft)), "GateClosed"],
    ["of another text", ready, one, [], approvalOf(1, "0".repeat(64)), "TextChanged"],
    ["of an earlier version", ready, one, [], approvalOf(0, hashOf(ready)), "TextChanged"],
    [
      "by the same person twice",
      ready,
      two,
      [approvalOf(1, hashOf(ready))],
      approvalOf(1, hashOf(ready)),
      "SamePerson",
    ],
    [
      "by the last editor alone, where the desk says no",
      ready,
      { people: 1, lastEditorAlone: false } as const,
      [],
      approvalOf(1, hashOf(ready), ben),
      "LastEditor",
    ],
  ] as const)("%s is refused", (_what, draft, rule, given, approval, type) => {
    expect(approveBriefing(stand(draft), given, rule, approval)).toMatchObject({ ok: false, error: { type } });
  });

  it("waits for a second, different person where two must approve", () => {
    const first = approvalOf(1, hashOf(ready));
    expect(approveBriefing(stand(ready), [], two, first)).toEqual({ ok: true, value: undefined });
    const both = approveBriefing(stand(ready), [first], two, approvalOf(1, hashOf(ready), ben));
    expect(both).toMatchObject({
      value: { edition: { approval: { by: [{ name: "Ada Byron" }, { name: "Ben Ode" }] } } },
    });
  });

  it("is void after any decision, also one that is undone again", () => {
    const first = approvalOf(1, hashOf(ready));
    const touched = having(ready, { type: "edit", sentenceId: "s1", text: "Nine ports stood still." });
    const back = having(touched, { type: "undo", version: 2 });
    expect(hashOf(back)).toBe(hashOf(ready));
    for (const draft of [touched, back]) expect(approvalsInForce(stand(draft), [first])).toEqual([]);
    expect(whyNotApprove(stand(back), [first], two, ada)).toBeUndefined();
  });

  it("does not hold for an edition that was changed on its way", () => {
    const made = approveBriefing(stand(ready), [], one, approvalOf(1, hashOf(ready)));
    if (!made.ok || made.value === undefined) throw new Error("Expected a briefing.");
    const forged = structuredClone(made.value);
    const [first] = forged.sections[0]?.sentences ?? [];
    if (first !== undefined) first.text = "Ninety ports were stopped.";
    expect(readApproved(forged, [approvalOf(1, hashOf(ready))]).ok).toBe(false);
    expect(readApproved(made.value, []).ok).toBe(false);
    expect(readApproved(stand(ready).edition, [approvalOf(1, hashOf(ready))]).ok).toBe(false);
  });

  it("is taken off again where a correction begins", () => {
    const made = approveBriefing(stand(ready), [], one, approvalOf(1, hashOf(ready)));
    if (!made.ok || made.value === undefined) throw new Error("Expected a briefing.");
    const start = startOf(made.value);
    expect(start.edition.approval).toBeUndefined();
    expect(start.sections.at(-1)?.sentences).toEqual([]);
    const correction: Draft = { id: "c", start, steps: [], corrects: { editionId: "e", reason: "Nine was eight." } };
    const edition = draftEdition(correction, foldDraft(correction), tools, start.edition);
    expect(edition.edition.corrects).toMatchObject({ editionId: "e", reason: "Nine was eight." });
    expect(edition.sections.at(-1)?.sentences.at(-1)?.text).toContain("Nine was eight.");
  });
});

const ids = ["title", "s1", "s3", "s4", "s5", "s6", "a1", "a2", "a3", "s7", "gone"];
const texts = [
  "Nine ports stood still.",
  "The crew breached 61 ports.",
  "The crew scanned 61 ports.",
  "In all 700 ports.",
];
const quotes = [place("Nine ports"), place("scanned 61 ports"), place("calls it scanning")];
const decisions: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({ type: fc.constant("accept" as const), sentenceId: fc.constantFrom(...ids) }),
  fc.record({
    type: fc.constant("edit" as const),
    sentenceId: fc.constantFrom(...ids),
    text: fc.constantFrom(...texts),
  }),
  fc.record({
    type: fc.constant("gap" as const),
    sentenceId: fc.constantFrom(...ids),
    text: fc.constantFrom(...texts),
  }),
  fc.record({
    type: fc.constant("swap" as const),
    sentenceId: fc.constantFrom(...ids),
    citations: fc.subarray(quotes, { minLength: 1 }),
  }),
  fc.record({
    type: fc.constant("reject" as const),
    sentenceId: fc.constantFrom(...ids),
    reason: fc.constantFrom("unclear" as const, "outdated" as const),
  }),
  fc.record({
    type: fc.constant("add" as const),
    section: fc.constantFrom("summary" as const, "happened" as const, "not_known" as const),
    after: fc.constantFrom(...ids),
    kind: fc.constantFrom("fact" as const, "gap" as const),
    text: fc.constantFrom(...texts),
    citations: fc.subarray(quotes, { minLength: 1 }),
  }),
  fc.record({
    type: fc.constant("override" as const),
    gate: fc.constantFrom("G2" as const, "G3" as const),
    reason: fc.constant("known"),
  }),
  fc.record({ type: fc.constantFrom("undo" as const, "redo" as const), version: fc.integer({ min: 1, max: 12 }) }),
);
const drafts = fc
  .array(fc.tuple(decisions, fc.constantFrom(ada, ben)), { maxLength: 12 })
  .map((list) => list.reduce((draft, [decision, by]) => having(draft, decision, by), startDraft));
const seeded = { seed: 7, numRuns: 300 };
const bytes = (draft: Draft): string => JSON.stringify(stand(draft).edition);

describe("whatever is decided", () => {
  it("undoing the last decision restores the bytes before it", () => {
    fc.assert(
      fc.property(drafts, decisions, (draft, decision) => {
        const decided = having(draft, decision);
        if (decided === draft || decision.type === "undo" || decision.type === "redo") return;
        const undone = having(decided, { type: "undo", version: versionOf(decided) });
        expect(versionOf(undone)).toBe(versionOf(decided) + 1);
        expect(bytes(undone)).toBe(bytes(draft));
        expect(bytes(having(undone, { type: "redo", version: versionOf(decided) }))).toBe(bytes(decided));
      }),
      seeded,
    );
  });

  it("nothing is published with a closed gate, and what is published is what was approved", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const prepared = stand(draft);
        const hash = prepared.edition.edition.textHash ?? "";
        const made = approveBriefing(
          prepared,
          [],
          { people: 1, lastEditorAlone: true },
          approvalOf(versionOf(draft), hash),
        );
        const isClosed = prepared.gates.some(({ passed }) => !passed);
        expect(made.ok).toBe(!isClosed);
        if (!made.ok || made.value === undefined) return;
        expect(hashText(made.value)).toBe(hash);
        // Every fault that is left stands under an override that the edition prints.
        const named = new Set(made.value.edition.overrides?.map(({ gate }) => gate));
        for (const gate of made.value.gates) if (!gate.passed) expect(named.has(gate.id)).toBe(true);
      }),
      seeded,
    );
  });

  it("any decision after an approval voids it", () => {
    fc.assert(
      fc.property(drafts, decisions, (draft, decision) => {
        const approval = approvalOf(versionOf(draft), stand(draft).edition.edition.textHash ?? "");
        const decided = having(draft, decision);
        if (decided === draft) return;
        expect(approvalsInForce(stand(decided), [approval])).toEqual([]);
      }),
      seeded,
    );
  });

  it("no two sentences share an id, and none is lost from the draft", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const all = foldDraft(draft).sections.flatMap(({ sentences }) => sentences.map(({ id }) => id));
        expect(new Set(all).size).toBe(all.length);
        for (const id of ["s1", "s3", "s4", "s5", "s6", "s7"]) expect(all).toContain(id);
      }),
      seeded,
    );
  });

  it("words compared give both texts back", () => {
    const words = fc
      .array(fc.constantFrom("nine", "ports", "were", "stopped", "  ", "61."), { maxLength: 14 })
      .map((list) => list.join(" "));
    fc.assert(
      fc.property(words, words, (before, now) => {
        const runs = compareWords(before, now);
        const strip = (text: string): string => text.replace(/\s+/g, "");
        expect(
          strip(
            runs
              .filter(({ op }) => op !== "added")
              .map(({ text }) => text)
              .join(""),
          ),
        ).toBe(strip(before));
        expect(
          strip(
            runs
              .filter(({ op }) => op !== "removed")
              .map(({ text }) => text)
              .join(""),
          ),
        ).toBe(strip(now));
      }),
      seeded,
    );
  });
});

describe("two versions", () => {
  it("differ in words, in place, and by whose hand", () => {
    let draft = having(startDraft, mend, ben);
    draft = having(draft, { type: "gap", sentenceId: "s4", text: "Whether it was more is not known." });
    draft = having(draft, { type: "reject", sentenceId: "s5", reason: "unclear" });
    expect(compareVersions(draft, 0, 3)).toEqual([
      expect.objectContaining({
        sentenceId: "s3",
        change: "changed",
        hands: ["Ben Ode"],
        words: [
          { op: "same", text: "The crew " },
          { op: "removed", text: "breached " },
          { op: "added", text: "scanned " },
          { op: "same", text: "61 ports in February." },
        ],
      }),
      expect.objectContaining({ sentenceId: "s5", change: "removed" }),
      expect.objectContaining({ sentenceId: "s4", change: "moved", from: "happened", section: "not_known" }),
    ]);
    expect(compareVersions(draft, 3, 3)).toEqual([]);
  });
});

describe("a suggestion", () => {
  const check = {
    slot: "verb" as const,
    claimValue: "breached",
    claimSpan: { start: 9, end: 17 },
    sourceValue: "scanned",
    agrees: false,
  };
  const sentence = findSentence(foldDraft(startDraft), "s3");

  it("puts the source’s own value where the sentence has another", () => {
    if (sentence === undefined) throw new Error("Expected a sentence.");
    const judge = (one: typeof sentence) => tools.judge(one, startDraft.start);
    expect(suggestText(sentence, [check], judge)?.text).toBe("The crew scanned 61 ports in February.");
    expect(suggestText(sentence, [{ ...check, sourceValue: "breached again and" }], judge)).toBeUndefined();
    expect(suggestText(sentence, [{ ...check, claimSpan: { start: 9, end: 900 } }], judge)).toBeUndefined();
  });
});

describe("the view", () => {
  it("counts what is decided, names the faults, and knows what may be undone", () => {
    const before = viewDraft(stand(startDraft), ada);
    expect([before.decided, before.of]).toEqual([0, 6]);
    expect(before.sections.find(({ id }) => id === "happened")).toMatchObject({ toFix: 1, of: 2, decided: 0 });
    const draft = having(startDraft, mend);
    const view = viewDraft(stand(draft), ada);
    expect(view.sections[2]?.sentences[0]).toMatchObject({
      before: "The crew breached 61 ports in February.",
      mark: { type: "edit", by: "Ada Byron" },
      faults: [],
    });
    expect(view).toMatchObject({ decided: 1, undo: 1 });
    expect(viewDraft(stand(draft), ben).undo).toBeUndefined();
    expect(viewDraft(stand(having(draft, { type: "undo", version: 1 })), ada)).toMatchObject({ decided: 0, redo: 1 });
  });
});
