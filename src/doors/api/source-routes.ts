/** The route of the sources: what is collected, and how healthy each is. */
import type { SourceHealth } from "#pipeline/steps/source-health.ts";
import type { Viewer } from "#terms/person.ts";
import { type SourceList, sourcesRoute } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";

const present = ({ source, alarms, runs, articles, newestPublishedAt, nextAt, lost }: SourceHealth) => {
  const [newest] = runs;
  return {
    id: source.id,
    title: source.title ?? source.id,
    address: source.address,
    paused: source.paused,
    everyMinutes: source.every / 60_000,
    alarms: [...alarms],
    articles,
    ...(newestPublishedAt === undefined ? {} : { newestPublishedAt }),
    ...(newest === undefined ? {} : { askedAt: newest.startedAt, outcome: newest.outcome }),
    ...(nextAt === undefined ? {} : { nextAt }),
    runs: runs.map(({ startedAt, outcome, entries, fresh, losses }) => ({
      startedAt,
      outcome,
      entries,
      fresh,
      losses: losses.length,
    })),
    lost: [...lost],
  };
};

export const addSourceRoutes = (door: Routes, health: (viewer: Viewer) => Promise<readonly SourceHealth[]>): void => {
  const { path, summary, answers } = sourcesRoute;
  door.get(
    path,
    { config: { access: "source.read" }, schema: { summary, response: { 200: answers } } },
    async (request, reply): Promise<SourceList> => {
      reply.header("cache-control", "no-cache");
      return { sources: (await health(request.principal)).map(present) };
    },
  );
};
