/** Desk, Review: the drafts, those that wait first, and one of them. */
import { Link, useParams } from "@tanstack/react-router";
import { formatClock, formatLongDay, formatTime } from "#kit/text/format-time.ts";
import { knownTlp, narrowestTlp } from "#terms/tlp.ts";
import type { DraftList } from "../../api/contract.ts";
import { AskError } from "../app/ask.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { ErrorWords, Failure, Loading } from "../app/state-views.tsx";
import { useTitle } from "../app/use-title.ts";
import { AudienceWord } from "../parts/audience-word.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { MakeNow } from "../schedule/make-now.tsx";
import { ReviewScreen } from "./review-screen.tsx";
import { useDraft, useDrafts } from "./use-draft.ts";
import "../styles/review.css";

type Entry = DraftList["drafts"][number];

const stateOf = (draft: Entry): string => {
  if (draft.approvedAs !== undefined) return "approved";
  if (draft.savedAt === undefined) return "not approved, nobody decided yet";
  return `not approved, saved ${formatTime(draft.savedAt)} by ${draft.savedBy ?? "somebody"}`;
};

const Row = ({ draft }: { draft: Entry }) => (
  <li>
    <p className="meta">
      {formatLongDay(draft.date)}, {formatClock(draft.asOf)} <TlpLabel tlp={draft.tlp} />
      {draft.kind === "daily" ? null : <b> {draft.kind}</b>}
      <AudienceWord name={draft.audience} />
    </p>
    <p className="edition-title">
      <Link to="/desk/review/$draft" params={{ draft: draft.id }}>
        {draft.corrects === undefined ? null : "Correction: "}
        <Words text={draft.title} />
      </Link>
    </p>
    <p className="meta">
      {stateOf(draft)}
      {draft.corrects === undefined ? "" : `; ${draft.corrects.reason}`}
    </p>
  </li>
);

const Problem = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  const isAbsent = error instanceof AskError && error.status === 404;
  if (error instanceof AskError && error.status === 403)
    return <Failure error={error} what="the drafts" onRetry={onRetry} />;
  return (
    <div className="screen">
      <ScreenHead title="Review" state="" tlp="TLP:CLEAR" />
      <main className="page" id="text" data-pane="text" tabIndex={-1}>
        <div className="error-card">
          <h1>{isAbsent ? "No such draft" : "The drafts could not be read"}</h1>
          <ErrorWords error={error} />
          <p>Words that you typed and did not send are kept in this browser.</p>
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        </div>
      </main>
    </div>
  );
};

export const DraftsPage = () => {
  const { data, error, refetch } = useDrafts();
  useTitle("Review");
  if (error !== null && data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what="the drafts" />;
  return (
    <div className="screen">
      <ScreenHead
        title="Review"
        state="drafts, those that wait first"
        tlp={narrowestTlp(data.drafts.map(({ tlp }) => knownTlp(tlp)))}
      />
      <main className="page" id="text" data-pane="text" tabIndex={-1}>
        <h1 className="screen-title">Drafts</h1>
        <MakeNow />
        {data.drafts.length === 0 ? (
          <div className="empty">
            <p>No draft yet. One begins with every edition that the desk makes from its sources.</p>
            <p>
              <Link to="/sources">See the sources</Link>
            </p>
          </div>
        ) : (
          <ol className="editions">
            {data.drafts.map((draft) => (
              <Row key={draft.id} draft={draft} />
            ))}
          </ol>
        )}
      </main>
    </div>
  );
};

const One = ({ id }: { id: string }) => {
  const { data, error, refetch } = useDraft(id);
  if (data !== undefined) return <ReviewScreen key={id} draft={data} />;
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Loading what="the draft" />;
};

export const ReviewPage = () => {
  const { draft } = useParams({ from: "/desk/review/$draft" });
  return <One key={draft} id={draft} />;
};
