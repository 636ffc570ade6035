/** A story's articles by origin, each with its grade and its own words; and where they differ, side by side. */
import { Link } from "@tanstack/react-router";
import { ArrowLeftRight } from "lucide-react";
import { formatTime } from "#kit/text/format-time.ts";
import type { TriageArticle, TriageStory } from "#terms/triage.ts";
import { Foreign, Words } from "../parts/foreign-text.tsx";
import { Grade } from "../parts/grade.tsx";

const ArticleItem = ({ article, origin }: { article: TriageArticle; origin: string }) => (
  <li className="triage-source">
    <p className="source-line">
      <span>
        <b>
          <Foreign text={article.outlet} />
        </b>{" "}
        <span className="meta">
          {article.outlet === origin ? (
            "origin"
          ) : (
            <>
              from <Foreign text={origin} />
            </>
          )}
        </span>
      </span>
      <Grade reliability={article.reliability} credibility={article.credibility} />
    </p>
    <p>
      <Link to="/record/$key" params={{ key: article.key }} search={{}}>
        <Foreign text={article.title} language={article.language} />
      </Link>{" "}
      <span className="meta">{article.publishedAt === null ? "no date" : formatTime(article.publishedAt)}</span>
    </p>
    {article.quote === undefined ? null : (
      <blockquote dir="auto" {...(article.language === "und" ? {} : { lang: article.language })}>
        “<Words text={article.quote} />”
      </blockquote>
    )}
  </li>
);

export const StorySources = ({ story }: { story: TriageStory }) => {
  const byId = new Map(story.articles.map((article) => [article.id, article]));
  const placed = new Set(story.origins.flatMap(({ articleIds }) => articleIds));
  const others = story.articles.filter(({ id }) => !placed.has(id));
  return (
    <section aria-labelledby="triage-sources">
      <h3 id="triage-sources">Sources, by origin</h3>
      <ul className="triage-sources">
        {story.origins.flatMap(({ name, articleIds }) =>
          articleIds.flatMap((id) => {
            const article = byId.get(id);
            return article === undefined ? [] : [<ArticleItem key={`${name} ${id}`} article={article} origin={name} />];
          }),
        )}
        {others.map((article) => (
          <ArticleItem key={article.id} article={article} origin={article.outlet} />
        ))}
      </ul>
    </section>
  );
};

export const StoryContradictions = ({ story }: { story: TriageStory }) => {
  const byId = new Map(story.articles.map((article) => [article.id, article]));
  return story.contradictions.map(({ about, values, uses }) => (
    <div className="contra" key={`${about} ${values.map(({ value }) => value).join(" ")}`}>
      <p className="contra-head">
        <ArrowLeftRight size={14} aria-hidden="true" /> Sources differ on the {about.replaceAll("_", " ")}
      </p>
      <div className="contra-values">
        {values.map(({ value, articleIds, quote }) => (
          <div className="contra-value" key={value}>
            <p className="contra-word">
              <Foreign text={value} />
            </p>
            <p className="contra-who">
              {articleIds.map((id) => {
                const article = byId.get(id);
                return article === undefined ? null : (
                  <span key={id} className="holder">
                    <Foreign text={article.outlet} />
                    <Grade reliability={article.reliability} credibility={article.credibility} />
                  </span>
                );
              })}
            </p>
            {quote === undefined ? null : (
              <p className="contra-quote" dir="auto">
                “<Words text={quote} />”
              </p>
            )}
          </div>
        ))}
      </div>
      <p className="contra-uses">
        {uses === undefined ? (
          "We give both and do not choose."
        ) : (
          <>
            We use <Foreign text={uses.value} />, <Foreign text={uses.reason} />.
          </>
        )}
      </p>
    </div>
  ));
};
