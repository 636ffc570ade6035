/** One article as it was read: plain text, the cited words highlighted, each leading back to the sentences it carries. */

import { Link, useParams, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { Snapshot } from "../../api/contract.ts";
import { useReading, useSnapshot } from "../app/load.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { Failure, Loading } from "../app/state-views.tsx";
import { useKeys } from "../app/use-keys.ts";
import { useTitle } from "../app/use-title.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Grade } from "../parts/grade.tsx";
import { AddressRow, HiddenText } from "../parts/page-facts.tsx";
import { countWords } from "../today/reading-index.ts";
import { markSegments, type Segment } from "./mark-segments.ts";

const Stretch = ({ segment, startsMark }: { segment: Segment; startsMark: readonly string[] }) => {
  if (segment.labels.length === 0) return showInvisible(segment.text);
  const target = segment.sentenceIds[0];
  return (
    <>
      {startsMark.map((label) => (
        <span key={label} id={`mark-${label}`} className="mark-anchor" />
      ))}
      <mark>{showInvisible(segment.text)}</mark>
      {startsMark.length > 0 && target !== undefined ? (
        <Link
          to="/"
          hash={target}
          className="marker"
          aria-label={`Sentence that rests on passage ${startsMark.join(", ")}`}
        >
          <span>{startsMark.join(" ")}</span>
        </Link>
      ) : null}
    </>
  );
};

const ArticleText = ({ article }: { article: Snapshot }) => {
  const segments = markSegments(article.text, article.marks);
  const seen = new Set<string>();
  return (
    <div className="article-text" dir="auto" {...(article.language === "und" ? {} : { lang: article.language })}>
      {segments.map((segment) => {
        const starts = segment.labels.filter((label) => !seen.has(label));
        for (const label of starts) seen.add(label);
        return <Stretch key={segment.start} segment={segment} startsMark={starts} />;
      })}
    </div>
  );
};

const Facts = ({ article }: { article: Snapshot }) => {
  return (
    <dl className="facts">
      <div>
        <dt>Published</dt>
        <dd>{article.publishedAt === null ? "no date" : formatTime(article.publishedAt)}</dd>
      </div>
      {article.retrievedAt === undefined ? null : (
        <div>
          <dt>Read here</dt>
          <dd>{formatTime(article.retrievedAt)}</dd>
        </div>
      )}
      {article.changedAt === undefined ? null : (
        <div>
          <dt>Page changed</dt>
          <dd>{formatTime(article.changedAt)}</dd>
        </div>
      )}
      <AddressRow url={article.url} />
      {article.sha256 === undefined ? null : (
        <div>
          <dt>SHA-256</dt>
          <dd className="mono">{article.sha256}</dd>
        </div>
      )}
    </dl>
  );
};

const Article = ({ article, tlp }: { article: Snapshot; tlp: string }) => {
  useTitle(`${showInvisible(article.title)}, ${showInvisible(article.outlet)}`);
  useEffect(() => {
    const id = location.hash.slice(1);
    if (id !== "") document.getElementById(id)?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <div className="screen">
      <ScreenHead title="Page as it was read" state={article.outlet} tlp={tlp} />
      <main className="page" id="text" data-pane="text" tabIndex={-1}>
        <p className="meta">
          <Link to="/">Back to the edition</Link>
        </p>
        <h1 className="headline">
          <Foreign text={article.title} language={article.language} />
        </h1>
        <p className="byline">
          <b>
            <Foreign text={article.outlet} />
          </b>{" "}
          <Grade reliability={article.reliability} credibility={article.credibility} />{" "}
          <span className="meta">{countWords(article.marks.length, "stretch", "stretches")} cited</span>
        </p>
        {article.dek === undefined ? null : (
          <p className="dek">
            <Foreign text={article.dek} language={article.language} />
          </p>
        )}
        <ArticleText article={article} />
        <HiddenText title="Hidden in the page, not used" texts={article.hiddenText} />
        <Facts article={article} />
      </main>
    </div>
  );
};

export const ArticlePage = () => {
  const { articleId } = useParams({ from: "/article/$articleId" });
  const { history } = useRouter();
  const { data, error, refetch } = useSnapshot(articleId);
  const reading = useReading();
  useKeys({ escape: () => history.back() });
  if (data) return <Article article={data} tlp={reading.data?.edition.tlp ?? "TLP:RED"} />;
  if (error) return <Failure error={error} what="the page" onRetry={() => void refetch()} />;
  return <Loading what="the page" />;
};
