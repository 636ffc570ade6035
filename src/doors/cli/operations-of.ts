/** The desk's own work as the door and the command line reach it. */
import type { Desk } from "#pipeline/index.ts";
import { actOnSource } from "#pipeline/steps/switch-sources.ts";
import { isWithin } from "#terms/person.ts";
import type { Source } from "#terms/source.ts";
import { labelsWithin } from "#terms/tlp.ts";
import type { OperationsDoor } from "../api/operations-routes.ts";

const dayMs = 86_400_000;
const usualDays = 7;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const operationsOf = ({ store }: Desk, sources: () => Promise<readonly Source[]>): OperationsDoor => ({
  coverage: async ({ from, to }, { ceiling }) => {
    const last = to ?? dayOf(Date.now());
    const first = from ?? dayOf(Date.parse(last) - (usualDays - 1) * dayMs);
    return { days: await store.operations.readCoverage({ from: first, to: last, labels: labelsWithin(ceiling) }) };
  },
  tasks: ({ after, ...query }, { ceiling }) =>
    store.operations.listTasks({ ...query, labels: labelsWithin(ceiling), ...(after === undefined ? {} : { after }) }),
  closeTask: (id, { id: who, name, via, ceiling }) =>
    store.operations.closeTask(
      { id },
      { by: name, at: new Date().toISOString(), labels: labelsWithin(ceiling), who: { id: who, name, via } },
    ),
  act: async (id, act, { id: who, name, via, ceiling }) =>
    actOnSource(
      { store, sources: (await sources()).filter(({ tlp }) => isWithin(tlp, ceiling)), now: () => new Date() },
      id,
      act,
      { id: who, name, via },
    ),
});
