/** Routes of mail as it is set on the desk, for who manages deliveries. */
import type { DeliveryTools } from "#pipeline/settings/delivery-in-force.ts";
import {
  readDeliverySetting,
  restoreDelivery,
  sayDelivery,
  sendTestMail,
  setDelivery,
} from "#pipeline/settings/delivery-setting.ts";
import { changedBy, refuseSetting, standingOf } from "./answer-setting.ts";
import type { Routes } from "./edition-routes.ts";
import { type MailView, mailRoutes } from "./mail-contract.ts";
import { answerProblem } from "./problem.ts";
import { addVersionRoutes } from "./version-routes.ts";

const manage = { access: "delivery.manage" } as const;
/** 200 lists of 5,000 readers are a matter for the file. */
const mailBytes = 2 * 1024 * 1024;

export const addMailRoutes = (door: Routes, tools: DeliveryTools, now: () => string): void => {
  const { mail, setMail: set, testMail: test, mailVersions: versions, restoreMail: restore } = mailRoutes;
  const view = async (): Promise<MailView> => {
    const { value, passwordSetAt, allowHosts, ...about } = await readDeliverySetting(tools);
    const { user, replyTo, ...relay } = value.mail ?? {};
    return {
      ...standingOf(about),
      ...(value.mail === undefined
        ? {}
        : {
            mail: {
              ...(relay as Omit<typeof value.mail, "user" | "replyTo">),
              ...(user === undefined ? {} : { user }),
              ...(replyTo === undefined ? {} : { replyTo }),
            },
          }),
      lists: [...value.lists],
      ...(passwordSetAt === undefined ? {} : { passwordSetAt }),
      allowHosts: [...allowHosts],
    };
  };
  door.get(mail.path, { config: manage, schema: { summary: mail.summary, response: { 200: mail.answers } } }, view);
  door.put(
    set.path,
    {
      config: manage,
      bodyLimit: mailBytes,
      schema: { summary: set.summary, body: set.body, response: { 200: set.answers } },
    },
    async (request, reply) => {
      const { version: basedOn, password, mail: relay, lists } = request.body;
      const value = { ...(relay === undefined ? {} : { mail: relay }), lists };
      const by = changedBy(request, now);
      const done = await setDelivery(tools, by, { basedOn, value, ...(password === undefined ? {} : { password }) });
      return done.ok ? view() : refuseSetting(reply, done.error, view);
    },
  );
  door.post(
    test.path,
    { config: manage, schema: { summary: test.summary, body: test.body, response: { 200: test.answers } } },
    async (request, reply) => {
      const sent = await sendTestMail(tools, changedBy(request, now), request.body.to.toLowerCase());
      if (sent === undefined) return answerProblem(reply, 409, "No mail relay is set yet. Set one, then test it.");
      const { type, note } = sent.outcome;
      return { type, note };
    },
  );
  addVersionRoutes(
    door,
    { store: tools.store, now },
    {
      kind: "delivery",
      ...manage,
      versions,
      restore,
      say: sayDelivery,
      putBack: (by, what) => restoreDelivery(tools, by, what),
      view,
    },
  );
};
