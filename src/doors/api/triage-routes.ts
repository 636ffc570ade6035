/**
 * Routes of triage. Who may read drafts may read the list; who may triage decides.
 *
 * A list is read on from the board it began with, by the story after which to go on: a board that is made meanwhile, and
 * decisions that are made, neither double nor hide a story.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { systemClock } from "#outside/clock.ts";
import {
  decidedOf,
  filterStories,
  type Look,
  ownDecisions,
  type Refusal,
  type SeenBoard,
  type TriageDesk,
} from "#pipeline/triage-desk.ts";
import { isReadAnyway } from "#terms/loss.ts";
import type { HandoverNote, Ledger } from "#terms/triage.ts";
import { leaveOutReasons } from "#terms/triage-words.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";
import { type TriageNote, triageQuery, triageRoutes, triageStoryParams } from "./triage-contract.ts";

export interface TriageDoor {
  readonly desk: TriageDesk;
  /** When the next edition is made, RFC 3339; undefined without a plan. */
  readonly dueAt?: (now: string) => Promise<string | undefined>;
}

/** A decision names the articles of what it is about; the largest day has 5,000. */
const decisionBytes = 512 * 1024;
const ownShown = 100;
const reasonsShown = 6;

const noStories = "No stories are on the desk. They come with the next run.";

const lookOf = ({ principal }: FastifyRequest): Look => ({ principal, now: systemClock.now() });

