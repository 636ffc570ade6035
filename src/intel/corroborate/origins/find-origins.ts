/**
 * Who said it first, and how many independent voices there are: articles that rest on the same named report, authority
 * or maker share one origin, however many outlets repeat it.
 *
 * An article's origin is the body it attributes its account to ("according to a report by X", "X said", "X reports",
 * "laut X"), when that body is named by its title, dek or opening. With none, the outlet itself is the origin.
 */
import type { Article } from "#terms/article.ts";
import type { Origin } from "#terms/story.ts";
import { findAttributions } from "./find-attributions.ts";

interface Held {
  readonly article: Article;
  /** Bodies the article rests on, strongest first, in comparable form. */
  readonly bodies: ReadonlyMap<string, { readonly name: string; readonly weight: number }>;
}

const holdAll = (articles: readonly Article[]): Held[] =>
  articles.map((article) => {
    const bodies = new Map<string, { name: string; weight: number }>();
    for (const found of findAttributions(article)) {
      const own = bodies.get(found.key);
      bodies.set(found.key, { name: own?.name ?? found.name, weight: (own?.weight ?? 0) + found.weight });
    }
    return { article, bodies };
  });

/** The body most articles rest on leads; ties go to the heavier, then to the name. */
const rankBodies = (held: readonly Held[]): { key: string; name: string; articles: number; weight: number }[] => {
  const totals = new Map<string, { key: string; name: string; articles: number; weight: number }>();
  for (const { bodies } of held) {
    for (const [key, body] of bodies) {
      const total = totals.get(key) ?? { key, name: body.name, articles: 0, weight: 0 };
      total.articles += 1;
      total.weight += body.weight;
      totals.set(key, total);
    }
  }
  return [...totals.values()].sort(
    (a, b) => b.articles - a.articles || b.weight - a.weight || (a.key < b.key ? -1 : 1),
  );
};

/** One origin a leading body; every article once, under the strongest shared body, else under its own outlet. */
export const findOrigins = (articles: readonly Article[]): Origin[] => {
  const held = holdAll(articles);
  const ranked = rankBodies(held);
  const origins = new Map<string, { name: string; articles: Article[] }>();
  for (const { article, bodies } of held) {
    const own = article.outlet.toLowerCase();
    const shared = ranked.find((body) => body.articles > 1 && bodies.has(body.key));
    const single = [...bodies].sort((a, b) => b[1].weight - a[1].weight || (a[0] < b[0] ? -1 : 1))[0];
    const [key, name] =
      shared !== undefined
        ? [shared.key, shared.name]
        : single !== undefined && single[1].weight >= 2
          ? [single[0], single[1].name]
          : [own, article.outlet];
    const origin = origins.get(key) ?? { name, articles: [] };
    origin.articles.push(article);
    origins.set(key, origin);
  }
  return [...origins.values()].map((origin) => ({
    name: origin.name,
    articleIds: origin.articles.map((article) => article.id),
  }));
};
