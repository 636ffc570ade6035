/** The review of one draft: story, sentences, pages; what is chosen stands in the address. */
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { formatClock, formatLongDay } from "#kit/text/format-time.ts";
import type { DraftView } from "../../api/contract.ts";
import { useTitle } from "../app/use-title.ts";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { ConflictView } from "./conflict-view.tsx";
import { DraftPane } from "./draft-pane.tsx";
import { GatesStrip } from "./gates-strip.tsx";
import { PassagePane } from "./passage-pane.tsx";
import { ApproveDialog, CompareDialog, OverrideDialog } from "./review-dialogs.tsx";
import { nextFailing, useReviewKeys } from "./review-keys.ts";
import {
  type Doing,
  isFailing,
  ReviewProvider,
  type ReviewState,
  sentencesIn,
  stepsIn,
  useReview,
} from "./review-state.tsx";
import { Splitter, useWidth } from "./splitter.tsx";
import { StoryPane } from "./story-pane.tsx";
import { useSuggested } from "./suggestion.tsx";
import { useDecide, usePresence } from "./use-draft.ts";

const Progress = ({ draft }: { draft: DraftView }) => (
  <p className="review-progress">
    <label htmlFor="decided">
      {draft.decided} of {draft.of} sentences decided
    </label>
    <progress id="decided" value={draft.decided} max={Math.max(1, draft.of)} />
  </p>
);

const savedWords = (draft: DraftView): string => {
  if (draft.approvedAs !== undefined) return "approved";
  if (draft.savedAt === undefined) return "not approved";
  return `draft ${draft.version}, saved ${formatClock(draft.savedAt)}`;
};

const Approve = ({ onOpen }: { onOpen: () => void }) => {
  const { draft } = useReview();
  const { because } = draft.approval;
  if (draft.approvedAs !== undefined)
    return (
      <Link to="/" search={{ edition: draft.approvedAs }} className="button">
        Read the edition
      </Link>
    );
  if (!draft.may.approve) return <span className="meta wide-only">{because}</span>;
  return (
    <>
      <button
        type="button"
        className="button primary"
        aria-disabled={because !== undefined}
        aria-describedby={because === undefined ? undefined : "why-not-approve"}
        onClick={() => (because === undefined ? onOpen() : document.getElementById("why-not-approve")?.focus())}
      >
        Approve this text
      </button>
      {because === undefined ? null : (
        <span id="why-not-approve" className="sr-only" tabIndex={-1}>
          {because}
        </span>
      )}
    </>
  );
};

const TopBar = ({ onApprove, onCompare }: { onApprove: () => void; onCompare: () => void }) => {
  const { draft, decide, others } = useReview();
  const names = [...new Set(others.map(({ name }) => name))];
  return (
    <header className="top-bar">
      <p className="top-title">
        <b>
          {draft.corrects === undefined ? "Edition for" : "Correction of"} {formatLongDay(draft.date)}
        </b>
        <span className="wide-only">{decide.isPending ? "saving" : savedWords(draft)}</span>
      </p>
      {names.length === 0 ? null : (
        <p className="presence">
          <b>{names.join(", ")}</b> {names.length === 1 ? "has" : "have"} it open too
        </p>
      )}
      <TlpLabel tlp={draft.tlp} />
      <Progress draft={draft} />
      <button type="button" className="button wide-only" onClick={onCompare}>
        Compare drafts <kbd>D</kbd>
      </button>
      <Approve onOpen={onApprove} />
    </header>
  );
};

const Given = () => {
  const { draft } = useReview();
  const { given, people } = draft.approval;
  if (draft.approvedAs !== undefined || given.length === 0 || people === 1) return null;
  return (
    <section className="standing-note" aria-label="Approvals">
      Approved by {given.map(({ name, at }) => `${name}, ${formatClock(at)}`).join("; ")}. A second name is waited for;
      any change makes it void.
    </section>
  );
};

const PhoneSteps = () => {
  const { draft, chosen, choose } = useReview();
  const all = stepsIn(draft);
  const at = all.findIndex(({ id }) => id === chosen?.id);
  const go = (to: number): void => {
    const next = all[to];
    if (next !== undefined) choose(next.id);
  };
  return (
    <nav className="phone-steps narrow-only" aria-label="Sentences">
      <button type="button" className="button" disabled={at <= 0} onClick={() => go(at - 1)}>
        Previous
      </button>
      <span className="meta">
        {at + 1} of {all.length}
      </span>
      <button type="button" className="button" disabled={at >= all.length - 1} onClick={() => go(at + 1)}>
        Next
      </button>
    </nav>
  );
};

const Panes = () => {
  const story = useWidth("review-story", 252, 220, 420);
  const passage = useWidth("review-passage", 440, 340, 720);
  return (
    <div
      className="review-panes"
      style={{ "--story": `${story.width}px`, "--passage": `${passage.width}px` } as React.CSSProperties}
      data-story={story.width > 0}
      data-passage={passage.width > 0}
    >
      <StoryPane />
      <Splitter label="Width of the story" pane={story} usual={252} least={220} most={420} side="left" />
      <DraftPane />
      <Splitter label="Width of the passages" pane={passage} usual={440} least={340} most={720} side="right" />
      <PassagePane />
    </div>
  );
};

