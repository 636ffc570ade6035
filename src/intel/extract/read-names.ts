/**
 * Names that the tables and patterns do not know, read by the tagger fitted on annotated threat reports: groups, malware,
 * tools, organisations, places, sectors, words for tactics and techniques.
 *
 * Where something known stands, the reading yields: only what overlaps no mention (quotations and counted nouns hold names
 * and do not count) and none of the places the caller gives is told. English, and texts whose language nobody knows. The
 * text is read as far as `annotate` reads it, in parts that end with a line, so that memory stays bounded.
 */
import type { Mention } from "#terms/mention.ts";
import type { NameReading, NameReadingType } from "#terms/name-reading.ts";
import type { Span } from "#terms/span.ts";
import { endOfReading } from "./annotate.ts";
import { Cover } from "./covered-places.ts";
import type { Kind } from "./names/tagger/labels.ts";
import { shippedKnowledge, shippedWeights } from "./names/tagger/load-weights.ts";
import { tagText } from "./names/tagger/tag.ts";

/** Dates are left to the rules, which resolve them. */
const types: Readonly<Record<Exclude<Kind, "DATE">, NameReadingType>> = {
  ORG: "organisation",
  LOC: "place",
  SECTOR: "sector",
  GROUP: "intrusion_set",
  MALWARE: "malware",
  TOOL: "tool",
  TACTIC: "tactic",
  TECHNIQUE: "technique",
};

/** Characters of one part; names of one text are compared within it. */
const partLength = 250_000;

const partsOf = (text: string, end: number): Span[] => {
  const parts: Span[] = [];
  for (let start = 0; start < end; ) {
    const most = Math.min(end, start + partLength);
    const line = most === end ? end : text.lastIndexOf("\n", most) + 1;
    const stop = line > start ? line : most;
    parts.push({ start, end: stop });
    start = stop;
  }
  return parts;
};

const within = (mentions: readonly Mention[], { start, end }: Span): Mention[] =>
  mentions
    .filter((one) => one.start >= start && one.end <= end)
    .map((one) => ({ ...one, start: one.start - start, end: one.end - start }));

/** @param known places of the text that something surer has read, beside the mentions */
export const readNames = (
  text: string,
  mentions: readonly Mention[],
  language: string,
  known: readonly Span[] = [],
): NameReading[] => {
  if (!/^(?:en|und)(?:-|$)/i.test(language)) return [];
  const holders = mentions.filter((one) => one.kind !== "quotation" && one.kind !== "quantity");
  const taken = new Cover([...holders, ...known]);
  return partsOf(text, endOfReading(text)).flatMap((part) => {
    const own = text.slice(part.start, part.end);
    return tagText(own, within(mentions, part), shippedKnowledge(), shippedWeights()).flatMap((span): NameReading[] => {
      if (span.label === "DATE") return [];
      const [start, end] = [span.start + part.start, span.end + part.start];
      const surface = text.slice(start, end);
      if (taken.touches(start, end) || !/\p{L}/u.test(surface)) return [];
      return [{ kind: "name", type: types[span.label], surface, start, end, basis: "model", confidence: span.chance }];
    });
  });
};
