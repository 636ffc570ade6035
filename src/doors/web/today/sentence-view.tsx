/** One sentence: its words and one button that holds the numbers of its sources. The last word keeps the button. */
import { Fragment } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { ReadingSentence } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { numbersOf, passagesOf } from "./reading-index.ts";
import { useToday } from "./today-state.tsx";

const Strong = ({ text, strong }: { text: string; strong: string | undefined }) => {
  const at = strong === undefined ? -1 : text.indexOf(strong);
  if (at < 0 || strong === undefined) return <Words text={text} />;
  return (
    <>
      <Words text={text.slice(0, at)} />
      <strong>{strong}</strong>
      <Words text={text.slice(at + strong.length)} />
    </>
  );
};

const Marker = ({ sentence }: { sentence: ReadingSentence }) => {
  const { index, chosen, roving, choose } = useToday();
  const isChosen = chosen === sentence.id;
  const numbers = numbersOf(sentence, index);
  const outlets = [...new Set(passagesOf(sentence, index).map((passage) => passage.outlet))];
  return (
    <button
      type="button"
      className="marker"
      id={`m-${sentence.id}`}
      aria-label={`Sources of this sentence: ${outlets.join(", ")}, ${numbers.join(" ")}`}
      aria-expanded={isChosen}
      tabIndex={roving === sentence.id ? 0 : -1}
      onClick={(event) => {
        // A click by Enter or Space has no pointer detail; on an open sentence it goes into the passages.
        if (isChosen && event.detail === 0) document.getElementById("passages-title")?.focus();
        else choose(sentence.id);
      }}
    >
      {numbers.map((number, at) => (
        <Fragment key={number}>
          {at > 0 ? " " : ""}
          <span>{number}</span>
        </Fragment>
      ))}
    </button>
  );
};

/** What a correction changed: the old words struck, the new ones, and when. */
const Corrected = ({ text, corrected }: { text: string; corrected: NonNullable<ReadingSentence["corrected"]> }) => (
  <>
    <del>
      <Words text={text} />
    </del>{" "}
    {corrected.text === undefined ? null : (
      <>
        <ins>
          <Words text={corrected.text} />
        </ins>{" "}
      </>
    )}
    <span className="meta">
      ({corrected.text === undefined ? "left out" : "corrected"} {formatTime(corrected.at)})
    </span>
  </>
);

/** Goes into any inline flow; the text is drawn once whatever is chosen. */
export const SentenceText = ({ sentence }: { sentence: ReadingSentence }) => {
  const { chosen } = useToday();
  const { text, corrected } = sentence;
  if (corrected !== undefined)
    return (
      <span className="sentence" id={sentence.id} data-sentence={sentence.id}>
        <Corrected text={text} corrected={corrected} />
        {sentence.passages.length === 0 ? null : <Marker sentence={sentence} />}
      </span>
    );
  if (sentence.passages.length === 0) {
    return (
      <span id={sentence.id}>
        <Strong text={text} strong={sentence.strong} />
      </span>
    );
  }
  const cut = text.lastIndexOf(" ") + 1;
  const isChosen = chosen === sentence.id;
  return (
    <span className="sentence" id={sentence.id} data-sentence={sentence.id} data-chosen={isChosen || undefined}>
      <Strong text={text.slice(0, cut)} strong={sentence.strong} />
      <span className="nb">
        <Words text={text.slice(cut)} />
        <Marker sentence={sentence} />
      </span>
    </span>
  );
};

export const SentenceList = ({
  sentences,
  heading,
  className,
}: {
  sentences: readonly ReadingSentence[];
  heading?: string | undefined;
  className?: string;
}) => (
  <ol className={`flow ${className ?? ""}`}>
    {sentences.map((sentence, at) => (
      <li key={sentence.id}>
        {at === 0 && heading !== undefined ? (
          <b className="runin">
            <Words text={heading} />.{" "}
          </b>
        ) : null}
        <SentenceText sentence={sentence} />{" "}
      </li>
    ))}
  </ol>
);
