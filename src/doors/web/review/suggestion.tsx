/** The source's own value in place of one that disagrees, where it passes everything. A person takes it or not. */
import type { DraftSentenceView } from "../../api/contract.ts";
import { isFailing, useReview } from "./review-state.tsx";
import { useSuggestion } from "./use-draft.ts";
import { exchange, WordDiff } from "./word-diff.tsx";

const doubtful = new Set(["contradicted", "stronger", "not_found"]);

export const useSuggested = (sentence: DraftSentenceView | undefined) => {
  const { draft } = useReview();
  const asks =
    sentence !== undefined && draft.may.write && (isFailing(sentence) || doubtful.has(sentence.verdict ?? ""));
  return useSuggestion(draft, sentence?.id, asks).data?.suggestion;
};

export const Suggestion = ({ sentence }: { sentence: DraftSentenceView }) => {
  const suggestion = useSuggested(sentence);
  if (suggestion === undefined) return null;
  return (
    <div className="suggestion">
      <p className="meta">Suggested from the passage, passes all gates</p>
      <p className="draft-text">
        <WordDiff runs={exchange(sentence.text, suggestion.text)} />
      </p>
    </div>
  );
};
