/** Two people decided about one sentence: the other’s words beside yours. Nothing is written until you say which. */
import { formatTime } from "#kit/text/format-time.ts";
import { rejectWords } from "#terms/review-words.ts";
import type { Decision } from "../../api/contract.ts";
import { AskFirst } from "../parts/ask-first.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { sentencesIn, useReview } from "./review-state.tsx";
import { dropWords } from "./unsent-words.ts";

const wordsOf = (decision: Decision, textOf: (id: string) => string): string => {
  switch (decision.type) {
    case "edit":
    case "gap":
    case "add":
      return decision.text;
    case "reject":
      return `Rejected: ${decision.words ?? rejectWords[decision.reason]}`;
    case "accept":
      return `Accepted: ${textOf(decision.sentenceId)}`;
    case "swap":
      return `Other passages for: ${textOf(decision.sentenceId)}`;
    case "override":
      return `Overrode ${decision.gate}: ${decision.reason}`;
    default:
      return `${decision.type === "undo" ? "Undid" : "Made again"}: version ${decision.version}`;
  }
};

export const ConflictView = () => {
  const { draft, decide, start } = useReview();
  const { conflict, endConflict } = decide;
  const textOf = (id: string): string => sentencesIn(draft).find((sentence) => sentence.id === id)?.text ?? "";
  const [first] = conflict?.theirs ?? [];
  /** The words are where they belong: none are left unsent. */
  const leave = (mine: Decision): void => {
    if ("sentenceId" in mine) dropWords(draft.id, `${mine.type}-${mine.sentenceId}`);
    start(undefined);
  };
  return (
    <AskFirst title="Decided by two" open={conflict !== undefined} onClose={endConflict}>
      <p>
        {first?.by.name ?? "Somebody"} decided about this first. Nothing of yours is lost, and nothing was written over.
      </p>
      <div className="two-words">
        <section>
          <h3>
            {first?.by.name ?? "Theirs"}
            {first === undefined ? "" : `, ${formatTime(first.at)}`}
          </h3>
          {(conflict?.theirs ?? []).map((step) => (
            <p key={step.version} className="draft-text">
              <Words text={wordsOf(step.decision, textOf)} />
            </p>
          ))}
        </section>
        <section>
          <h3>Yours</h3>
          <p className="draft-text">
            <Words text={conflict === undefined ? "" : wordsOf(conflict.mine, textOf)} />
          </p>
        </section>
      </div>
      <p className="row">
        <button
          type="button"
          className="button"
          onClick={() => {
            if (conflict !== undefined) leave(conflict.mine);
            endConflict();
          }}
        >
          Keep theirs
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            const mine = conflict?.mine;
            endConflict();
            if (mine !== undefined)
              decide.mutate(mine, { onSuccess: (next) => (next === undefined ? undefined : leave(mine)) });
          }}
        >
          Put mine in its place
        </button>
        <button type="button" className="quiet" onClick={endConflict}>
          Go on with my words
        </button>
      </p>
    </AskFirst>
  );
};
