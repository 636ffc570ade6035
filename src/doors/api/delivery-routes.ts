/** Routes of the deliveries, for who manages them; what lies above their label is not there, nor counted. */
import type { DeliveryTools } from "#pipeline/settings/delivery-in-force.ts";
import type { Store } from "#store/index.ts";
import type { OpenDelivery } from "#terms/delivery.ts";
import { deliveryQuery, deliveryRoutes, type TargetList } from "./delivery-contract.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";

export interface DeliveryDoor {
  readonly outbox: Store["outbox"];
  /** In force now; nothing: the desk sends nothing by itself. */
  readonly config: () => Promise<OpenDelivery | undefined>;
  /** Mail as it is set on the desk; absent: nothing can be set. */
  readonly tools?: DeliveryTools;
  readonly now: () => string;
}

const manage = { access: "delivery.manage" } as const;

const targetsOf = async ({ outbox, config: inForce }: DeliveryDoor): Promise<TargetList> => {
  const config = await inForce();
  if (config === undefined) return { oneClick: false, targets: [] };
  const [left, gone] = [await outbox.left(), await outbox.gone()];
  const lists = config.lists.map(({ members, title, ...list }) => ({
    ...list,
    title: title ?? list.name,
    way: "mail" as const,
    readers: members.length,
    left: left.filter(({ list: of }) => of === list.name).map(({ address, at }) => ({ address, at })),
  }));
  const hooks = config.openHooks.map(({ name, way, ceiling, kinds, audiences, role, paused }) => {
    const goneAt = gone.get(name);
    const about = { name, title: name, way, ceiling, kinds, audiences, paused, readers: 1, left: [] };
    return { ...about, ...(role === undefined ? {} : { role }), ...(goneAt === undefined ? {} : { goneAt }) };
  });
  const { mail, address } = config;
  return {
    ...(mail === undefined ? {} : { relay: `${mail.host}:${mail.port}, ${mail.security}` }),
    oneClick: address?.startsWith("https://") === true,
    targets: [...lists, ...hooks].map(({ role, ...target }) => ({
      ...target,
      ...(role === undefined ? {} : { role }),
    })),
  };
};

const refusals = {
  hold: "Only what waits may be held.",
  retry: "Only what is held, failed or in doubt may be sent again.",
  arrived: "Only of what is in doubt can be said that it arrived.",
} as const;

export const addDeliveryRoutes = (door: Routes, delivery: DeliveryDoor): void => {
  const { outbox, now } = delivery;
  const { list, steps, act, targets, recall, revive, rejoin } = deliveryRoutes;
  door.get(
    list.path,
    { config: manage, schema: { summary: list.summary, querystring: deliveryQuery, response: { 200: list.answers } } },
    async (request, reply) => {
      const { limit, after, state, edition } = request.query;
      const page = await outbox.list({
        limit,
        ceiling: request.principal.ceiling,
        ...(after === undefined ? {} : { after }),
        ...(state === undefined ? {} : { states: [state] }),
        ...(edition === undefined ? {} : { editionId: edition }),
      });
      if (page === undefined) return answerProblem(reply, 400, "after: expected the id of a delivery.");
      return { ...page, deliveries: [...page.deliveries] };
    },
  );
  door.get(
    steps.path,
    { config: manage, schema: { summary: steps.summary, params: steps.params, response: { 200: steps.answers } } },
    async (request, reply) => {
      const found = await outbox.steps(request.params.id, request.principal.ceiling);
      return found.length === 0 ? answerProblem(reply, 404, "There is no such delivery.") : { steps: found };
    },
  );
  door.post(
    act.path,
    {
      config: manage,
      schema: { summary: act.summary, params: act.params, body: act.body, response: { 200: act.answers } },
    },
    async (request, reply) => {
      const { principal, params, body } = request;
      const acting = { who: principal, at: now(), ceiling: principal.ceiling };
      const acted = await outbox.act(params.id, body.act, acting);
      if (acted === undefined) return answerProblem(reply, 404, "There is no such delivery.");
      if (acted.done) return acted.delivery;
      return answerProblem(reply, 409, `${refusals[body.act]} It is ${acted.delivery.state} by now.`);
    },
  );
  door.get(
    targets.path,
    { config: manage, schema: { summary: targets.summary, response: { 200: targets.answers } } },
    async () => targetsOf(delivery),
  );
  door.post(
    recall.path,
    {
      config: { access: "edition.correct" },
      bodyLimit: 4_096,
      schema: { summary: recall.summary, params: recall.params, body: recall.body },
    },
    async (request, reply) => {
      const { principal, params, body } = request;
      const what = { editionId: params.date, reason: body.reason, at: now(), who: principal };
      const done = await outbox.recall(what, principal);
      if (done === "recalled") return reply.code(204).send();
      if (done === "already") return answerProblem(reply, 409, "It was recalled before.");
      return answerProblem(reply, 404, "There is no such approved edition.");
    },
  );
  door.post(
    revive.path,
    { config: manage, schema: { summary: revive.summary, params: revive.params } },
    async (request, reply) => {
      const done = await outbox.revive({ target: request.params.name, at: now(), who: request.principal });
      return done ? reply.code(204).send() : answerProblem(reply, 404, "No such hook said that it is gone.");
    },
  );
  door.post(
    rejoin.path,
    { config: manage, schema: { summary: rejoin.summary, params: rejoin.params, body: rejoin.body } },
    async (request, reply) => {
      const { name } = request.params;
      const address = request.body.address.toLowerCase();
      const done = await outbox.rejoin({ list: name, address, at: now(), who: request.principal });
      return done ? reply.code(204).send() : answerProblem(reply, 404, "No such reader has left this list.");
    },
  );
};
