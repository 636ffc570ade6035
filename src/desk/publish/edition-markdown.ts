/**
 * The edition as Markdown (CommonMark with tables and footnotes): every section, each sentence with its passages as
 * footnotes, TLP on the first and the last line. Readable as plain text; no raw HTML; links only to articles.
 */
import { formatClock, formatLongDay, formatTime } from "#kit/text/format-time.ts";
import type { Edition } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
import type { Reading, ReadingBlock, ReadingPassage, ReadingSection, ReadingSentence } from "#terms/reading.ts";
import type { EditionStanding } from "#terms/record.ts";
import { arrangeEdition } from "./arrange-edition.ts";
import { noticeWords, wordsOfKind } from "./edition-words.ts";
import { escapeMarkdown, markdownAddress, markdownLink } from "./escape-text.ts";
import { leadWithRole } from "./lead-with-role.ts";
import { techniqueRows, techniquesNote } from "./story-techniques.ts";
import { actionOfRole } from "./your-action.ts";

const partWords = { why: "", do: "*Do:* ", owner: "*Owner:* ", by: "*By:* ", done_when: "*Done when:* " } as const;

const marks = (labels: readonly string[]): string =>
  labels.length === 0 ? "" : ` ${labels.map((label) => `[^${label}]`).join("")}`;

