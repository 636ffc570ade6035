/** Routes of what people set on the desk: the organisation that is briefed, and when editions are made. */
import {
  checkPlans,
  readEditionsSetting,
  restoreEditions,
  sayPlans,
  setEditions,
  timesOf,
} from "#pipeline/settings/editions-setting.ts";
import type { SettingsInForce } from "#pipeline/settings/in-force.ts";
import {
  checkProfile,
  profileChoices,
  readOrganisationSetting,
  readProfileText,
  restoreOrganisation,
  sayProfile,
  setOrganisation,
} from "#pipeline/settings/organisation-setting.ts";
import type { TellEffect } from "#pipeline/settings/profile-effect.ts";
import type { Store } from "#store/index.ts";
import { roleIds, roleNames } from "#terms/organisation.ts";
import { changedBy, refuseSetting, standingOf } from "./answer-setting.ts";
import type { Routes } from "./edition-routes.ts";
import { type EditionsView, type OrganisationView, settingsRoutes } from "./settings-contract.ts";
import { addVersionRoutes } from "./version-routes.ts";

export interface SettingsDoor {
  readonly store: Pick<Store, "settings" | "triage">;
  readonly inForce: SettingsInForce;
  readonly effect: TellEffect;
  readonly now: () => string;
}

/** 10,000 products with their machines. */
const profileBytes = 8 * 1024 * 1024;
const plansBytes = 64 * 1024;
const fittingShown = 12;
const attackedShown = 20;

const manage = { access: "setting.manage" } as const;

const addOrganisationRoutes = (door: Routes, settings: SettingsDoor): void => {
  const { inForce, effect, now } = settings;
  const view = async (): Promise<OrganisationView> => {
    const { value, ...about } = await readOrganisationSetting(inForce);
    return { ...standingOf(about), ...(value === undefined ? {} : { organisation: value }) };
  };
  const {
    organisation,
    setOrganisation: set,
    organisationChoices: choices,
    organisationText: read,
    organisationEffect: tell,
    organisationVersions: versions,
    restoreOrganisation: restore,
  } = settingsRoutes;

  door.get(
    organisation.path,
    { config: manage, schema: { summary: organisation.summary, response: { 200: organisation.answers } } },
    view,
  );
  door.put(
    set.path,
    {
      config: manage,
      bodyLimit: profileBytes,
      schema: { summary: set.summary, body: set.body, response: { 200: set.answers } },
    },
    async (request, reply) => {
      const { version: basedOn, organisation: value } = request.body;
      const done = await setOrganisation(settings, changedBy(request, now), { basedOn, value });
      return done.ok ? view() : refuseSetting(reply, done.error, view);
    },
  );
  door.get(
    choices.path,
    { config: manage, schema: { summary: choices.summary, response: { 200: choices.answers } } },
    async () => {
      const { sectors, countries } = profileChoices();
      const roles = roleIds.map((id) => ({ id, name: roleNames[id] }));
      return { sectors: [...sectors], countries: [...countries], roles };
    },
  );
  door.post(
    read.path,
    {
      config: manage,
      bodyLimit: profileBytes,
      schema: { summary: read.summary, body: read.body, response: { 200: read.answers } },
    },
    async (request) => {
      const { fields, faults, more } = readProfileText(request.body.text, request.body.name);
      return { fields: { ...fields }, faults: [...faults], more };
    },
  );
  door.post(
    tell.path,
    {
      config: manage,
      bodyLimit: profileBytes,
      schema: { summary: tell.summary, body: tell.body, response: { 200: tell.answers } },
    },
    async (request, reply) => {
      const checked = checkProfile(request.body.organisation);
      if (!checked.ok) return refuseSetting(reply, { type: "faults", faults: checked.error }, view);
      const { value: present } = await readOrganisationSetting(inForce);
      const told = await effect(checked.value, present, request.principal);
      const { on, fitting, fittingBefore, attacked, machines, known } = told;
      return {
        ...(on === undefined ? {} : { on }),
        ...(known === undefined ? {} : { known: { ...known, newest: known.newest.map((one) => ({ ...one })) } }),
        fitting: fitting.slice(0, fittingShown),
        fits: fitting.length,
        fittedBefore: fittingBefore,
        attacked: attacked.slice(0, attackedShown).map((one) => ({ ...one, machines: [...one.machines] })),
        machines,
      };
    },
  );
  addVersionRoutes(door, settings, {
    kind: "organisation",
    ...manage,
    versions,
    restore,
    say: sayProfile,
    putBack: (by, what) => restoreOrganisation(settings, by, what),
    view,
  });
};

const addEditionsRoutes = (door: Routes, settings: SettingsDoor): void => {
  const { inForce, now } = settings;
  const view = async (): Promise<EditionsView> => {
    const { plans, ...about } = await readEditionsSetting(inForce);
    return { ...standingOf(about), plans: plans.map((plan) => ({ ...plan })) };
  };
  const {
    editions,
    setEditions: set,
    editionTimes: times,
    editionVersions: versions,
    restoreEditions: restore,
  } = settingsRoutes;
  door.get(
    editions.path,
    { config: manage, schema: { summary: editions.summary, response: { 200: editions.answers } } },
    view,
  );
  door.put(
    set.path,
    {
      config: manage,
      bodyLimit: plansBytes,
      schema: { summary: set.summary, body: set.body, response: { 200: set.answers } },
    },
    async (request, reply) => {
      const { version: basedOn, plans: value } = request.body;
      const done = await setEditions(settings, changedBy(request, now), { basedOn, value });
      return done.ok ? view() : refuseSetting(reply, done.error, view);
    },
  );
  door.post(
    times.path,
    {
      config: manage,
      bodyLimit: plansBytes,
      schema: { summary: times.summary, body: times.body, response: { 200: times.answers } },
    },
    async (request, reply) => {
      const at = new Date(now());
      const plans = checkPlans(request.body.plans, at);
      if (!plans.ok) return refuseSetting(reply, { type: "faults", faults: plans.error }, view);
      const told = plans.value.map((plan) => timesOf(plan, at));
      return { plans: told.map(({ next, ...rest }) => ({ ...rest, next: [...next] })) };
    },
  );
  addVersionRoutes(door, settings, {
    kind: "editions",
    ...manage,
    versions,
    restore,
    say: sayPlans,
    putBack: (by, what) => restoreEditions(settings, by, what),
    view,
  });
};

export const addSettingsRoutes = (door: Routes, settings: SettingsDoor): void => {
  addOrganisationRoutes(door, settings);
  addEditionsRoutes(door, settings);
};
