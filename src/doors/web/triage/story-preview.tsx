/** The story beside the list: why it weighs so much, who says it, where they differ, and what can be decided. */
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { AskError } from "../app/ask.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { FlashPart } from "./flash-part.tsx";
import { RowState } from "./row-state.tsx";
import { StoryContradictions, StorySources } from "./story-sources.tsx";
import { type Row, useStory } from "./use-triage.ts";
import { WeightReasons } from "./weight-reasons.tsx";

interface Props {
  readonly row: Row | undefined;
  readonly place: string;
  readonly state: Row["state"];
  readonly isWhole: boolean;
  readonly onWeights: () => void;
  readonly onSetWeights: (() => void) | undefined;
  readonly onBack: () => void;
  /** What stands above the story: a conflict, what could not be sent. */
  readonly notices: ReactNode;
  readonly actions: ReactNode;
}

export const StoryPreview = ({
  row,
  place,
  state,
  isWhole,
  onWeights,
  onSetWeights,
  onBack,
  notices,
  actions,
}: Props) => {
  const { data, error, isPlaceholderData, refetch } = useStory(row);
  return (
    <aside
      className="triage-story"
      aria-label={row === undefined ? "Story" : `Story: ${row.title}`}
      data-pane="story"
      tabIndex={-1}
    >
      <button type="button" className="quiet triage-back" onClick={onBack}>
        <ArrowLeft size={16} aria-hidden="true" /> All stories
      </button>
      {notices}
      {row === undefined ? (
        <p className="meta triage-none">Choose a story to see why it weighs what it weighs.</p>
      ) : null}
      {row === undefined ? null : (
        <div className="triage-story-scroll" data-dim={isPlaceholderData}>
          <p className="story-top">
            <span className="meta">{place}</span>
            <TlpLabel tlp={row.tlp} />
          </p>
          <h2>
            <Foreign text={row.title} />
          </h2>
          <RowState row={row} state={state} />
          {row.verdict?.reason === undefined || state !== "left_out" ? null : (
            <p className="meta">
              Why: <Foreign text={row.verdict.reason} />
            </p>
          )}
          {error !== null && data === undefined ? (
            <div className="error-card" role="alert">
              <h3>Could not open the story</h3>
              <p>{error instanceof AskError ? error.message : "The desk did not answer."}</p>
              <button type="button" className="button" onClick={() => void refetch()}>
                Try again
              </button>
            </div>
          ) : null}
          {data === undefined ? null : (
            <>
              <WeightReasons
                weight={row.weight}
                reasons={data.story.reasons}
                isWhole={isWhole}
                onToggle={onWeights}
                onChange={onSetWeights}
              />
              <FlashPart key={row.id} row={row} />
              <StorySources story={data.story} />
              <StoryContradictions story={data.story} />
              {data.story.together.length === 0 ? null : (
                <p className="meta">
                  One story because its articles: <Foreign text={data.story.together.join("; ")} />.
                </p>
              )}
            </>
          )}
        </div>
      )}
      {actions}
    </aside>
  );
};
