/**
 * What a conflict is about, in words that can follow "trusted sources disagree about": "whether it is being exploited",
 * "the number of servers seized". Undefined for what is told in two ways without contradiction.
 */
import type { Contradiction } from "#terms/story.ts";

const phrases: Readonly<Record<string, string | undefined>> = {
  exploited: "whether it is being exploited",
  exploitation: "whether it is being exploited",
  attribution: "who is behind it",
  actor: "who is behind it",
  involvement: "who was involved",
  sponsor: "whether a state is behind it",
  payment: "whether money was paid",
  "harm to people": "whether people were harmed",
  "data theft": "whether data were taken",
  "user interaction": "whether a user has to act",
  service: "whether the service failed",
  ransomware: "whether ransomware was used",
  "zero-day": "whether an unknown flaw was used",
  precondition: "what an attacker needs beforehand",
  fix: "which version is safe",
  "fixed version": "which version is safe",
  severity: "how severe it is",
  score: "how severe it is",
  start: "when it began",
  end: "when it ended",
  duration: "how long it lasted",
  deadline: "the deadline",
  due_date: "the deadline",
  "people affected": "how many people are affected",
  "number hit": "how many were hit",
  "scanned or breached": "what was breached and what was only probed",
  "reach or victims": "who was hit and who could have been",
  unit: "the size measured",
};

/** One moment in two clocks, one flaw on two scales: both hold. */
const noConflict: ReadonlySet<string> = new Set(["deadline in two time zones"]);
const scales = /\bCVSS (?:v)?(\d)/i;

const isTwoScales = (entry: Contradiction): boolean => {
  const versions = entry.values.map((value) => scales.exec(value.value)?.[1]);
  return versions.every((version) => version !== undefined) && new Set(versions).size === versions.length;
};

export const describeConflict = (entry: Contradiction): string | undefined => {
  if (noConflict.has(entry.about) || isTwoScales(entry)) return undefined;
  const fixed = Object.hasOwn(phrases, entry.about) ? phrases[entry.about] : undefined;
  if (fixed !== undefined) return fixed;
  const words = entry.about.replaceAll("_", " ");
  if (/^(?:whether|how|who|what|when|which) /.test(words)) return words;
  // Counts are slots named by their noun: "countries".
  const isCount = !/ /.test(words) && entry.values.every((value) => /^\D{0,20}\d/.test(value.value));
  return isCount ? `the number of ${words}` : `the ${words}`;
};
