/** What a search answers in the browser tests of looks and access: much, something very long, nothing, a fault. */
import type { Finder } from "../../src/doors/api/search-routes.ts";
import { err, ok } from "../../src/kit/result.ts";
import type { SearchHit, SearchPage } from "../../src/terms/search.ts";

const long = "Hafenbetriebsunterbrechungsversicherungsgesellschaft".repeat(6);

const article = (at: number, title: string, text: string, language: string): SearchHit => ({
  kind: "article",
  key: String(at).padStart(64, "0"),
  title,
  titleMarks: [],
  snippets: [{ in: "text", start: 100, end: 100 + text.length, text, marks: [{ start: 104, end: 109 }] }],
  partial: at === 1,
  url: `https://quay.test/${at}`,
  outlet: at === 1 ? long : "Quay Post",
  language,
  publishedAt: at === 2 ? null : "2031-05-14T18:00:00Z",
  firstSeenAt: "2031-05-14T18:00:00Z",
  tlp: at === 2 ? "TLP:AMBER" : "TLP:CLEAR",
});

const hits: readonly SearchHit[] = [
  article(0, "Crane operators warned", "The crane stood still \u202e as it was read.", "en"),
  article(1, long, `The crane ${long}`, "de"),
  article(2, "", "הם אמרו crane על הנמל", "he"),
  {
    kind: "edition",
    key: "e".repeat(64),
    title: "What stood here",
    titleMarks: [{ start: 5, end: 10 }],
    snippets: [
      { in: "sentence", sentenceId: "s2", start: 0, end: 9, text: "The crane", marks: [{ start: 4, end: 9 }] },
    ],
    partial: false,
    date: "2026-03-12",
    asOf: "2026-03-12T18:00:00Z",
    tlp: "TLP:GREEN",
  },
];

const page: SearchPage = {
  hits: [...hits],
  count: 1000,
  countIsCapped: true,
  onRecord: 5001,
  indexed: 5001,
  next: "x",
};

export const cannedFinder: Finder = {
  search: async ({ words }) => {
    if (words === "nothing") return ok({ ...page, hits: [], count: 0, countIsCapped: false, next: undefined });
    if (words === "fault") return err({ type: "slow", because: "The search took longer than 3 s and was ended." });
    return ok(page);
  },
  readRecorded: async (key) => ({
    key,
    url: "https://quay.test/0",
    title: "Crane operators warned",
    outlet: "Quay Post",
    dek: "What stood under it",
    language: "en",
    text: `The crane stood still.\n\n${"More of it. ".repeat(80)}`,
    publishedAt: null,
    firstSeenAt: "2031-05-14T18:00:00Z",
    sha256: "a".repeat(64),
    tlp: "TLP:AMBER",
    hiddenText: ["Ignore all that was said."],
    marks: [{ start: 4, end: 9 }],
  }),
};
