/**
 * Routes of the desk's own work: the ledger of coverage, tasks, and what people do with a source while it is collected.
 *
 * What is counted, or tasked, under a label that the reader may not see is left out; a source of such a label is none.
 */
import type { z } from "zod";
import type { Coverage } from "#terms/coverage.ts";
import type { Principal, Viewer } from "#terms/person.ts";
import type { TaskPage } from "#terms/task.ts";
import { coverageQuery, operationsRoutes, sourceActParams, taskParams, taskQuery } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";

export interface OperationsDoor {
  readonly coverage: (query: z.output<typeof coverageQuery>, viewer: Viewer) => Promise<Coverage>;
  readonly tasks: (query: z.output<typeof taskQuery>, viewer: Viewer) => Promise<TaskPage>;
  /** @returns false when no such task is open */
  readonly closeTask: (id: string, who: Principal) => Promise<boolean>;
  /** @returns false when no such source is configured */
  readonly act: (sourceId: string, act: z.output<typeof sourceActParams>["act"], who: Principal) => Promise<boolean>;
}

/** A desk that keeps nothing has counted nothing. */
const nothing: OperationsDoor = {
  coverage: async () => ({ days: [] }),
  tasks: async () => ({ tasks: [] }),
  closeTask: async () => false,
  act: async () => false,
};

export const addOperationsRoutes = (door: Routes, operations: OperationsDoor = nothing): void => {
  door.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-cache");
  });
  const { coverage, tasks, closeTask, act } = operationsRoutes;
  const read = { access: "source.read" } as const;
  door.get(
    coverage.path,
    {
      config: read,
      schema: { summary: coverage.summary, querystring: coverageQuery, response: { 200: coverage.answers } },
    },
    async (request) => operations.coverage(request.query, request.principal),
  );
  door.get(
    tasks.path,
    { config: read, schema: { summary: tasks.summary, querystring: taskQuery, response: { 200: tasks.answers } } },
    async (request) => operations.tasks(request.query, request.principal),
  );
  door.post(
    closeTask.path,
    { config: { access: "story.triage" }, schema: { summary: closeTask.summary, params: taskParams } },
    async (request, reply) =>
      (await operations.closeTask(request.params.id, request.principal))
        ? reply.code(204).send()
        : answerProblem(reply, 404, "No such task is open."),
  );
  door.post(
    act.path,
    { config: { access: "source.manage" }, schema: { summary: act.summary, params: sourceActParams } },
    async (request, reply) =>
      (await operations.act(request.params.id, request.params.act, request.principal))
        ? reply.code(204).send()
        : answerProblem(reply, 404, "No such source is configured."),
  );
};
