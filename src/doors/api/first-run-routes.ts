/** Routes of the first run: how far the desk is, and a step that was done or skipped. */
import { type FirstRunTools, markStep, readFirstRun } from "#pipeline/settings/first-run.ts";
import { changedBy } from "./answer-setting.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";
import { firstRunRoutes } from "./settings-contract.ts";

export interface FirstRunDoor extends FirstRunTools {
  readonly now: () => string;
}

/** @param tools absent: a desk that keeps nothing is not set up, and shows no example day of its own */
export const addFirstRunRoutes = (door: Routes, tools: FirstRunDoor | undefined): void => {
  const { firstRun, mark } = firstRunRoutes;
  const view = async (principal: Parameters<typeof readFirstRun>[1]) => {
    if (tools === undefined) return { isExample: false };
    const { steps, ...rest } = await readFirstRun(tools, principal);
    return { ...rest, ...(steps === undefined ? {} : { steps: [...steps] }) };
  };
  door.get(
    firstRun.path,
    { config: { access: "edition.read" }, schema: { summary: firstRun.summary, response: { 200: firstRun.answers } } },
    (request) => view(request.principal),
  );
  door.post(
    mark.path,
    {
      config: { access: "setting.manage" },
      schema: { summary: mark.summary, params: mark.params, body: mark.body, response: { 200: mark.answers } },
    },
    async (request, reply) => {
      if (tools === undefined)
        return answerProblem(reply, 409, "This desk keeps nothing: it was started without a store.");
      await markStep(tools.store, changedBy(request, tools.now), request.params.step, request.body.state);
      return view(request.principal);
    },
  );
};
