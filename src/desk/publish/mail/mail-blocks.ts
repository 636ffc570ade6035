/** Blocks and quoted words of a mail. Every piece of foreign text passes `escapeHtml` exactly once. */

import { escapeHtml } from "#kit/text/escape-html.ts";
import { formatTime } from "#kit/text/format-time.ts";
import type { Reading, ReadingBlock, ReadingPassage, ReadingSection, ReadingSentence } from "#terms/reading.ts";
import { partNames } from "../edition-words.ts";
import { htmlOfWords, linkTarget } from "../escape-text.ts";
import type { MailDetail } from "./mail-size.ts";
import { styles } from "./mail-style.ts";

/** A table of one cell: the only box that every mail program draws. */
export const boxHtml = (style: string, classes: string, inside: string): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px"><tr><td class="${classes}" style="${style}">${inside}</td></tr></table>`;

export const markersHtml = (labels: readonly string[]): string =>
  labels.length === 0
    ? ""
    : `&nbsp;<span class="m" style="${styles.marker}">[${labels.map(escapeHtml).join(",&nbsp;")}]</span>`;

/** Text whose ids do not break. */
export const wordsHtml = (text: string): string => htmlOfWords(text, 'style="white-space:nowrap"');

const textHtml = ({ text, strong }: ReadingSentence): string => {
  const at = strong === undefined ? -1 : text.indexOf(strong);
  if (at < 0 || strong === undefined) return wordsHtml(text);
  return `${wordsHtml(text.slice(0, at))}<b>${escapeHtml(strong)}</b>${wordsHtml(text.slice(at + strong.length))}`;
};

const sentenceHtml = (sentence: ReadingSentence): string => `${textHtml(sentence)}${markersHtml(sentence.passages)}`;

const joined = (sentences: readonly ReadingSentence[]): string => sentences.map(sentenceHtml).join(" ");

const runIn = (heading: string | undefined): string =>
  heading === undefined ? "" : `<span style="${styles.runIn}">${escapeHtml(heading)}.</span> `;

const paragraph = (inside: string): string => (inside === "" ? "" : `<p dir="auto" style="${styles.p}">${inside}</p>`);

const partsHtml = (block: ReadingBlock): string =>
  block.sentences
    .flatMap((sentence) =>
      sentence.part === undefined
        ? []
        : [
            `<p dir="auto" style="${styles.item}"><span class="m" style="${styles.part}">${partNames[sentence.part]}</span> ${sentenceHtml(sentence)}</p>`,
          ],
    )
    .join("");

const plainOf = (block: ReadingBlock): readonly ReadingSentence[] =>
  block.sentences.filter(({ part }) => part === undefined);

const assessmentHtml = (block: ReadingBlock): string => {
  const kind = `Assessment by this desk${block.heading === undefined ? "" : `: ${block.heading}`}`;
  const said = block.sentences.filter(({ confidence }) => confidence !== true);
  const confidence = block.sentences.filter((sentence) => sentence.confidence === true);
  const last = confidence.length === 0 ? "" : `<p class="m" style="${styles.meta}">${joined(confidence)}</p>`;
  return boxHtml(
    styles.assessment,
    "j",
    `<p class="j" style="${styles.assessmentKind}">${escapeHtml(kind)}</p><p class="k" dir="auto" style="${styles.p}">${joined(said)}</p>${last}`,
  );
};

const itemHtml = (block: ReadingBlock): string => {
  const lead = block.type === "item" ? runIn(block.heading) : "";
  return `<li dir="auto" style="${styles.item}">${lead}${joined(plainOf(block))}${partsHtml(block)}</li>`;
};

const blockHtml = (block: ReadingBlock): string => {
  switch (block.type) {
    case "assessment":
      return assessmentHtml(block);
    case "card": {
      const name = `<h3 class="k" style="${styles.h3}">${escapeHtml(block.roleName ?? block.heading ?? "")}</h3>`;
      return boxHtml(styles.card, "b", `${name}${paragraph(joined(plainOf(block)))}${partsHtml(block)}`);
    }
    case "disagreement":
      return boxHtml(styles.differ, "d", paragraph(joined(block.sentences)));
    case "names":
      return paragraph(block.sentences.map(sentenceHtml).join(" · "));
    case "item":
    case "gap":
      return itemHtml(block);
    case "prose":
      return paragraph(`${runIn(block.heading)}${joined(block.sentences)}`);
  }
};

const isItem = ({ type }: ReadingBlock): boolean => type === "item" || type === "gap";
const groupOf = ({ type, heading }: ReadingBlock): string | undefined =>
  type === "gap" || type === "disagreement" ? heading : undefined;

