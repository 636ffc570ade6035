/** The history of the score card: what each of the newest editions was worth, and what cost it points. */
import { mainAudience } from "#terms/audience.ts";
import type { Edition } from "#terms/edition.ts";
import { routes, type ScoreHistory, scoresQuery } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import type { Shelf } from "./shelf.ts";

const newest = 60;
const mostKept = 1_000;

type Scored = ScoreHistory["editions"][number];

const costMostOf = ({ scoreCard }: Edition): string => {
  const [worst] = [...scoreCard.lines].sort((a, b) => b.of - b.points - (a.of - a.points));
  const lost = worst === undefined ? 0 : Math.round((worst.of - worst.points) * 10) / 10;
  return worst === undefined || lost <= 0 ? "" : `${worst.measure}: ${lost} of ${worst.of} lost`;
};

const scoreOf = (id: string, edition: Edition): Scored => ({
  id,
  date: edition.edition.date,
  asOf: edition.edition.asOf,
  kind: edition.edition.kind ?? "daily",
  total: edition.scoreCard.total,
  of: edition.scoreCard.of,
  costMost: costMostOf(edition),
  timeliness: edition.scoreCard.lines.find(({ measure }) => measure === "timeliness")?.value ?? "not measured",
  lines: edition.scoreCard.lines.map(({ measure, points, of }) => ({ measure, points, of })),
});

export const addScoreRoutes = (door: Routes, shelf: Shelf): void => {
  // An id names content: what was computed for it stays right. Who may see it the list says each time.
  const known = new Map<string, Scored>();
  const { path, summary, answers } = routes.scores;
  door.get(
    path,
    { config: { access: "edition.read" }, schema: { summary, querystring: scoresQuery, response: { 200: answers } } },
    async (request, reply): Promise<ScoreHistory> => {
      reply.header("cache-control", "no-cache");
      const { audience = mainAudience } = request.query;
      const page = await shelf.list({ limit: newest, audience }, request.principal);
      const editions: Scored[] = [];
      for (const { id } of page?.editions ?? []) {
        let scored = known.get(id);
        if (scored === undefined) {
          const edition = await shelf.read(id, request.principal);
          if (edition === undefined) continue;
          scored = scoreOf(id, edition);
          if (known.size >= mostKept) known.clear();
          known.set(id, scored);
        }
        editions.push(scored);
      }
      return { editions };
    },
  );
};
