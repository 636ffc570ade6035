/** What can be decided, each with its key. What a person may not do now stays in reach and says why. */
import type { ReactNode } from "react";

export interface Actions {
  readonly take: () => void;
  readonly support: () => void;
  readonly leaveOut: () => void;
  readonly merge: () => void;
  readonly split: () => void;
  readonly open: () => void;
}

interface Props {
  readonly actions: Actions;
  /** Why nothing can be decided. */
  readonly refused: string | undefined;
  readonly marked: number;
  readonly articles: number;
}

const Action = ({
  word,
  keyName,
  act,
  refused,
  isPrimary = false,
}: {
  word: ReactNode;
  keyName: string;
  act: () => void;
  refused: string | undefined;
  isPrimary?: boolean;
}) => (
  <button
    type="button"
    className={isPrimary ? "button primary" : "button"}
    aria-disabled={refused !== undefined}
    title={refused}
    aria-keyshortcuts={keyName}
    onClick={() => {
      if (refused === undefined) act();
    }}
  >
    {word} <kbd>{keyName}</kbd>
  </button>
);

export const ActionBar = ({ actions, refused, marked, articles }: Props) => (
  <div className="triage-actions" role="toolbar" aria-label="Decide">
    <Action word="Take" keyName="A" act={actions.take} refused={refused} isPrimary />
    <Action word="Supporting" keyName="S" act={actions.support} refused={refused} />
    <Action word="Leave out" keyName="X" act={actions.leaveOut} refused={refused} />
    <Action
      word={marked === 0 ? "Merge" : `Merge ${marked} marked`}
      keyName="M"
      act={actions.merge}
      refused={refused ?? (marked === 0 ? "Mark other stories first, with Space." : undefined)}
    />
    <Action
      word="Take apart"
      keyName="U"
      act={actions.split}
      refused={refused ?? (articles < 2 ? "This story has one article." : undefined)}
    />
    <button type="button" className="button" aria-keyshortcuts="O" onClick={actions.open}>
      Whole page <kbd>O</kbd>
    </button>
    {refused === undefined ? null : <p className="meta">{refused}</p>}
  </div>
);
