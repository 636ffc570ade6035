/**
 * Leaving a mail list: `POST` by the mail program (RFC 8058, one click) or from the page that `GET` shows. Reading the
 * page leaves nothing: mail scanners open every link. A token that is nobody's is answered like one that is somebody's
 * and was used before: who guesses learns nothing.
 */
import type { FastifyReply } from "fastify";
import { sha256Base64 } from "#kit/hash.ts";
import { leaveByToken } from "#pipeline/steps/leave-list.ts";
import { leaveParams } from "./delivery-contract.ts";
import type { DeliveryDoor } from "./delivery-routes.ts";
import type { Routes } from "./edition-routes.ts";

const style =
  ":root{color-scheme:light dark}body{font:17px/27px system-ui,sans-serif;max-width:34em;margin:3em auto;padding:0 16px}button{font:inherit;padding:8px 16px;min-height:44px}";

const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const page = (title: string, inside: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · Watchfloor</title><style>${style}</style></head>
<body><main><h1>${title}</h1>${inside}</main></body></html>
`;

const ask = page(
  "Leave this mail list",
  '<p>You get no more editions by this list. The people of the desk can put you back.</p><form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Leave this list</button></form>',
);
const done = page("You have left the list", "<p>No more editions are sent to you by it.</p>");

const answer = (reply: FastifyReply, html: string): FastifyReply =>
  reply.header("content-security-policy", policy).type("text/html; charset=utf-8").send(html);

export const addLeaveRoutes = (door: Routes, delivery: DeliveryDoor): void => {
  // A mail program sends a form; what it says beside its address does not matter.
  door.addContentTypeParser("*", { parseAs: "string" }, (_request, _body, parsed) => parsed(null, undefined));
  const options = { config: { access: "open" }, schema: { hide: true, params: leaveParams } } as const;
  const path = "/unsubscribe/:token";
  door.get(path, options, async (_request, reply) => answer(reply, ask));
  door.post(path, options, async (request, reply) => {
    const { outbox, now } = delivery;
    const config = await delivery.config();
    if (config !== undefined) await leaveByToken({ outbox }, config, request.params.token, now());
    return answer(reply, done);
  });
};
