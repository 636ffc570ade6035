/** Tasks for people: one open task a kind and subject, told anew when it changes again, closed and never taken away. */
import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import { type Task, type TaskBody, type TaskPage, taskBodySchema, type taskKinds } from "#terms/task.ts";
import { knownTlp, type Tlp } from "#terms/tlp.ts";
import { appendAudit } from "./audit.ts";
import { toBody, toColumn, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import type { TaskTable } from "./schema-operations.ts";

export interface OpenTask {
  readonly kind: (typeof taskKinds)[number];
  readonly tlp: Tlp;
  readonly at: string;
  readonly body: TaskBody;
}

export const openTask = async (db: Kysely<Tables>, { kind, tlp, at, body }: OpenTask): Promise<void> => {
  await db
    .insertInto("task")
    .values({
      id: randomBytes(8).toString("hex"),
      kind,
      subject: toColumn(body.url),
      tlp,
      opened_at: at,
      changed_at: at,
      body: toBody(body),
    })
    .onConflict((conflict) =>
      conflict
        .columns(["kind", "subject"])
        .where("closed_at", "is", null)
        .doUpdateSet((row) => ({
          tlp: row.ref("excluded.tlp"),
          changed_at: row.ref("excluded.changed_at"),
          body: row.ref("excluded.body"),
        })),
    )
    .execute();
};

/** One task, or all of a subject, or those of one kind. */
export type WhichTask =
  | { readonly id: string }
  | { readonly subject: string }
  | { readonly subject: string; readonly kind: OpenTask["kind"] };

export interface Closing {
  readonly by: string;
  readonly at: string;
  /** Only tasks with one of these labels. Default: any. */
  readonly labels?: readonly Tlp[];
  /** A person: then the audit chain tells of it. */
  readonly who?: AuditEntry["who"];
}

/** @returns whether one was open */
export const closeTask = (db: Kysely<Tables>, which: WhichTask, { by, at, labels, who }: Closing): Promise<boolean> =>
  db.transaction().execute(async (within) => {
    let query = within
      .updateTable("task")
      .set({ closed_at: at, closed_by: toColumn(by) })
      .where("closed_at", "is", null);
    query = "id" in which ? query.where("id", "=", which.id) : query.where("subject", "=", toColumn(which.subject));
    if ("kind" in which) query = query.where("kind", "=", which.kind);
    if (labels !== undefined) query = query.where("tlp", "in", [...labels, ""]);
    const closed = await query.returning(["id", "tlp"]).execute();
    if (who !== undefined)
      for (const { id, tlp } of closed) {
        const object = { type: "article" as const, id, tlp: knownTlp(tlp) };
        await appendAudit(within, { at, who, action: "task.closed", object });
      }
    return closed.length > 0;
  });

export interface TaskQuery {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
  readonly state: "open" | "all";
  /** Only tasks with one of these labels. */
  readonly labels: readonly Tlp[];
}

const taskOf = (row: TaskTable): Task => ({
  ...taskBodySchema.parse(JSON.parse(row.body.toString("utf8"))),
  id: row.id,
  kind: row.kind,
  tlp: row.tlp,
  openedAt: toTime(row.opened_at),
  changedAt: toTime(row.changed_at),
  ...(row.closed_at === null ? {} : { closedAt: toTime(row.closed_at) }),
  ...(row.closed_by === null ? {} : { closedBy: row.closed_by }),
});

/** Newest first by when they were opened: one that changes meanwhile is neither lost nor told twice. */
export const listTasks = async (db: Kysely<Tables>, { limit, after, state, labels }: TaskQuery): Promise<TaskPage> => {
  let query = db
    .selectFrom("task")
    .selectAll()
    .where("tlp", "in", [...labels, ""]);
  if (state === "open") query = query.where("closed_at", "is", null);
  if (after !== undefined) {
    const from = await db
      .selectFrom("task")
      .select(["opened_at", "id"])
      .where("id", "=", after)
      // One that may not be seen is no place to go on from.
      .where("tlp", "in", [...labels, ""])
      .executeTakeFirst();
    if (from === undefined) return { tasks: [] };
    query = query.where((row) =>
      row.or([
        row("opened_at", "<", from.opened_at),
        row.and([row("opened_at", "=", from.opened_at), row("id", ">", from.id)]),
      ]),
    );
  }
  const rows = await query
    .orderBy("opened_at", "desc")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  const tasks = rows.slice(0, limit).map(taskOf);
  const last = tasks.at(-1);
  return { tasks, ...(rows.length > limit && last !== undefined ? { next: last.id } : {}) };
};

export const countOpenTasks = async (db: Kysely<Tables>): Promise<Readonly<Record<string, number>>> => {
  const rows = await db
    .selectFrom("task")
    .select(({ fn }) => ["kind", fn.countAll<string>().as("count")])
    .where("closed_at", "is", null)
    .groupBy("kind")
    .orderBy("kind")
    .execute();
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, Number(count)]));
};
