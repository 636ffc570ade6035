/** What needs the person now: a decision of somebody else, a decision that was not saved, what was just done. */
import { X } from "lucide-react";
import type { TriageAct } from "#terms/triage.ts";
import { leaveOutReasons } from "#terms/triage-words.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import type { Conflict, Decisions, Done, Unsent } from "./use-decisions.ts";

const did: Readonly<Record<TriageAct["kind"], string>> = {
  lead: "Lead",
  supporting: "Supporting",
  leave_out: "Left out",
  merge: "Merged",
  split: "Taken apart",
  undo: "Taken back",
};

const wordsOf = (act: TriageAct): string =>
  act.kind === "leave_out" && act.reason !== undefined
    ? `${did.leave_out}, ${leaveOutReasons[act.reason].toLowerCase()}`
    : did[act.kind];

export const ConflictNotice = ({ conflict, decisions }: { conflict: Conflict; decisions: Decisions }) => (
  <div className="error-card mild" role="alert">
    <h2>Decided by somebody else meanwhile</h2>
    <p>
      <Foreign text={conflict.rows[0]?.title ?? ""} />
    </p>
    <p>
      <Foreign text={conflict.words} />
    </p>
    <p className="meta">Yours was: {wordsOf(conflict.act)}.</p>
    <p className="buttons">
      <button type="button" className="button" onClick={decisions.takeOver}>
        Take over
      </button>{" "}
      <button type="button" className="button" onClick={decisions.leaveAsIs}>
        Leave it as it is
      </button>
    </p>
  </div>
);

export const UnsentNotice = ({ unsent, decisions }: { unsent: Unsent; decisions: Decisions }) => {
  const title = unsent.rows[0]?.title ?? "";
  return (
    <div className="error-card" role="alert">
      <h2>Decision not saved: {wordsOf(unsent.act)}</h2>
      <p>
        <Foreign text={title} />
      </p>
      <p>
        <Foreign text={unsent.words} /> Your decision is kept on this page.
      </p>
      <p className="buttons">
        <button type="button" className="button" onClick={() => decisions.again(unsent)}>
          Try again
        </button>{" "}
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard?.writeText(`${wordsOf(unsent.act)}: ${title}`)}
        >
          Copy it
        </button>{" "}
        <button type="button" className="quiet" onClick={() => decisions.letGo(unsent)}>
          Let it go
        </button>
        {unsent.ref === undefined ? null : <span className="meta"> Ref {unsent.ref}</span>}
      </p>
    </div>
  );
};

/** Stays until the next decision or until it is closed: nothing vanishes on its own. */
export const DoneNotice = ({ done, onUndo, onClose }: { done: Done; onUndo: () => void; onClose: () => void }) => (
  <div className="triage-done">
    <p role="status">
      {wordsOf(done.act)}: <Foreign text={done.title} />
    </p>
    <button type="button" className="button" onClick={onUndo}>
      Undo <kbd>Z</kbd>
    </button>
    <button type="button" className="icon-button" aria-label="Close this notice" onClick={onClose}>
      <X size={16} aria-hidden="true" />
    </button>
  </div>
);
