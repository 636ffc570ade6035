/** The page as it was read, the cited words marked; other sources as tabs, dissent among them. */
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { DraftSentenceView, DraftView } from "../../api/contract.ts";
import { DissentCard } from "../parts/contradiction-card.tsx";
import { Foreign } from "../parts/foreign-text.tsx";
import { Grade } from "../parts/grade.tsx";
import { HiddenText } from "../parts/page-facts.tsx";
import { cutSnapshot } from "./cut-snapshot.ts";
import { PassagePicker } from "./passage-picker.tsx";
import { sourceOf, useReview } from "./review-state.tsx";
import { SnapshotText } from "./snapshot-text.tsx";
import { useDraftArticle } from "./use-draft.ts";

export const tabUrls = (sentence: DraftSentenceView | undefined, extra: string | undefined): readonly string[] => [
  ...new Set([
    ...(sentence?.citations.map(({ articleUrl }) => articleUrl) ?? []),
    ...(extra === undefined ? [] : [extra]),
  ]),
];

type Dissent = { readonly entry: DraftView["contradictions"][number]; readonly values: readonly number[] };

/** Values of a disagreement that the sentence touches and does not rest on. */
const dissentOf = (draft: DraftView, sentence: DraftSentenceView | undefined): readonly Dissent[] =>
  sentence === undefined
    ? []
    : draft.contradictions.flatMap((entry) => {
        const own = entry.values.map((value) =>
          (value.citations ?? []).some((side) =>
            sentence.citations.some(
              (one) => one.articleUrl === side.articleUrl && one.start < side.end && side.start < one.end,
            ),
          ),
        );
        const values = own.flatMap((isOwn, at) => (isOwn ? [] : [at]));
        return own.includes(true) && values.length > 0 ? [{ entry, values }] : [];
      });

const Tabs = ({ urls }: { urls: readonly string[] }) => {
  const { draft, shownUrl, showUrl } = useReview();
  return (
    <nav className="passage-tabs" aria-label="Passages of this sentence">
      {urls.map((url) => {
        const source = sourceOf(draft, url);
        return (
          <button
            key={url}
            type="button"
            className="passage-tab"
            aria-pressed={url === shownUrl}
            onClick={() => showUrl(url)}
          >
            {source?.number ?? ""} <Foreign text={source?.outlet ?? url} />
          </button>
        );
      })}
    </nav>
  );
};

const Facts = ({ url, sha256 }: { url: string; sha256: string | undefined }) => {
  const { draft } = useReview();
  const source = sourceOf(draft, url);
  if (source === undefined) return null;
  return (
    <header className="snapshot-head">
      <p>
        <b>{source.retrievedAt === undefined ? "Page as read" : `Page as read on ${formatTime(source.retrievedAt)}`}</b>
        <Grade reliability={source.reliability} credibility={source.credibility} />
      </p>
      <p className="meta">
        {source.publishedAt === null ? "No date." : `Published ${formatTime(source.publishedAt)}.`}
        {source.changedAt === undefined ? "" : ` Page changed ${formatTime(source.changedAt)}.`}{" "}
        {sha256 === undefined ? null : (
          <span className="mono" title={sha256}>
            {sha256.slice(0, 6)}…{sha256.slice(-3)}
          </span>
        )}
      </p>
    </header>
  );
};

const Snapshot = ({ url }: { url: string }) => {
  const { draft, chosen, doing } = useReview();
  const source = sourceOf(draft, url);
  const { data, error } = useDraftArticle(draft.id, source?.article);
  const pane = useRef<HTMLDivElement>(null);
  const citations = (chosen?.citations ?? []).filter(({ articleUrl }) => articleUrl === url);
  const first = citations[0]?.start;
  useEffect(() => {
    // On a phone the page itself scrolls, and the sentence stands above: it keeps its place.
    if (data === undefined || first === undefined || window.matchMedia("(max-width: 759px)").matches) return;
    pane.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, [data, first]);
  if (source?.article === undefined)
    return (
      <p className="snapshot-missing" role="alert">
        No snapshot of this page belongs to the draft. G5 names the sentences that cite it; choose other words for them,
        or reject them.
      </p>
    );
  if (error)
    return (
      <p className="snapshot-missing" role="alert">
        The page could not be read: {error.message}
      </p>
    );
  if (data === undefined) return <p className="meta">Opening the page</p>;
  const picks = doing?.type === "passage" && doing.sentenceId === chosen?.id && chosen !== undefined;
  return (
    <div ref={pane} className="snapshot">
      <Facts url={url} sha256={data.sha256} />
      <h3 className="snapshot-title">
        <Foreign text={data.title} language={data.language} />
      </h3>
      {picks ? (
        <PassagePicker key={url} article={data} sentence={chosen} cited={citations} />
      ) : (
        <SnapshotText article={data} pieces={cutSnapshot(data.text, citations, undefined)} />
      )}
      <HiddenText title="Hidden in the page, not used" texts={data.hiddenText} />
      <p className="meta">
        <Link to="/article/$articleId" params={{ articleId: source.article }} search={{ edition: draft.editionId }}>
          Whole page <kbd>O</kbd>
        </Link>
      </p>
    </div>
  );
};

export const PassagePane = () => {
  const { draft, chosen, shownUrl } = useReview();
  const urls = tabUrls(chosen, shownUrl);
  const dissent = dissentOf(draft, chosen);
  return (
    <aside className="review-passage" data-pane="passages" tabIndex={-1} aria-label="Passages">
      <h2 className="sr-only">Passages of the sentence</h2>
      {urls.length === 0 ? (
        <p className="empty">{chosen === undefined ? "Choose a sentence." : "This sentence rests on no passage."}</p>
      ) : (
        <Tabs urls={urls} />
      )}
      {dissent.length === 0 ? null : (
        <details className="dissent">
          <summary>{dissent.length === 1 ? "1 disagrees" : `${dissent.length} disagree`}</summary>
          {dissent.map(({ entry, values }) => (
            <DissentCard
              key={`${entry.storyId} ${entry.about} ${values.join()}`}
              entry={entry}
              values={values}
              reading={draft}
            />
          ))}
        </details>
      )}
      {shownUrl === undefined ? null : <Snapshot key={shownUrl} url={shownUrl} />}
    </aside>
  );
};
