/** Routes of the first run: how far the desk is, and a step that was done or skipped. */
import { type FirstRunTools, markStep, readFirstRun } from "#pipeline/settings/first-run.ts";
import type { Routes } from "./edition-routes.ts";
import { firstRunRoutes } from "./settings-contract.ts";
import { changedBy } from "./settings-routes.ts";

export interface FirstRunDoor extends FirstRunTools {
  readonly now: () => string;
}

export const addFirstRunRoutes = (door: Routes, tools: FirstRunDoor): void => {
  const { firstRun, mark } = firstRunRoutes;
  const view = async (principal: Parameters<typeof readFirstRun>[1]) => {
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
    async (request) => {
      await markStep(tools.store, changedBy(request, tools.now), request.params.step, request.body.state);
      return view(request.principal);
    },
  );
};
