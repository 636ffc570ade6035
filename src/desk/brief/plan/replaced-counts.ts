/** Counts that a later sentence of the story says have been replaced are told with what replaced them, or not at all. */
import { type Candidate, overlap } from "./choose-tellings.ts";

const raisedFrom =
  /\b(?:up|down|raised|revised|risen|corrected) (?:\w+ )?from (?:an? (?:earlier|previous|first|initial) (?:count|figure|estimate|number|total|tally) of )?(?:about |some |around )?(\d[\d,.]*\d|\d)( million| billion)?/i;

/** Counts that another sentence of the story says have been replaced: "265,000, up from an earlier count of 212,000". */
const replacedCounts = (candidates: readonly Candidate[]): ReadonlyMap<string, Candidate> => {
  const replaced = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const match = raisedFrom.exec(candidate.text);
    if (match?.[1] === undefined || candidate.types.includes("volumetric")) continue;
    const size = match[2] === undefined ? 1 : match[2].trim().toLowerCase() === "million" ? 1e6 : 1e9;
    const value = Number(match[1].replaceAll(",", "")) * size;
    if (Number.isFinite(value) && value > 2) replaced.set(String(value), candidate);
  }
  return replaced;
};

const isReplaced = (candidate: Candidate, replaced: ReadonlyMap<string, Candidate>): boolean =>
  candidate.keys.some((key) => {
    const by = key.startsWith("q:") ? replaced.get(key.split(":")[1] ?? "") : undefined;
    return by !== undefined && by !== candidate && overlap(by.text, candidate.text) > 0.25;
  });

/** Without the sentences that give only the older of two counts. */
export const withoutReplaced = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const replaced = replacedCounts(candidates);
  return replaced.size === 0 ? candidates : candidates.filter((candidate) => !isReplaced(candidate, replaced));
};
