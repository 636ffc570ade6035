/** Half-truths, against a cited passage and against a searched article: see `test/cases/check/reach.yaml`. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Article } from "#terms/article.ts";
import type { Verdict } from "#terms/verdict.ts";
import { checkBriefing, judgeSentence } from "./index.ts";

interface Row {
  readonly row: string;
  readonly source?: string;
  readonly article?: readonly string[];
  readonly claim: string;
  readonly must: "supported" | "fails";
}

const rows = parse(readFileSync(new URL("../../../test/cases/check/reach.yaml", import.meta.url), "utf8")) as Row[];

const url = "https://one.example/story";

const articleOf = (paragraphs: readonly string[]): Article => ({
  id: url as Article["id"],
  url,
  outlet: "Harbour Post",
  title: "What is known so far",
  authors: [],
  language: "en",
  text: paragraphs.join("\n\n"),
  blocks: [],
  sha256: "0".repeat(64),
  firstSeenAt: "2031-06-06T00:00:00Z",
  publishedAt: "2031-06-05T00:00:00Z",
  signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
  feedUrls: [],
});

const judge = (row: Row): Verdict | undefined =>
  row.article === undefined
    ? judgeSentence(row.claim, [{ text: row.source ?? "" }], {})
    : checkBriefing(`${row.claim}[^1]\n\n[^1]: ${url}\n`, [articleOf(row.article)], {}).sentences[0]?.verdict;

describe("a sentence reaches no further than its source", () => {
  it.each(rows.map((row) => [row.row, row] as const))("%s", (_name, row) => {
    const verdict = judge(row);
    if (row.must === "fails") expect(verdict?.verdict, verdict?.reason).not.toBe("supported");
    else expect(verdict?.verdict, verdict?.reason).toBe("supported");
  });
});

interface HalfTruths {
  readonly source: string;
  readonly holds?: readonly string[];
  readonly fails?: readonly string[];
}

const sets = parse(
  readFileSync(new URL("../../../test/cases/check/half-truths.yaml", import.meta.url), "utf8"),
) as HalfTruths[];
const told = (of: "holds" | "fails") =>
  sets.flatMap((set) => (set[of] ?? []).map((claim) => [claim, set.source] as const));

describe("half-truths", () => {
  const verdictOf = (claim: string, source: string): Verdict => judgeSentence(claim, [{ text: source }], {});
  it.each(told("holds"))("it holds: %s", (claim, source) => {
    const { verdict, reason } = verdictOf(claim, source);
    expect(verdict, reason).toBe("supported");
  });
  it.each(told("fails"))("it fails: %s", (claim, source) => {
    const { verdict, reason } = verdictOf(claim, source);
    expect(verdict, reason).not.toBe("supported");
  });
});
