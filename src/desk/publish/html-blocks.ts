/** Blocks, passages and tables of the HTML file. Every piece of foreign text passes `escapeHtml` exactly once. */

import { escapeHtml } from "#kit/text/escape-html.ts";
import { formatTime } from "#kit/text/format-time.ts";
import { credibilities, credibilityWords, type Reliability, reliabilityWords } from "#terms/admiralty.ts";
import type { RoleId } from "#terms/organisation.ts";
import type { Reading, ReadingBlock, ReadingPassage, ReadingSentence } from "#terms/reading.ts";
import { noticeWords, partNames } from "./edition-words.ts";
import { htmlOfWords, linkTarget } from "./escape-text.ts";
import { techniqueRows, techniquesNote } from "./story-techniques.ts";

export interface HtmlContext {
  readonly passages: ReadonlyMap<string, ReadingPassage>;
  /** Number of each sentence in reading order, for the links back. */
  readonly sentenceNumbers: ReadonlyMap<string, number>;
  /** Who reads, where that is one role. */
  readonly role?: RoleId;
}

/** `id` of an element; other characters than letters, digits and dashes are written as their code. */
const htmlId = (prefix: string, id: string): string =>
  `${prefix}${id.replace(/[^A-Za-z0-9-]/g, (each) => `_${(each.codePointAt(0) ?? 0).toString(16)}`)}`;

const publishedText = (time: string | null): string => (time === null ? "no date" : formatTime(time));

const gradeHtml = (reliability: string, credibility: number): string => {
  const reliable = reliabilityWords[reliability as Reliability] ?? "not graded";
  const credible = credibilityWords[credibilities.find((entry) => entry === credibility) ?? 6];
  const name = `${reliability} ${reliable}, ${credibility} ${credible}`;
  return `<span class="grade" role="img" aria-label="${escapeHtml(name)}"><span><b>${escapeHtml(reliability)}</b></span><span>${credibility}</span></span>`;
};

const articleLink = (text: string, address: string): string => {
  const target = linkTarget(address);
  const inside = `<bdi>${escapeHtml(text)}</bdi>`;
  return target === undefined ? inside : `<a href="${escapeHtml(target)}" rel="noopener noreferrer">${inside}</a>`;
};

export const markersHtml = (labels: readonly string[], context: HtmlContext): string => {
  if (labels.length === 0) return "";
  const links = labels.map((label) => {
    const outlet = context.passages.get(label)?.outlet ?? "";
    return `<a class="m" href="#${htmlId("p-", label)}" aria-label="Passage ${escapeHtml(`${label}, ${outlet}`)}">${escapeHtml(label)}</a>`;
  });
  return `<span class="ms">${links.join("")}</span>`;
};

/** Text whose ids do not break. */
export const wordsHtml = (text: string): string => htmlOfWords(text, 'class="nb"');

const textHtml = (sentence: ReadingSentence, text: string): string => {
  const at = sentence.strong === undefined ? -1 : text.indexOf(sentence.strong);
  if (at < 0 || sentence.strong === undefined) return wordsHtml(text);
  const end = at + sentence.strong.length;
  return `${wordsHtml(text.slice(0, at))}<strong>${escapeHtml(sentence.strong)}</strong>${wordsHtml(text.slice(end))}`;
};

const correctedHtml = ({ text, corrected }: ReadingSentence): string => {
  if (corrected === undefined) return "";
  const now = corrected.text === undefined ? "" : `<ins>${wordsHtml(corrected.text)}</ins> `;
  const word = corrected.text === undefined ? "left out" : "corrected";
  return `<del>${wordsHtml(text)}</del> ${now}<span class="meta">(${word} ${escapeHtml(formatTime(corrected.at))})</span>`;
};

/** What the desk said of the edition later; stands before everything else. */
export const noticeHtml = ({ notice }: Reading): string => {
  if (notice === undefined) return "";
  const word = notice.kind === "recalled" ? "Recalled" : "Corrected";
  const words = `${word} ${formatTime(notice.at)}. ${noticeWords[notice.kind]}`;
  const why = notice.reason === "" ? "" : ` Why: <bdi>${escapeHtml(notice.reason)}</bdi>`;
  return `<div class="differ" role="note"><p><b>${escapeHtml(words)}</b>${why}</p></div>\n`;
};

