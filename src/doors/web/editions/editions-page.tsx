/** Editions on record, newest first; each opens as it was read. */
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { formatClock, formatLongDay, formatTime } from "#kit/text/format-time.ts";
import { editionKinds } from "#terms/edition-kind.ts";
import { knownTlp, narrowestTlp } from "#terms/tlp.ts";
import type { EditionList } from "../../api/contract.ts";
import { useEditions } from "../app/load.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { Failure, Loading } from "../app/state-views.tsx";
import { useTitle } from "../app/use-title.ts";
import { AudienceChoice } from "../parts/audience-choice.tsx";
import { AudienceWord } from "../parts/audience-word.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { FeedList } from "./feed-list.tsx";
import { ScoreHistoryFigure } from "./score-history.tsx";
import { TakeBack } from "./take-back.tsx";

type Entry = EditionList["editions"][number];

const Row = ({ entry }: { entry: Entry }) => (
  <li>
    <p className="meta">
      {formatLongDay(entry.date)}, {formatClock(entry.asOf)} <TlpLabel tlp={entry.tlp} />
      {entry.kind === "daily" ? null : <b> {entry.kind}</b>}
      <AudienceWord name={entry.audience} />
      {entry.approved ? null : <b> not approved</b>}
      {entry.corrects === undefined ? null : <b> correction</b>}
      {entry.correctedBy === undefined ? null : (
        <>
          {" "}
          <Link to="/" search={{ edition: entry.correctedBy }}>
            corrected since
          </Link>
        </>
      )}
      {entry.recalledAt === undefined ? null : <b> recalled {formatTime(entry.recalledAt)}</b>}
    </p>
    <p className="edition-title">
      <Link to="/" search={{ edition: entry.id }}>
        <Words text={entry.title} />
      </Link>
    </p>
    <TakeBack entry={entry} />
  </li>
);

const kindWords = { daily: "Daily", flash: "Flash", weekly: "Week" } as const;

const KindChoice = () => {
  const { kind } = useSearch({ from: "/editions" });
  const navigate = useNavigate({ from: "/editions" });
  return (
    <p className="row">
      <label className="field">
        Kind
        <select
          value={kind ?? ""}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, kind: editionKinds.find((one) => one === event.target.value) }),
              replace: true,
              resetScroll: false,
            })
          }
        >
          <option value="">All kinds</option>
          {editionKinds.map((one) => (
            <option key={one} value={one}>
              {kindWords[one]}
            </option>
          ))}
        </select>
      </label>
      <AudienceChoice label="Audience" all="All audiences" />
    </p>
  );
};

const None = () => (
  <div className="empty">
    <h1 className="screen-title">No edition yet</h1>
    <p>What the desk makes is kept here, each edition with its sources as they were read.</p>
    <p>
      <code>watchfloor serve reports/ feeds.opml</code>
    </p>
  </div>
);

export const EditionsPage = () => {
  const { kind, audience } = useSearch({ from: "/editions" });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEditions(kind, audience);
  useTitle("Editions");
  if (error && data === undefined) return <Failure error={error} what="the editions" onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what="the editions" />;
  const entries = data.pages.flatMap((page) => page.editions);
  return (
    <div className="screen">
      <ScreenHead title="Editions" state="on record" tlp={narrowestTlp(entries.map(({ tlp }) => knownTlp(tlp)))} />
      <main className="page" id="text" data-pane="text" tabIndex={-1}>
        {entries.length === 0 && kind === undefined && audience === undefined ? (
          <None />
        ) : (
          <>
            <h1 className="screen-title">Editions on record</h1>
            <ScoreHistoryFigure />
            <KindChoice />
            {entries.length === 0 ? <p>No {kind} edition of these is on record.</p> : null}
            <ol className="editions">
              {entries.map((entry) => (
                <Row key={entry.id} entry={entry} />
              ))}
            </ol>
          </>
        )}
        {error ? <p role="alert">The next editions could not be read. Try again.</p> : null}
        {hasNextPage ? (
          <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? "Reading earlier editions" : "Earlier editions"}
          </button>
        ) : null}
        <FeedList />
      </main>
    </div>
  );
};