const closed = (text: string): string => (/[.!?…][”"’)]?$/.test(text) ? text : `${text}.`);

const sentenceText = (sentence: ReadingSentence): string => {
  const lead = sentence.part === undefined ? "" : partWords[sentence.part];
  const text = sentence.part === undefined ? sentence.text : closed(sentence.text);
  const { corrected, passages } = sentence;
  if (corrected === undefined) return `${lead}${escapeMarkdown(text)}${marks(passages)}`;
  const word = corrected.text === undefined ? "left out" : "corrected";
  const now = corrected.text === undefined ? "" : `${escapeMarkdown(corrected.text)} `;
  return `${lead}~~${escapeMarkdown(text)}~~ ${now}(${word} ${escapeMarkdown(formatTime(corrected.at))})${marks(passages)}`;
};

const blockText = (block: ReadingBlock): string => {
  const heading = block.type === "card" ? block.roleName : block.heading;
  const lead = heading === undefined ? "" : `**${escapeMarkdown(closed(heading))}** `;
  if (block.type === "names") return block.sentences.map(sentenceText).join(" · ");
  return `${lead}${block.sentences.map(sentenceText).join(" ")}`;
};

const isListed = (block: ReadingBlock): boolean => !["prose", "names", "assessment"].includes(block.type);

/** Gaps and disagreements stand under their heading; the rest carries it run in. */
const blocksText = (blocks: readonly ReadingBlock[]): string => {
  const lines: string[] = [];
  let heading: string | undefined;
  let wasListed = false;
  for (const block of blocks) {
    const isGrouped = block.type === "gap" || block.type === "disagreement";
    if (isGrouped && block.heading !== heading) {
      if (block.heading !== undefined) lines.push("", `**${escapeMarkdown(block.heading)}**`, "");
      wasListed = false;
    }
    heading = isGrouped ? block.heading : undefined;
    const { heading: _, ...rest } = block;
    if (!wasListed || !isListed(block)) lines.push("");
    lines.push(isListed(block) ? `- ${blockText(isGrouped ? rest : block)}` : blockText(block));
    wasListed = isListed(block);
  }
  return lines
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
};

const sourcesTable = (reading: Reading): string => {
  const cited = reading.sources.filter((source) => source.cited);
  if (cited.length === 0) return "No source is cited.";
  const rows = cited.map((source) => {
    const published = source.publishedAt === null ? "no date" : formatTime(source.publishedAt);
    const cells = [
      String(source.number ?? reading.passages.find((passage) => passage.articleUrl === source.url)?.number ?? ""),
      escapeMarkdown(source.outlet),
      markdownLink(source.title, source.url),
      escapeMarkdown(published),
      escapeMarkdown(`${source.reliability}${source.credibility}`),
      escapeMarkdown(source.note ?? ""),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| no. | outlet | title | published | grade | note |", "|---|---|---|---|---|---|", ...rows].join("\n");
};

const scoreCardTable = ({ scoreCard, gates }: Reading): string => {
  const failed = gates.filter((gate) => !gate.passed);
  const gateLine =
    failed.length === 0
      ? `Gates: ${gates.length} of ${gates.length} passed.`
      : `Gates failed: ${failed.map((gate) => escapeMarkdown(`${gate.id} ${gate.name ?? ""}`.trim())).join(", ")}.`;
  const rows = scoreCard.lines.map(
    (line) => `| ${line.points} of ${line.of} | ${escapeMarkdown(line.measure)} | ${escapeMarkdown(line.value)} |`,
  );
  const head = ["| points | measure | value |", "|---|---|---|"];
  return [gateLine, "", `Score: ${scoreCard.total} of ${scoreCard.of}.`, "", ...head, ...rows].join("\n");
};

const sectionText = (section: ReadingSection, reading: Reading): string => {
  const parts = [`## ${section.title}`];
  const blocks = blocksText(section.blocks);
  if (blocks !== "") parts.push(blocks);
  if (section.id === "sources") parts.push(sourcesTable(reading));
  if (section.id === "footer") parts.push(scoreCardTable(reading));
  if (parts.length === 1) parts.push("Nothing today.");
  return parts.join("\n\n");
};

/** Escaping takes the space off both ends of a text; beside the marked words it must stay. */
const beside = (text: string): string =>
  `${/^\s/.test(text) ? " " : ""}${escapeMarkdown(text)}${/\s$/.test(text) ? " " : ""}`;

/** One row a technique; a story's title stands in its first row alone. */
const techniquesText = (reading: Reading): string => {
  const rows = techniqueRows(reading);
  if (rows.length === 0) return "";
  const lines = rows.map((row, at) => {
    const words = row.evidence.map(
      (one) =>
        `“${beside(one.before)}**${escapeMarkdown(one.words)}**${beside(one.after)}” (${escapeMarkdown(one.outlet)})`,
    );
    const cells = [
      rows[at - 1]?.story === row.story ? "" : escapeMarkdown(row.story),
      escapeMarkdown(`${row.id} ${row.name}`),
      escapeMarkdown(row.basis),
      words.join("; "),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head = ["| story | technique | basis | words |", "|---|---|---|---|"];
  return ["## Techniques", escapeMarkdown(techniquesNote), [...head, ...lines].join("\n")].join("\n\n");
};

const passageText = (passage: ReadingPassage): string => {
  const published = passage.publishedAt === null ? "no date" : formatTime(passage.publishedAt);
  const grade = `${passage.reliability}${passage.credibility}`;
  const from = escapeMarkdown(`${passage.outlet}, ${published}, ${grade}`);
  // The address first and alone: readers of Markdown that know no footnotes still see where the passage is from.
  return `[^${passage.label}]: ${markdownAddress(passage.articleUrl)}\n    ${from}: “${escapeMarkdown(passage.quote)}”`;
};

const noticeText = ({ notice }: Reading): string => {
  if (notice === undefined) return "";
  const time = escapeMarkdown(formatTime(notice.at));
  const why = notice.reason === "" ? "" : ` Why: ${escapeMarkdown(notice.reason)}`;
  const word = notice.kind === "recalled" ? "Recalled" : "Corrected";
  return `**${word} ${time}. ${noticeWords[notice.kind]}**${why}`;
};

/** Stands under the summary of who reads as one role. */
const actionText = (reading: Reading, role: RoleId | undefined): string => {
  const action = actionOfRole(reading, role);
  if (action === undefined) return "";
  const { label, text, passages } = action;
  return `**${escapeMarkdown(label)}:** ${escapeMarkdown(text)}${marks(passages)}`;
};

/** The same edition gives the same bytes. */
export const editionToMarkdown = (edition: Edition, standing?: EditionStanding, role?: RoleId): string => {
  const reading = leadWithRole(arrangeEdition(edition, standing), role);
  const { title, tlp, date, asOf, textHash } = reading.edition;
  const hash = textHash === undefined ? "" : ` · text ${escapeMarkdown(textHash.slice(0, 12))}`;
  const parts = [
    escapeMarkdown(tlp),
    noticeText(reading),
    `# ${escapeMarkdown(title)}${marks(reading.edition.titlePassages)}`,
    `**${escapeMarkdown(wordsOfKind(reading.edition).markdown)} ${escapeMarkdown(formatLongDay(date))} · as of ${escapeMarkdown(formatClock(asOf))}**${hash}`,
    ...reading.sections.flatMap((section) => [
      sectionText(section, reading),
      section.id === "summary" ? actionText(reading, role) : "",
    ]),
    techniquesText(reading),
    "## Passages",
    reading.passages.map(passageText).join("\n"),
    escapeMarkdown(tlp),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
};
