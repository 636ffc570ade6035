/** Keys of the review, one meaning each; every one has a button that does the same. */
import { useNavigate } from "@tanstack/react-router";
import { type Keys, useKeys } from "../app/use-keys.ts";
import { tabUrls } from "./passage-pane.tsx";
import { isFailing, type ReviewState, sentencesIn, sourceOf, stepsIn } from "./review-state.tsx";

export interface Openers {
  readonly compare: () => void;
  readonly suggested: string | undefined;
}

/** The next failing sentence after the chosen one, round the end. */
export const nextFailing = ({ draft, chosen }: Pick<ReviewState, "draft" | "chosen">): string | undefined => {
  const all = sentencesIn(draft);
  const at = all.findIndex(({ id }) => id === chosen?.id);
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(isFailing)?.id;
};

export const useReviewKeys = (state: ReviewState, { compare, suggested }: Openers): void => {
  const { draft, chosen, choose, decide, start, shownUrl, showUrl, doing } = state;
  const navigate = useNavigate();
  const canDecide = chosen?.open === true && draft.may.write && !decide.isPending;
  const step = (by: number): void => {
    const all = stepsIn(draft);
    const at = all.findIndex(({ id }) => id === chosen?.id);
    const next = at < 0 ? all[0] : all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next !== undefined) choose(next.id);
  };
  const tab = (by: number): void => {
    const urls = tabUrls(chosen, undefined);
    const at = urls.indexOf(shownUrl ?? "");
    const next = urls[(at + by + urls.length) % Math.max(1, urls.length)];
    if (next !== undefined) showUrl(next);
  };
  const begin =
    (type: "edit" | "gap" | "reject" | "passage") =>
    (event: KeyboardEvent): void => {
      if (!canDecide || chosen === undefined) return;
      if (chosen.id === "title" && (type === "gap" || type === "reject")) return;
      if (chosen.kind === "link" && type !== "reject") return;
      event.preventDefault();
      start({ type, sentenceId: chosen.id });
    };
  const accept = (): void => {
    if (!canDecide || chosen === undefined) return;
    decide.mutate(
      suggested === undefined
        ? { type: "accept", sentenceId: chosen.id }
        : { type: "edit", sentenceId: chosen.id, text: suggested },
      { onSuccess: (next) => (next === undefined || suggested !== undefined ? undefined : step(1)) },
    );
  };
  const undo = (event: KeyboardEvent): void => {
    const version = event.shiftKey ? draft.redo : draft.undo;
    if (version !== undefined && draft.may.write && !decide.isPending)
      decide.mutate({ type: event.shiftKey ? "redo" : "undo", version });
  };
  const keys: Keys = {
    j: () => step(1),
    k: () => step(-1),
    f: () => {
      const next = nextFailing(state);
      if (next !== undefined) choose(next);
    },
    a: accept,
    e: begin("edit"),
    p: begin("passage"),
    r: begin("reject"),
    n: begin("gap"),
    "[": () => tab(-1),
    "]": () => tab(1),
    o: () => {
      const article = shownUrl === undefined ? undefined : sourceOf(draft, shownUrl)?.article;
      if (article !== undefined)
        void navigate({
          to: "/article/$articleId",
          params: { articleId: article },
          search: { edition: draft.editionId },
        });
    },
    d: compare,
    z: undo,
    escape: () => {
      if (doing !== undefined) start(undefined);
    },
  };
  useKeys(keys);
};
