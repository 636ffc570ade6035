/**
 * Who said it first, and how many independent voices there are: articles that rest on the same named report, authority
 * or maker share one origin, however many outlets repeat it.
 *
 * An article's origin is the body it attributes its account to ("according to a report by X", "X said", "X reports",
 * "laut X"), when that body is named by its title, dek or opening. With none, the outlet itself is the origin.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Origin } from "#terms/story.ts";
import { stemWord } from "../wording/scan-words.ts";
import { isOrdinary } from "../wording/weigh-words.ts";
import { bodyKey, findAttributions, findHouses } from "./find-attributions.ts";

interface Held {
  readonly article: Article;
  /** Bodies the article rests on, strongest first, in comparable form. */
  readonly bodies: ReadonlyMap<string, { readonly name: string; readonly weight: number }>;
}

/** Names of one house read as one: the part (the research team) stands for the whole (its company). */
const housesOf = (articles: readonly Article[], known: ReadonlySet<string>): Map<string, string> => {
  const houses = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let hop = 0; hop < 20 && houses.has(at); hop += 1) at = houses.get(at) ?? at;
    return at;
  };
  for (const [part, whole] of articles.flatMap(findHouses)) {
    if (!known.has(part) || !known.has(whole)) continue;
    const [left, right] = [root(part), root(whole)];
    if (left !== right) houses.set(right, left);
  }
  return new Map([...known].map((key) => [key, root(key)]));
};

/** "Acme" and "Acme Signal": the short name of a body, when its first word is no ordinary one. */
const shortNames = (known: ReadonlySet<string>): Map<string, string> => {
  const short = new Map<string, string>();
  const sorted = [...known].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  for (const long of sorted) {
    const head = sorted.find((key) => key.length >= 4 && key !== long && long.startsWith(`${key} `));
    if (head !== undefined && !isOrdinary(stemWord(head))) short.set(long, head);
  }
  return short;
};

const holdAll = (articles: readonly Article[]): Held[] => {
  const found = articles.map((article) => ({ article, attributions: findAttributions(article) }));
  const names = new Map<string, string>();
  for (const { attributions } of found)
    for (const entry of attributions) if (!names.has(entry.key)) names.set(entry.key, entry.name);
  // A team's own blog is the voice that others name; an outlet nobody names stays one of many.
  const outlets = new Map(articles.map((article) => [article.id, bodyKey(article.outlet)]));
  for (const article of articles) {
    const key = bodyKey(article.outlet);
    if (key !== "" && !names.has(key)) names.set(key, article.outlet);
  }
  const known = new Set(names.keys());
  const short = articles.length > 1 ? shortNames(known) : new Map<string, string>();
  const house = articles.length > 1 ? housesOf(articles, known) : new Map<string, string>();
  const keyOf = (key: string): string => {
    const whole = house.get(key) ?? key;
    return short.get(whole) ?? whole;
  };
  return found.map(({ article, attributions }) => {
    const bodies = new Map<string, { name: string; weight: number }>();
    for (const entry of attributions) {
      const key = keyOf(entry.key);
      bodies.set(key, { name: names.get(key) ?? entry.name, weight: (bodies.get(key)?.weight ?? 0) + entry.weight });
    }
    const own = keyOf(outlets.get(article.id) ?? "");
    if (own !== "" && !bodies.has(own)) bodies.set(own, { name: article.outlet, weight: 0 });
    return { article, bodies };
  });
};

interface Ranked {
  readonly key: string;
  readonly name: string;
  readonly articles: number;
  readonly weight: number;
}

/** A body named once in headline or twice in the opening carries a lone article's account. */
const clearWeight = 2;

/** The body most articles rest on leads; ties go to the heavier, then to the name. */
const rankBodies = (held: readonly Held[]): Ranked[] => {
  const totals = new Map<string, { -readonly [Key in keyof Ranked]: Ranked[Key] }>();
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

/** Nearly as often and as early named in the same articles: "F5 and Cisco" are one pair of advisories. */
const nearlyAsHeavy = 0.7;

const jointName = (lead: Ranked, ranked: readonly Ranked[], held: readonly Held[]): string => {
  const holders = (key: string): string =>
    held
      .filter(({ bodies }) => bodies.has(key))
      .map(({ article }) => article.id)
      .join(" ");
  const equal = ranked.find(
    (body) =>
      body.key !== lead.key &&
      body.articles === lead.articles &&
      body.weight >= lead.weight * nearlyAsHeavy &&
      holders(body.key) === holders(lead.key),
  );
  return equal === undefined ? lead.name : `${lead.name} and ${equal.name}`;
};

/** One origin a leading body; every article once, under the strongest shared body, else under its own outlet. */
export const findOrigins = (articles: readonly Article[]): Origin[] => {
  const held = holdAll(articles);
  const ranked = rankBodies(held);
  const originOf = ({ article, bodies }: Held): { key: string; name: string } => {
    const shared = ranked.find((body) => body.articles > 1 && bodies.has(body.key));
    if (shared !== undefined) return { key: shared.key, name: jointName(shared, ranked, held) };
    const [single] = [...bodies].sort((a, b) => b[1].weight - a[1].weight || (a[0] < b[0] ? -1 : 1));
    const isClear = single !== undefined && single[1].weight >= clearWeight;
    return isClear
      ? { key: single[0], name: single[1].name }
      : { key: article.outlet.toLowerCase(), name: article.outlet };
  };
  const origins = new Map<string, { name: string; articleIds: ArticleId[] }>();
  for (const one of held) {
    const { key, name } = originOf(one);
    const origin = origins.get(key) ?? { name, articleIds: [] };
    origin.articleIds.push(one.article.id);
    origins.set(key, origin);
  }
  return [...origins.values()];
};
