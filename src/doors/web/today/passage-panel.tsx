/**
 * Where a sentence comes from: verdict, what was checked, each passage in its context with the words highlighted,
 * and who disagrees. Beside the text where there is room, else a sheet at the bottom.
 */

import { Link } from "@tanstack/react-router";
import { Check, ChevronDown, ChevronUp, Minus, X } from "lucide-react";
import { useState } from "react";
import { formatClock, formatShortDay, formatTime } from "#kit/text/format-time.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { ReadingPassage, ReadingSentence } from "../../api/contract.ts";
import { DissentCard } from "../parts/contradiction-card.tsx";
import { Foreign } from "../parts/foreign-text.tsx";
import { Grade } from "../parts/grade.tsx";
import { VerdictChip } from "../parts/verdict-chip.tsx";
import { joinChecked } from "./join-checked.ts";
import { byArticle, countWords, passagesOf } from "./reading-index.ts";
import { useToday } from "./today-state.tsx";

const timesOf = ({ publishedAt, retrievedAt, changedAt }: ReadingPassage): string => {
  const published = publishedAt === null ? "No date" : `Published ${formatTime(publishedAt)}`;
  const brief = (time: string): string =>
    formatShortDay(time) === formatShortDay(publishedAt ?? "") ? formatClock(time) : formatTime(time);
  const read = retrievedAt === undefined ? "" : `. Read ${brief(retrievedAt)}`;
  const changed = changedAt === undefined ? "" : `. Page changed ${brief(changedAt)}`;
  return `${published}${read}${changed}.`;
};

const Words = ({ passage }: { passage: ReadingPassage }) => (
  <blockquote className="passage-text" dir="auto" {...(passage.language === "und" ? {} : { lang: passage.language })}>
    {showInvisible(passage.before)}
    <mark>{showInvisible(passage.quote)}</mark>
    {showInvisible(passage.after)}
  </blockquote>
);

/** All passages of one article: its head once, each of them in its own context. */
const ArticlePassages = ({
  passages,
  at,
}: {
  passages: readonly [ReadingPassage, ...ReadingPassage[]];
  at: number;
}) => {
  const [first] = passages;
  return (
    <section
      className="passage"
      id={`passage-${at}`}
      tabIndex={-1}
      aria-label={`Passages of ${first.outlet}: ${passages.map((passage) => passage.label).join(", ")}`}
    >
      <div className="passage-head">
        <span className="number filled">{first.number}</span>
        <h3>
          <Foreign text={first.outlet} />
        </h3>
        <Grade reliability={first.reliability} credibility={first.credibility} />
      </div>
      <p className="meta">
        {timesOf(first)}{" "}
        <Link
          className="underlined nb"
          to="/article/$articleId"
          params={{ articleId: first.articleId }}
          hash={`mark-${first.label}`}
          aria-label={`Whole page, ${first.outlet}`}
        >
          Whole page
        </Link>
      </p>
      {passages.map((passage) => (
        <Words key={passage.label} passage={passage} />
      ))}
    </section>
  );
};

const originWords = (sentence: ReadingSentence): string => {
  const { origins } = sentence;
  if (origins.length === 0) return "";
  return `, ${countWords(origins.length, "origin")}${origins.length === 1 ? ` (${origins[0]})` : ""}`;
};

/** "number: 70" as its value and, smaller, its kind. */
const CheckedItem = ({ what }: { what: string }) => {
  const at = what.indexOf(": ");
  if (at < 0) return <Foreign text={what} />;
  return (
    <span>
      <Foreign text={what.slice(at + 2)} /> <span className="meta">{what.slice(0, at)}</span>
    </span>
  );
};

/** A tick stands only where the whole sentence was found supported; else the list says what was compared. */
const Checked = ({ checked, isSupported }: { checked: readonly string[]; isSupported: boolean }) =>
  checked.length === 0 ? null : (
    <ul className={isSupported ? "checked" : "checked compared"} aria-label="What was checked">
      {checked.map((what) => (
        <li key={what}>
          {isSupported ? <Check size={14} aria-hidden="true" /> : <Minus size={14} aria-hidden="true" />}
          <CheckedItem what={what} />
        </li>
      ))}
    </ul>
  );

interface Props {
  readonly sentence: ReadingSentence;
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onCopy: () => void;
}

export const PassagePanel = ({ sentence, onClose, onStep, onCopy }: Props) => {
  const { reading, index } = useToday();
  const [isTall, setTall] = useState(false);
  const passages = passagesOf(sentence, index);
  return (
    <aside
      className={`panel${isTall ? " tall" : ""}`}
      aria-labelledby="passages-title"
      data-pane="passages"
      tabIndex={-1}
    >
      <button type="button" className="sheet-size" onClick={() => setTall(!isTall)}>
        {isTall ? <ChevronDown size={16} aria-hidden="true" /> : <ChevronUp size={16} aria-hidden="true" />}
        {isTall ? "Half height" : "Full height"}
      </button>
      <section className="panel-scroll" aria-labelledby="passages-title">
        <div className="panel-intro">
          <div className="panel-head">
            <h2 id="passages-title" tabIndex={-1}>
              Where this sentence comes from
            </h2>
            <button type="button" className="icon-button" aria-label="Close the passages" onClick={onClose}>
              <X size={18} aria-hidden="true" />
            </button>
          </div>
          <p className="verdict-line">
            <VerdictChip sentence={sentence} />
            <span className="meta">
              {countWords(passages.length, "passage")}
              {originWords(sentence)}
            </span>
          </p>
          <Checked
            checked={joinChecked(sentence.text, sentence.checked ?? [])}
            isSupported={sentence.verdict === "supported"}
          />
        </div>
        {byArticle(passages).map((group, at) => (
          <ArticlePassages key={group[0].articleId} passages={group} at={at} />
        ))}
        {sentence.dissent.map(({ contradiction, values }) => {
          const entry = reading.contradictions.find((each) => each.id === contradiction);
          return entry ? <DissentCard key={contradiction} entry={entry} values={values} reading={reading} /> : null;
        })}
      </section>
      <p className="panel-keys">
        <span>
          <kbd>J</kbd> <kbd>K</kbd> next, previous
        </span>
        <button type="button" className="quiet" onClick={onCopy}>
          <kbd>C</kbd> copy with source
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          <kbd>Esc</kbd> close
        </button>
      </p>
      <div className="sheet-buttons">
        <button type="button" onClick={() => onStep(-1)}>
          Previous
        </button>
        <button type="button" onClick={onCopy}>
          Copy
        </button>
        <button type="button" onClick={() => onStep(1)}>
          Next
        </button>
      </div>
    </aside>
  );
};
