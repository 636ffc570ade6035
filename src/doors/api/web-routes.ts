/** The built web: hashed files that never change, and one page for every screen. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { screens } from "./contract.ts";

export const addWebRoutes = (door: FastifyInstance): void => {
  const page = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> =>
    reply.header("cache-control", "no-cache").sendFile("index.html");
  // The same files for everyone; what they show is asked for by the page.
  const hidden = { config: { access: "open", alike: true }, schema: { hide: true } } as const;
  for (const screen of [...screens, "/article/:articleId", "/record/:key"]) door.get(screen, hidden, page);
  // Typed by hand: the desk begins with its stories.
  door.get("/desk", hidden, async (_request, reply) => reply.redirect("/desk/triage"));
  door.get<{ Params: { "*": string } }>("/assets/*", hidden, async (request, reply) =>
    reply.sendFile(`assets/${request.params["*"]}`, { immutable: true, maxAge: "365d" }),
  );
  door.get("/icon.svg", hidden, async (_request, reply) => reply.sendFile("icon.svg"));
};