/** The last word and the markers stay together, so that no marker stands alone on a line. */
const sentenceHtml = (sentence: ReadingSentence, context: HtmlContext): string => {
  const { text } = sentence;
  if (sentence.corrected !== undefined)
    return `<span class="s" id="${htmlId("", sentence.id)}">${correctedHtml(sentence)}${markersHtml(sentence.passages, context)}</span>`;
  const cut = sentence.passages.length === 0 ? text.length : text.lastIndexOf(" ") + 1;
  const end = `${wordsHtml(text.slice(cut))}${markersHtml(sentence.passages, context)}`;
  const last = sentence.passages.length === 0 ? end : `<span class="nb">${end}</span>`;
  return `<span class="s" id="${htmlId("", sentence.id)}">${textHtml(sentence, text.slice(0, cut))}${last}</span>`;
};

const joined = (sentences: readonly ReadingSentence[], context: HtmlContext): string =>
  sentences.map((sentence) => sentenceHtml(sentence, context)).join(" ");

/** Rows of a card: one a part, sentences without a part first. */
const partsHtml = (sentences: readonly ReadingSentence[], context: HtmlContext): string => {
  const rows = (["why", "do", "owner", "by", "done_when"] as const).flatMap((part) => {
    const own = sentences.filter((sentence) => sentence.part === part);
    return own.length === 0 ? [] : `<dt>${partNames[part]}</dt><dd>${joined(own, context)}</dd>`;
  });
  return rows.length === 0 ? "" : `<dl>${rows.join("")}</dl>`;
};

const runIn = (heading: string | undefined): string =>
  heading === undefined ? "" : `<span class="runin">${escapeHtml(heading)}.</span> `;

const assessmentHtml = (block: ReadingBlock, context: HtmlContext): string => {
  const heading = block.heading === undefined ? "Assessment by this desk" : `Assessment by this desk: ${block.heading}`;
  const plain = block.sentences.filter((sentence) => sentence.confidence !== true);
  const confidence = block.sentences.filter((sentence) => sentence.confidence === true);
  const last = confidence.length === 0 ? "" : `<p class="meta">${joined(confidence, context)}</p>`;
  return `<div class="assess"><p class="kind">${escapeHtml(heading)}</p><p>${joined(plain, context)}</p>${last}</div>`;
};

const itemHtml = (block: ReadingBlock, context: HtmlContext): string => {
  const plain = block.sentences.filter((sentence) => sentence.part === undefined);
  const text = plain.length === 0 ? runIn(block.heading) : `${runIn(block.heading)}${joined(plain, context)}`;
  return `<li>${text}${partsHtml(block.sentences, context)}</li>`;
};

export const blockHtml = (block: ReadingBlock, context: HtmlContext): string => {
  switch (block.type) {
    case "assessment":
      return assessmentHtml(block, context);
    case "card": {
      const plain = block.sentences.filter((sentence) => sentence.part === undefined);
      const text = plain.length === 0 ? "" : `<p>${joined(plain, context)}</p>`;
      const name = escapeHtml(block.roleName ?? block.heading ?? "");
      return `<div class="card"><h3>${name}</h3>${text}${partsHtml(block.sentences, context)}</div>`;
    }
    case "item":
    case "gap":
      return itemHtml(block.type === "gap" ? { type: "gap", sentences: block.sentences } : block, context);
    case "disagreement":
      return `<div class="differ"><p>${joined(block.sentences, context)}</p></div>`;
    case "names":
      return `<p>${block.sentences.map((sentence) => sentenceHtml(sentence, context)).join(" · ")}</p>`;
    case "prose":
      return `<p>${runIn(block.heading)}${joined(block.sentences, context)}</p>`;
  }
};