/** Neighbouring items form one list; a group's heading stands once above its gaps or disagreements. */
export const blocksHtml = (blocks: readonly ReadingBlock[], detail: MailDetail): string => {
  const shown = blocks.slice(0, detail.blocks);
  const out = shown.map((block, at) => {
    const before = shown[at - 1];
    const heading = groupOf(block);
    const startsGroup = heading !== undefined && (before === undefined || groupOf(before) !== heading);
    const opens = isItem(block) && (before === undefined || !isItem(before) || startsGroup);
    const closes = before !== undefined && isItem(before) && (!isItem(block) || startsGroup);
    const title = startsGroup ? `<h3 class="k" style="${styles.h3}">${escapeHtml(heading)}</h3>` : "";
    return `${closes ? "</ul>" : ""}${title}${opens ? `<ul style="${styles.list}">` : ""}${blockHtml(block)}`;
  });
  const last = shown.at(-1);
  if (last !== undefined && isItem(last)) out.push("</ul>");
  const left = blocks.length - shown.length;
  if (left > 0)
    out.push(
      `<p class="m" style="${styles.meta}">${left} more stand in the plain part of this mail and in the edition.</p>`,
    );
  return out.join("\n");
};

/** @param quoteLength 0: named, not quoted */
export const quoteHtml = (passage: ReadingPassage, quoteLength = 1): string => {
  const from = `<b>${escapeHtml(passage.label)}</b> <span dir="auto">${escapeHtml(passage.outlet)}</span>, ${escapeHtml(passage.reliability)}${passage.credibility}`;
  if (quoteLength === 0) return `<p style="${styles.quote}">${from}</p>`;
  const lang = passage.language === "und" ? "" : ` lang="${escapeHtml(passage.language)}"`;
  const words = escapeHtml(passage.quote);
  return `<p style="${styles.quote}">${from}: <span class="e"${lang} dir="auto" style="${styles.words}">${words}</span></p>`;
};

/** The words that a section's sentences rest on. `seen`: labels that an earlier section has quoted; `also`: labels used besides. */
export const quotesHtml = (
  section: ReadingSection,
  passages: ReadonlyMap<string, ReadingPassage>,
  seen: Set<string>,
  detail: MailDetail,
  also: readonly string[] = [],
): string => {
  const shown = section.blocks.slice(0, detail.blocks).flatMap(({ sentences }) => sentences);
  const labels = [...new Set([...shown.flatMap((sentence) => sentence.passages), ...also])];
  const above = detail.quoteOnce ? labels.filter((label) => seen.has(label)) : [];
  const quoted = labels.flatMap((label) => (above.includes(label) ? [] : (passages.get(label) ?? [])));
  for (const label of labels) seen.add(label);
  if (labels.length === 0) return "";
  const earlier =
    above.length === 0 ? "" : `<p style="${styles.quote}">Quoted above: ${above.map(escapeHtml).join(", ")}</p>`;
  return `<div class="m" style="${styles.quotes}">${quoted.map((passage) => quoteHtml(passage, detail.quoteLength)).join("\n")}${earlier}</div>`;
};

export const sourcesHtml = ({ sources, passages }: Reading, detail: MailDetail): string => {
  const cited = sources.filter((source) => source.cited);
  const rows = cited.slice(0, detail.blocks * 4).map((source) => {
    const number = source.number ?? passages.find(({ articleUrl }) => articleUrl === source.url)?.number;
    const target = linkTarget(source.url);
    const title = escapeHtml(source.title);
    const link =
      target === undefined || target.length > 1_000
        ? `<span dir="auto">${title}</span>`
        : `<a class="a" dir="auto" style="${styles.link}" rel="noopener noreferrer" href="${escapeHtml(target)}">${title}</a>`;
    const time = source.publishedAt === null ? "no date" : formatTime(source.publishedAt);
    const note = source.note === undefined || source.note === "" ? "" : ` ${escapeHtml(source.note)}`;
    const about = escapeHtml(`${time}, ${source.reliability}${source.credibility}.`);
    return `<p style="${styles.quote}"><b>${number ?? "-"}</b> <span dir="auto">${escapeHtml(source.outlet)}</span>: ${link}. ${about}${note}</p>`;
  });
  const left = cited.length - rows.length;
  if (left > 0) rows.push(`<p style="${styles.quote}">${left} more are listed in the plain part of this mail.</p>`);
  return `<div class="m" style="${styles.quotes}">${rows.length === 0 ? "No source is cited." : rows.join("\n")}</div>`;
};

export const scoreHtml = ({ scoreCard, gates }: Reading): string => {
  const failed = gates.filter(({ passed }) => !passed).map(({ id, name }) => `${id} ${name ?? ""}`.trim());
  const said =
    failed.length === 0 ? `Gates: ${gates.length} of ${gates.length} passed.` : `Gates failed: ${failed.join(", ")}.`;
  const lines = scoreCard.lines.map(({ measure, points, of, value }) => `${measure} ${points} of ${of} (${value})`);
  return `<p class="m" style="${styles.meta}">${escapeHtml(`${said} Score: ${scoreCard.total} of ${scoreCard.of}. ${lines.join("; ")}.`)}</p>`;
};
