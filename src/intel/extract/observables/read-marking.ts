/**
 * How the author of a report marks indicators: which values carry a defang mark, and which sections are lists of plain names.
 * One pass over the mentions; what a single verdict needs is then a look-up.
 */
import { parse } from "tldts";
import type { Mention, ObservableMention } from "#terms/mention.ts";
import { readSections, type Section, sectionAt } from "./read-sections.ts";

export interface Marking {
  readonly sections: readonly Section[];
  /**
   * Whether the author marks as a habit: at least one name in six outside lists of references carries a mark.
   * A stray mark in a text of plain names says nothing of the plain ones.
   */
  readonly marksNames: boolean;
  readonly markedValues: ReadonlySet<string>;
  readonly markedDomains: ReadonlySet<string>;
  /** Plain names that fill their line or table cell, by section. */
  readonly plainItems: ReadonlyMap<number, number>;
  /** Registered domains of addresses the text asks readers to write to. */
  readonly publisherDomains: ReadonlySet<string>;
}

const nameTypes = new Set(["domain", "url", "email", "onion"]);
export const isName = (mention: ObservableMention): boolean => nameTypes.has(mention.type);

/** The host a value names: of a URL, an e-mail address, or the value itself. */
export const hostOf = (mention: ObservableMention): string => {
  if (mention.type === "email") return mention.value.slice(mention.value.lastIndexOf("@") + 1);
  if (mention.type !== "url") return mention.value;
  const behindScheme = mention.value.replace(/^[a-z0-9+.-]{1,12}:\/\//, "");
  return (/^[^/?#]*/.exec(behindScheme)?.[0] ?? "").replace(/^.*@/, "").replace(/:\d+$/, "");
};

export const registeredDomain = (host: string): string => parse(host, { validateHostname: false }).domain ?? host;

const askToWrite =
  /\b(?:contact|e-?mail us|write to|reach (?:us|out)|questions?|inquir\w+|report (?:it |this |them )?to|feedback|press|media)\b[^.!?\n]{0,60}$/i;

/** Whether nothing but the value (and bullets, quotes, a bracketed note) stands in its line or table cell. */
export const fillsItsLine = (text: string, start: number, end: number): boolean => {
  const left = /[^\n\t|]*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? "";
  const right = /^[^\n\t|]*/.exec(text.slice(end, end + 200))?.[0] ?? "";
  const rest = `${left} ${right.replace(/\([^()]{0,80}\)/g, " ")}`;
  return !/[A-Za-z]{2}/.test(rest.replace(/\S*\.\S*/g, " "));
};

const asksToWrite = (text: string, mention: ObservableMention): boolean =>
  mention.type === "email" && askToWrite.test(text.slice(Math.max(0, mention.start - 120), mention.start));

export const readMarking = (text: string, mentions: readonly Mention[]): Marking => {
  const sections = readSections(text);
  const observables = mentions.filter((mention) => mention.kind === "observable");
  const marked = observables.filter((mention) => mention.defanged);
  const plain = observables.filter((mention) => !mention.defanged);
  const markedNames = marked.filter((mention) => isName(mention) || mention.type === "ipv4").length;
  const plainItems = new Map<number, number>();
  let plainNames = 0;
  for (const mention of plain.filter(isName)) {
    const index = sectionAt(sections, mention.start);
    const says = sections[index]?.says;
    if (says !== "reference" && says !== "benign") plainNames += 1;
    if (fillsItsLine(text, mention.start, mention.end)) plainItems.set(index, (plainItems.get(index) ?? 0) + 1);
  }
  const domainOf = (mention: ObservableMention): string => registeredDomain(hostOf(mention));
  return {
    sections,
    marksNames: markedNames > 0 && markedNames * 5 >= plainNames,
    markedValues: new Set(marked.map((mention) => mention.value)),
    markedDomains: new Set(marked.filter(isName).map(domainOf)),
    plainItems,
    publisherDomains: new Set(plain.filter((mention) => asksToWrite(text, mention)).map(domainOf)),
  };
};
