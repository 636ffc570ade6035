/**
 * A page of a few words that the desk answers with by itself: for whoever comes by a link, with or without JavaScript.
 * Its one style stands in it, and is named by the policy that is sent along.
 */
import type { FastifyReply } from "fastify";
import { sha256Base64 } from "#kit/hash.ts";

const style =
  ":root{color-scheme:light dark}body{font:17px/27px system-ui,sans-serif;max-width:34em;margin:3em auto;padding:0 16px}button{font:inherit;padding:8px 16px;min-height:44px}";

const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** @param title and @param inside are markup: what comes from elsewhere is escaped by the caller */
export const plainPage = (title: string, inside: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · Watchfloor</title><style>${style}</style></head>
<body><main><h1>${title}</h1>${inside}</main></body></html>
`;

export const answerPlainPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .header("content-security-policy", policy)
    .type("text/html; charset=utf-8")
    // Not by the route's schema: this is no answer of that route.
    .serializer((body: unknown) => String(body))
    .send(html);
