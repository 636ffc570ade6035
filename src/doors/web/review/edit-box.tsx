/**
 * Words in place: a sentence edited, made a gap, or one of one's own. The verdict comes as one types; what was said of
 * earlier words is grey. Leaving keeps the words in this browser; sending them takes them out.
 */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { longestSentence } from "#terms/review-words.ts";
import type { Decision, DraftSentenceView } from "../../api/contract.ts";
import { VerdictChip } from "../parts/verdict-chip.tsx";
import { beginGap } from "./begin-gap.ts";
import { useReview } from "./review-state.tsx";
import { dropWords, keepWords, readWords } from "./unsent-words.ts";
import { type Typed, useJudgement } from "./use-judgement.ts";

type Kind = "fact" | "assessment" | "gap";

const kindWords: Readonly<Record<Kind, string>> = {
  fact: "A fact, resting on the passages below",
  assessment: "Our assessment, labelled as such",
  gap: "What is not known",
};

const Verdict = ({ typed, kind }: { typed: Typed; kind: DraftSentenceView["kind"] }) => {
  const { judgement, isOld, refused } = typed;
  if (refused !== undefined)
    return (
      <p className="edit-verdict" role="alert">
        {refused}
      </p>
    );
  if (judgement === undefined) return <p className="edit-verdict meta">Not judged yet</p>;
  const { verdict, faults, reason } = judgement;
  const [first] = faults;
  return (
    <div className="edit-verdict" data-old={isOld} aria-live="polite">
      <VerdictChip sentence={{ kind, ...(verdict === undefined ? {} : { verdict }) }} />{" "}
      {first === undefined ? (
        <span className="meta">{isOld ? "of the words before" : (reason ?? "Passes the gates.")}</span>
      ) : (
        <span>
          <b className="gate-name">{first.gate}.</b> {first.message}
        </span>
      )}
    </div>
  );
};

const KindField = ({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) => (
  <label className="field">
    What it is
    <select value={kind} onChange={(event) => onKind(event.target.value as Kind)}>
      {Object.entries(kindWords).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

const titles = { edit: "Edit the sentence", gap: "Make it a gap", add: "Write a sentence" } as const;

export const EditBox = ({ sentence, mode }: { sentence: DraftSentenceView; mode: "edit" | "gap" | "add" }) => {
  const { draft, decide, start } = useReview();
  const place = `${mode}-${sentence.id}`;
  const [kept] = useState(() => readWords(draft.id, place));
  const usual = mode === "edit" ? sentence.text : mode === "gap" ? beginGap(sentence.text) : "";
  const [text, setText] = useState(kept?.text ?? usual);
  const [kind, setKind] = useState<Kind>("fact");
  const field = useRef<HTMLTextAreaElement>(null);
  const section = draft.sections.find(({ sentences }) => sentences.some(({ id }) => id === sentence.id));
  const places = sentence.citations.map(({ articleUrl, start: from, end }) => ({ articleUrl, start: from, end }));

  useEffect(() => {
    const box = field.current;
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);

  const decisionOf = (): Decision | undefined => {
    const words = text.trim();
    if (words === "" || (mode === "edit" && words === sentence.text)) return undefined;
    if (mode !== "add") return { type: mode, sentenceId: sentence.id, text: words };
    if (section === undefined || !section.adds) return undefined;
    const citations = kind === "assessment" ? [] : places;
    return { type: "add", section: section.id as "happened", after: sentence.id, kind, text: words, citations };
  };
  const decision = decisionOf();
  const typed = useJudgement(draft.id, decision);
  const leave = (): void => {
    start(undefined);
    document.getElementById(`d-${sentence.id}`)?.focus();
  };
  const send = (): void => {
    if (decision === undefined) return;
    decide.mutate(decision, {
      onSuccess: (next) => {
        // Overtaken, the words stay: they are shown beside the other's.
        if (next === undefined) return;
        dropWords(draft.id, place);
        leave();
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  };
  const change = (next: string): void => {
    setText(next);
    keepWords(draft.id, place, next);
  };
  return (
    <div className="edit-box">
      <label className="sr-only" htmlFor={`edit-${sentence.id}`}>
        {titles[mode]}
      </label>
      {mode === "add" ? <KindField kind={kind} onKind={setKind} /> : null}
      <textarea
        id={`edit-${sentence.id}`}
        ref={field}
        value={text}
        rows={Math.min(8, Math.max(2, Math.ceil(text.length / 60)))}
        maxLength={longestSentence}
        spellCheck
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Verdict typed={typed} kind={mode === "add" ? kind : mode === "gap" ? "gap" : sentence.kind} />
      {mode === "add" && kind !== "assessment" ? (
        <p className="meta">
          Rests on the {places.length === 1 ? "passage" : `${places.length} passages`} of the sentence above it. Choose
          others with P once it stands.
        </p>
      ) : null}
      <p className="row">
        <button
          type="button"
          className="button primary"
          disabled={decision === undefined || decide.isPending}
          onClick={send}
        >
          {mode === "add" ? "Add" : mode === "gap" ? "Make a gap" : "Save"} <kbd>Ctrl Enter</kbd>
        </button>
        <button type="button" className="button" onClick={leave}>
          Leave, keep the words <kbd>Esc</kbd>
        </button>
        {kept === undefined ? null : (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              dropWords(draft.id, place);
              setText(usual);
            }}
          >
            Drop unsent words
          </button>
        )}
      </p>
      {decide.error ? (
        <p className="fault" role="alert">
          Not saved: {decide.error.message} Your words are kept in this browser.
        </p>
      ) : null}
    </div>
  );
};
