/**
 * Triage as the doors ask for it: the board of the working day as one person sees it, decisions, handover notes, labels.
 * Load, call the room, keep.
 */
import {
  composeHandover,
  decidedOf,
  type HandoverDraft,
  isToDecide,
  judgeDecision,
  type LaidOut,
  labelPairs,
  lastShift,
  layOutBoard,
  type Refusal,
  type Shift,
  standing,
  type Viewer,
} from "#desk/review/index.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { Store } from "#store/index.ts";
import { isWithin, type Principal } from "#terms/person.ts";
import { narrowestTlp, type Tlp } from "#terms/tlp.ts";
import type { Decision, HandoverNote, Ledger, Proposal, TriageBoard } from "#terms/triage.ts";
import { type TriageFilter, triageFilters } from "#terms/triage-words.ts";

export { decidedOf, type Refusal };

/** Who looks, and when. */
export interface Look {
  readonly principal: Pick<Principal, "id" | "name" | "ceiling" | "via">;
  /** RFC 3339, UTC. */
  readonly now: string;
}

export interface SeenBoard {
  readonly id: string;
  readonly board: TriageBoard;
  readonly shift: Shift;
  readonly stories: readonly LaidOut[];
  readonly ledger: Ledger;
  readonly decisions: readonly Decision[];
}

export interface TriageDesk {
  /** @param which an id, or the newest; undefined when there is none (any more) */
  readonly look: (which: string, look: Look) => Promise<SeenBoard | undefined>;
  readonly decide: (proposal: Proposal, look: Look) => Promise<Result<Decision, Refusal>>;
  readonly draftNote: (
    look: Look,
  ) => Promise<(HandoverDraft & { readonly day: string; readonly shift: Shift }) | undefined>;
  readonly handOver: (words: string, look: Look) => Promise<HandoverNote | undefined>;
  readonly notes: (look: Look) => Promise<readonly HandoverNote[]>;
}

/** Boards never change; the newest are held parsed. */
const heldBoards = 2;

const holdBoards = (store: Store): ((which: string) => Promise<{ id: string; board: TriageBoard } | undefined>) => {
  const held = new Map<string, TriageBoard>();
  return async (which) => {
    const id = await store.triage.findBoard(which);
    if (id === undefined) return undefined;
    const board = held.get(id) ?? (await store.triage.readBoard(id));
    if (board === undefined) return undefined;
    held.delete(id);
    held.set(id, board);
    const [oldest] = held.keys();
    if (held.size > heldBoards && oldest !== undefined) held.delete(oldest);
    return { id, board };
  };
};

const noBoard: Refusal = {
  type: "refused",
  because: "No stories are on the desk to decide on. Wait for the next run.",
};

/** What was laid out last, for those who ask again while nothing changed: each open page asks several times a minute. */
const heldViews = 8;

const holdViews = () => {
  const held = new Map<string, readonly LaidOut[]>();
  return (
    { id, board }: { readonly id: string; readonly board: TriageBoard },
    decisions: readonly Decision[],
    viewer: Viewer,
  ): readonly LaidOut[] => {
    // A name that was erased is shown to nobody any more, so names are part of what is the same.
    const made = decisions.map(({ seq, who }) => [seq, who.name]);
    const key = JSON.stringify([id, viewer.id, viewer.ceiling, viewer.since, made]);
    const stories = held.get(key) ?? layOutBoard(board, decisions, viewer);
    held.delete(key);
    held.set(key, stories);
    const [oldest] = held.keys();
    if (held.size > heldViews && oldest !== undefined) held.delete(oldest);
    return stories;
  };
};

