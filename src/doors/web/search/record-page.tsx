/** An article on record as it was read, opened from a search: the found words marked, the first of them in sight. */
import { Link, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { RecordedArticle } from "../../api/contract.ts";
import { useRecorded } from "../app/load.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { Failure, Loading } from "../app/state-views.tsx";
import { useKeys } from "../app/use-keys.ts";
import { useTitle } from "../app/use-title.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { AddressRow, HiddenText } from "../parts/page-facts.tsx";
import { countWords } from "../today/reading-index.ts";
import { MarkedText } from "./marked-text.tsx";

const Facts = ({ article }: { article: RecordedArticle }) => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Published", article.publishedAt === null ? "no date" : formatTime(article.publishedAt)],
    ["First seen", formatTime(article.firstSeenAt)],
    ["Page changed", article.changedAt === undefined ? undefined : formatTime(article.changedAt)],
    ["SHA-256", article.sha256],
  ];
  return (
    <dl className="facts">
      {rows.map(([word, value]) =>
        value === undefined ? null : (
          <div key={word}>
            <dt>{word}</dt>
            <dd className={word === "SHA-256" ? "mono" : undefined}>{value}</dd>
          </div>
        ),
      )}
      <AddressRow url={article.url} />
    </dl>
  );
};

const Recorded = ({ article, words }: { article: RecordedArticle; words: string }) => {
  useTitle(`${showInvisible(article.title)}, ${showInvisible(article.outlet)}`);
  useEffect(() => {
    document.querySelector(".article-text mark")?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <div className="screen">
      <ScreenHead title="Page as it was read" state={article.outlet} tlp={article.tlp} />
      <main className="page" id="text" data-pane="text" tabIndex={-1}>
        {words === "" ? null : (
          <p className="meta">
            <Link to="/search" search={{ q: words }}>
              Search for these words
            </Link>
          </p>
        )}
        <h1 className="headline">
          <Foreign text={article.title === "" ? "Without a title" : article.title} language={article.language} />
        </h1>
        <p className="byline">
          <b>
            <Foreign text={article.outlet} />
          </b>{" "}
          {words === "" ? null : (
            <span className="meta">{countWords(article.marks.length, "found stretch", "found stretches")}</span>
          )}
        </p>
        {article.dek === undefined ? null : (
          <p className="dek">
            <Foreign text={article.dek} language={article.language} />
          </p>
        )}
        <div className="article-text" dir="auto" {...(article.language === "und" ? {} : { lang: article.language })}>
          <MarkedText text={article.text} marks={article.marks} />
        </div>
        <HiddenText title="Hidden in the page, not used and not searched" texts={article.hiddenText} />
        <Facts article={article} />
      </main>
    </div>
  );
};

export const RecordPage = () => {
  const { key } = useParams({ from: "/record/$key" });
  const { q = "" } = useSearch({ from: "/record/$key" });
  const { history } = useRouter();
  const { data, error, refetch } = useRecorded(key, q);
  useKeys({ escape: () => history.back() });
  if (data) return <Recorded article={data} words={q} />;
  if (error) return <Failure error={error} what="the page" onRetry={() => void refetch()} />;
  return <Loading what="the page" />;
};
