/**
 * Whether a story is for an audience of certain sectors, by the lexicon's sectors in the sentences of its trusted articles.
 *
 * Its own: one of its sectors stands in an opening, or in two sentences that speak of those hit, or the profile says that
 * it runs or buys from what the story is about. For others alone: other sectors stand so, and none of its own anywhere.
 * A story of a flaw concerns whoever runs the product, whichever sector was hit first; and sectors that stand in nearly
 * every report, as makers, hosts or pursuers, put no story aside.
 */
import type { Sector } from "#terms/audience.ts";
import type { Line } from "../weigh/read-facts.ts";
import { speaksOfThoseHit, type Tie } from "./tie-organisation.ts";

export type Fit = "own" | "general" | "others";

const everywhere: ReadonlySet<string> = new Set<Sector>(["technology", "emergency-services", "infrastructure"]);

const sectorsIn = ({ mentions }: Line): readonly string[] =>
  mentions.flatMap((mention) =>
    mention.kind === "name" && mention.type === "sector" && mention.entityId !== undefined ? [mention.entityId] : [],
  );

/** Sectors that the story is about, and all that it names. */
const readSectors = (lines: readonly Line[]): { about: ReadonlySet<string>; named: ReadonlySet<string> } => {
  const about = new Set<string>();
  const named = new Set<string>();
  const once = new Set<string>();
  for (const line of lines) {
    const isOfThoseHit = speaksOfThoseHit.test(line.text);
    for (const sector of new Set(sectorsIn(line))) {
      named.add(sector);
      if (line.leads || (isOfThoseHit && once.has(sector))) about.add(sector);
      if (isOfThoseHit) once.add(sector);
    }
  }
  return { about, named };
};

const tellsOfFlaw = (lines: readonly Line[]): boolean =>
  lines.some(({ mentions }) => mentions.some(({ kind }) => kind === "vulnerability"));

export const fitAudience = (lines: readonly Line[], sectors: readonly Sector[], ties: readonly Tie[]): Fit => {
  const { about, named } = readSectors(lines);
  const isRun = ties.some(({ kind }) => kind === "product" || kind === "supplier");
  if (isRun || sectors.some((sector) => about.has(sector))) return "own";
  if (sectors.some((sector) => named.has(sector)) || tellsOfFlaw(lines)) return "general";
  return [...about].some((sector) => !everywhere.has(sector)) ? "others" : "general";
};
