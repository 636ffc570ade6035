/**
 * The edition as plain text: lines of 72 columns, no markup, for a terminal and for the plain part of a mail. Every
 * section that says something, each sentence with its passages in brackets; at the end the sources by their numbers,
 * each with its quoted words. TLP on the first and the last line.
 */
import { formatClock, formatLongDay, formatTime } from "#kit/text/format-time.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { Edition } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
import type { Reading, ReadingBlock, ReadingSection, ReadingSentence } from "#terms/reading.ts";
import type { EditionStanding } from "#terms/record.ts";
import { arrangeEdition } from "./arrange-edition.ts";
import { noticeWords, wordsOfKind } from "./edition-words.ts";
import { leadWithRole } from "./lead-with-role.ts";
import { techniqueRows, techniquesNote } from "./story-techniques.ts";
import { type Indent, wrapText } from "./wrap-text.ts";
import { actionOfRole } from "./your-action.ts";

const columns = 72;
const partWords = { why: "Why: ", do: "Do: ", owner: "Owner: ", by: "By: ", done_when: "Done when: " } as const;

const lines = (text: string, indent: Indent = {}): string => wrapText(showInvisible(text), columns, indent);
const paragraphs = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");

/** The label stands after the full stop, as a note's number does. */
const marked = (text: string, labels: readonly string[]): string =>
  labels.length === 0 ? text : `${text} [${labels.join(", ")}]`;

/** Any text in the columns of a mail. */
export const columnText = (text: string): string => lines(text);

const sentenceText = ({ text, passages, corrected }: ReadingSentence): string => {
  if (corrected === undefined) return marked(text, passages);
  const at = formatTime(corrected.at);
  const now = corrected.text === undefined ? `left out ${at}` : `corrected ${at}: ${corrected.text}`;
  return marked(`${text} (${now})`, passages);
};

const noticeText = ({ notice }: Reading): string => {
  if (notice === undefined) return "";
  const why = notice.reason === "" ? "" : ` Why: ${notice.reason}`;
  return lines(`${notice.kind.toUpperCase()} ${formatTime(notice.at)}. ${noticeWords[notice.kind]}${why}`);
};
const joined = (sentences: readonly ReadingSentence[]): string => sentences.map(sentenceText).join(" ");

/** What a card or an item says of one part, a line each: `Owner: …`. */
const partLines = (block: ReadingBlock, indent: string): string[] =>
  block.sentences.flatMap((sentence) =>
    sentence.part === undefined
      ? []
      : [lines(`${partWords[sentence.part]}${sentenceText(sentence)}`, { first: indent, rest: `${indent}  ` })],
  );

const blockText = (block: ReadingBlock): string => {
  const plain = block.sentences.filter(({ part }) => part === undefined);
  const heading = block.roleName ?? block.heading;
  switch (block.type) {
    case "names":
      return lines(block.sentences.map(sentenceText).join(" · "));
    case "card":
      return [
        lines(`${heading ?? ""}:`),
        ...(plain.length === 0 ? [] : [lines(joined(plain), { first: "  " })]),
        ...partLines(block, "  "),
      ].join("\n");
    case "item": {
      const lead = heading === undefined ? "" : `${heading}. `;
      return [lines(`${lead}${joined(plain)}`, { first: "- " }), ...partLines(block, "  ")].join("\n");
    }
    case "gap":
    case "disagreement":
      return lines(joined(block.sentences), { first: "- " });
    default:
      return lines(`${heading === undefined ? "" : `${heading}. `}${joined(block.sentences)}`);
  }
};

/** Gaps and disagreements stand under the heading they share. */
const blocksText = (blocks: readonly ReadingBlock[]): string => {
  const parts: string[] = [];
  let heading: string | undefined;
  for (const block of blocks) {
    const own = block.type === "gap" || block.type === "disagreement" ? block.heading : undefined;
    if (own !== undefined && own !== heading) parts.push(lines(`${own}:`));
    heading = own;
    parts.push(blockText(block));
  }
  return paragraphs(parts);
};

const section = (title: string, inside: string): string =>
  inside === "" ? "" : `${lines(title.toUpperCase())}\n\n${inside}`;

