/**
 * Editions as items of a feed: what RSS, Atom and JSON Feed have in common.
 *
 * The body is the edition's text in plain elements that every reader keeps, its markers linked to the passages of the
 * edition's own page: a feed has no place for forty quotations. The label of the Traffic Light Protocol stands first.
 */

import { escapeHtml } from "#kit/text/escape-html.ts";
import { formatTime } from "#kit/text/format-time.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import type { EditionKind } from "#terms/delivery.ts";
import { type RoleId, roleNames } from "#terms/organisation.ts";
import type { Reading, ReadingBlock, ReadingSection, ReadingSentence } from "#terms/reading.ts";
import type { EditionStanding } from "#terms/record.ts";
import { arrangeEdition } from "./arrange-edition.ts";
import { linkTarget } from "./escape-text.ts";
import { leadWithRole } from "./lead-with-role.ts";
import { actionOfRole } from "./your-action.ts";

export interface EditionFeed {
  /** Address of the desk's web. */
  readonly home: string;
  /** Address of the feed itself. */
  readonly self: string;
  /** Read by an address that is a secret, and that no copy of the feed may tell. */
  readonly isPrivate?: boolean;
  /** Whose action leads each item; default: nobody's. */
  readonly role?: RoleId;
  /** The one kind of edition that it holds; default: all. */
  readonly kind?: EditionKind;
  /** For whom its editions are, as they know it; default: the main edition. */
  readonly audience?: string;
  /** Newest first. */
  readonly editions: readonly {
    /** SHA-256 of the edition's JSON form. */
    readonly id: string;
    /** Address of the edition as one HTML file. */
    readonly link: string;
    readonly edition: ApprovedBriefing;
    /** What was said of it later. */
    readonly later?: EditionStanding | undefined;
  }[];
}

export interface FeedItem {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly tlp: string;
  /** RFC 3339, UTC; absent when the edition tells no time that can be read. */
  readonly time?: string;
  /** When it was corrected or recalled. */
  readonly updated?: string;
  /** The first paragraph, as text. */
  readonly summary?: string;
  readonly html: string;
}

/** `Watchfloor weekly editions, read as SOC lead`. */
export const feedTitle = ({ kind, role, audience }: Pick<EditionFeed, "kind" | "role" | "audience">): string =>
  `Watchfloor ${kind === undefined ? "" : `${kind} `}editions${audience === undefined ? "" : ` for ${showInvisible(audience)}`}${role === undefined ? "" : `, read as ${roleNames[role]}`}`;

/** A feed without an edition says why it has none. */
export const describeFeed = ({ editions, role }: EditionFeed): string => {
  const lead = role === undefined ? "" : " Each begins with what is asked of this role.";
  return editions.length > 0
    ? `Cited threat briefings of this desk, newest first.${lead}`
    : `Cited threat briefings of this desk.${lead} No edition is here yet: one appears once a named person has approved its text.`;
};

const partWords = { why: "", do: "Do: ", owner: "Owner: ", by: "By: ", done_when: "Done when: " } as const;

