/** What can be done with the chosen sentence, each with its key. */
import type { DraftSentenceView } from "../../api/contract.ts";
import { useReview } from "./review-state.tsx";
import { useSuggested } from "./suggestion.tsx";

export const SentenceActions = ({ sentence }: { sentence: DraftSentenceView }) => {
  const { draft, decide, start } = useReview();
  const suggestion = useSuggested(sentence);
  if (!draft.may.write || !sentence.open)
    return draft.may.write || draft.approvedAs !== undefined ? null : (
      <p className="meta">Deciding is for analysts and reviewers who are signed in.</p>
    );
  const at = { sentenceId: sentence.id };
  // The name of a role stands or falls; its words are the desk's.
  const isName = sentence.kind === "link";
  const adds = draft.sections.some(
    ({ adds: open, sentences }) => open && sentences.some(({ id }) => id === sentence.id),
  );
  return (
    <div className="sentence-actions" role="toolbar" aria-label="Decide about this sentence">
      {suggestion === undefined ? (
        <button
          type="button"
          className="button primary"
          disabled={decide.isPending}
          onClick={() => decide.mutate({ type: "accept", ...at })}
        >
          Accept <kbd>A</kbd>
        </button>
      ) : (
        <button
          type="button"
          className="button primary"
          disabled={decide.isPending}
          onClick={() => decide.mutate({ type: "edit", ...at, text: suggestion.text })}
        >
          Use suggestion <kbd>A</kbd>
        </button>
      )}
      {isName ? null : (
        <>
          <button type="button" className="button wide-only" onClick={() => start({ type: "edit", ...at })}>
            Edit <kbd>E</kbd>
          </button>
          <button type="button" className="button wide-only" onClick={() => start({ type: "passage", ...at })}>
            Passage <kbd>P</kbd>
          </button>
        </>
      )}
      {sentence.id === "title" ? null : (
        <>
          <button type="button" className="button" onClick={() => start({ type: "reject", ...at })}>
            Reject <kbd>R</kbd>
          </button>
          {isName ? null : (
            <button type="button" className="button wide-only" onClick={() => start({ type: "gap", ...at })}>
              Make a gap <kbd>N</kbd>
            </button>
          )}
        </>
      )}
      {adds ? (
        <button type="button" className="quiet wide-only" onClick={() => start({ type: "add", ...at })}>
          Add a sentence below
        </button>
      ) : null}
    </div>
  );
};
