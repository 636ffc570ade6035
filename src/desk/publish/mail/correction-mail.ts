/**
 * What the readers of an edition are told when it was wrong: the old sentence, the new one, and why; or that the whole
 * of it is recalled. The notice is short and complete: the corrected edition is one link away.
 */

import { escapeHtml } from "#kit/text/escape-html.ts";
import { formatLongDay } from "#kit/text/format-time.ts";
import type { MailContent } from "#terms/delivery.ts";
import { type Edition, titleId } from "#terms/edition.ts";
import type { ReadingPassage } from "#terms/reading.ts";
import { arrangeEdition } from "../arrange-edition.ts";
import { columnText } from "../edition-text.ts";
import { type Change, compareEditions, titleOfChange } from "../mark-correction.ts";
import { headerText, linkHtml, mailFrame, mailSubject, metaHtml } from "./edition-mail.ts";
import { boxHtml, quoteHtml } from "./mail-blocks.ts";
import { clampText } from "./mail-size.ts";
import { styles } from "./mail-style.ts";

export interface NoticeOptions {
  readonly link?: string;
  /** Why the reader gets it. */
  readonly notice?: string;
}

const longestSentence = 1_200;
const mostChanges = 20;
const mostQuotes = 6;
/** What all changes that a hook shows may have together: its receivers refuse a body of more than some 28 kB. */
const mostCharacters = 6_000;

const dayOf = ({ edition }: Edition): string => `${formatLongDay(edition.date)}: ${edition.title}`;

/** Words of a change, each with what it is. */
const partsOf = ({ before, after }: Change): readonly (readonly [string, string])[] => [
  ...(before === undefined ? [] : [["We wrote", clampText(before, longestSentence)] as const]),
  ...(after === undefined
    ? [["Now", "This sentence is left out."] as const]
    : [[before === undefined ? "We add" : "It should read", clampText(after, longestSentence)] as const]),
];

const changeHtml = (change: Change, passages: readonly ReadingPassage[]): string => {
  const lines = partsOf(change).map(
    ([word, text]) =>
      `<p dir="auto" style="${styles.item}"><span class="m" style="${styles.part}">${word}</span> ${escapeHtml(text)}</p>`,
  );
  const quotes = passages.slice(0, mostQuotes).map((passage) => quoteHtml(passage));
  const words = quotes.length === 0 ? "" : `<div class="m" style="${styles.quotes}">${quotes.join("")}</div>`;
  return boxHtml(
    styles.card,
    "b k",
    `<h3 class="k" style="${styles.h3}">${escapeHtml(titleOfChange(change))}</h3>${lines.join("")}${words}`,
  );
};

const linesOf = (change: Change): string[] => partsOf(change).map(([word, text]) => `${word}: ${text}`);

const restLine = (left: number): string =>
  left === 1
    ? "1 more change stands in the corrected edition."
    : `${left} more changes stand in the corrected edition.`;

/** Lines that hooks show, which draw no boxes: whole changes, the old words never without the new, and how many are left. */
export const correctionLines = (old: Edition, corrected: Edition): readonly string[] => {
  const changes = compareEditions(old, corrected);
  const shown: string[][] = [];
  let room = mostCharacters;
  for (const change of changes.slice(0, mostChanges)) {
    const lines = linesOf(change);
    room -= lines.reduce((sum, line) => sum + line.length, 0);
    if (room < 0) break;
    shown.push(lines);
  }
  const left = changes.length - shown.length;
  return [
    `Why: ${corrected.edition.corrects?.reason ?? "not said"}`,
    ...shown.flat(),
    ...(left > 0 ? [restLine(left)] : []),
  ];
};

export const recallLines = (reason: string): readonly string[] => [
  `This edition is recalled. Do not act on it.`,
  `Why: ${reason}`,
];

const paragraph = (text: string): string => `<p class="k" dir="auto" style="${styles.p}">${escapeHtml(text)}</p>`;

const frameNotice = (edition: Edition, subject: string, heading: string, inside: readonly string[]): string =>
  mailFrame({
    tlp: edition.edition.tlp,
    subject,
    inside: [`<h1 class="k" dir="auto" style="${styles.h1}">${escapeHtml(heading)}</h1>`, ...inside]
      .filter((part) => part !== "")
      .join("\n"),
  });

const textOf = (edition: Edition, parts: readonly (string | undefined)[]): string => {
  const tlp = headerText(edition.edition.tlp, 40);
  const lines = [tlp, ...parts.flatMap((part) => (part === undefined || part === "" ? [] : [columnText(part)])), tlp];
  return `${lines.join("\n\n")}\n`;
};

export const correctionToMail = (old: Edition, corrected: Edition, options: NoticeOptions = {}): MailContent => {
  const reading = arrangeEdition(corrected);
  const passages = new Map(reading.passages.map((passage) => [passage.label, passage]));
  const labels = new Map([
    [titleId, reading.edition.titlePassages] as const,
    ...reading.sections.flatMap(({ blocks }) =>
      blocks.flatMap(({ sentences }) => sentences.map((sentence) => [sentence.id, sentence.passages] as const)),
    ),
  ]);
  const passagesOf = ({ sentenceId }: Change): ReadingPassage[] =>
    (labels.get(sentenceId) ?? []).flatMap((label) => passages.get(label) ?? []);
  const changes = compareEditions(old, corrected);
  const shown = changes.slice(0, mostChanges);
  const left = changes.length - shown.length;
  const subject = mailSubject(corrected, "Correction:");
  const about = `This corrects our edition of ${dayOf(old)}`;
  const why = `Why: ${corrected.edition.corrects?.reason ?? "not said"}`;
  const rest = left > 0 ? restLine(left) : "";
  const same = changes.length === 0 ? "No sentence changed; what the edition rests on did." : "";
  return {
    subject,
    html: frameNotice(corrected, subject, "Correction", [
      paragraph(about),
      paragraph(clampText(why, longestSentence)),
      ...shown.map((change) => changeHtml(change, passagesOf(change))),
      metaHtml(rest),
      metaHtml(same),
      linkHtml("The corrected edition on the desk", options.link),
      metaHtml(options.notice ?? ""),
    ]),
    text: textOf(corrected, [
      "CORRECTION",
      about,
      why,
      ...changes.flatMap((change) => [
        titleOfChange(change),
        ...linesOf(change),
        ...passagesOf(change).map(({ label, outlet, quote }) => `[${label}] ${outlet}: “${quote}”`),
      ]),
      same,
      options.link,
      options.notice,
    ]),
  };
};

export const recallToMail = (edition: Edition, reason: string, options: NoticeOptions = {}): MailContent => {
  const subject = mailSubject(edition, "Recalled:");
  const about = `We recall our edition of ${dayOf(edition)}`;
  const lines = recallLines(reason);
  return {
    subject,
    html: frameNotice(edition, subject, "Recalled", [
      ...[about, ...lines].map((line) => paragraph(clampText(line, longestSentence))),
      linkHtml("The edition on the desk, marked", options.link),
      metaHtml(options.notice ?? ""),
    ]),
    text: textOf(edition, ["RECALLED", about, ...lines, options.link, options.notice]),
  };
};
