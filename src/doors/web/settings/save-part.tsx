/** The end of a form that sets something: what somebody else saved meanwhile, and saving. */
import type { ReactNode } from "react";

export const SetMeanwhile = ({
  children,
  onTheirs,
  onMine,
}: {
  /** Who saved what. */
  children: ReactNode;
  onTheirs: () => void;
  onMine: () => void;
}) => (
  <div className="conflict" role="alert">
    {children}
    <p className="row">
      <button type="button" className="button" onClick={onTheirs}>
        Take theirs
      </button>
      <button type="button" className="button" onClick={onMine}>
        Save mine over it
      </button>
    </p>
  </div>
);

export const SaveRow = ({
  save,
  isPending,
  saved,
  onSave,
}: {
  save: string;
  isPending: boolean;
  /** What came of it; empty until it was saved. */
  saved: string;
  onSave: () => void;
}) => (
  <p className="row">
    <button type="button" className="button primary" disabled={isPending} onClick={onSave}>
      {save}
    </button>
    <span className="meta">
      <kbd>Ctrl Enter</kbd>
    </span>
    <span role="status">{saved}</span>
  </p>
);
