/**
 * Triage on record: boards (derived, the newest few), decisions and handover notes (append-only).
 *
 * Decisions are made one after the other: whoever decides waits for whoever is deciding, sees what they decided, and is
 * judged on that. A decision and its audit entry are kept together or not at all.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import { sha256Hex, stableId } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { AuditEntry } from "#terms/audit.ts";
import { boardSchema, type Decision, type HandoverNote, type Proposal, type TriageBoard } from "#terms/triage.ts";
import { saveArticles } from "./articles.ts";
import { appendAudit } from "./audit.ts";
import { inBatches, toBody, toColumn, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";

/** Any number that nothing else of ours locks by. */
const triageLock = 8_037_006;
const boardsKept = 6;
/** Merges and splits hold as long as an edition may read the articles they were made on: a day and a half, and a weekend. */
const shapedDays = 4;
const notesRead = 50;

type Who = { readonly id: string; readonly name: string; readonly via?: string };

/** @param compose told the key of each article's version on record */
const saveBoard = (
  db: Kysely<Tables>,
  articles: readonly Article[],
  compose: (keyOf: (id: ArticleId) => string) => TriageBoard,
): Promise<string> =>
  db.transaction().execute(async (within) => {
    const keys = await saveArticles(within, articles);
    const board = compose((id) => keys.get(id) ?? "");
    const body = toBody(board);
    const id = sha256Hex(body);
    await within
      .insertInto("triage_board")
      .values({ id, day: board.day, as_of: board.asOf, body })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ made_at: sql`clock_timestamp()` }))
      .execute();
    await sql`
      delete from triage_board where id not in
        (select id from triage_board order by made_at desc, id limit ${boardsKept})`.execute(within);
    return id;
  });

/** @param which an id, or the newest */
const findBoard = async (db: Kysely<Tables>, which: string | "latest"): Promise<string | undefined> => {
  let query = db.selectFrom("triage_board").select("id");
  if (which !== "latest") query = query.where("id", "=", which);
  return (await query.orderBy("made_at", "desc").orderBy("id").limit(1).executeTakeFirst())?.id;
};

const readBoard = async (db: Kysely<Tables>, id: string): Promise<TriageBoard | undefined> => {
  const row = await db.selectFrom("triage_board").select("body").where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : boardSchema.parse(JSON.parse(row.body.toString("utf8")));
};

type DecisionRow = Pick<
  Tables["triage_decision"],
  "id" | "seq" | "day" | "at" | "who_id" | "who_name" | "tlp" | "body"
>;

const erased = "a person who left";

const decisionOf = (row: DecisionRow): Decision => ({
  ...(JSON.parse(row.body.toString("utf8")) as Pick<Decision, "on" | "act" | "title">),
  id: row.id,
  seq: Number(row.seq),
  day: row.day,
  at: toTime(row.at),
  who: { id: row.who_id, name: row.who_name ?? erased },
  tlp: row.tlp as Decision["tlp"],
});

const columns = ["id", "seq", "day", "at", "who_id", "who_name", "tlp", "body"] as const;

/** Decisions that bear on these days: their own, and merges and splits of the days around them. Oldest first. */
const readDecisions = async (db: Kysely<Tables>, days: readonly string[]): Promise<Decision[]> => {
  const [first, ...others] = days.toSorted();
  if (first === undefined) return [];
  const last = others.at(-1) ?? first;
  const rows = await db
    .selectFrom("triage_decision")
    .select(columns)
    .where((row) =>
      row.or([
        row("day", "in", [...days]),
        row.and([
          row("day", ">=", sql<string>`${first}::date - ${shapedDays}::integer`),
          row("day", "<=", sql<string>`${last}::date + ${shapedDays}::integer`),
          row("kind", "in", ["merge", "split", "undo"]),
        ]),
      ]),
    )
    .orderBy("seq")
    .execute();
  return rows.map(decisionOf);
};

