import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { type Edition, editionSchema } from "#terms/edition.ts";
import {
  correctionToMail,
  editionsToAtom,
  editionsToJsonFeed,
  editionsToRss,
  editionToHtml,
  editionToJson,
  editionToMail,
  editionToMarkdown,
  editionToText,
} from "./index.ts";

const read = (path: string): string => readFileSync(new URL(`../../../test/${path}`, import.meta.url), "utf8");
const edition: Edition = editionSchema.parse(JSON.parse(read("fixtures/doors/edition.json")));
const empty: Edition = {
  ...edition,
  sections: [],
  stories: [],
  contradictions: [],
  sources: [],
  articles: [],
  gates: [],
  edition: { ...edition.edition, titleCitations: [], title: "Nothing today concerns you" },
  scoreCard: { total: 0, of: 100, lines: [] },
};

const id = "0".repeat(64);
const feed = {
  home: "http://127.0.0.1:8037/",
  self: "http://127.0.0.1:8037/feeds/editions",
  editions: [{ id, link: `http://127.0.0.1:8037/editions/${id}/edition.html`, edition: edition as ApprovedBriefing }],
};

const mail = editionToMail(edition, {
  role: "soc_lead",
  link: `http://127.0.0.1:8037/?edition=${id}`,
  notice: "You receive this as a member of the list soc.",
});

/** The same edition, put right: one sentence reads otherwise, one is left out. */
const corrected: Edition = {
  ...edition,
  edition: {
    ...edition.edition,
    corrects: { editionId: id, asOf: edition.edition.asOf, title: edition.edition.title, reason: "A count was wrong." },
  },
  sections: edition.sections.map((section) => ({
    ...section,
    sentences:
      section.id === "happened"
        ? section.sentences
            .slice(1)
            .map((each, at) => (at === 0 ? { ...each, text: each.text.replace("four days", "three days") } : each))
        : section.sentences,
  })),
};
const standing = { corrected: { editionId: id, at: "2026-03-13T09:00:00Z", edition: corrected } };
const correction = correctionToMail(edition, corrected, { link: `http://127.0.0.1:8037/?edition=${id}` });

const forms = [
  ["edition.md", editionToMarkdown(edition)],
  ["edition.html", editionToHtml(edition)],
  ["role.md", editionToMarkdown(edition, undefined, "soc_lead")],
  ["role.html", editionToHtml(edition, undefined, "soc_lead")],
  ["role.txt", editionToText(edition, undefined, "soc_lead")],
  ["role.rss", editionsToRss({ ...feed, role: "soc_lead", kind: "daily" })],
  ["edition.json", editionToJson(edition)],
  ["edition.txt", editionToText(edition)],
  ["editions.rss", editionsToRss(feed)],
  ["editions.atom", editionsToAtom(feed)],
  ["editions.json", editionsToJsonFeed(feed)],
  ["mail.html", mail.html],
  ["mail.txt", mail.text],
  ["correction-mail.html", correction.html],
  ["correction-mail.txt", correction.text],
  ["corrected.html", editionToHtml(edition, standing)],
  ["corrected.txt", editionToText(edition, standing)],
  ["empty-mail.html", editionToMail(empty).html],
  ["empty.md", editionToMarkdown(empty)],
  ["empty.html", editionToHtml(empty)],
  ["empty.txt", editionToText(empty)],
] as const;

describe("golden editions", () => {
  it.each(forms)("%s is as it was", (name, written) => {
    const path = new URL(`../../../test/golden/publish/${name}`, import.meta.url);
    if (process.env.GOLDEN === "write") {
      mkdirSync(new URL(".", path), { recursive: true });
      writeFileSync(path, written);
    }
    expect(existsSync(path), `${name} is missing: npm run golden`).toBe(true);
    expect(written).toBe(readFileSync(path, "utf8"));
  });
});