const markersOf = (passages: readonly string[], link: string): string => {
  if (passages.length === 0) return "";
  const links = passages.map((label) => `<a href="${escapeHtml(`${link}#p-${label}`)}">${escapeHtml(label)}</a>`);
  return `<sup>${links.join(" ")}</sup>`;
};

const sentenceHtml = (sentence: ReadingSentence, link: string): string => {
  const { corrected } = sentence;
  if (corrected === undefined) return `${escapeHtml(sentence.text)}${markersOf(sentence.passages, link)}`;
  const now = corrected.text === undefined ? " (left out)" : ` <ins>${escapeHtml(corrected.text)}</ins>`;
  return `<del>${escapeHtml(sentence.text)}</del>${now}${markersOf(sentence.passages, link)}`;
};

const noticeWords = { corrected: "Corrected", recalled: "Recalled" } as const;

const noticeHtml = ({ notice }: Reading): string =>
  notice === undefined
    ? ""
    : `<p><strong>${noticeWords[notice.kind]} ${escapeHtml(formatTime(notice.at))}.</strong> ${escapeHtml(notice.reason)}</p>`;

const blockHtml = (block: ReadingBlock, link: string): string => {
  const heading = block.roleName ?? block.heading;
  const lead = heading === undefined ? "" : `<strong>${escapeHtml(heading)}.</strong> `;
  const plain = block.sentences.filter(({ part }) => part === undefined);
  const parts = block.sentences.flatMap((sentence) =>
    sentence.part === undefined ? [] : [`<li>${partWords[sentence.part]}${sentenceHtml(sentence, link)}</li>`],
  );
  const between = block.type === "names" ? " · " : " ";
  const text = `${lead}${plain.map((sentence) => sentenceHtml(sentence, link)).join(between)}`.trim();
  return `${text === "" ? "" : `<p>${text}</p>`}${parts.length === 0 ? "" : `<ul>${parts.join("")}</ul>`}`;
};

const sourcesHtml = ({ sources }: Reading): string => {
  const items = sources.flatMap((source) => {
    if (!source.cited) return [];
    const target = linkTarget(source.url);
    const title = escapeHtml(source.title);
    const time = source.publishedAt === null ? "no date" : formatTime(source.publishedAt);
    const about = escapeHtml(`${source.outlet}, ${time}, ${source.reliability}${source.credibility}`);
    const number = source.number === undefined ? "" : ` value="${source.number}"`;
    return [
      `<li${number}>${target === undefined ? title : `<a href="${escapeHtml(target)}">${title}</a>`}. ${about}</li>`,
    ];
  });
  return items.length === 0 ? "" : `<ol>${items.join("")}</ol>`;
};

const sectionHtml = (section: ReadingSection, reading: Reading, link: string): string => {
  const sources = section.id === "sources" ? sourcesHtml(reading) : "";
  const inside = `${section.blocks.map((block) => blockHtml(block, link)).join("\n")}${sources}`;
  return inside === "" ? "" : `<h2>${escapeHtml(section.title)}</h2>\n${inside}`;
};

const actionHtml = (reading: Reading, role: RoleId | undefined, link: string): string => {
  const action = actionOfRole(reading, role);
  if (action === undefined) return "";
  const { label, text, passages } = action;
  return `<p><strong>${escapeHtml(label)}:</strong> ${escapeHtml(text)}${markersOf(passages, link)}</p>`;
};

const bodyOf = (reading: Reading, role: RoleId | undefined, link: string): string => {
  const label = `<p><strong>${escapeHtml(reading.edition.tlp)}</strong></p>`;
  // Nobody is to act on what is recalled: its text stays on its page, marked.
  const isOut = reading.notice?.kind !== "recalled";
  const sections = isOut
    ? [actionHtml(reading, role, link), ...reading.sections.map((section) => sectionHtml(section, reading, link))]
    : [];
  return [label, noticeHtml(reading), ...sections, label].filter((part) => part !== "").join("\n");
};

const summaryOf = (reading: Reading, role: RoleId | undefined): string => {
  const [first] = reading.sections.flatMap(({ blocks }) => blocks.filter(({ sentences }) => sentences.length > 0));
  const said = first?.sentences.map(({ text }) => text) ?? [];
  const action = actionOfRole(reading, role);
  return showInvisible((action === undefined ? said : [`${action.label}: ${action.text}`, ...said]).join(" "));
};

const timeOf = (iso: string): string | undefined => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(".000Z", "Z");
};

export const feedItems = (feed: EditionFeed): FeedItem[] =>
  feed.editions.map(({ id, link, edition, later }) => {
    const reading = leadWithRole(arrangeEdition(edition, later), feed.role);
    const { notice } = reading;
    const time = timeOf(edition.edition.asOf);
    const summary = notice?.kind === "recalled" ? notice.reason : summaryOf(reading, feed.role);
    const updated = notice === undefined ? undefined : timeOf(notice.at);
    const word = notice === undefined ? "" : `${noticeWords[notice.kind]}: `;
    return {
      id: `urn:sha256:${id}`,
      link,
      title: `${word}${showInvisible(edition.edition.title)}`,
      tlp: edition.edition.tlp,
      ...(time === undefined ? {} : { time }),
      ...(updated === undefined ? {} : { updated }),
      ...(summary === "" ? {} : { summary }),
      html: bodyOf(reading, feed.role, link),
    };
  });