const readAllDecisions = async (db: Kysely<Tables>): Promise<Decision[]> =>
  (await db.selectFrom("triage_decision").select(columns).orderBy("seq").execute()).map(decisionOf);

const addressBatch = 1_000;

/** Address, title and outlet of articles on record, as first read. */
const readAddresses = async (
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly url: string; readonly title: string; readonly outlet: string }>> => {
  const found = new Map<string, { url: string; title: string; outlet: string }>();
  for (const batch of inBatches(ids, addressBatch)) {
    const rows = await db
      .selectFrom("article")
      .select(["article_id", "url", "title", "outlet"])
      .where("article_id", "in", batch)
      .distinctOn("article_id")
      .orderBy("article_id")
      .orderBy("first_seen_at")
      .orderBy("key")
      .execute();
    for (const { article_id, ...row } of rows) found.set(article_id, row);
  }
  return found;
};

/** When a person decided and handed over, newest first: of their last weeks of work. */
const readActs = async (
  db: Kysely<Tables>,
  personId: string,
): Promise<{ readonly at: string; readonly ends: boolean }[]> => {
  const { rows } = await sql<{ at: string; ends: boolean }>`
    select at, ends from (
      (select at, false as ends from triage_decision where who_id = ${personId} order by seq desc limit 2000)
      union all
      (select at, true as ends from handover_note where who_id = ${personId} order by at desc limit 100)
    ) acts order by at desc`.execute(db);
  return rows.map(({ at, ends }) => ({ at: toTime(at), ends }));
};

