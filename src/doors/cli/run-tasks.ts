/** `watchfloor tasks list | close`, `watchfloor sources pause | resume | fetch | coverage`. */
import type { SourceAct } from "#pipeline/steps/switch-sources.ts";
import type { Coverage } from "#terms/coverage.ts";
import { deskViewer } from "#terms/person.ts";
import type { Task } from "#terms/task.ts";
import { coverageQuery, taskParams } from "../api/contract.ts";
import type { OperationsDoor } from "../api/operations-routes.ts";
import { atTheMachine } from "./at-the-machine.ts";
import { inForceOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { operationsOf } from "./operations-of.ts";
import { countOf, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";

/** The operator's files are read for what is about sources, and not before: a fault in them keeps nobody from the tasks. */
const withOperations = <T>(name: string, use: (operations: OperationsDoor) => Promise<T>): Promise<T> =>
  withDesk(name, (desk) => use(operationsOf(desk, async () => inForceOn(desk, await openDeskConfig()).sources())));

const pageOf = 100;

const readAll = async (operations: OperationsDoor, state: "open" | "all"): Promise<Task[]> => {
  const tasks: Task[] = [];
  for (let after: string | undefined; ; ) {
    const page = await operations.tasks({ state, limit: pageOf, after }, deskViewer);
    tasks.push(...page.tasks);
    if (page.next === undefined) return tasks;
    after = page.next;
  }
};

const linesOf = (task: Task): string[] => [
  `${task.id}\t${task.closedAt === undefined ? "open" : `closed by ${task.closedBy}`}\t${task.changedAt}\t${task.kind}\t${task.url}`,
  `  ${task.title}: ${task.because}`,
  ...task.quotes
    .filter(({ stands }) => !stands)
    .map(({ quote, sentence }) => `  no longer there: “${quote}” (cited for: ${sentence})`),
  ...task.passages.flatMap(({ before, after }) => [
    ...(before === undefined ? [] : [`  - ${before}`]),
    ...(after === undefined ? [] : [`  + ${after}`]),
  ]),
];

export const runTasksList = ({ all, json }: { readonly all: boolean; readonly json: boolean }): Promise<ExitCode> =>
  withOperations("tasks", async (operations) => {
    const tasks = await readAll(operations, all ? "all" : "open");
    if (json) await print(`${JSON.stringify(tasks, null, 2)}\n`);
    else for (const line of tasks.flatMap(linesOf)) await print(`${line}\n`);
    const open = tasks.filter(({ closedAt }) => closedAt === undefined).length;
    say(`${countOf(open, "task")} open`);
    return open === 0 ? exitCodes.fine : exitCodes.findings;
  });

export const runTaskClose = async (id: string): Promise<ExitCode> => {
  if (!taskParams.safeParse({ id }).success)
    throw wrongUse(`tasks close: Expected the id of a task, 16 hex digits, but found ${id}`);
  if (!(await withOperations("tasks", (operations) => operations.closeTask(id, atTheMachine))))
    throw unfinished(`tasks close: Expected an open task ${id} but found none.`);
  say(`Task ${id} is done.`);
  return exitCodes.fine;
};

const said: Readonly<Record<SourceAct, string>> = {
  pause: "is paused. `sources resume` lets it go on.",
  resume: "goes on, and is asked as soon as a desk works.",
  fetch: "is asked as soon as a desk works.",
};

export const runSourceAct = async (id: string, act: SourceAct): Promise<ExitCode> => {
  if (!(await withOperations("sources", (operations) => operations.act(id, act, atTheMachine))))
    throw wrongUse(`sources ${act}: Expected the id of a source of the desk but found ${id}`);
  say(`${id} ${said[act]}`);
  return exitCodes.fine;
};

const printCoverage = async ({ days }: Coverage): Promise<void> => {
  for (const { day, lines } of days)
    for (const { step, flow, reason, count, example } of lines.filter((line) => line.count > 0))
      await print(`${day}\t${step}\t${flow}\t${reason}\t${count}\t${flow === "lost" ? (example ?? "") : ""}\n`);
};

interface CoverageFlags {
  readonly from?: string;
  readonly to?: string;
  readonly json: boolean;
}

export const runCoverage = async ({ from, to, json }: CoverageFlags): Promise<ExitCode> => {
  const query = coverageQuery.safeParse({ from, to });
  if (!query.success)
    throw wrongUse(
      `sources coverage: Expected days like 2026-02-05 but found ${[from, to].filter(Boolean).join(", ")}`,
    );
  const coverage = await withOperations("sources", (operations) => operations.coverage(query.data, deskViewer));
  if (json) await print(`${JSON.stringify(coverage, null, 2)}\n`);
  else await printCoverage(coverage);
  say(`${countOf(coverage.days.length, "day")} with something counted`);
  return exitCodes.fine;
};
