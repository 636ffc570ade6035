/** Routes of what counts more or less on this desk: the factors of a story's weight, for who may change settings. */
import {
  readWeightsSetting,
  restoreWeights,
  sayWeights,
  setWeights,
  tellWeightsEffect,
} from "#pipeline/settings/weights-setting.ts";
import { changedBy, refuseSetting, standingOf } from "./answer-setting.ts";
import type { Routes } from "./edition-routes.ts";
import type { SettingsDoor } from "./settings-routes.ts";
import { addVersionRoutes } from "./version-routes.ts";
import { type WeightsView, weightsRoutes } from "./weights-contract.ts";

const manage = { access: "setting.manage" } as const;

export const addWeightsRoutes = (door: Routes, settings: SettingsDoor): void => {
  const { inForce, store, now } = settings;
  const view = async (): Promise<WeightsView> => {
    const { weights, ...about } = await readWeightsSetting(inForce);
    return { ...standingOf(about), weights };
  };
  const {
    weights,
    setWeights: set,
    weightsEffect: effect,
    weightsVersions: versions,
    restoreWeights: restore,
  } = weightsRoutes;
  door.get(
    weights.path,
    { config: manage, schema: { summary: weights.summary, response: { 200: weights.answers } } },
    view,
  );
  door.put(
    set.path,
    { config: manage, schema: { summary: set.summary, body: set.body, response: { 200: set.answers } } },
    async (request, reply) => {
      const { version: basedOn, weights: wanted } = request.body;
      const done = await setWeights(settings, changedBy(request, now), { basedOn, weights: wanted });
      return done.ok ? view() : refuseSetting(reply, done.error, view);
    },
  );
  door.post(
    effect.path,
    { config: manage, schema: { summary: effect.summary, body: effect.body, response: { 200: effect.answers } } },
    async ({ body, principal }) => {
      const told = await tellWeightsEffect(store, body.weights, principal.ceiling);
      if (told === undefined) return { stories: 0, moved: 0, top: [], farthest: [] };
      const { day, asOf, top, farthest, ...counts } = told;
      return { on: { day, asOf }, ...counts, top: [...top], farthest: [...farthest] };
    },
  );
  addVersionRoutes(door, settings, {
    kind: "weights",
    ...manage,
    versions,
    restore,
    say: sayWeights,
    putBack: (by, what) => restoreWeights(settings, by, what),
    view,
  });
};
