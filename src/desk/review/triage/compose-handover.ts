/** A handover note, composed from what one person decided in a shift and what is still open. Own words come beside it. */
import { isWithin } from "#terms/person.ts";
import { narrowestTlp, type Tlp } from "#terms/tlp.ts";
import type { Decision, TriageRow } from "#terms/triage.ts";
import { leaveOutReasons } from "#terms/triage-words.ts";
import { standing } from "./hold-decisions.ts";
import { isToDecide } from "./lay-out-board.ts";

export interface HandoverDraft {
  readonly lines: readonly string[];
  /** The narrowest label of the stories it names. */
  readonly tlp: Tlp;
}

const named = 8;
const heaviestNamed = 3;

const longestTitle = 120;

/** In quotation marks, cut where it is too long for a note; then why, when it was left out. */
const quoteTitle = ({ title }: { readonly title: string }): string => {
  const short = [...title].length <= longestTitle ? title : `${[...title].slice(0, longestTitle - 1).join("")}…`;
  return `“${short}”`;
};

const list = (titles: readonly string[]): string => {
  const shown = titles.slice(0, named).join("; ");
  return titles.length > named ? `${shown}; and ${titles.length - named} more` : shown;
};

const headings = {
  lead: "Taken as lead",
  supporting: "Supporting",
  leave_out: "Left out",
  merge: "Merged",
  split: "Taken apart",
} as const;

const titleOf = (decision: Decision): string => {
  const { act } = decision;
  if (act.kind !== "leave_out") return quoteTitle(decision);
  const why = [act.reason === undefined ? undefined : leaveOutReasons[act.reason].toLowerCase(), act.words];
  return `${quoteTitle(decision)} (${why.filter((part) => part !== undefined).join(": ")})`;
};

const told = ({ title, tlp }: TriageRow): { title: string; tlp: Tlp } => ({ title, tlp });

/** @param rows what its reader sees · `since` the start of the shift; absent: everything of that day */
export const composeHandover = (
  decisions: readonly Decision[],
  rows: readonly TriageRow[],
  { personId, day, since, ceiling }: { personId: string; day: string; since?: string; ceiling: Tlp },
): HandoverDraft => {
  const own = decisions.filter(
    (one) =>
      one.who.id === personId &&
      one.day === day &&
      (since === undefined || one.at > since) &&
      isWithin(one.tlp, ceiling),
  );
  const stand = new Set(standing(decisions).map(({ id }) => id));
  const kept = own.filter(({ id }) => stand.has(id));
  const undone = own.filter(({ id, act }) => act.kind !== "undo" && !stand.has(id)).length;
  const open = rows.filter(isToDecide);
  const decided = rows.filter(({ state }) => state !== "open").length;
  const lines = Object.entries(headings).flatMap(([kind, heading]) => {
    const titles = kept.filter(({ act }) => act.kind === kind).map(titleOf);
    return titles.length === 0 ? [] : [`${heading} (${titles.length}): ${list(titles)}.`];
  });
  const heaviest = open.slice(0, heaviestNamed);
  return {
    lines: [
      ...(kept.length === 0 ? ["Nothing was decided in this shift."] : lines),
      ...(undone === 0 ? [] : [`Taken back: ${undone}.`]),
      open.length === 0
        ? `Nothing is left to decide; ${decided} of ${rows.length} stories were decided by hand.`
        : `Left to decide: ${open.length} of ${rows.length}, heaviest first: ${list(heaviest.map(quoteTitle))}.`,
    ],
    tlp: narrowestTlp([...kept, ...heaviest.map(told)].map(({ tlp }) => tlp)),
  };
};