const scoreText = ({ scoreCard, gates }: Reading): string => {
  const failed = gates.filter(({ passed }) => !passed).map(({ id, name }) => `${id} ${name ?? ""}`.trim());
  const said =
    failed.length === 0 ? `Gates: ${gates.length} of ${gates.length} passed.` : `Gates failed: ${failed.join(", ")}.`;
  const measures = scoreCard.lines.map(({ points, of, measure, value }) =>
    lines(`${measure}: ${points} of ${of} (${value})`, { first: "- " }),
  );
  return [lines(`${said} Score: ${scoreCard.total} of ${scoreCard.of}.`), ...measures].join("\n");
};

const sourceText = (source: Reading["sources"][number], reading: Reading): string => {
  const quoted = reading.passages.filter(({ articleUrl }) => articleUrl === source.url);
  const number = `[${source.number ?? quoted[0]?.number ?? "-"}] `;
  const indent = " ".repeat(number.length);
  const time = source.publishedAt === null ? "no date" : formatTime(source.publishedAt);
  const note = source.note === undefined || source.note === "" ? "" : ` (${source.note})`;
  return [
    lines(`${source.outlet}: ${source.title}. ${time}, ${source.reliability}${source.credibility}${note}`, {
      first: number,
    }),
    lines(source.url, { first: indent }),
    ...quoted.map(({ label, quote }) => lines(`“${quote}”`, { first: `${indent}${label}  ` })),
  ].join("\n");
};

const sourcesText = (reading: Reading): string =>
  paragraphs(reading.sources.filter(({ cited }) => cited).map((source) => sourceText(source, reading)));

const techniquesText = (reading: Reading): string => {
  const rows = techniqueRows(reading).map(({ story, id, name, basis, evidence }) => {
    const outlets = [...new Set(evidence.map(({ outlet }) => outlet))].join(", ");
    return lines(`${id} ${name}, ${basis} (${outlets}): ${story}`, { first: "- " });
  });
  return rows.length === 0 ? "" : paragraphs([lines(techniquesNote), rows.join("\n")]);
};

const readingSection = ({ id, title, blocks }: ReadingSection, reading: Reading): string => {
  // The sources come last here, with their words: a reader of mail wants the briefing first.
  const inside = blocksText(blocks);
  return section(title, id === "footer" ? paragraphs([inside, scoreText(reading)]) : inside);
};

/** `Watchfloor briefing of Thursday 5 February 2026, as of 18:00 UTC.` */
export const describeEdition = ({ edition }: Reading): string =>
  `${wordsOfKind(edition).text} ${formatLongDay(edition.date)}, as of ${formatClock(edition.asOf)}.`;

/** What the plain part of a mail says besides. */
interface MailLines {
  /** One line under the summary. */
  readonly action?: { readonly text: string; readonly passages: readonly string[] };
  readonly link?: string;
  /** Stands after the label: `This is a test.` */
  readonly banner?: string;
  /** Stands before the last label. */
  readonly notice?: string;
}

const said = (text: string | undefined): string => (text === undefined ? "" : lines(text));

export const readingToText = (reading: Reading, { action, link, banner, notice }: MailLines = {}): string => {
  const { title, tlp, textHash, titlePassages } = reading.edition;
  const hash = textHash === undefined ? "" : ` Text ${textHash.slice(0, 12)}.`;
  const parts = [
    lines(tlp),
    said(banner),
    noticeText(reading),
    lines(marked(title, titlePassages)),
    lines(`${describeEdition(reading)}${hash}`),
    said(link),
    ...reading.sections
      .filter(({ id }) => id !== "sources")
      .flatMap((each) => [
        readingSection(each, reading),
        each.id === "summary" && action !== undefined ? lines(marked(action.text, action.passages)) : "",
      ]),
    section("Techniques", techniquesText(reading)),
    section(
      "Sources",
      paragraphs([blocksText(reading.sections.find(({ id }) => id === "sources")?.blocks ?? []), sourcesText(reading)]),
    ),
    said(notice),
    lines(tlp),
  ];
  return `${paragraphs(parts)}\n`;
};

/** The same edition gives the same bytes. */
export const editionToText = (edition: Edition, standing?: EditionStanding, role?: RoleId): string => {
  const reading = leadWithRole(arrangeEdition(edition, standing), role);
  const action = actionOfRole(reading, role);
  if (action === undefined) return readingToText(reading);
  const { label, text, passages } = action;
  return readingToText(reading, { action: { text: `${label}: ${text}`, passages } });
};
