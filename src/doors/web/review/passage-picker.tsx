/**
 * Words of a page chosen for a sentence: by key a sentence at a time, Shift to take more; by pointer as one selects text.
 * A place is counted in the text as it was read, so what is chosen is what the desk will cite.
 */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { DraftSentenceView, PlacedWords } from "../../api/contract.ts";
import { cutSnapshot, sentenceAt, sentencesOf, spanOf } from "./cut-snapshot.ts";
import { useReview } from "./review-state.tsx";
import { SnapshotText } from "./snapshot-text.tsx";

interface Article {
  readonly url: string;
  readonly text: string;
  readonly language: string;
}

const longestQuote = 600;

/** Where a point of a selection lies in the text. A piece that shows invisible characters is taken whole. */
const placeOf = (node: Node, offset: number, text: string, atEnd: boolean): number | undefined => {
  const piece = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-at]");
  if (piece === null || piece === undefined) return undefined;
  const start = Number(piece.dataset.at);
  const shown = piece.textContent ?? "";
  if (text.slice(start, start + shown.length) === shown) return start + (node instanceof Element ? 0 : offset);
  return atEnd ? undefined : start;
};

export const PassagePicker = ({
  article,
  sentence,
  cited,
}: {
  article: Article;
  sentence: DraftSentenceView;
  cited: readonly PlacedWords[];
}) => {
  const { decide, start } = useReview();
  const sentences = useMemo(() => sentencesOf(article.text), [article.text]);
  const begin = sentenceAt(sentences, cited[0]?.start ?? 0);
  const [range, setRange] = useState<readonly [number, number]>([begin, begin]);
  const [own, setOwn] = useState<{ readonly start: number; readonly end: number }>();
  const box = useRef<HTMLFieldSetElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const chosen = own ?? spanOf(sentences, range[0], range[1]);
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    if (range.length === 2) text.current?.querySelector("[data-picked]")?.scrollIntoView({ block: "nearest" });
  }, [range]);

  useEffect(() => {
    const onSelect = (): void => {
      const selection = document.getSelection();
      const selected = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
      if (
        selected === undefined ||
        selected.collapsed ||
        text.current?.contains(selected.commonAncestorContainer) !== true
      )
        return;
      const from = placeOf(selected.startContainer, selected.startOffset, article.text, false);
      const to = placeOf(selected.endContainer, selected.endOffset, article.text, true);
      if (from !== undefined && to !== undefined && to > from) setOwn({ start: from, end: to });
    };
    const node = text.current;
    node?.addEventListener("pointerup", onSelect);
    return () => node?.removeEventListener("pointerup", onSelect);
  }, [article.text]);

  const tooLong = chosen !== undefined && chosen.end - chosen.start > longestQuote;
  const send = (keep: boolean): void => {
    if (chosen === undefined || tooLong) return;
    const here = { articleUrl: article.url, start: chosen.start, end: chosen.end };
    const before = keep
      ? sentence.citations.map(({ articleUrl, start: from, end }) => ({ articleUrl, start: from, end }))
      : [];
    decide.mutate(
      { type: "swap", sentenceId: sentence.id, citations: [...before, here] },
      { onSuccess: (next) => (next === undefined ? undefined : start(undefined)) },
    );
  };
  const step = (by: number, isMore: boolean): void => {
    setOwn(undefined);
    const to = Math.max(0, Math.min(sentences.length - 1, range[1] + by));
    setRange([isMore ? range[0] : to, to]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLButtonElement && event.key === "Enter") return;
    const key = event.key.toLowerCase();
    if (key === "arrowdown" || key === "arrowright" || key === "j") step(1, event.shiftKey);
    else if (key === "arrowup" || key === "arrowleft" || key === "k") step(-1, event.shiftKey);
    else if (key === "enter") send(false);
    else if (key === "+") send(true);
    else if (key === "escape") start(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const words = chosen === undefined ? "" : article.text.slice(chosen.start, chosen.end);
  return (
    <fieldset className="picker" ref={box} tabIndex={-1} onKeyDown={onKeyDown} aria-label="Choose words of this page">
      <p className="picker-bar">
        <span className="meta">Arrows step by sentence, Shift takes more; or select with the pointer.</span>
        <button
          type="button"
          className="button primary"
          disabled={chosen === undefined || tooLong || decide.isPending}
          onClick={() => send(false)}
        >
          Use these words <kbd>Enter</kbd>
        </button>
        <button
          type="button"
          className="button"
          disabled={chosen === undefined || tooLong || decide.isPending}
          onClick={() => send(true)}
        >
          Add them <kbd>+</kbd>
        </button>
        <button type="button" className="quiet" onClick={() => start(undefined)}>
          Leave it <kbd>Esc</kbd>
        </button>
      </p>
      {tooLong ? (
        <p className="fault">
          Expected at most {longestQuote} characters but found {words.length}.
        </p>
      ) : null}
      {decide.error ? (
        <p className="fault" role="alert">
          {decide.error.message}
        </p>
      ) : null}
      <p className="sr-only" role="status">
        Chosen: {words.slice(0, 300)}
      </p>
      <SnapshotText article={article} pieces={cutSnapshot(article.text, cited, chosen)} box={text} />
    </fieldset>
  );
};
