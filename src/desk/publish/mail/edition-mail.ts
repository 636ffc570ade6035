/**
 * An edition as a mail: subject, HTML and a plain part that is complete on its own.
 *
 * The HTML is one column of 600 px in layout tables, styles inline, light and dark, with no image, form, font, script or
 * counter; its links carry no identity. The label of the Traffic Light Protocol stands first and last in both parts.
 * It is kept under 90 kB by leaving out what `mail-size.ts` names, never by being cut. The same edition gives the same bytes.
 */

import { escapeHtml } from "#kit/text/escape-html.ts";
import { formatShortDay } from "#kit/text/format-time.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { MailContent } from "#terms/delivery.ts";
import type { Edition } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
import type { Reading } from "#terms/reading.ts";
import { arrangeEdition } from "../arrange-edition.ts";
import { describeEdition, readingToText } from "../edition-text.ts";
import { wordsOfKind } from "../edition-words.ts";
import { linkTarget } from "../escape-text.ts";
import { leadWithRole } from "../lead-with-role.ts";
import { type YourAction, yourAction } from "../your-action.ts";
import { blocksHtml, boxHtml, markersHtml, quotesHtml, scoreHtml, sourcesHtml, wordsHtml } from "./mail-blocks.ts";
import { boundReading, clampText, largestMailHtml, type MailDetail, mailDetails } from "./mail-size.ts";
import { inkOfTlp, mailStyleBlock, styles } from "./mail-style.ts";

export interface MailOptions {
  /** The list's role: its action stands under the summary, its card first. */
  readonly role?: RoleId;
  /** Address of this edition on the desk, where readers can reach it. */
  readonly link?: string;
  /** Why the reader gets it, and how it ends: `You receive this as a member of the list …`. */
  readonly notice?: string;
  /** Stands before everything but the label: `This is a test.` */
  readonly banner?: string;
  /** First word of the subject after the label: `Correction:`, `Test:`. */
  readonly mark?: string;
}

const longestTitle = 180;
const longestAction = 1_200;
const linkWords = "This edition on the desk, each sentence beside the words it rests on";

/** One line without controls, so that no header can be ended early. */
export const headerText = (text: string, length: number): string =>
  clampText(showInvisible(text).replace(/\s+/g, " ").trim(), length);

export const mailSubject = ({ edition }: Edition, mark?: string): string =>
  [
    `[${headerText(edition.tlp, 40)}]`,
    ...(mark === undefined ? [] : [headerText(mark, 40)]),
    `${headerText(wordsOfKind(edition).subject, 120)} ${headerText(formatShortDay(edition.date), 40)}:`,
    headerText(edition.title, longestTitle),
  ].join(" ");

const tlpHtml = (tlp: string): string =>
  `<tr><td class="s t" style="${styles.tlp}"><span style="display:inline-block;padding:2px 8px;background:#000000;border:1px solid #d6dbe0;font:700 16px/24px Arial,Helvetica,sans-serif;color:${inkOfTlp(tlp)};white-space:nowrap">${escapeHtml(tlp)}</span></td></tr>`;

/** What one kind of mail says between its two labels. */
export interface MailBody {
  readonly tlp: string;
  readonly subject: string;
  readonly inside: string;
}

