/**
 * Decisions on their way to the desk: shown at once, sent one after the other, each on the state the person saw.
 *
 * What another person decided meanwhile comes back as a conflict, and what could not be sent is kept until it is sent
 * again or let go. Nothing is lost by a cut network.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Proposal, SeenStory, TriageAct } from "#terms/triage.ts";
import { AskError, newKey, write } from "../app/ask.ts";
import { listOf, patchList, type Row, refreshList } from "./use-triage.ts";

export interface Sent {
  readonly act: TriageAct;
  /** The first is decided; a merge names those that join it. */
  readonly rows: readonly Row[];
  readonly key: string;
}

export interface Conflict extends Sent {
  readonly words: string;
}

export interface Unsent extends Sent {
  readonly words: string;
  readonly ref: string | undefined;
}

export interface Done {
  readonly id: string;
  readonly act: TriageAct;
  readonly title: string;
  /** The first article of the story it was made on. */
  readonly article: string | undefined;
}

const stateOf = { lead: "lead", supporting: "supporting", leave_out: "left_out" } as const;

/** The row that now holds a row's first article. */
export const findRow = (rows: readonly Row[], articleId: string | undefined): Row | undefined =>
  articleId === undefined ? undefined : rows.find((row) => row.articleIds.includes(articleId));

export const useDecisions = () => {
  const queries = useQueryClient();
  const [pending, setPending] = useState<ReadonlyMap<string, Row["state"]>>(new Map());
  const [conflict, setConflict] = useState<Conflict>();
  const [unsent, setUnsent] = useState<readonly Unsent[]>([]);
  const [done, setDone] = useState<Done>();
  const queue = useRef<Promise<void>>(Promise.resolve());

  // Whoever closes the page while decisions are on their way is asked first.
  const isSending = pending.size > 0;
  useEffect(() => {
    if (!isSending) return;
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [isSending]);

  const setShown = (row: Row | undefined, state: Row["state"] | undefined): void =>
    setPending((before) => {
      const next = new Map(before);
      const id = row?.articleIds[0] ?? "";
      if (state === undefined) next.delete(id);
      else next.set(id, state);
      return next;
    });

  /** A decision of one's own that came in meanwhile was seen; another's was not. */
  const seenOf = (row: Row): SeenStory => {
    const now = findRow(listOf(queries)?.rows ?? [], row.articleIds[0]);
    const last = now?.last?.mine === true ? now.last : row.last;
    return { articleIds: row.articleIds, basedOn: last?.id ?? null };
  };

  const record = async ({ act, rows, key }: Sent): Promise<void> => {
    const [row] = rows;
    const day = listOf(queries)?.day;
    if (day === undefined || row === undefined) return;
    const decided = await write("post", "/api/v1/triage/decisions", { body: { day, on: rows.map(seenOf), act }, key });
    const { title, ...mark } = decided;
    if (act.kind === "merge" || act.kind === "split" || act.kind === "undo") await refreshList(queries);
    else
      await patchList(queries, (list) => ({
        ...list,
        toDecide: list.toDecide - (row.state === "open" && row.rule === undefined ? 1 : 0),
        own: [{ ...mark, title, articleIds: row.articleIds }, ...list.own],
        rows: list.rows.map((one) =>
          one.articleIds[0] === row.articleIds[0]
            ? { ...one, state: stateOf[act.kind], verdict: mark, last: mark, grownBy: 0 }
            : one,
        ),
      }));
    setDone({ id: decided.id, act, title, article: row.articleIds[0] });
  };

  const send = (sent: Sent): void => {
    const [row] = sent.rows;
    const shown = stateOf[sent.act.kind as keyof typeof stateOf];
    if (shown !== undefined) setShown(row, shown);
    queue.current = queue.current.then(async () => {
      try {
        await record(sent);
      } catch (error) {
        const words = error instanceof Error ? error.message : "The desk did not answer.";
        if (error instanceof AskError && error.status === 409) {
          await refreshList(queries);
          setConflict({ ...sent, words });
        } else {
          const ref = error instanceof AskError ? error.ref : undefined;
          setUnsent((before) => [...before.filter(({ key }) => key !== sent.key), { ...sent, words, ref }]);
        }
      } finally {
        setShown(row, undefined);
      }
    });
  };

  /** Takes back the newest of one's own that stands. */
  const undo = (): void => {
    queue.current = queue.current.then(async () => {
      const list = listOf(queries);
      const [last] = list?.own ?? [];
      if (list === undefined || last === undefined) return;
      const body: Proposal = {
        day: list.day,
        on: [{ articleIds: last.articleIds, basedOn: last.id }],
        act: { kind: "undo", of: last.id },
      };
      try {
        const { id } = await write("post", "/api/v1/triage/decisions", { body });
        await refreshList(queries);
        setDone({ id, act: body.act, title: last.title, article: last.articleIds[0] });
      } catch (error) {
        await refreshList(queries);
        const rows = [findRow(list.rows, last.articleIds[0])].filter((row) => row !== undefined);
        const words = error instanceof Error ? error.message : "The desk did not answer.";
        setConflict({ act: body.act, rows, key: newKey(), words });
      }
    });
  };

  return {
    pending,
    conflict,
    unsent,
    done,
    undo,
    decide: (act: TriageAct, rows: readonly Row[]) => send({ act, rows, key: newKey() }),
    /** Knowingly, on what the other decided. */
    takeOver: (): void => {
      if (conflict === undefined) return;
      const rows = listOf(queries)?.rows ?? [];
      const fresh = conflict.rows.map((row) => findRow(rows, row.articleIds[0]) ?? row);
      setConflict(undefined);
      send({ act: conflict.act, rows: fresh, key: newKey() });
    },
    leaveAsIs: () => setConflict(undefined),
    again: (one: Unsent): void => {
      setUnsent((before) => before.filter(({ key }) => key !== one.key));
      send(one);
    },
    letGo: (one: Unsent) => setUnsent((before) => before.filter(({ key }) => key !== one.key)),
    closeDone: () => setDone(undefined),
  };
};

export type Decisions = ReturnType<typeof useDecisions>;