export const passageHtml = (passage: ReadingPassage, context: HtmlContext): string => {
  const back = passage.sentenceIds.map((id) => {
    const number = context.sentenceNumbers.get(id) ?? 0;
    return `<a href="#${htmlId("", id)}" aria-label="Back to sentence ${number}">${number}</a>`;
  });
  const used = back.length === 0 ? "" : ` <span class="back">Used in sentence ${back.join(" ")}</span>`;
  const language = passage.language === "und" ? "" : ` lang="${escapeHtml(passage.language)}"`;
  return (
    `<li id="${htmlId("p-", passage.label)}"><p class="meta"><b>${escapeHtml(passage.label)}</b> <b>${escapeHtml(passage.outlet)}</b>` +
    ` ${gradeHtml(passage.reliability, passage.credibility)} ${articleLink(passage.title, passage.articleUrl)}.` +
    ` Published ${escapeHtml(publishedText(passage.publishedAt))}.${used}</p>` +
    `<blockquote${language} dir="auto">${escapeHtml(passage.before)}<mark>${escapeHtml(passage.quote)}</mark>${escapeHtml(passage.after)}</blockquote></li>`
  );
};

export const sourcesHtml = (reading: Reading): string => {
  const rows = reading.sources.flatMap((source) => {
    if (!source.cited) return [];
    const number = source.number ?? reading.passages.find((passage) => passage.articleUrl === source.url)?.number ?? "";
    const cells = [
      `<td class="n">${number}</td>`,
      `<td>${escapeHtml(source.outlet)}</td>`,
      `<td class="w">${articleLink(source.title, source.url)}</td>`,
      `<td>${escapeHtml(publishedText(source.publishedAt))}</td>`,
      `<td class="n">${gradeHtml(source.reliability, source.credibility)}</td>`,
      `<td class="w">${escapeHtml(source.note ?? "")}</td>`,
    ];
    return `<tr>${cells.join("")}</tr>`;
  });
  if (rows.length === 0) return "<p>No source is cited.</p>";
  const head = ["No.", "Outlet", "Title", "Published", "Grade", "Note"].map((word) => `<th scope="col">${word}</th>`);
  return `<div class="frame" role="region" aria-label="Table of sources" tabindex="0"><table><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
};

/** The techniques that stories show, or nothing when none does. */
export const techniquesHtml = (reading: Reading): string => {
  const rows = techniqueRows(reading);
  if (rows.length === 0) return "";
  const lines = rows.map((row, at) => {
    const words = row.evidence.map(
      (one) =>
        `<q dir="auto">${escapeHtml(one.before)}<mark>${escapeHtml(one.words)}</mark>${escapeHtml(one.after)}</q> (${articleLink(one.outlet, one.articleUrl)})`,
    );
    const cells = [
      `<td class="w">${rows[at - 1]?.story === row.story ? "" : escapeHtml(row.story)}</td>`,
      `<td><b>${escapeHtml(row.id)}</b> ${escapeHtml(row.name)}</td>`,
      `<td>${escapeHtml(row.basis)}</td>`,
      `<td class="w">${words.join("; ")}</td>`,
    ];
    return `<tr>${cells.join("")}</tr>`;
  });
  const head = ["Story", "Technique", "Basis", "Words"].map((word) => `<th scope="col">${word}</th>`);
  return (
    `<section class="part wide" aria-labelledby="techniques"><div>\n<h2 id="techniques">Techniques</h2>\n` +
    `<p class="meta">${escapeHtml(techniquesNote)}</p><div class="frame" role="region" aria-label="Table of techniques" tabindex="0">` +
    `<table><thead><tr>${head.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table></div></div></section>\n`
  );
};

export const scoreCardHtml = ({ scoreCard, gates }: Reading): string => {
  const failed = gates.filter((gate) => !gate.passed);
  const names = failed.map((gate) => `${gate.id} ${gate.name ?? ""}`.trim()).join(", ");
  const gateLine =
    failed.length === 0 ? `Gates: ${gates.length} of ${gates.length} passed.` : `Gates failed: ${names}.`;
  const rows = scoreCard.lines.map(
    (line) =>
      `<tr><td class="n">${line.points} of ${line.of}</td><td>${escapeHtml(line.measure)}</td><td>${escapeHtml(line.value)}</td></tr>`,
  );
  return (
    `<p class="meta">${escapeHtml(gateLine)}</p><div class="frame" role="region" aria-label="Table of the score" tabindex="0"><table><caption class="meta">Score: ${scoreCard.total} of ${scoreCard.of}</caption>` +
    `<thead><tr><th scope="col">Points</th><th scope="col">Measure</th><th scope="col">Value</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`
  );
};