export const mailFrame = ({ tlp, subject, inside }: MailBody): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${mailStyleBlock}</style>
</head>
<body class="c" style="${styles.canvas}">
<div role="main">
<table role="presentation" class="c" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f4f6f7"><tr><td align="center">
<table role="presentation" class="s" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="${styles.page}">
${tlpHtml(tlp)}
<tr><td class="s k t" style="${styles.text}">
${inside}
</td></tr>
${tlpHtml(tlp)}
</table>
</td></tr></table>
</div>
</body>
</html>
`;

export const metaHtml = (text: string): string =>
  text === "" ? "" : `<p class="m" dir="auto" style="${styles.meta}">${escapeHtml(text)}</p>`;

export const linkHtml = (words: string, address: string | undefined): string => {
  const target = address === undefined ? undefined : linkTarget(address);
  return target === undefined
    ? ""
    : `<p class="m" style="${styles.meta}"><a class="a" style="${styles.link}" href="${escapeHtml(target)}">${escapeHtml(words)}</a></p>`;
};

const actionHtml = ({ label, text, passages }: YourAction): string => {
  const said = escapeHtml(clampText(text, longestAction));
  return boxHtml(
    styles.action,
    "b k",
    `<b style="${styles.runIn}">${label}:</b> <span dir="auto">${said}</span>${markersHtml(passages.slice(0, 20))}`,
  );
};

const describe = (reading: Reading): string => {
  const { textHash } = reading.edition;
  const hash = textHash === undefined ? "" : ` Text ${textHash.slice(0, 12)}.`;
  return `${describeEdition(reading)}${hash}`;
};

const bodyHtml = (reading: Reading, options: MailOptions, detail: MailDetail): string => {
  const passages = new Map(reading.passages.map((passage) => [passage.label, passage]));
  const seen = new Set<string>();
  const action = yourAction(reading, options.role);
  const { title, titlePassages } = reading.edition;
  const sections = reading.sections.map((section) => {
    const said = blocksHtml(section.blocks, detail);
    const more = [
      ...(section.id === "summary" ? [actionHtml(action)] : []),
      ...(section.id === "sources" ? [sourcesHtml(reading, detail)] : []),
      ...(section.id === "footer" ? [scoreHtml(reading)] : []),
    ];
    const nothing = said === "" && section.id !== "sources" && section.id !== "footer";
    const inside = [nothing ? `<p style="${styles.p}">Nothing today.</p>` : said, ...more].filter(
      (part) => part !== "",
    );
    return `<h2 class="k h" style="${styles.h2}">${escapeHtml(section.title)}</h2>\n${inside.join("\n")}\n${quotesHtml(section, passages, seen, detail, section.id === "summary" ? action.passages : [])}`;
  });
  return [
    options.banner === undefined
      ? ""
      : boxHtml(styles.differ, "d k", `<p style="${styles.p}"><b>${escapeHtml(options.banner)}</b></p>`),
    metaHtml(describe(reading)),
    `<h1 class="k" dir="auto" style="${styles.h1}">${wordsHtml(title)}${markersHtml(titlePassages)}</h1>`,
    linkHtml(linkWords, options.link),
    ...sections,
    metaHtml(options.notice ?? ""),
  ]
    .filter((part) => part !== "")
    .join("\n");
};

/** For an edition that no mail program would show whole: its headline and action, and where the rest is. */
const shortHtml = (reading: Reading, options: MailOptions): string => {
  const title = clampText(reading.edition.title, 300);
  return [
    metaHtml(describe(reading)),
    `<h1 class="k" dir="auto" style="${styles.h1}">${wordsHtml(title)}</h1>`,
    actionHtml(yourAction(reading, options.role)),
    metaHtml("This edition is too long for a mail program to show. The plain part of this mail holds all of it."),
    linkHtml(linkWords, options.link),
    metaHtml(clampText(options.notice ?? "", 1_000)),
  ].join("\n");
};

/** With the first level of detail that fits. */
const fittingHtml = (reading: Reading, subject: string, options: MailOptions): string => {
  const { tlp } = reading.edition;
  for (const detail of mailDetails) {
    const html = mailFrame({ tlp, subject, inside: bodyHtml(boundReading(reading, detail), options, detail) });
    if (Buffer.byteLength(html) < largestMailHtml) return html;
  }
  return mailFrame({ tlp, subject, inside: shortHtml(reading, options) });
};

export const editionToMail = (edition: Edition, options: MailOptions = {}): MailContent => {
  const reading = leadWithRole(arrangeEdition(edition), options.role);
  const subject = mailSubject(edition, options.mark);
  const action = yourAction(reading, options.role);
  return {
    subject,
    html: fittingHtml(reading, subject, options),
    text: readingToText(reading, {
      action: { text: `${action.label}: ${action.text}`, passages: action.passages },
      ...(options.link === undefined ? {} : { link: options.link }),
      ...(options.notice === undefined ? {} : { notice: options.notice }),
      ...(options.banner === undefined ? {} : { banner: options.banner }),
    }),
  };
};
