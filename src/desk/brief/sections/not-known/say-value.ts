/** What is said of one side's value, by what is disputed; the verb claims no more than that its holder has it so. [T] */
import type { StoryKind } from "../../plan/story-kind.ts";

const quotes = (value: string): boolean => value.startsWith("“");

const sayings: Readonly<Record<string, (value: string) => string>> = {
  start: (value) => `dates the start to ${value}`,
  end: (value) => `dates the end to ${value}`,
  "day of entry": (value) => `dates the entry to ${value}`,
  "day of discovery": (value) => `dates the discovery to ${value}`,
  "day of the arrest": (value) => `dates the arrest to ${value}`,
  grade: (value) => `grades the flaw ${value}`,
  "day of the fix": (value) => `dates the fix to ${value}`,
  "day of withdrawal": (value) => `dates the withdrawal to ${value}`,
  deadline: (value) => (quotes(value) ? `prints the deadline as ${value}` : `gives ${value} as the deadline`),
  "deadline in two time zones": (value) => `gives ${value} as the deadline`,
  sponsor: (value) => `names ${value}`,
  precondition: (value) => `says that ${value}`,
  "user interaction": (value) => `says ${value}`,
  score: (value) => `gives ${value}`,
  severity: (value) => `grades it ${value}`,
  attribution: (value) => (/ does not share it/.test(value) ? `reports that ${value}` : `attributes it to ${value}`),
};

export const sayValue = (about: string, value: string): string =>
  (sayings[about] ?? ((words: string) => `${quotes(words) ? "writes" : "reports"} ${words}`))(value);

/** What began or ended, by the story's kind. */
export const happenings: Readonly<Record<StoryKind, string>> = {
  intrusion: "the intrusions",
  vulnerability: "the exploitation",
  hijack: "the hijack",
  patch_batch: "the attacks",
  wave: "the abuse",
  leak: "the breach",
  outage: "the outage",
  arrest: "the case",
  volumetric: "the attack",
  policy: "the measure",
  other: "the activity",
};

export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** "reports a, reports b and names c" → "reports a and b and names c". */
export const joinPhrases = (phrases: readonly string[]): string => {
  const byVerb = new Map<string, string[]>();
  for (const phrase of phrases) {
    const [verb = "", ...rest] = phrase.split(" ");
    byVerb.set(verb, [...(byVerb.get(verb) ?? []), rest.join(" ")]);
  }
  return listed([...byVerb].map(([verb, objects]) => `${verb} ${listed([...new Set(objects)])}`));
};
