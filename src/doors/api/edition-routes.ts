/** Routes of the editions: list, contract, reading, snapshot, and the edition as a file. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { z } from "zod";
import {
  editionHtmlPolicy,
  editionToHtml,
  editionToJson,
  editionToMarkdown,
  editionToText,
  snapshotArticle,
} from "#pipeline/steps/publish-edition.ts";
import { mainAudience } from "#terms/audience.ts";
import type { Edition } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
import type { Viewer } from "#terms/person.ts";
import type { EditionStanding } from "#terms/record.ts";
import {
  type AudienceList,
  articleParams,
  dateParams,
  editionQuery,
  fileParams,
  fileQuery,
  listQuery,
  openApiPath,
  routes,
} from "./contract.ts";
import { describeGuards } from "./describe-guards.ts";
import { answerProblem } from "./problem.ts";
import { sendKnown } from "./send-known.ts";
import type { Shelf } from "./shelf.ts";
import { openReadings, type WrittenReading } from "./write-readings.ts";

export type Routes = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export const noEdition = (reply: FastifyReply, date: string): Promise<FastifyReply> =>
  answerProblem(
    reply,
    404,
    date === "latest"
      ? "No edition is on record yet."
      : `No edition ${date.length === 64 ? "with that id" : `of ${date}`} is on record.`,
  );

export interface Found {
  readonly id: string;
  readonly edition: Edition;
}

/** The edition that `which` names for whoever asks. */
export const findEdition = async (
  shelf: Shelf,
  which: string,
  viewer: Viewer,
  wish?: z.output<typeof editionQuery>,
): Promise<Found | undefined> => {
  const id = await shelf.find(which, viewer, wish);
  const edition = id === undefined ? undefined : await shelf.read(id, viewer);
  return id === undefined || edition === undefined ? undefined : { id, edition };
};

const audienceOfEdition = ({ edition: { audience } }: Edition) =>
  audience ?? { name: mainAudience, title: "Everyone", sectors: [] };

/** For whom the editions are that somebody may see, the main one first. */
export const audiencesOf = async (shelf: Shelf, viewer: Viewer): Promise<AudienceList["audiences"]> => {
  const newest = await Promise.all((await shelf.newestOfEach(viewer)).map((id) => shelf.read(id, viewer)));
  return newest.flatMap((each) => (each === undefined ? [] : [audienceOfEdition(each)]));
};

const forms = {
  "edition.html": ["text/html; charset=utf-8", editionToHtml],
  "edition.md": ["text/markdown; charset=utf-8", editionToMarkdown],
  "edition.txt": ["text/plain; charset=utf-8", editionToText],
  "edition.json": ["application/json; charset=utf-8", (edition: Edition) => editionToJson(edition)],
} as const;

const sendFile = (
  reply: FastifyReply,
  edition: Edition,
  later: EditionStanding | undefined,
  { form, role }: { form: keyof typeof forms; role: RoleId | undefined },
): FastifyReply => {
  const [type, write] = forms[form];
  if (form === "edition.html") {
    reply.header("content-security-policy", `${editionHtmlPolicy(edition)}; frame-ancestors 'self'`);
  }
  return reply
    .type(type)
    .serializer(String)
    .send(write(edition, later, role));
};

const takesGzip = (request: FastifyRequest): boolean =>
  /(?:^|,)\s?gzip\s?(?:,|$)/.test(String(request.headers["accept-encoding"] ?? ""));

const sendReading = async (request: FastifyRequest, reply: FastifyReply, written: WrittenReading) => {
  if (sendKnown(request, reply, written.tag)) return reply;
  reply.type("application/json; charset=utf-8");
  if (!takesGzip(request)) return reply.send(written.json);
  return reply.header("content-encoding", "gzip").send(await written.packed());
};

export const addEditionRoutes = (door: Routes, shelf: Shelf): void => {
  const readingOf = openReadings();

  door.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-cache");
  });

  const { list, audiences, edition, reading, snapshot } = routes;
  door.get(
    audiences.path,
    {
      config: { access: "edition.read" },
      schema: { summary: audiences.summary, response: { 200: audiences.answers } },
    },
    async ({ principal }) => ({ audiences: await audiencesOf(shelf, principal) }),
  );
  door.get(
    list.path,
    {
      config: { access: "edition.read" },
      schema: { summary: list.summary, querystring: listQuery, response: { 200: list.answers } },
    },
    async (request, reply) => {
      const page = await shelf.list(request.query, request.principal);
      if (page === undefined)
        return answerProblem(reply, 400, "after: expected the id of an edition on record but found none.");
      const editions = page.editions.map((entry) => ({ ...entry, href: `/api/v1/editions/${entry.id}` }));
      return { editions, ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  door.get(
    edition.path,
    {
      config: { access: "edition.read" },
      schema: {
        summary: edition.summary,
        params: dateParams,
        querystring: editionQuery,
        response: { 200: edition.answers },
      },
    },
    async (request, reply) => {
      const found = await findEdition(shelf, request.params.date, request.principal, request.query);
      return found?.edition ?? noEdition(reply, request.params.date);
    },
  );

  door.get(
    reading.path,
    {
      config: { access: "edition.read" },
      schema: {
        summary: reading.summary,
        params: dateParams,
        querystring: editionQuery,
        response: { 200: reading.answers },
      },
    },
    async (request, reply) => {
      const found = await findEdition(shelf, request.params.date, request.principal, request.query);
      if (!found) return noEdition(reply, request.params.date);
      const [standing, later] = await Promise.all([
        shelf.standing(found.id, request.principal),
        shelf.later(found.id, request.principal),
      ]);
      return sendReading(request, reply, readingOf({ ...found, standing, later }));
    },
  );

  door.get(
    snapshot.path,
    {
      config: { access: "edition.read" },
      schema: {
        summary: snapshot.summary,
        params: articleParams,
        querystring: editionQuery,
        response: { 200: snapshot.answers },
      },
    },
    async (request, reply) => {
      const found = await findEdition(shelf, request.params.date, request.principal, request.query);
      if (!found) return noEdition(reply, request.params.date);
      const article = snapshotArticle(found.edition, request.params.articleId);
      return article ?? answerProblem(reply, 404, "This edition holds no such article.");
    },
  );

  const hidden = { hide: true } as const;
  const config = { access: "edition.read" } as const;
  const sendForm = async (
    which: string,
    { query, principal }: { query: z.output<typeof fileQuery>; principal: Viewer },
    reply: FastifyReply,
    form: keyof typeof forms,
  ): Promise<FastifyReply> => {
    const found = await findEdition(shelf, which, principal, query);
    if (!found) return noEdition(reply, which);
    return sendFile(reply, found.edition, await shelf.later(found.id, principal), { form, role: query.role });
  };
  door.get(
    "/editions/:date/:form",
    { config, schema: { ...hidden, params: fileParams, querystring: fileQuery } },
    (request, reply) => sendForm(request.params.date, request, reply, request.params.form),
  );
  door.get("/edition.html", { config, schema: { ...hidden, querystring: fileQuery } }, (request, reply) =>
    sendForm("latest", request, reply, "edition.html"),
  );
  door.get(openApiPath, { config: { access: "open" }, schema: hidden }, async (_request, reply) =>
    reply
      .serializer((body: unknown) => JSON.stringify(body))
      .send(describeGuards({ ...door.swagger() }, door.declaredRoutes)),
  );
};
