/** A story in the list: weight, title, then what speaks for it and against it, at most two lines. */
import { memo } from "react";
import { showInvisible } from "#kit/text/show-invisible.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { countWords } from "../today/reading-index.ts";
import { RowState } from "./row-state.tsx";
import { SeverityMark } from "./severity-mark.tsx";
import type { Row } from "./use-triage.ts";

const toldWords = { new: "New", update: "Update", repeat: "Told before" } as const;

/** Two arrows against each other, in one stroke. */
const Differ = () => (
  <svg width="13" height="13" viewBox="0 0 24 24" aria-hidden="true" className="row-arrows">
    <path d="M8 3 4 7l4 4M4 7h16M16 21l4-4-4-4M20 17H4" />
  </svg>
);

const Origins = ({ row }: { row: Row }) => (
  <span>
    {countWords(row.outlets, "outlet")}, {row.origins <= 1 ? "single source" : countWords(row.origins, "origin")}
  </span>
);

const Facts = ({ row, hasProfile }: { row: Row; hasProfile: boolean }) => (
  <span className="row-facts">
    {row.severity ? <SeverityMark severity={row.severity} /> : null}
    <span className={row.told.state === "update" ? "chip chip-data" : "chip chip-gap"}>
      {toldWords[row.told.state]}
    </span>
    {row.vulnerabilities[0] === undefined ? null : (
      <code className="nb">
        {row.vulnerabilities[0]}
        {row.vulnerabilityCount > 1 ? ` and ${row.vulnerabilityCount - 1} more` : ""}
      </code>
    )}
    <Origins row={row} />
    {row.contradictions === 0 ? null : (
      <span className="row-differ">
        <Differ /> {countWords(row.contradictions, "contradiction")}
      </span>
    )}
    {row.fit === undefined ? (
      hasProfile ? (
        <span className="meta row-may-cut">No match in your profile</span>
      ) : null
    ) : (
      <span className="row-fit">
        <Foreign text={row.fit} />
      </span>
    )}
    {row.grownBy === 0 ? null : (
      <span className="row-differ row-may-cut">grew by {countWords(row.grownBy, "article")} since</span>
    )}
    {row.provisional ? <span className="meta row-may-cut">weight counted again at the next run</span> : null}
  </span>
);

interface Props {
  readonly row: Row;
  readonly state: Row["state"];
  readonly isFocus: boolean;
  readonly isMarked: boolean;
  readonly hasProfile: boolean;
  /** Its place among the rows, and how many there are. */
  readonly at: number;
  readonly of: number;
  /** Its place in the list with its heads, and how far down it stands. */
  readonly index: number;
  readonly start: number;
  /** Told of its element where its height is its own. */
  readonly measure: ((element: Element | null) => void) | undefined;
}

export const TriageRow = memo(({ row, state, isFocus, isMarked, hasProfile, at, of, index, start, measure }: Props) => (
  <div
    ref={measure}
    data-index={index}
    data-at={at}
    data-focus={isFocus}
    data-decided={state !== "open" || row.rule !== undefined}
    role="option"
    aria-selected={isMarked}
    aria-posinset={at + 1}
    aria-setsize={of}
    {...(isFocus ? { "aria-current": "true" as const } : {})}
    tabIndex={isFocus ? 0 : -1}
    className="triage-row"
    style={{ transform: `translateY(${start}px)` }}
  >
    <span className="row-mark" aria-hidden="true">
      {isMarked ? "✓" : ""}
    </span>
    <span className="row-weight">
      <span className="sr-only">Weight </span>
      {Math.round(row.weight)}
    </span>
    <span className="row-body">
      <bdi className="row-title" title={showInvisible(row.title)}>
        {showInvisible(row.title)}
      </bdi>
      {row.rule !== undefined && state === "open" ? (
        <span className="meta row-why">
          <Foreign text={row.rule.why} />
        </span>
      ) : (
        <Facts row={row} hasProfile={hasProfile} />
      )}
    </span>
    <RowState row={row} state={state} />
  </div>
));
