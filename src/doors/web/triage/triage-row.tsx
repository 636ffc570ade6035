/** A story in the list: weight, title, then what speaks for it and against it, at most two lines. */
import { ArrowLeftRight } from "lucide-react";
import { memo } from "react";
import { Foreign } from "../parts/foreign-text.tsx";
import { countWords } from "../today/reading-index.ts";
import { RowState } from "./row-state.tsx";
import { SeverityMark } from "./severity-mark.tsx";
import type { Row } from "./use-triage.ts";

const toldWords = { new: "New", update: "Update", repeat: "Told before" } as const;

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
        <ArrowLeftRight size={13} aria-hidden="true" /> {countWords(row.contradictions, "contradiction")}
      </span>
    )}
    {row.fit === undefined ? (
      hasProfile ? (
        <span className="meta">No match in your profile</span>
      ) : null
    ) : (
      <span className="row-fit">
        <Foreign text={row.fit} />
      </span>
    )}
    {row.grownBy === 0 ? null : <span className="row-differ">grew by {countWords(row.grownBy, "article")} since</span>}
    {row.provisional ? <span className="meta">weight counted again at the next run</span> : null}
  </span>
);

export const TriageRow = memo(
  ({ row, state, isMarked, hasProfile }: { row: Row; state: Row["state"]; isMarked: boolean; hasProfile: boolean }) => (
    <>
      <span className="row-mark" aria-hidden="true">
        {isMarked ? "✓" : ""}
      </span>
      <span className="row-weight">
        <span className="sr-only">Weight </span>
        {Math.round(row.weight)}
      </span>
      <span className="row-body">
        <span className="row-title">
          <Foreign text={row.title} />
        </span>
        {row.rule !== undefined && state === "open" ? (
          <span className="meta row-why">
            <Foreign text={row.rule.why} />
          </span>
        ) : (
          <Facts row={row} hasProfile={hasProfile} />
        )}
      </span>
      <RowState row={row} state={state} />
    </>
  ),
);
