/**
 * The edition as one HTML file: style inside, no script, no font, no image, nothing fetched (its own CSP says so).
 *
 * Markers are links to the passages at the end, which link back. Light and dark; prints with TLP and page number on
 * every page. The style's hash stands in the CSP, so a server may send the same policy as a header.
 */
import { sha256Base64 } from "#kit/hash.ts";
import { escapeHtml } from "#kit/text/escape-html.ts";
import { formatClock, formatLongDay, formatTime } from "#kit/text/format-time.ts";
import type { Edition } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
import type { Reading, ReadingBlock, ReadingPassage, ReadingSection } from "#terms/reading.ts";
import type { EditionStanding } from "#terms/record.ts";
import { arrangeEdition } from "./arrange-edition.ts";
import { wordsOfKind } from "./edition-words.ts";
import {
  blockHtml,
  type HtmlContext,
  markersHtml,
  noticeHtml,
  passageHtml,
  scoreCardHtml,
  sourcesHtml,
  techniquesHtml,
  wordsHtml,
} from "./html-blocks.ts";
import { htmlStyle } from "./html-style.ts";
import { leadWithRole } from "./lead-with-role.ts";
import { actionOfRole } from "./your-action.ts";

const textColumn = 68;
const marginColumn = 40;

const policyOf = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; base-uri 'none'; form-action 'none'`;

const editionOf = ({ edition }: Reading): string =>
  `${wordsOfKind(edition).html} ${formatLongDay(edition.date)}, ${formatClock(edition.asOf)}`;
const hashOf = ({ edition }: Reading): string =>
  edition.textHash === undefined ? "" : `Text ${edition.textHash.slice(0, 12)}. `;
const scoreOf = ({ scoreCard }: Reading): string => `Score ${scoreCard.total} of ${scoreCard.of}`;

const approvalOf = ({ edition }: Reading): string => {
  const by = edition.approval?.by ?? [];
  return by.length === 0 ? "" : `Approved by ${by.map(({ name, at }) => `${name}, ${formatTime(at)}`).join(" and ")}. `;
};

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/** The outline of a PDF takes its order from the pieces of a heading: one that runs both ways stays in one piece. */
const headlineHtml = (title: string): string => (rightToLeft.test(title) ? escapeHtml(title) : wordsHtml(title));

const styleOf = (reading: Reading): string =>
  htmlStyle({
    heading: editionOf(reading),
    tlp: reading.edition.tlp,
    foot: `Watchfloor. ${approvalOf(reading)}${hashOf(reading)}${scoreOf(reading)}`,
  });

/** The Content-Security-Policy the file carries: nothing but its own style. A server sends the same as a header. */
export const editionHtmlPolicy = (edition: Edition): string => policyOf(styleOf(arrangeEdition(edition)));

const linesOf = (length: number, column: number): number => Math.ceil(length / column);

/** As many of a section's quotes as fit beside its text; all of them stand in full at the end. */
const marginHtml = (section: ReadingSection, context: HtmlContext): string => {
  const sentences = section.blocks.flatMap((block) => block.sentences);
  let room = sentences.reduce((sum, sentence) => sum + linesOf(sentence.text.length, textColumn), 0) * 1.3;
  const seen = new Set<string>();
  const fitting: ReadingPassage[] = [];
  for (const label of sentences.flatMap((sentence) => sentence.passages)) {
    const passage = context.passages.get(label);
    if (!passage || seen.has(label)) continue;
    seen.add(label);
    const lines = linesOf(passage.quote.length, marginColumn) + 1.5;
    if (lines > room) continue;
    room -= lines;
    fitting.push(passage);
  }
  if (fitting.length === 0) return "";
  const quotes = fitting.map(
    (passage) =>
      `<p><b>${escapeHtml(`${passage.label} ${passage.outlet}, ${passage.reliability}${passage.credibility}`)}</b><br><q dir="auto">${wordsHtml(passage.quote)}</q></p>`,
  );
  // The same words stand, reachable, in the list at the end; read twice aloud they would only be in the way.
  return `<div class="margin" aria-hidden="true">${quotes.join("")}</div>`;
};

/** Neighbouring items form one list; a group's heading stands once above its gaps or disagreements. */
const blocksHtml = (blocks: readonly ReadingBlock[], context: HtmlContext): string => {
  const out: string[] = [];
  let list = false;
  let heading: string | undefined;
  for (const block of blocks) {
    const isItem = block.type === "item" || block.type === "gap";
    const isGrouped = block.type === "gap" || block.type === "disagreement";
    const startsGroup = isGrouped && block.heading !== undefined && block.heading !== heading;
    if (list && (!isItem || startsGroup)) {
      out.push("</ul>");
      list = false;
    }
    if (startsGroup) out.push(`<h3>${escapeHtml(block.heading ?? "")}</h3>`);
    heading = isGrouped ? block.heading : undefined;
    if (isItem && !list) {
      out.push("<ul>");
      list = true;
    }
    out.push(blockHtml(block, context));
  }
  if (list) out.push("</ul>");
  return out.join("\n");
};

/** Stands under the summary of who reads as one role. */
const actionHtml = (reading: Reading, context: HtmlContext): string => {
  const action = actionOfRole(reading, context.role);
  if (action === undefined) return "";
  const { label, text, passages } = action;
  return `<div class="card"><span class="runin">${escapeHtml(label)}:</span> <span dir="auto">${wordsHtml(text)}</span>${markersHtml(passages, context)}</div>`;
};

const sectionHtml = (section: ReadingSection, reading: Reading, context: HtmlContext): string => {
  const parts = [blocksHtml(section.blocks, context)];
  if (section.id === "summary") parts.push(actionHtml(reading, context));
  if (section.id === "sources") parts.push(sourcesHtml(reading));
  if (section.id === "footer") parts.push(scoreCardHtml(reading));
  const inside = parts.filter((part) => part !== "").join("\n");
  const isWide = section.id === "sources" || section.id === "footer";
  const margin = isWide ? "" : marginHtml(section, context);
  return (
    `<section class="part${isWide ? " wide" : ""}" aria-labelledby="h-${section.id}"><div>` +
    `<h2 id="h-${section.id}">${escapeHtml(section.title)}</h2>\n${inside === "" ? "<p>Nothing today.</p>" : inside}</div>${margin}</section>`
  );
};

const numberSentences = (reading: Reading): ReadonlyMap<string, number> => {
  const ids = reading.sections.flatMap((section) =>
    section.blocks.flatMap((block) => block.sentences.map((s) => s.id)),
  );
  return new Map(ids.map((id, index) => [id, index + 1]));
};

/** The same edition gives the same bytes. */
export const editionToHtml = (edition: Edition, standing?: EditionStanding, role?: RoleId): string => {
  const reading = leadWithRole(arrangeEdition(edition, standing), role);
  const { title, tlp, titlePassages } = reading.edition;
  const context: HtmlContext = {
    passages: new Map(reading.passages.map((passage) => [passage.label, passage])),
    sentenceNumbers: numberSentences(reading),
    ...(role === undefined ? {} : { role }),
  };
  const [day, score, style] = [editionOf(reading), scoreOf(reading), styleOf(reading)];
  const label = `<span class="tlp">${escapeHtml(tlp)}</span>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policyOf(style))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(`${title} · Watchfloor`)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#text">To the text</a>
<a class="skip" href="#passages">To the passages</a>
<div class="wrap">
<header class="top"><p class="brand">Watchfloor</p><p>${escapeHtml(day)}. ${escapeHtml(score)}.</p>${label}</header>
<main id="text">
${noticeHtml(reading)}<div class="head"><h1 dir="auto">${headlineHtml(title)}</h1>${markersHtml(titlePassages, context)}</div>
${reading.sections.map((section) => sectionHtml(section, reading, context)).join("\n")}
${techniquesHtml(reading)}<section class="part wide" aria-labelledby="passages"><div>
<h2 id="passages">All ${reading.passages.length} passages</h2>
<ol class="passages">
${reading.passages.map((passage) => passageHtml(passage, context)).join("\n")}
</ol></div></section>
</main>
<footer><p class="meta">${escapeHtml(`${day}. ${hashOf(reading)}`)}</p>${label}</footer>
</div>
</body>
</html>
`;
};