const Keys = ({ onCompare }: { onCompare: () => void }) => {
  const state = useReview();
  const suggested = useSuggested(state.chosen)?.text;
  useReviewKeys(state, { compare: onCompare, suggested });
  return null;
};

const Undo = () => {
  const { draft, decide } = useReview();
  if (!draft.may.write) return null;
  return (
    <footer className="review-foot wide-only">
      <span>
        <kbd>J</kbd> <kbd>K</kbd> sentence
      </span>
      <span>
        <kbd>[</kbd> <kbd>]</kbd> passage
      </span>
      <span>
        <kbd>F6</kbd> pane
      </span>
      <button
        type="button"
        className="quiet"
        disabled={draft.undo === undefined || decide.isPending}
        onClick={() => (draft.undo === undefined ? undefined : decide.mutate({ type: "undo", version: draft.undo }))}
      >
        Undo <kbd>Z</kbd>
      </button>
      <button
        type="button"
        className="quiet"
        disabled={draft.redo === undefined || decide.isPending}
        onClick={() => (draft.redo === undefined ? undefined : decide.mutate({ type: "redo", version: draft.redo }))}
      >
        Make it again <kbd>Shift Z</kbd>
      </button>
      <Link to="/desk/review">All drafts</Link>
    </footer>
  );
};

const useChosen = (draft: DraftView) => {
  const hash = useRouterState({ select: (state) => state.location.hash });
  const navigate = useNavigate();
  const all = sentencesIn(draft);
  // Mended, the first failing one stays chosen: nothing moves away under the hands.
  const [begun] = useState(() => (all.find(isFailing) ?? stepsIn(draft)[0])?.id);
  const chosen = all.find(({ id }) => id === hash) ?? all.find(({ id }) => id === begun) ?? stepsIn(draft)[0];
  const choose = useCallback(
    (id: string): void => {
      void navigate({ to: ".", hash: id, replace: true, resetScroll: false });
      requestAnimationFrame(() => {
        document.getElementById(id)?.scrollIntoView({ block: "nearest" });
        document.getElementById(`d-${id}`)?.focus({ preventScroll: true });
      });
    },
    [navigate],
  );
  return { chosen, choose };
};

export const ReviewScreen = ({ draft }: { draft: DraftView }) => {
  const { chosen, choose } = useChosen(draft);
  const [doing, start] = useState<Doing | undefined>();
  const [said, say] = useState("");
  const [url, showUrl] = useState<{ of: string | undefined; url: string }>();
  const [dialog, setDialog] = useState<"approve" | "compare" | undefined>();
  const [overriding, setOverriding] = useState<string | undefined>();
  const decide = useDecide(draft, say);
  const others = usePresence(draft, chosen?.id);
  useTitle(`Draft of ${draft.date}, Review`);
  const cited = chosen?.citations.map(({ articleUrl }) => articleUrl) ?? [];
  const shownUrl = url !== undefined && url.of === chosen?.id ? url.url : cited[0];
  const isThere = chosen !== undefined;
  useEffect(() => {
    if (isThere) document.querySelector("[data-sentence][data-chosen]")?.scrollIntoView({ block: "nearest" });
  }, [isThere]);
  const state: ReviewState = useMemo(
    () => ({
      draft,
      chosen,
      choose: (id: string) => {
        start(undefined);
        choose(id);
      },
      doing,
      start,
      decide,
      say,
      shownUrl,
      showUrl: (next: string) => showUrl({ of: chosen?.id, url: next }),
      others,
    }),
    [draft, chosen, choose, doing, decide, shownUrl, others],
  );
  const compare = useCallback(() => setDialog("compare"), []);
  const goFirst = (): void => {
    const next = nextFailing({ draft, chosen: undefined });
    if (next !== undefined) state.choose(next);
  };
  return (
    <ReviewProvider value={state}>
      <div className="screen review" data-doing={doing?.type}>
        <TopBar onApprove={() => setDialog("approve")} onCompare={compare} />
        <GatesStrip onFirst={goFirst} onOverride={setOverriding} />
        <Given />
        {decide.error !== null && doing === undefined ? (
          <p className="fault review-fault" role="alert">
            Not saved: {decide.error.message}
          </p>
        ) : null}
        <Keys onCompare={compare} />
        <Panes />
        <PhoneSteps />
        <Undo />
        <ApproveDialog open={dialog === "approve"} onClose={() => setDialog(undefined)} />
        <CompareDialog open={dialog === "compare"} onClose={() => setDialog(undefined)} />
        <OverrideDialog gate={overriding} onClose={() => setOverriding(undefined)} />
        <ConflictView />
        <p className="sr-only" role="status">
          {said}
        </p>
      </div>
    </ReviewProvider>
  );
};
