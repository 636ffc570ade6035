/** One sentence of the draft: verdict, words, sources; chosen, also what is wrong with it and what can be done. */
import { Fragment } from "react";
import { formatClock } from "#kit/text/format-time.ts";
import { rejectWords } from "#terms/review-words.ts";
import type { DraftSentenceView } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { VerdictChip } from "../parts/verdict-chip.tsx";
import { EditBox } from "./edit-box.tsx";
import { RejectBox } from "./reject-box.tsx";
import { isFailing, useReview } from "./review-state.tsx";
import { SentenceActions } from "./sentence-actions.tsx";
import { Suggestion } from "./suggestion.tsx";
import { readWords } from "./unsent-words.ts";
import { exchange, WordDiff } from "./word-diff.tsx";

/** Kinds that state something of the world; what is to be done, and who should care, is not judged. */
const judged = new Set(["fact", "assessment", "gap"]);

const markWords: Readonly<Record<string, string>> = {
  accept: "accepted",
  edit: "edited",
  swap: "passages changed",
  reject: "rejected",
  gap: "made a gap",
  add: "added",
};

const partWords: Readonly<Record<string, string>> = {
  why: "Why you",
  do: "Do",
  owner: "Owner",
  by: "By",
  done_when: "Done when",
};

const Marker = ({ sentence, isChosen }: { sentence: DraftSentenceView; isChosen: boolean }) => {
  const { choose } = useReview();
  const numbers = [...new Set(sentence.citations.map(({ number }) => number ?? "–"))];
  const name = sentence.id === "title" ? "Headline" : `Sentence ${sentence.id.replace(/^\D+/, "")}`;
  return (
    <button
      type="button"
      className="marker"
      id={`d-${sentence.id}`}
      tabIndex={isChosen ? 0 : -1}
      aria-current={isChosen}
      aria-label={`${name}, ${numbers.length === 0 ? "– no source" : `sources ${numbers.join(" ")}`}`}
      onClick={() => choose(sentence.id)}
    >
      {numbers.length === 0 ? (
        <span>–</span>
      ) : (
        numbers.map((number, at) => (
          <Fragment key={number}>
            {at > 0 ? " " : ""}
            <span>{number}</span>
          </Fragment>
        ))
      )}
    </button>
  );
};

const Faults = ({ sentence }: { sentence: DraftSentenceView }) =>
  sentence.faults.map(({ gate, message }) => (
    <p key={`${gate} ${message}`} className="sentence-fault">
      <b className="gate-name">{gate}.</b> {message}
    </p>
  ));

const Mark = ({ sentence }: { sentence: DraftSentenceView }) => {
  const { mark, rejected } = sentence;
  if (mark === undefined) return null;
  const why = rejected === undefined ? "" : `: ${rejected.words ?? rejectWords[rejected.reason]}`;
  return (
    <p className="meta">
      {markWords[mark.type] ?? mark.type} by {mark.by}, {formatClock(mark.at)}
      {why}
    </p>
  );
};

const Unsent = ({ sentence }: { sentence: DraftSentenceView }) => {
  const { draft, start } = useReview();
  const kept = draft.may.write ? readWords(draft.id, `edit-${sentence.id}`) : undefined;
  if (kept === undefined || kept.text === sentence.text) return null;
  return (
    <p className="unsent">
      Unsent words of {formatClock(kept.at)}.{" "}
      <button type="button" className="link" onClick={() => start({ type: "edit", sentenceId: sentence.id })}>
        Go on with them
      </button>
    </p>
  );
};

const Others = ({ sentence }: { sentence: DraftSentenceView }) => {
  const { others } = useReview();
  const here = others.filter(({ sentenceId }) => sentenceId === sentence.id).map(({ name }) => name);
  return here.length === 0 ? null : <p className="presence-here">{[...new Set(here)].join(", ")} is here</p>;
};

const Open = ({ sentence }: { sentence: DraftSentenceView }) => {
  const { doing } = useReview();
  const mine = doing?.sentenceId === sentence.id ? doing.type : undefined;
  if (mine === "edit" || mine === "gap" || mine === "add")
    return <EditBox key={mine} sentence={sentence} mode={mine} />;
  if (mine === "reject") return <RejectBox sentence={sentence} />;
  return (
    <>
      <Suggestion sentence={sentence} />
      <SentenceActions sentence={sentence} />
    </>
  );
};

const Text = ({ sentence, isChosen }: { sentence: DraftSentenceView; isChosen: boolean }) => {
  if (sentence.rejected !== undefined) return <del>{sentence.text}</del>;
  if (isChosen && sentence.before !== undefined) return <WordDiff runs={exchange(sentence.before, sentence.text)} />;
  return <Words text={sentence.text} />;
};

export const DraftSentence = ({ sentence }: { sentence: DraftSentenceView }) => {
  const { chosen } = useReview();
  const isChosen = chosen?.id === sentence.id;
  const part = sentence.part === undefined ? undefined : partWords[sentence.part];
  return (
    <li
      className={`draft-sentence${sentence.id === "title" ? " is-title" : ""}`}
      id={sentence.id}
      data-sentence={sentence.id}
      data-chosen={isChosen || undefined}
      data-decided={sentence.mark === undefined ? undefined : true}
      data-failing={isFailing(sentence) || undefined}
    >
      <div className="draft-side">
        {sentence.rejected !== undefined ? (
          <span className="chip chip-none">Rejected</span>
        ) : judged.has(sentence.kind) ? (
          <VerdictChip sentence={sentence} />
        ) : null}
        <Others sentence={sentence} />
      </div>
      <div className="draft-main">
        <p className="draft-text">
          {part === undefined ? null : <span className="runin">{part}: </span>}
          <Text sentence={sentence} isChosen={isChosen} /> <Marker sentence={sentence} isChosen={isChosen} />
        </p>
        <Mark sentence={sentence} />
        <Unsent sentence={sentence} />
        {isChosen ? (
          <>
            <Faults sentence={sentence} />
            {sentence.faults.length === 0 && sentence.reason !== undefined && sentence.verdict !== "supported" ? (
              <p className="sentence-fault">{sentence.reason}</p>
            ) : null}
            <Open sentence={sentence} />
          </>
        ) : null}
      </div>
    </li>
  );
};
