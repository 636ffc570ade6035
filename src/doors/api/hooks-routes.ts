/** Routes of webhooks and chats as they are set on the desk, for who manages deliveries. */
import type { DeliveryTools } from "#pipeline/settings/delivery-in-force.ts";
import {
  readHooksSetting,
  restoreHooks,
  sayHooks,
  sendTestNotice,
  setHooks,
} from "#pipeline/settings/hooks-setting.ts";
import { changedBy, refuseSetting, standingOf } from "./answer-setting.ts";
import type { Routes } from "./edition-routes.ts";
import { type HooksView, hookRoutes } from "./hooks-contract.ts";
import { answerProblem } from "./problem.ts";
import { addVersionRoutes } from "./version-routes.ts";

const manage = { access: "delivery.manage" } as const;

export const addHooksRoutes = (door: Routes, tools: DeliveryTools, now: () => string): void => {
  const { hooks, setHooks: set, testHook: test, hookVersions: versions, restoreHooks: restore } = hookRoutes;
  const view = async (): Promise<HooksView> => {
    const { hooks: shown, allowHosts, ...about } = await readHooksSetting(tools);
    return { ...standingOf(about), hooks: [...shown], allowHosts: [...allowHosts] };
  };
  door.get(hooks.path, { config: manage, schema: { summary: hooks.summary, response: { 200: hooks.answers } } }, view);
  door.put(
    set.path,
    { config: manage, schema: { summary: set.summary, body: set.body, response: { 200: set.answers } } },
    async (request, reply) => {
      const { version: basedOn, hooks: typed } = request.body;
      const done = await setHooks(tools, changedBy(request, now), { basedOn, value: { hooks: typed } });
      return done.ok ? view() : refuseSetting(reply, done.error, view);
    },
  );
  door.post(
    test.path,
    { config: manage, schema: { summary: test.summary, body: test.body, response: { 200: test.answers } } },
    async (request, reply) => {
      const outcome = await sendTestNotice(tools, changedBy(request, now), request.body.name);
      if (outcome === undefined) return answerProblem(reply, 404, "No such hook is set. Save it, then test it.");
      const { type, note } = outcome;
      return { type, note };
    },
  );
  addVersionRoutes(
    door,
    { store: tools.store, now },
    {
      kind: "hooks",
      ...manage,
      versions,
      restore,
      say: sayHooks,
      putBack: (by, what) => restoreHooks(tools, by, what),
      view,
    },
  );
};