export const openTriageDesk = (store: Store): TriageDesk => {
  const laidOut = holdViews();
  const readBoard = holdBoards(store);
  const shiftOf = async ({ principal, now }: Look): Promise<Shift> =>
    principal.via === "open" ? {} : lastShift(await store.triage.acts(principal.id), now);

  const look: TriageDesk["look"] = async (which, by) => {
    const found = await readBoard(which);
    if (found === undefined) return undefined;
    const [decisions, shift] = await Promise.all([store.triage.decisions([found.board.day]), shiftOf(by)]);
    const { id, ceiling } = by.principal;
    const viewer = { id, ceiling, ...(shift.since === undefined ? {} : { since: shift.since }) };
    const stories = laidOut(found, decisions, viewer);
    return { ...found, shift, decisions, stories, ledger: ledgerFor(found.board, stories, ceiling) };
  };

  const draftNote: TriageDesk["draftNote"] = async (by) => {
    const seen = await look("latest", by);
    if (seen === undefined) return undefined;
    const { board, decisions, shift, stories } = seen;
    const { id: personId, ceiling } = by.principal;
    const scope = { personId, day: board.day, ceiling, ...(shift.since === undefined ? {} : { since: shift.since }) };
    const draft = composeHandover(
      decisions,
      stories.map(({ row }) => row),
      scope,
    );
    return { ...draft, day: board.day, shift };
  };

  return {
    look,
    draftNote,
    decide: async (proposal, { principal, now }) => {
      const found = await readBoard("latest");
      if (found === undefined || found.board.day !== proposal.day) return err(noBoard);
      const { board } = found;
      // What is above their label is not there for them, by no answer.
      const groups = board.stories
        .filter(({ tlp }) => isWithin(tlp, principal.ceiling))
        .map(({ articles }) => articles.map(({ id }) => id));
      return store.triage.decide({ proposal, who: principal, at: now }, (decisions) => {
        const judged = judgeDecision(proposal, principal.id, decisions, groups);
        if (!judged.ok) return judged;
        return ok({ ...judged.value, record: recordOf(proposal, decisions, board) });
      });
    },
    handOver: async (words, by) => {
      const draft = await draftNote(by);
      if (draft === undefined) return undefined;
      const { day, lines, tlp } = draft;
      return store.triage.saveNote({ day, at: by.now, who: by.principal, lines, words, tlp }, by.principal);
    },
    notes: async ({ principal }) => (await store.triage.notes()).filter(({ tlp }) => isWithin(tlp, principal.ceiling)),
  };
};

/** What was dropped is not labelled: whoever may not see the whole board is told what they see of it. */
const ledgerFor = (
  { stories, ledger }: TriageBoard,
  seen: readonly LaidOut[],
  ceiling: Principal["ceiling"],
): Ledger =>
  stories.every(({ tlp }) => isWithin(tlp, ceiling))
    ? ledger
    : { read: new Set(seen.flatMap(({ row }) => row.articleIds)).size, feeds: 0, folded: 0, losses: [] };

/** What is kept with a decision: the stories it names, what the first was called, the narrowest label of them all. */
const recordOf = (
  proposal: Proposal,
  decisions: readonly Decision[],
  board: TriageBoard,
): Pick<Decision, "on" | "title" | "tlp"> => {
  const { act } = proposal;
  const undone = act.kind === "undo" ? decisions.find(({ id }) => id === act.of) : undefined;
  if (undone !== undefined) return { on: undone.on, title: undone.title, tlp: undone.tlp };
  const named = new Set(proposal.on.flatMap(({ articleIds }) => articleIds));
  const touched = board.stories.filter(({ articles }) => articles.some(({ id }) => named.has(id)));
  const first = new Set(proposal.on[0]?.articleIds);
  const title = touched.find(({ articles }) => articles.some(({ id }) => first.has(id)))?.title ?? "";
  return {
    on: proposal.on,
    title,
    tlp: narrowestTlp(touched.map(({ tlp }) => tlp)),
  };
};

/** Rows of a filter, and how many each filter holds. */
export const filterStories = (stories: readonly LaidOut[], filter: TriageFilter) => ({
  rows: stories.map(({ row }) => row).filter((row) => row.passes.includes(filter)),
  counts: Object.fromEntries(
    triageFilters.map((one) => [one, stories.filter(({ row }) => row.passes.includes(one)).length]),
  ) as Record<TriageFilter, number>,
  toDecide: stories.filter(({ row }) => isToDecide(row)).length,
  toDecideOf: stories.filter(({ row }) => row.rule === undefined).length,
});

/** The person's own decisions that stand, newest first: what an undo takes back. */
export const ownDecisions = ({ decisions, board }: SeenBoard, personId: string, most: number): readonly Decision[] =>
  standing(decisions)
    .filter(({ who, day }) => who.id === personId && day === board.day)
    .reverse()
    .slice(0, most);

/** Every correction as a label, as lines of JSON: articles by address, so that they can be found in any collection. */
export async function* exportLabels(store: Store): AsyncGenerator<string> {
  const labels = labelPairs(await store.triage.allDecisions());
  const ids = labels.flatMap((label) => (label.label === "left_out" ? label.articles : [label.a, label.b]));
  const known = await store.triage.addresses([...new Set(ids)]);
  const addressOf = (id: string) => known.get(id) ?? { url: id };
  for (const label of labels)
    yield JSON.stringify(
      label.label === "left_out"
        ? { ...label, articles: label.articles.map(addressOf) }
        : { ...label, a: addressOf(label.a), b: addressOf(label.b) },
    );
}

/** A story of the list by its id, as a flash of it is asked for; nothing when whoever looks sees no such story. */
export const storyToFlash = (
  { stories }: SeenBoard,
  id: string,
): { readonly storyId: string; readonly tlp: Tlp; readonly url: string } | undefined => {
  const found = stories.find(({ row }) => row.id === id);
  const url = found?.story.articles[0]?.url;
  return found === undefined || url === undefined ? undefined : { storyId: id, tlp: found.row.tlp, url };
};
