/** What the panes of the review share: the draft, the sentence that is looked at, and what is being done to it. */
import { createContext, useContext } from "react";
import type { DraftSentenceView, DraftView } from "../../api/contract.ts";
import type { Decide } from "./use-draft.ts";

/** What is open at a sentence. */
export type Doing =
  | { readonly type: "edit" | "gap" | "reject"; readonly sentenceId: string }
  | { readonly type: "passage"; readonly sentenceId: string }
  | { readonly type: "add"; readonly sentenceId: string };

export interface ReviewState {
  readonly draft: DraftView;
  readonly chosen: DraftSentenceView | undefined;
  readonly choose: (id: string) => void;
  readonly doing: Doing | undefined;
  readonly start: (doing: Doing | undefined) => void;
  readonly decide: Decide;
  readonly say: (words: string) => void;
  /** Address of the page that is shown at the right. */
  readonly shownUrl: string | undefined;
  readonly showUrl: (url: string) => void;
  readonly others: readonly { readonly name: string; readonly sentenceId?: string | undefined }[];
}

const Context = createContext<ReviewState | undefined>(undefined);
export const ReviewProvider = Context.Provider;

export const useReview = (): ReviewState => {
  const state = useContext(Context);
  if (state === undefined) throw new Error("Expected to stand inside ReviewProvider");
  return state;
};

/** Every sentence in reading order. */
export const sentencesIn = ({ sections }: DraftView): readonly DraftSentenceView[] =>
  sections.flatMap(({ sentences }) => sentences);

export const isFailing = ({ faults, rejected }: DraftSentenceView): boolean =>
  faults.length > 0 && rejected === undefined;

/** Sentences that J and K step through. */
export const stepsIn = (draft: DraftView): readonly DraftSentenceView[] =>
  sentencesIn(draft).filter((sentence) => sentence.open || isFailing(sentence));

export const sourceOf = (draft: DraftView, url: string): DraftView["sources"][number] | undefined =>
  draft.sources.find((source) => source.url === url);
