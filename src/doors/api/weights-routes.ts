/** Routes of what counts more or less on this desk: the factors of a story's weight, for who may change settings. */
import {
  readWeightsSetting,
  restoreWeights,
  sayWeights,
  setWeights,
  tellWeightsEffect,
} from "#pipeline/settings/weights-setting.ts";
import { refuseSetting, standingOf } from "./answer-setting.ts";
import type { Routes } from "./edition-routes.ts";
import { changedBy, type SettingsDoor } from "./settings-routes.ts";
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
  door.get(
    versions.path,
    { config: manage, schema: { summary: versions.summary, response: { 200: versions.answers } } },
    async () => ({
      versions: (await store.settings.versions("weights", "")).map(({ version, at, by, body }) => ({
        version,
        at,
        by: by.name,
        takenBack: body === undefined,
        says: sayWeights(body),
      })),
    }),
  );
  door.post(
    restore.path,
    { config: manage, schema: { summary: restore.summary, body: restore.body, response: { 200: restore.answers } } },
    async (request, reply) => {
      const { version: basedOn, to } = request.body;
      const done = await restoreWeights(settings, changedBy(request, now), { basedOn, to });
      return done.ok ? view() : refuseSetting(reply, done.error, view);
    },
  );
};
