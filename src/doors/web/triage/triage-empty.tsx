/** Where no story stands: what would be here, why it is not, one next step. */
import { Link } from "@tanstack/react-router";
import { formatTime } from "#kit/text/format-time.ts";
import type { TriageFilter } from "#terms/triage-words.ts";
import type { TriageList } from "../../api/contract.ts";
import { useTitle } from "../app/use-title.ts";
import { NextDue } from "../parts/next-due.tsx";
import { filterNames } from "./triage-bars.tsx";

const because = (list: TriageList, filter: TriageFilter, find: string): string => {
  if (find !== "") return `None of ${list.counts[filter]} titles holds “${find}”.`;
  if (filter === "since" && list.since !== undefined)
    return `Nothing came in and nobody else decided since ${formatTime(list.since)}. What was read last is of ${formatTime(list.asOf)}.`;
  if (filter === "fits" && !list.hasProfile)
    return "No profile of your organisation is configured, so no story was held against one.";
  return `None of ${list.counts.all} stories is under “${filterNames[filter]}”.`;
};

export const TriageEmpty = (
  props:
    | { readonly list: TriageList; readonly filter: TriageFilter; readonly find: string }
    | { readonly words: string },
) => {
  useTitle("Triage");
  if ("list" in props)
    return (
      <div className="empty triage-empty">
        <h2>No stories here</h2>
        <p>{because(props.list, props.filter, props.find)}</p>
        <Link to="/desk/triage" search={{ view: "all" }}>
          See all {props.list.counts.all} stories
        </Link>
      </div>
    );
  return (
    <main className="page" id="text" tabIndex={-1}>
      <div className="empty">
        <h1 className="screen-title">No stories to triage</h1>
        <p>{props.words}</p>
        <NextDue />
        <Link to="/sources">See the sources</Link>
      </div>
    </main>
  );
};
