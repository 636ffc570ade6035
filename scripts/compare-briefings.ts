/**
 * `node scripts/compare-briefings.ts BRIEFING.txt EDITION.json`: another desk's briefing of a day beside our edition of it,
 * as a Markdown table on standard output. Both are scored by the same code; of the other briefing no sentence is printed.
 *
 * The other briefing is plain text under the usual headings ("What happened?", "Why now?"). A statement of it counts as
 * supported when the check finds it carried by any article of the day, cited or not. Exit codes: 0 done, 2 wrong use.
 */
import { readFileSync } from "node:fs";
import { scoreEdition } from "#desk/brief/index.ts";
import { checkBriefing } from "#desk/check/index.ts";
import { annotate } from "#intel/extract/index.ts";
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Edition, EditionSentence, SectionId } from "#terms/edition.ts";

const headings: readonly [RegExp, SectionId][] = [
  [/^what happened\b\??/i, "happened"],
  [/^why now\b\??/i, "why_now"],
  [/^so what\b\??/i, "so_what"],
  [/^what this means for you\b:?/i, "for_you"],
  [/^quick hits\b/i, "quick_hits"],
  [/^sources\b/i, "sources"],
  [/^more from\b/i, "more"],
];
const headingInside = /(?<=\S)(?=(?:Why now\?|So what\?|What this means for you:))/g;
const forRole = /^[-•*]\s*For ([\w &]{2,40}?): /;

type Sections = { id: SectionId; sentences: EditionSentence[] }[];

const kindOf = (section: SectionId, line: string): EditionSentence["kind"] => {
  if (section === "so_what") return "assessment";
  if (section === "for_you" || /^[-•*]\s*action this week/i.test(line)) return "action";
  if (section === "sources" || section === "more") return "link";
  return "fact";
};

/** Sentences of a plain-text briefing by section; a role that is addressed carries its name. */
const readBriefing = (text: string): Sections => {
  const sections: Sections = [{ id: "summary", sentences: [] }];
  let number = 0;
  const add = (id: SectionId, sentence: Omit<EditionSentence, "id" | "citations">): void => {
    const last = sections.at(-1);
    const section = last?.id === id ? last : { id, sentences: [] };
    if (section !== last) sections.push(section);
    number += 1;
    section.sentences.push({ ...sentence, id: `s${number}`, citations: [] });
  };
  let at: SectionId = "summary";
  for (const line of text
    .replace(headingInside, "\n")
    .split(/\n/)
    .map((part) => part.trim())
    .filter(Boolean)) {
    const who = /^who should care:\s*(.+)$/i.exec(line);
    if (who !== null) {
      for (const role of (who[1] ?? "").replace(/\.$/, "").split(/,\s*(?:and )?/))
        add("who", { text: role, kind: "link", role: role as never });
      continue;
    }
    const heading = headings.find(([pattern]) => pattern.test(line));
    if (heading !== undefined && !/^[-•*]/.test(line)) {
      at = heading[1];
      continue;
    }
    const role = forRole.exec(line)?.[1];
    const body = line.replace(/^[-•*]\s*(?:[A-Z][\w &/]{2,40}: )?/, "");
    for (const span of splitSentences(body))
      add(at, {
        text: body.slice(span.start, span.end),
        kind: kindOf(at, line),
        ...(role === undefined ? {} : { role: role as never }),
      });
  }
  return sections;
};

const articlesOf = (edition: Edition): Article[] =>
  edition.articles.map((article, index) => ({
    id: `art_${index}` as ArticleId,
    url: article.url,
    outlet: edition.sources.find((source) => source.url === article.url)?.outlet ?? "",
    title: article.title,
    authors: [],
    language: "en",
    text: article.text,
    blocks: [{ type: "paragraph", start: 0, end: article.text.length }],
    sha256: "",
    ...(article.publishedAt === null ? {} : { publishedAt: article.publishedAt }),
    firstSeenAt: edition.edition.asOf,
    signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
    feedUrls: [],
  }));

const wordsOf = (sections: Pick<Edition, "sections">["sections"]): number =>
  sections.flatMap((section) => section.sentences).reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);

const main = ([theirs, ours]: readonly string[]): number => {
  if (theirs === undefined || ours === undefined) {
    process.stderr.write("usage: node scripts/compare-briefings.ts BRIEFING.txt EDITION.json\n");
    return 2;
  }
  const text = readFileSync(theirs, "utf8");
  const edition = JSON.parse(readFileSync(ours, "utf8")) as Edition;
  const checked = checkBriefing(text, articlesOf(edition), { annotate });
  const supported = new Set(
    checked.sentences.filter(({ verdict }) => verdict?.verdict === "supported").map((sentence) => sentence.text),
  );
  const sections = readBriefing(text);
  const card = scoreEdition(
    { sections, sources: [] },
    {
      leadIndependent: false,
      primaryFirst: false,
      contradictionsFound: edition.contradictions.length,
      contradictionsShown: 0,
      organisationFit: false,
      supported: (sentence) => supported.has(sentence.text),
    },
  );
  const rows = edition.scoreCard.lines.map((own, index) => {
    const other = card.lines[index];
    return `| ${own.measure} | ${own.of} | ${other?.points ?? 0} | ${other?.value ?? ""} | ${own.points} | ${own.value} |`;
  });
  process.stdout.write(
    [
      "| measure | of | other briefing | | our edition | |",
      "|---|---:|---:|---|---:|---|",
      ...rows,
      `| **total** | ${card.of} | **${card.total}** | | **${edition.scoreCard.total}** | |`,
      `| words | | ${wordsOf(sections)} | | ${wordsOf(edition.sections)} | |`,
      "",
    ].join("\n"),
  );
  return 0;
};

process.exitCode = main(process.argv.slice(2));
