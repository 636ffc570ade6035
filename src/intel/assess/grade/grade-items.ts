/**
 * How far each article of a story is confirmed (Admiralty credibility), apart from how far its outlet is trusted.
 *
 * 1 confirmed by an authority and two more independent origins · 2 another independent, trusted origin agrees · 3 one
 * origin alone, or a trusted article that others overrule on a point · 4 a low-grade outlet alone, or contradicted
 * by one · 5 a low-grade outlet contradicted by better ones · 6 nothing to judge.
 */
import type { Credibility, Reliability } from "#terms/admiralty.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { ItemGrade, SourceGrade } from "#terms/assessment.ts";
import type { Contradiction, Story } from "#terms/story.ts";
import { isOverruled } from "./count-overruled.ts";
import { isRelay } from "./is-relay.ts";

const trusted: ReadonlySet<Reliability> = new Set(["A", "B"]);
const low: ReadonlySet<Reliability> = new Set(["D", "E"]);

export const letterOf = (grades: readonly SourceGrade[]): ((article: Article) => Reliability) => {
  const letters = new Map(grades.map((grade) => [grade.outlet, grade.reliability]));
  return (article) => letters.get(article.outlet) ?? "F";
};

export interface OriginView {
  readonly name: string;
  readonly articles: readonly Article[];
}

/**
 * The story's origins that a trusted outlet carries. An authority's own notice is a voice of its own, unless it only
 * passes on what the origin published.
 */
export const trustedOrigins = (
  story: Story,
  articles: ReadonlyMap<ArticleId, Article>,
  letter: (article: Article) => Reliability,
): OriginView[] => {
  const origins: OriginView[] = [];
  for (const origin of story.origins) {
    const own = origin.articleIds
      .flatMap((id) => articles.get(id) ?? [])
      .filter((article) => trusted.has(letter(article)));
    const isVoice = (article: Article): boolean =>
      letter(article) === "A" && (origin.name === article.outlet || !isRelay(article));
    const notices = own.filter(isVoice);
    const others = own.filter((article) => !isVoice(article));
    if (others.length > 0) origins.push({ name: origin.name, articles: others });
    for (const outlet of new Set(notices.map((article) => article.outlet)))
      origins.push({ name: outlet, articles: notices.filter((article) => article.outlet === outlet) });
  }
  const byName = new Map<string, OriginView>();
  for (const origin of origins) {
    const same = byName.get(origin.name);
    byName.set(
      origin.name,
      same === undefined ? origin : { name: origin.name, articles: [...same.articles, ...origin.articles] },
    );
  }
  return [...byName.values()];
};

interface View {
  readonly letter: (article: Article) => Reliability;
  readonly origins: readonly OriginView[];
  readonly contradictions: readonly Contradiction[];
  /** May this article overrule another? Low-grade ones may not. */
  readonly counts: (id: ArticleId) => boolean;
}

const others = (article: Article, view: View): OriginView[] =>
  view.origins.filter(
    (origin) => !origin.articles.some((own) => own.id === article.id || own.outlet === article.outlet),
  );

const gradeLow = (article: Article, overruled: number, view: View): { credibility: Credibility; because: string } => {
  if (overruled > 0 || view.origins.length >= 2)
    return overruled > 0
      ? {
          credibility: 5,
          because: `a low-grade outlet that better sources contradict on ${overruled} point${overruled === 1 ? "" : "s"}`,
        }
      : { credibility: 4, because: "a low-grade outlet beside better ones; what it adds is found nowhere else" };
  const beside = others(article, view).length > 0 ? "beside a single better one" : "with no better source beside it";
  return { credibility: 4, because: `a low-grade outlet ${beside}` };
};

const gradeOne = (article: Article, view: View): { credibility: Credibility; because: string } => {
  if (article.text.trim() === "" && article.dek === undefined) return { credibility: 6, because: "a headline alone" };
  const overruled = view.contradictions.filter((entry) =>
    isOverruled(new Set([article.id]), entry, view.counts),
  ).length;
  if (low.has(view.letter(article))) return gradeLow(article, overruled, view);
  if (overruled > 0)
    return { credibility: 3, because: `others contradict it on ${overruled} point${overruled === 1 ? "" : "s"}` };
  const confirming = others(article, view);
  const names = confirming.map((origin) => origin.name).slice(0, 3);
  const authority = confirming.some((origin) => origin.articles.some((own) => view.letter(own) === "A"));
  if (confirming.length >= 3 && authority)
    return {
      credibility: 1,
      because: `confirmed by ${confirming.length} independent origins, an authority among them`,
    };
  if (confirming.length >= 1) return { credibility: 2, because: `also reported on the word of ${names.join(", ")}` };
  return { credibility: 3, because: "rests on a single origin" };
};

export const gradeItems = (
  story: Story,
  articles: readonly Article[],
  contradictions: readonly Contradiction[],
  grades: readonly SourceGrade[],
): ItemGrade[] => {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const letter = letterOf(grades);
  const view: View = {
    letter,
    origins: trustedOrigins(story, byId, letter),
    contradictions: contradictions.filter((entry) => entry.storyId === story.id),
    counts: (id) => {
      const article = byId.get(id);
      return article !== undefined && !low.has(letter(article));
    },
  };
  return story.articleIds.flatMap((id) => {
    const article = byId.get(id);
    return article === undefined ? [] : [{ articleId: id, ...gradeOne(article, view) }];
  });
};
