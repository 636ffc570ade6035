/**
 * Routes of the sources for who reads them: what is collected, how healthy it is, and how it was set.
 *
 * A source above the reader's label is none: it is left out of lists and numbers, and refused as one that never was.
 */
import { sourcesToOpml } from "#pipeline/steps/exchange-sources.ts";
import type { Viewer } from "#terms/person.ts";
import type { Routes } from "./edition-routes.ts";
import { presentSource, presentVersion, type ShownHealth, setOf } from "./present-source.ts";
import { answerProblem } from "./problem.ts";
import { type SourceDetail, type SourceList, sourceIdParams, sourceRoutes } from "./source-contract.ts";
import type { SourcesDoor } from "./source-keep-routes.ts";

export type ReadHealth = (viewer: Viewer, id?: string) => Promise<readonly ShownHealth[]>;

const noSuch = "No such source is configured.";

export const addSourceRoutes = (door: Routes, health: ReadHealth, sources: SourcesDoor | undefined): void => {
  const { list, export: opml, one } = sourceRoutes;
  const reads = { access: "source.read" } as const;

  door.get(
    list.path,
    { config: reads, schema: { summary: list.summary, response: { 200: list.answers } } },
    async ({ principal }, reply): Promise<SourceList> => {
      reply.header("cache-control", "no-cache");
      const gone = principal.may.has("source.manage") ? ((await sources?.desk.takenBack(principal.ceiling)) ?? []) : [];
      return {
        ...(sources?.file === undefined ? {} : { file: sources.file }),
        sources: (await health(principal)).map(presentSource),
        takenBack: gone.map(({ id, version, at, by, source }) => ({ ...setOf(source), id, version, at, by })),
      };
    },
  );

  door.get(opml.path, { config: reads, schema: { summary: opml.summary } }, async ({ principal }, reply) => {
    const seen = (await health(principal)).map(({ source }) => source);
    reply
      .header("cache-control", "no-cache")
      .header("content-disposition", 'attachment; filename="watchfloor-sources.opml"')
      .type("text/x-opml; charset=utf-8");
    return reply.send(sourcesToOpml(seen.toSorted((a, b) => (a.id < b.id ? -1 : 1))));
  });

  door.get(
    one.path,
    { config: reads, schema: { summary: one.summary, params: sourceIdParams, response: { 200: one.answers } } },
    async ({ principal, params }, reply) => {
      reply.header("cache-control", "no-cache");
      const [found] = await health(principal, params.id);
      const versions = (await sources?.desk.versions(params.id, principal.ceiling)) ?? [];
      if (found === undefined && versions.length === 0) return answerProblem(reply, 404, noSuch);
      const detail: SourceDetail = {
        ...(found === undefined ? {} : { source: presentSource(found) }),
        runs: (found?.runs ?? []).map(({ startedAt, outcome, entries, fresh, lost }) => ({
          startedAt,
          outcome,
          entries,
          fresh,
          losses: lost,
        })),
        lost: [...(found?.lost ?? [])],
        versions: versions.map(presentVersion),
      };
      return detail;
    },
  );
};
