/** What became of a story: shape and word, by whom and when. */
import { formatClock, formatShortDay, formatTime } from "#kit/text/format-time.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import type { Row } from "./use-triage.ts";

const words: Readonly<Record<Row["state"], string>> = {
  open: "To decide",
  lead: "Lead",
  supporting: "Supporting",
  left_out: "Left out",
};

const look: Readonly<Record<Row["state"], string>> = {
  open: "state-open",
  lead: "chip chip-ok",
  supporting: "chip chip-data",
  left_out: "chip chip-gap",
};

/** A dot, a check, a half and a bar: told apart without colour. */
const Mark = ({ state }: { state: Row["state"] }) => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="shape">
    {state === "open" ? (
      <circle className="fill" cx="6" cy="6" r="3.5" />
    ) : (
      <circle className="ring" cx="6" cy="6" r="5" />
    )}
    {state === "lead" ? <path className="ring" d="M3.4 6.2 5.3 8l3.4-4" /> : null}
    {state === "supporting" ? <path className="fill" d="M6 1a5 5 0 0 1 0 10z" /> : null}
    {state === "left_out" ? <path className="ring" d="M3.2 6h5.6" /> : null}
  </svg>
);

const toldOn = ({ told }: Row): string | undefined =>
  told.on.length === 0
    ? undefined
    : `in the edition${told.on.length === 1 ? "" : "s"} of ${told.on.slice(-2).map(formatShortDay).join(" and ")}`;

/** By whom and when it was decided; else when it was told, or came in. */
const When = ({ row, state }: { row: Row; state: Row["state"] }) => {
  const { verdict } = row;
  // On its way to the desk: nobody else sees it yet.
  if (state !== row.state) return "being saved";
  if (state === "open" || verdict === undefined) return toldOn(row) ?? formatTime(row.newestAt);
  return (
    <>
      <Foreign text={verdict.by} />, {formatClock(verdict.at)}
    </>
  );
};

export const RowState = ({ row, state }: { row: Row; state: Row["state"] }) => {
  if (row.rule !== undefined && state === "open")
    return <span className="row-state meta">Left out by rule: {row.rule.reason.replaceAll("_", " ")}</span>;
  return (
    <span className="row-state">
      <span className={look[state]}>
        <Mark state={state} /> {words[state]}
      </span>
      <span className="meta">
        <When row={row} state={state} />
      </span>
    </span>
  );
};
