/** Routes of the search: what holds the words, and one article as it was read with them marked. */
import type { Store } from "#store/index.ts";
import { recordedParams, recordedQuery, searchQuery, searchRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";

export type Finder = Pick<Store, "search" | "readRecorded">;

const noRecord = "This desk keeps no record, so there is nothing to search.";

export const addSearchRoutes = (door: Routes, finder: Finder | undefined): void => {
  door.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-cache");
  });

  const { search, recorded } = searchRoutes;
  door.get(
    search.path,
    {
      config: { access: "record.search" },
      schema: { summary: search.summary, querystring: searchQuery, response: { 200: search.answers } },
    },
    async (request, reply) => {
      if (finder === undefined) return answerProblem(reply, 404, noRecord);
      const { q, ...rest } = request.query;
      const found = await finder.search({ words: q, ...rest }, request.principal);
      if (found.ok) return found.value;
      return answerProblem(reply, found.error.type === "asked" ? 400 : 503, found.error.because);
    },
  );

  door.get(
    recorded.path,
    {
      config: { access: "record.search" },
      schema: {
        summary: recorded.summary,
        params: recordedParams,
        querystring: recordedQuery,
        response: { 200: recorded.answers },
      },
    },
    async (request, reply) => {
      const article = await finder?.readRecorded(request.params.key, request.query.q, request.principal);
      return article ?? answerProblem(reply, 404, "No article with that key is on record.");
    },
  );
};
