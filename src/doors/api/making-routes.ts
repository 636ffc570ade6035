/**
 * Routes of an edition that a person asks for: asking, and how far it is.
 *
 * How many articles it reads tells of all that the desk holds: counts go to those alone who may see everything. Of a
 * draft above a person's label nothing came, for them.
 */
import { randomBytes } from "node:crypto";
import { askForEdition, askForFlash } from "#pipeline/make-now.ts";
import { plannedAudiences } from "#pipeline/plan-audiences.ts";
import { storyToFlash, type TriageDesk } from "#pipeline/triage-desk.ts";
import type { Store } from "#store/index.ts";
import { mainAudience } from "#terms/audience.ts";
import type { EditionPlan } from "#terms/config.ts";
import type { Making } from "#terms/making.ts";
import { isWithin, type Principal } from "#terms/person.ts";
import type { Source } from "#terms/source.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";
import { type MakingBody, makingRoutes } from "./settings-contract.ts";

export interface MakingDoor {
  readonly store: Store;
  /** In force, with what people switched. */
  readonly sources: () => Promise<readonly Source[]>;
  /** In force: whom a flash can be for. */
  readonly plans: () => Promise<readonly EditionPlan[]>;
  readonly now: () => string;
}

const viewOf = async (store: Store, making: Making, principal: Principal): Promise<MakingBody> => {
  const { id, askedAt, flash, audience, state, step, done, total, editionId, because, changedAt } = making;
  const seesAll = isWithin("TLP:RED", principal.ceiling);
  const draft = editionId === undefined ? undefined : await store.findEdition({ id: editionId }, principal);
  const isHidden = state === "made" && draft === undefined;
  const why = isHidden ? "nothing" : because;
  return {
    making: {
      id,
      askedAt,
      isFlash: flash !== undefined,
      ...(audience === undefined ? {} : { audience }),
      state: isHidden ? "failed" : state,
      changedAt,
      ...(step === undefined || isHidden ? {} : { step }),
      ...(seesAll && done !== undefined ? { done } : {}),
      ...(seesAll && total !== undefined ? { total } : {}),
      ...(draft === undefined ? {} : { draft }),
      ...(why === undefined ? {} : { because: why }),
    },
  };
};

export const addMakingRoutes = (
  door: Routes,
  { store, sources, plans, now }: MakingDoor,
  triage: Pick<TriageDesk, "look"> | undefined,
): void => {
  const { audiences, making, make, flash } = makingRoutes;
  const newId = (): string => `making-${randomBytes(8).toString("hex")}`;
  door.post(
    flash.path,
    {
      config: { access: "draft.write" },
      schema: { summary: flash.summary, params: flash.params, body: flash.body, response: { 200: flash.answers } },
    },
    async (request, reply) => {
      const { principal, params, body } = request;
      const seen = await triage?.look("latest", { principal, now: now() });
      const asked = seen === undefined ? undefined : storyToFlash(seen, params.id);
      if (asked === undefined) return answerProblem(reply, 404, "The list holds no such story any more.");
      const names = plannedAudiences(await plans()).map((each) => each.name);
      const whose = body?.audience ?? names[0] ?? mainAudience;
      if (!names.includes(whose)) return answerProblem(reply, 409, `The desk makes no edition for ${whose}.`);
      const { id, name, via } = principal;
      const audience = whose === mainAudience ? undefined : whose;
      const by = { at: now(), who: { id, name, via } };
      const making = await askForFlash(store, { ...asked, audience }, newId(), by);
      return making.ok ? viewOf(store, making.value, principal) : answerProblem(reply, 409, making.error);
    },
  );

  door.get(
    audiences.path,
    { config: { access: "draft.write" }, schema: { summary: audiences.summary, response: { 200: audiences.answers } } },
    async () => ({ audiences: [...plannedAudiences(await plans())] }),
  );

  door.get(
    making.path,
    { config: { access: "draft.read" }, schema: { summary: making.summary, response: { 200: making.answers } } },
    async (request) => {
      const newest = await store.makings.newest();
      return newest === undefined ? {} : viewOf(store, newest, request.principal);
    },
  );
  door.post(
    make.path,
    { config: { access: "draft.write" }, schema: { summary: make.summary, response: { 200: make.answers } } },
    async (request, reply) => {
      const { principal } = request;
      const { id, name, via } = principal;
      const by = { at: now(), who: { id, name, via } };
      const asked = await askForEdition(store, await sources(), newId(), by, principal);
      return asked.ok ? viewOf(store, asked.value, principal) : answerProblem(reply, 409, asked.error);
    },
  );
};
