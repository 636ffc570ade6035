/**
 * Routes of the audit chain: a page of it, whether it holds, all of it as lines.
 *
 * Entries about what lies above the reader's label are left out, and with them the numbers and hashes that would tell
 * how many there are. The whole chain is for the highest ceiling alone; so is the command line's.
 */
import { Readable } from "node:stream";
import type { Store } from "#store/index.ts";
import type { AuditRow, AuditState } from "#terms/audit.ts";
import { type AuditStateView, auditQuery, auditRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";

type Chain = Pick<Store["audit"], "list" | "verify" | "export">;

const rowOf = ({ seq, hash, ...row }: AuditRow, isWhole: boolean) => ({
  ...row,
  id: hash,
  detail: { ...row.detail },
  ...(isWhole ? { seq } : {}),
});

const stateOf = ({ head, entries, erasedNames, fault }: AuditState, isWhole: boolean): AuditStateView => ({
  holds: fault === undefined,
  ...(isWhole ? { head, entries, erasedNames, ...(fault === undefined ? {} : { fault }) } : {}),
});

export const addAuditRoutes = (door: Routes, chain: Chain): void => {
  const config = { access: "audit.read" } as const;
  const { list, state, export: whole } = auditRoutes;
  // The chain is long; whoever asks while it is walked is given what that walk finds.
  let walking: Promise<AuditState> | undefined;
  const walk = (): Promise<AuditState> => {
    walking ??= chain.verify().finally(() => {
      walking = undefined;
    });
    return walking;
  };

  door.get(
    list.path,
    { config, schema: { summary: list.summary, querystring: auditQuery, response: { 200: list.answers } } },
    async (request, reply) => {
      const { ceiling } = request.principal;
      const page = await chain.list({ ...request.query, ceiling });
      if (page === undefined) return answerProblem(reply, 400, "after: expected the `next` of a page before.");
      const entries = page.entries.map((row) => rowOf(row, ceiling === "TLP:RED"));
      return { entries, ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );
  door.get(
    state.path,
    { config, schema: { summary: state.summary, response: { 200: state.answers } } },
    async (request) => stateOf(await walk(), request.principal.ceiling === "TLP:RED"),
  );
  door.get(
    whole.path,
    { config: { ...config, ceiling: "TLP:RED" }, schema: { summary: whole.summary } },
    async (_request, reply) => {
      reply.header("content-disposition", 'attachment; filename="watchfloor-audit.ndjson"');
      return reply.type("application/x-ndjson; charset=utf-8").send(Readable.from(chain.export()));
    },
  );
};