interface Making {
  readonly proposal: Proposal;
  readonly who: Who;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** What a judge lets be recorded; `already` when it stands there. */
type Judged<Refusal> = Result<
  { readonly already?: Decision; readonly record: Pick<Decision, "on" | "title" | "tlp"> },
  Refusal
>;

const actionOf: Readonly<Record<Decision["act"]["kind"], string>> = {
  lead: "story.taken",
  supporting: "story.taken-as-supporting",
  leave_out: "story.left-out",
  merge: "story.merged",
  split: "story.taken-apart",
  undo: "story.decision-taken-back",
};

const auditOf = ({ id, day, at, act, on, tlp }: Decision, who: Who): AuditEntry => ({
  at,
  who,
  action: actionOf[act.kind],
  object: { type: "story", id: stableId("story", on[0]?.articleIds[0] ?? ""), tlp },
  detail: {
    decision: id,
    day,
    articles: on.reduce((sum, { articleIds }) => sum + articleIds.length, 0),
    ...(act.kind === "undo" ? { of: act.of } : {}),
    ...(act.kind === "leave_out" ? { reason: act.reason ?? "own words" } : {}),
  },
});

const append = async (within: Transaction<Tables>, decision: Decision): Promise<void> => {
  const { on, act, title } = decision;
  await within
    .insertInto("triage_decision")
    .values({
      seq: `${decision.seq}`,
      id: decision.id,
      day: decision.day,
      at: decision.at,
      kind: act.kind,
      who_id: toColumn(decision.who.id),
      who_name: toColumn(decision.who.name),
      tlp: decision.tlp,
      body: toBody({ on, act, title }),
    })
    .execute();
};

/** @param judge told every decision that bears on the day, as it stands now */
const recordDecision = <Refusal>(
  db: Kysely<Tables>,
  { proposal, who, at }: Making,
  judge: (decisions: readonly Decision[]) => Judged<Refusal>,
): Promise<Result<Decision, Refusal>> =>
  db.transaction().execute(async (within) => {
    await sql`select pg_advisory_xact_lock(${triageLock}::bigint)`.execute(within);
    const judged = judge(await readDecisions(within, [proposal.day]));
    if (!judged.ok) return err(judged.error);
    if (judged.value.already !== undefined) return ok(judged.value.already);
    const last = await within
      .selectFrom("triage_decision")
      .select("seq")
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    const seq = Number(last?.seq ?? 0) + 1;
    const { day, act } = proposal;
    const id = stableId("dec", `${seq}`, day, at, who.id);
    const decision: Decision = {
      ...judged.value.record,
      ...{ id, seq, day, act },
      at: toTime(at),
      who: { id: who.id, name: who.name },
    };
    await append(within, decision);
    await appendAudit(within, auditOf(decision, who));
    return ok(decision);
  });

const saveNote = (db: Kysely<Tables>, note: Omit<HandoverNote, "id">, who: Who): Promise<HandoverNote> =>
  db.transaction().execute(async (within) => {
    const { day, lines, words, tlp } = note;
    const at = toTime(note.at);
    const id = stableId("note", day, at, who.id, words);
    await within
      .insertInto("handover_note")
      .values({
        id,
        day,
        at,
        who_id: toColumn(who.id),
        who_name: toColumn(who.name),
        tlp,
        body: toBody({ lines, words }),
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
    await appendAudit(within, { at, who, action: "shift.handed-over", object: { type: "desk", id }, detail: { day } });
    return { ...note, id, at };
  });

/** Newest first. */
const listNotes = async (db: Kysely<Tables>): Promise<HandoverNote[]> => {
  const rows = await db
    .selectFrom("handover_note")
    .selectAll()
    .orderBy("at", "desc")
    .orderBy("id")
    .limit(notesRead)
    .execute();
  return rows.map((row) => ({
    ...(JSON.parse(row.body.toString("utf8")) as Pick<HandoverNote, "lines" | "words">),
    id: row.id,
    day: row.day,
    at: toTime(row.at),
    who: { id: row.who_id, name: row.who_name ?? erased },
    tlp: row.tlp as HandoverNote["tlp"],
  }));
};

/** Takes a person's name off what they decided and wrote; the decisions stay. */
export const eraseTriageNames = async (within: Transaction<Tables>, personId: string): Promise<void> => {
  for (const table of ["triage_decision", "handover_note"] as const)
    await within.updateTable(table).set({ who_name: null }).where("who_id", "=", toColumn(personId)).execute();
};

export interface TriageRecord {
  /** Keeps the articles too. `compose` is told the key of each one's version. @returns its id */
  readonly saveBoard: (
    articles: readonly Article[],
    compose: (keyOf: (id: ArticleId) => string) => TriageBoard,
  ) => Promise<string>;
  /** The id of the newest board, or of this one while it is kept. */
  readonly findBoard: (which: string) => Promise<string | undefined>;
  readonly readBoard: (id: string) => Promise<TriageBoard | undefined>;
  readonly decisions: (days: readonly string[]) => Promise<Decision[]>;
  readonly allDecisions: () => Promise<Decision[]>;
  readonly addresses: (ids: readonly string[]) => ReturnType<typeof readAddresses>;
  readonly acts: (personId: string) => ReturnType<typeof readActs>;
  readonly decide: <Refusal>(
    making: Making,
    judge: (decisions: readonly Decision[]) => Judged<Refusal>,
  ) => Promise<Result<Decision, Refusal>>;
  readonly saveNote: (note: Omit<HandoverNote, "id">, who: Who) => Promise<HandoverNote>;
  readonly notes: () => Promise<HandoverNote[]>;
}

export const openTriage = (db: Kysely<Tables>): TriageRecord => ({
  saveBoard: (articles, compose) => saveBoard(db, articles, compose),
  findBoard: (which) => findBoard(db, which),
  readBoard: (id) => readBoard(db, id),
  decisions: (days) => readDecisions(db, days),
  allDecisions: () => readAllDecisions(db),
  addresses: (ids) => readAddresses(db, ids),
  acts: (personId) => readActs(db, personId),
  decide: (making, judge) => recordDecision(db, making, judge),
  saveNote: (note, who) => saveNote(db, note, who),
  notes: () => listNotes(db),
});
