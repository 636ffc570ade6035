/** The bars of the screen: what it is for and when it is due, which stories are shown, what came in. */
import { Link } from "@tanstack/react-router";
import { formatClock, formatShortDay } from "#kit/text/format-time.ts";
import { isReadAnyway } from "#terms/loss.ts";
import type { TriageFilter } from "#terms/triage-words.ts";
import type { TriageList } from "../../api/contract.ts";
import { countWords } from "../today/reading-index.ts";

export const filterNames: Readonly<Record<TriageFilter, string>> = {
  since: "Since my last shift",
  fits: "Fits us",
  exploited: "Exploited",
  updates: "Updates",
  single: "Single source",
  left: "Left out",
  all: "All",
};

const minuteMs = 60_000;

/** Relative under 48 h, beside the absolute time. */
const dueIn = (dueAt: string, now: string): string | undefined => {
  const minutes = Math.round((Date.parse(dueAt) - Date.parse(now)) / minuteMs);
  if (minutes < 0 || minutes > 48 * 60) return undefined;
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

export const TriageHead = ({
  list,
  onFind,
  onHandover,
}: {
  list: TriageList;
  onFind: () => void;
  onHandover: () => void;
}) => {
  const due = list.dueAt === undefined ? undefined : dueIn(list.dueAt, list.now);
  return (
    <header className="top-bar triage-top">
      <h1 className="top-title">
        <b>Triage</b>{" "}
        <span className="wide-only">
          for the edition of {formatShortDay(list.day)}
          {list.dueAt === undefined ? "" : `, ${formatClock(list.dueAt)}`}
        </span>
      </h1>
      <span className="triage-due">{due === undefined ? null : `Draft due in ${due}`}</span>
      <button type="button" className="button" onClick={onHandover}>
        Handover <kbd>H</kbd>
      </button>
      <button type="button" className="button" onClick={onFind}>
        Find <kbd>/</kbd>
      </button>
      <Link to="/desk/review" className="button primary triage-draft">
        Go to the draft <kbd>G</kbd> <kbd>R</kbd>
      </Link>
    </header>
  );
};

export const FilterBar = ({
  list,
  filter,
  onFilter,
  find,
  onFind,
  waiting,
}: {
  list: TriageList;
  filter: TriageFilter;
  onFilter: (filter: TriageFilter) => void;
  find: string;
  onFind: (words: string) => void;
  waiting: number;
}) => (
  <section className="view-bar triage-view" aria-label="Which stories are shown">
    {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; these are toggles. */}
    <div className="pills" role="group" aria-label="Stories shown">
      {(Object.keys(filterNames) as TriageFilter[]).map((one) => (
        <button
          key={one}
          type="button"
          className="pill"
          data-state={one === filter ? "on" : "off"}
          aria-pressed={one === filter}
          onClick={() => onFilter(one)}
        >
          {filterNames[one]} <span className="pill-count">{list.counts[one]}</span>
        </button>
      ))}
    </div>
    <input
      id="search-words"
      className="triage-find"
      type="search"
      aria-label="Find in the titles"
      placeholder="Find in the titles"
      value={find}
      onChange={({ target }) => onFind(target.value)}
    />
    <span className="view-count">
      <b>{waiting} to decide</b>, {countWords(list.counts.all, "story", "stories")},{" "}
      {countWords(list.articles, "article")}
    </span>
  </section>
);

const plainReason = (reason: string): string => reason.replaceAll("_", " ");

export const LedgerBar = ({ list }: { list: TriageList }) => {
  const { read, feeds, folded, lost, readAnyway, reasons } = list.ledger;
  const [first] = reasons;
  const dropped = reasons.filter((reason) => !isReadAnyway(reason));
  const parts = [
    ...(lost === 0
      ? []
      : [`${lost} dropped: ${dropped.map(({ reason, count }) => `${plainReason(reason)} ${count}`).join(", ")}`]),
    ...(readAnyway === 0 ? [] : [`${readAnyway} read in spite of a fault`]),
  ];
  return (
    <footer className="triage-ledger">
      <p>
        <b>{countWords(read, "item")} read</b>
        {feeds === 0 ? "" : ` from ${countWords(feeds, "source")}`}
        {folded === 0 ? "" : `; ${folded} ${folded === 1 ? "was" : "were"} the same again`}
        {lost === 0 ? "; nothing was dropped" : ""}
      </p>
      {first === undefined ? null : (
        <details className="triage-lost">
          <summary>{parts.join("; ")}</summary>
          <ul>
            {reasons.map(({ reason, count, example }) => (
              <li key={reason}>
                {plainReason(reason)}, {count}: {example}
              </li>
            ))}
          </ul>
          <Link to="/sources">Sources</Link>
        </details>
      )}
      <p className="triage-keys wide-only">
        <kbd>J</kbd> <kbd>K</kbd> move <kbd>Space</kbd> mark <kbd>Z</kbd> undo <kbd>?</kbd> keys
      </p>
    </footer>
  );
};
