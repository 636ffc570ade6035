/** Stories in order of weight: who reports each, where it goes back to, what its sources hold against each other. */

import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { formatShortDay, formatTime } from "#kit/text/format-time.ts";
import type { Reading } from "../../api/contract.ts";
import { useReading } from "../app/load.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { Failure, Loading } from "../app/state-views.tsx";
import { useTitle } from "../app/use-title.ts";
import { ContradictionCard } from "../parts/contradiction-card.tsx";
import { Foreign } from "../parts/foreign-text.tsx";
import { Grade } from "../parts/grade.tsx";
import { countWords } from "../today/reading-index.ts";
import { StoryTechniques } from "./story-techniques.tsx";

type Story = Reading["stories"][number];

const outletsOf = (story: Story, reading: Reading): readonly string[] => [
  ...new Set(story.articleUrls.map((url) => reading.sources.find((source) => source.url === url)?.outlet ?? url)),
];

const summaryOf = (story: Story, reading: Reading): string => {
  const outlets = outletsOf(story, reading).length;
  const contradictions = reading.contradictions.filter((entry) => entry.storyId === story.id).length;
  return [
    countWords(outlets, "outlet"),
    ...(story.origins ? [countWords(story.origins.length, "origin")] : []),
    ...(contradictions > 0 ? [countWords(contradictions, "contradiction")] : []),
  ].join(", ");
};

const StoryArticles = ({ story, reading }: { story: Story; reading: Reading }) => (
  <ol className="cited">
    {story.articleUrls.map((url) => {
      const source = reading.sources.find((entry) => entry.url === url);
      const origin = story.origins?.find((entry) => entry.articleUrls.includes(url));
      return (
        <li key={url}>
          <span className="cited-text">
            <b>
              <Foreign text={source?.outlet ?? url} />
            </b>{" "}
            {source?.articleId === undefined ? (
              <Foreign text={source?.title ?? ""} />
            ) : (
              <Link to="/article/$articleId" params={{ articleId: source.articleId }}>
                <Foreign text={source.title} language={source.language} />
              </Link>
            )}
            <span className="meta">
              {" "}
              {source?.publishedAt ? formatTime(source.publishedAt) : "No date"}
              {origin ? `, goes back to ${origin.name}` : ""}
              {story.firstReportedBy === url ? ", first to report it" : ""}
            </span>
          </span>
          {source ? <Grade reliability={source.reliability} credibility={source.credibility} /> : null}
        </li>
      );
    })}
  </ol>
);

const Reasons = ({ story }: { story: Story }) => {
  const lines = story.weightReasons ?? [];
  const merged = story.mergedBecause ?? [];
  if (lines.length + merged.length === 0) return null;
  return (
    <details className="contra-more">
      <summary>Why this weight, why one story</summary>
      {lines.length > 0 ? (
        <table className="score">
          <thead>
            <tr>
              <th scope="col">Weight</th>
              <th scope="col">{story.weight}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.factor} ${line.because}`}>
                <td>
                  <span className="score-measure">{line.factor.replaceAll("_", " ")}</span>:{" "}
                  <Foreign text={line.because} />
                </td>
                <td>{line.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {merged.length > 0 ? (
        <p className="meta">
          One story because its articles: <Foreign text={merged.join("; ")} />.
        </p>
      ) : null}
    </details>
  );
};

const StoryView = ({ story, reading }: { story: Story; reading: Reading }) => (
  <article className="story" id={story.id}>
    <div className="story-head">
      <span className="weight" title="Weight">
        {story.weight ?? story.rank}
      </span>
      <div>
        <h2>
          <Foreign text={story.title} />
        </h2>
        <p className="meta">
          {summaryOf(story, reading)}
          {story.confidence === undefined ? "" : `. Confidence ${story.confidence}`}
        </p>
      </div>
    </div>
    <StoryArticles story={story} reading={reading} />
    {reading.contradictions
      .filter((entry) => entry.storyId === story.id)
      .map((entry) => (
        <ContradictionCard key={entry.id} entry={entry} reading={reading} />
      ))}
    {(story.relevance ?? []).map((tie) => (
      <p key={`${tie.path} ${tie.value}`} className="meta">
        <span className="chip chip-data">Our data</span> <code>{tie.path}</code>: <Foreign text={tie.because} />
      </p>
    ))}
    <StoryTechniques story={story} reading={reading} />
    <Reasons story={story} />
  </article>
);

const SetAside = ({ stories, reading }: { stories: readonly Story[]; reading: Reading }) => (
  <section aria-labelledby="set-aside">
    <h2 id="set-aside" className="list-head">
      Set aside: {countWords(stories.length, "story", "stories")}
    </h2>
    <ul className="aside-list">
      {stories.map((story) => (
        <li key={story.id}>
          <Foreign text={story.title} />{" "}
          <span className="meta">
            {outletsOf(story, reading).join(", ")}. Why: {(story.reason ?? "no reason given").replaceAll("_", " ")}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const Stories = ({ reading }: { reading: Reading }) => {
  const kept = reading.stories.filter((story) => !story.excluded).sort((a, b) => a.rank - b.rank);
  const aside = reading.stories.filter((story) => story.excluded);
  useTitle(`${formatShortDay(reading.edition.date)}, Stories`);
  useEffect(() => {
    if (location.hash !== "") document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <div className="screen">
      <ScreenHead title="Stories" state={formatShortDay(reading.edition.date)} tlp={reading.edition.tlp} />
      <main className="page" id="text" data-pane="text" tabIndex={-1}>
        <h1 className="screen-title">{countWords(kept.length, "story", "stories")}, by weight</h1>
        {kept.length === 0 ? <p>No story today. What was read and set aside stands below.</p> : null}
        {kept.map((story) => (
          <StoryView key={story.id} story={story} reading={reading} />
        ))}
        {aside.length > 0 ? <SetAside stories={aside} reading={reading} /> : null}
      </main>
    </div>
  );
};

export const StoriesPage = () => {
  const { data, error, refetch } = useReading();
  if (data) return <Stories reading={data} />;
  if (error) return <Failure error={error} what="the edition" onRetry={() => void refetch()} />;
  return <Loading what="the stories" />;
};
