/** Why a sentence does not stand: one of six reasons by its number, or own words. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type RejectReason, rejectReasons, rejectWords } from "#terms/review-words.ts";
import type { DraftSentenceView } from "../../api/contract.ts";
import { useReview } from "./review-state.tsx";

const six = rejectReasons.filter((reason) => reason !== "other");

export const RejectBox = ({ sentence }: { sentence: DraftSentenceView }) => {
  const { decide, start } = useReview();
  const [words, setWords] = useState("");
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.querySelector("button")?.focus(), []);
  const reject = (reason: RejectReason): void => {
    const own = words.trim();
    decide.mutate(
      { type: "reject", sentenceId: sentence.id, reason, ...(own === "" ? {} : { words: own }) },
      { onSuccess: () => start(undefined) },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLInputElement;
    const reason = isTyping ? undefined : six[Number(event.key) - 1];
    if (event.key === "Escape") start(undefined);
    else if (reason !== undefined) reject(reason);
    else if (isTyping && event.key === "Enter" && words.trim() !== "") reject("other");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset className="reject-box" ref={group} onKeyDown={onKeyDown}>
      <legend>Why does it not stand?</legend>
      <p className="row">
        {six.map((reason, at) => (
          <button key={reason} type="button" className="button" onClick={() => reject(reason)}>
            <kbd>{at + 1}</kbd> {rejectWords[reason]}
          </button>
        ))}
      </p>
      <p className="row">
        <label className="field grow">
          Or in your own words
          <input value={words} maxLength={300} onChange={(event) => setWords(event.target.value)} />
        </label>
        <button type="button" className="button" disabled={words.trim() === ""} onClick={() => reject("other")}>
          Reject
        </button>
        <button type="button" className="quiet" onClick={() => start(undefined)}>
          Leave it <kbd>Esc</kbd>
        </button>
      </p>
    </fieldset>
  );
};