const summarise = ({ losses, ...ledger }: Ledger) => {
  const byReason = Map.groupBy(losses, ({ reason }) => reason);
  const reasons = [...byReason]
    .map(([reason, list]) => ({ reason, count: list.length, example: list[0]?.detail ?? "" }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
    .slice(0, reasonsShown);
  const readAnyway = losses.filter(isReadAnyway).length;
  return { ...ledger, lost: losses.length - readAnyway, readAnyway, reasons };
};

const present = ({ who, lines, ...note }: HandoverNote): TriageNote => ({ ...note, lines: [...lines], by: who.name });

const did = {
  lead: "took it as lead",
  supporting: "took it as supporting",
  leave_out: "left it out",
  merge: "merged it",
  split: "took it apart",
  undo: "took a decision back",
} as const;

/** What the other decided, in words: the row that is read next says it too. */
const conflictWords = (refusal: Refusal & { readonly type: "conflict" }): string => {
  const { with: other } = refusal;
  if (other === undefined) return "The decision that you saw was taken back meanwhile. Nothing was changed.";
  const { act, who, at } = other;
  const why =
    act.kind === "leave_out" && act.reason !== undefined ? `: ${leaveOutReasons[act.reason].toLowerCase()}` : "";
  return `${who.name} ${did[act.kind]}${why} at ${at.slice(11, 16)} UTC. Nothing was changed.`;
};

const refuse = (refusal: Refusal, reply: FastifyReply): Promise<FastifyReply> =>
  refusal.type === "conflict"
    ? answerProblem(reply, 409, conflictWords(refusal))
    : answerProblem(reply, 400, refusal.because);

/** After which story to go on, on which board. */
const cursorOf = (after: string | undefined): { which: string; story?: string } => {
  if (after === undefined) return { which: "latest" };
  const [which = "latest", story = ""] = after.split(":");
  return { which, story };
};

const pageOf = (seen: SeenBoard, filter: Parameters<typeof filterStories>[1], limit: number, story?: string) => {
  const filtered = filterStories(seen.stories, filter);
  // The story named may pass the filter no more: what comes after it on the board still does.
  const places = new Map(seen.stories.map(({ row }, at) => [row.id, at]));
  const from = story === undefined ? -1 : places.get(story);
  if (from === undefined) return undefined;
  const offset = filtered.rows.findIndex(({ id }) => (places.get(id) ?? 0) > from);
  const rows = offset < 0 ? [] : filtered.rows.slice(offset, offset + limit);
  const last = rows.at(-1);
  const isMore = last !== undefined && offset + limit < filtered.rows.length;
  return { ...filtered, offset: Math.max(0, offset), rows, ...(isMore ? { next: `${seen.id}:${last.id}` } : {}) };
};

const revisionOf = ({ id, decisions }: SeenBoard): string => `${id}:${decisions.at(-1)?.seq ?? 0}`;

const madeAnew = "The list was made anew meanwhile. Begin with its first page.";

export const addTriageRoutes = (door: Routes, triage: TriageDoor | undefined): void => {
  const reads = { access: "draft.read" } as const;
  const decides = { access: "story.triage" } as const;

  const { state, list, story, ledger, decide, notes, handOver } = triageRoutes;
  door.get(
    state.path,
    { config: reads, schema: { summary: state.summary, response: { 200: state.answers } } },
    async (request) => {
      const look = lookOf(request);
      const [seen, dueAt] = await Promise.all([triage?.desk.look("latest", look), triage?.dueAt?.(look.now)]);
      const due = dueAt === undefined ? {} : { dueAt };
      if (seen === undefined) return { toDecide: 0, ...due };
      return { revision: revisionOf(seen), toDecide: filterStories(seen.stories, "all").toDecide, ...due };
    },
  );
  door.get(
    list.path,
    { config: reads, schema: { summary: list.summary, querystring: triageQuery, response: { 200: list.answers } } },
    async (request, reply) => {
      const { filter, limit, after } = request.query;
      const cursor = cursorOf(after);
      const look = lookOf(request);
      const seen = await triage?.desk.look(cursor.which, look);
      if (triage === undefined || seen === undefined)
        return answerProblem(reply, after === undefined ? 404 : 409, after === undefined ? noStories : madeAnew);
      const page = pageOf(seen, filter, limit, cursor.story);
      if (page === undefined) return answerProblem(reply, 409, madeAnew);
      const { id, board, shift } = seen;
      const dueAt = await triage.dueAt?.(look.now);
      const { principal } = request;
      return {
        board: id,
        revision: revisionOf(seen),
        day: board.day,
        asOf: board.asOf,
        ...(dueAt === undefined ? {} : { dueAt }),
        now: look.now,
        mayDecide: principal.may.has("story.triage"),
        ...(shift.since === undefined ? {} : { since: shift.since }),
        hasProfile: board.hasProfile,
        articles: new Set(seen.stories.flatMap(({ row }) => row.articleIds)).size,
        ledger: summarise(seen.ledger),
        own: ownDecisions(seen, principal.id, ownShown).map((decision) => ({
          ...decidedOf(decision, principal.id),
          title: decision.title,
          articleIds: [...(decision.on[0]?.articleIds ?? [])],
        })),
        ...page,
      };
    },
  );

  door.get(
    story.path,
    {
      config: reads,
      schema: { summary: story.summary, params: triageStoryParams, response: { 200: story.answers } },
    },
    async (request, reply) => {
      const seen = await triage?.desk.look("latest", lookOf(request));
      const found = seen?.stories.find(({ row }) => row.id === request.params.id);
      if (found === undefined) return answerProblem(reply, 404, "No such story is on the desk.");
      return { row: found.row, story: { ...found.story, id: found.row.id } };
    },
  );

  door.get(
    ledger.path,
    { config: reads, schema: { summary: ledger.summary, response: { 200: ledger.answers } } },
    async (request, reply) => {
      const seen = await triage?.desk.look("latest", lookOf(request));
      return seen?.ledger ?? answerProblem(reply, 404, noStories);
    },
  );

  door.post(
    decide.path,
    {
      config: decides,
      bodyLimit: decisionBytes,
      schema: { summary: decide.summary, body: decide.body, response: { 200: decide.answers } },
    },
    async (request, reply) => {
      if (triage === undefined) return answerProblem(reply, 404, noStories);
      const made = await triage.desk.decide(request.body, lookOf(request));
      if (!made.ok) return refuse(made.error, reply);
      return { ...decidedOf(made.value, request.principal.id), title: made.value.title };
    },
  );

  door.get(
    notes.path,
    { config: reads, schema: { summary: notes.summary, response: { 200: notes.answers } } },
    async (request, reply) => {
      const look = lookOf(request);
      const draft = await triage?.desk.draftNote(look);
      if (triage === undefined || draft === undefined) return answerProblem(reply, 404, noStories);
      const { day, lines, shift } = draft;
      const left = await triage.desk.notes(look);
      return {
        day,
        lines: [...lines],
        notes: left.map(present),
        ...(shift.since === undefined ? {} : { since: shift.since }),
      };
    },
  );

  door.post(
    handOver.path,
    {
      config: decides,
      bodyLimit: 32 * 1024,
      schema: { summary: handOver.summary, body: handOver.body, response: { 200: handOver.answers } },
    },
    async (request, reply) => {
      const note = await triage?.desk.handOver(request.body.words, lookOf(request));
      return note === undefined ? answerProblem(reply, 404, noStories) : present(note);
    },
  );
};
