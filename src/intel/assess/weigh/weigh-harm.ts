/** What a happening does, to how many, and how badly: the part of a story's weight that lies in the thing itself. */
import type { Reason } from "#terms/assessment.ts";
import { deniesExploitation, findCue, type Line } from "./read-facts.ts";
import { countHarmed, highestScore } from "./read-numbers.ts";
import { reason } from "./reason.ts";

const quote = (line: Line): string => {
  const text = line.text.replace(/\s+/g, " ").trim();
  return `“${text.length <= 110 ? text : `${text.slice(0, 107)}…`}” (${line.article.outlet})`;
};

const ofFlaw =
  /\bCVE-\d{4}-\d+\b|\b(?:vulnerabilit(?:y|ies)|flaws?|bugs?|weakness(?:es)?|security holes?|zero-days?|schwachstellen?|sicherheitsl(?:ü|ue)cken?)\b/i;

/** A flaw's exploitation: stated in a headline or opening it stands against a denial elsewhere, else the denial does. */
const exploitation = (lines: readonly Line[]): Reason[] => {
  if (!lines.some((line) => ofFlaw.test(line.text))) return [];
  const exploited = findCue(lines, "exploited");
  const denied = deniesExploitation(lines);
  if (exploited !== undefined && (exploited.leads || denied === undefined))
    return reason("exploitation", 30, `exploited: ${quote(exploited)}`);
  return denied === undefined ? [] : reason("exploitation", -2, `no attacks known: ${quote(denied)}`);
};

const compromise = (lines: readonly Line[], leads: readonly Line[]): Reason[] => {
  const line = findCue(leads, "compromised");
  if (line === undefined) return [];
  const limited = findCue(lines, "limited");
  const isPassedOn = findCue(leads, "supplyChain") !== undefined;
  return [
    ...reason("compromise", 18, `systems were broken into: ${quote(line)}`),
    ...(limited === undefined ? [] : reason("limited scope", -8, `few were hit: ${quote(limited)}`)),
    ...reason("supply chain", isPassedOn ? 4 : 0, "what was tampered with is passed on to others"),
  ];
};

type Steps = readonly (readonly [least: number, points: number])[];
const scale = (value: number, steps: Steps): number => steps.find(([least]) => value >= least)?.[1] ?? 0;

const breadthSteps = {
  countries: [
    [30, 24],
    [10, 16],
    [4, 8],
    [2, 4],
  ],
  organisations: [
    [50, 15],
    [20, 10],
    [5, 6],
    [2, 3],
  ],
  people: [
    [1_000_000, 12],
    [100_000, 9],
    [10_000, 6],
    [1_000, 3],
  ],
} as const satisfies Record<string, Steps>;

const breadth = (lines: readonly Line[]): Reason[] => {
  const countries = countHarmed(lines, "countries") ?? 0;
  const organisations = countHarmed(lines, "organisations") ?? 0;
  const people = countHarmed(lines, "people") ?? 0;
  return [
    ...reason("breadth", scale(countries, breadthSteps.countries), `victims in ${countries} countries`),
    ...reason("breadth", scale(organisations, breadthSteps.organisations), `${organisations} organisations affected`),
    ...reason("breadth", scale(people, breadthSteps.people), `${people} people, accounts or devices affected`),
  ];
};

const severity = (lines: readonly Line[], leads: readonly Line[]): Reason[] => {
  const score = highestScore(lines);
  if (score === undefined)
    return findCue(leads, "critical") === undefined
      ? []
      : reason("severity", 10, "called critical, with no score given");
  const isOpen = score >= 9 && findCue(lines, "unauthenticated") !== undefined;
  return [
    ...reason(
      "severity",
      scale(score, [
        [9, 18],
        [7, 12],
        [4, 3],
      ]),
      `scored ${score.toFixed(1)} under CVSS`,
    ),
    ...reason("severity", isOpen ? 4 : 0, "usable without logging in"),
  ];
};

const preying = /\b(?:phish\w*|collecting passwords|steal\w*|spam\w*|scams?|smishing|vishing|extort\w*|campaigns?)\b/i;

const kind = (leads: readonly Line[]): Reason[] => {
  const ongoing = leads.find((line) => preying.test(line.text) && findCue([line], "ongoing") !== undefined);
  const has = (cue: Parameters<typeof findCue>[1]): boolean => findCue(leads, cue) !== undefined;
  return [
    ...reason("kind", has("espionage") ? 6 : 0, "espionage by or for a state"),
    ...reason("kind", has("government") ? 6 : 0, "public bodies or essential services are concerned"),
    ...(ongoing === undefined ? [] : reason("kind", 4, `it is going on: ${quote(ongoing)}`)),
    ...reason("kind", ongoing !== undefined && has("credentials") ? 2 : 0, "it takes passwords"),
    ...reason("kind", has("harmless") ? -6 : 0, "called harmless in itself"),
  ];
};

/** An arrest or a takedown tells of harm that others did earlier: its own news is that it ends. */
const isLawEnforcement = (lines: readonly Line[]): boolean =>
  lines.some((line) => isHead(line) && findCue([line], "lawEnforcement") !== undefined);
const isHead = (line: Line): boolean => line.text === line.article.title || line.text === line.article.dek;

export const weighHarm = (lines: readonly Line[]): Reason[] => {
  const leads = lines.filter((line) => line.leads);
  if (isLawEnforcement(lines)) return reason("law enforcement", 6, "people were arrested or services taken down");
  return [
    ...exploitation(lines),
    ...compromise(lines, leads),
    ...breadth(lines),
    ...severity(lines, leads),
    ...kind(leads),
  ];
};
