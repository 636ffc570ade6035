/**
 * Leaving a mail list: `POST` by the mail program (RFC 8058, one click) or from the page that `GET` shows. Reading the
 * page leaves nothing: mail scanners open every link. A token that is nobody's is answered like one that is somebody's
 * and was used before: who guesses learns nothing.
 */
import { leaveByToken } from "#pipeline/steps/leave-list.ts";
import { leaveParams } from "./delivery-contract.ts";
import type { DeliveryDoor } from "./delivery-routes.ts";
import type { Routes } from "./edition-routes.ts";
import { answerPlainPage, plainPage } from "./plain-page.ts";

const ask = plainPage(
  "Leave this mail list",
  '<p>You get no more editions by this list. The people of the desk can put you back.</p><form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Leave this list</button></form>',
);
const done = plainPage("You have left the list", "<p>No more editions are sent to you by it.</p>");

export const addLeaveRoutes = (door: Routes, delivery: DeliveryDoor): void => {
  // A mail program sends a form; what it says beside its address does not matter.
  door.addContentTypeParser("*", { parseAs: "string" }, (_request, _body, parsed) => parsed(null, undefined));
  const options = { config: { access: "open" }, schema: { hide: true, params: leaveParams } } as const;
  const path = "/unsubscribe/:token";
  door.get(path, options, async (_request, reply) => answerPlainPage(reply, ask));
  door.post(path, options, async (request, reply) => {
    const { outbox, now } = delivery;
    const config = await delivery.config();
    if (config !== undefined) await leaveByToken({ outbox }, config, request.params.token, now());
    return answerPlainPage(reply, done);
  });
};
