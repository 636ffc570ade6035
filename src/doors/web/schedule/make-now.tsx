/** Make an edition now: asking for it, how far it is, and what came of it. Stands in the desk: a reload shows it again. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { MakingView } from "../../api/contract.ts";
import { useAfter } from "../app/state-views.tsx";
import { isAllowed, useMe } from "../app/use-me.ts";
import { AudienceWord } from "../parts/audience-word.tsx";
import { Fault } from "../parts/form-field.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { countWords } from "../today/reading-index.ts";
import { useMake, useMaking } from "./use-schedule.ts";
import "../styles/schedule.css";

type Making = NonNullable<MakingView["making"]>;

type StepName = "collect" | "read" | "extract" | "corroborate" | "assess" | "brief";
const steps: readonly StepName[] = ["collect", "read", "extract", "corroborate", "assess", "brief"];

const stepWords: Readonly<Record<StepName, string>> = {
  collect: "First answers of the sources",
  read: "Articles gathered",
  extract: "Names and claims read",
  corroborate: "Stories put together",
  assess: "Weighed and graded",
  brief: "Written, each sentence checked",
};

const countOf = ({ done, total }: Making): string => {
  if (done === undefined) return "";
  return total === undefined ? `, ${done}` : `, ${done} of ${total}`;
};

const waitsLongMs = 8_000;

/** Told by itself once it has waited long, whether or not anything else changes. */
const WaitsLong = ({ askedAt }: { askedAt: string }) => {
  const [left] = useState(() => Math.max(0, Date.parse(askedAt) + waitsLongMs - Date.now()));
  return useAfter(left) ? (
    <p>
      No process has taken it up yet. One works when the desk was started with <code>npm start</code>,{" "}
      <code>watchfloor serve</code> or <code>watchfloor work</code>.
    </p>
  ) : null;
};

const Progress = ({ making }: { making: Making }) => {
  const at = (steps as readonly (string | undefined)[]).indexOf(making.step);
  return (
    <div className="making" role="status">
      <p>
        <b>
          {making.isFlash ? "The flash" : "The edition"}
          {making.audience === undefined ? "" : <AudienceWord name={making.audience} />}{" "}
          {making.state === "waiting" ? "waits for its turn" : "is being made"}
        </b>{" "}
        <span className="meta">asked for {formatTime(making.askedAt)}</span>
      </p>
      {making.state === "waiting" ? <WaitsLong key={making.id} askedAt={making.askedAt} /> : null}
      <ol className="steps">
        {steps.map((step, place) => (
          <li key={step} aria-current={place === at ? "step" : undefined}>
            <Shape look={place < at ? "ok" : place === at ? "warn" : "gap"} /> {stepWords[step]}
            {place === at ? countOf(making) : ""}
            {place < at ? <span className="sr-only"> done</span> : null}
          </li>
        ))}
      </ol>
      {making.total === undefined || making.done === undefined ? null : (
        <progress className="bar" value={making.done} max={Math.max(1, making.total)} aria-label="This step" />
      )}
      <p className="meta">You may leave this page: it goes on, and its draft waits in Review.</p>
    </div>
  );
};

const failures: Readonly<Record<NonNullable<Making["because"]>, { what: string; todo: string }>> = {
  nothing: {
    what: "No draft came of it: no article that you may read is on record from the last day and a half.",
    todo: "See in Sources what each brought, and why one brought nothing; then make it again.",
  },
  broken_off: {
    what: "It was broken off: the process that made it ended, and nobody took it up.",
    todo: "Nothing is lost. Make it again.",
  },
  error: {
    what: "It could not be made. Nothing on record was changed.",
    todo: "The log of the desk says why. Make it again; when it fails again, run watchfloor doctor on the machine.",
  },
};

const Ended = ({ making }: { making: Making }) => {
  if (making.state === "made" && making.draft !== undefined)
    return (
      <p className="making" role="status">
        <Shape look="ok" /> <b>The draft is made</b> <span className="meta">{formatTime(making.changedAt)}</span>{" "}
        <Link className="button primary" to="/desk/review/$draft" params={{ draft: making.draft }}>
          Review this draft
        </Link>
      </p>
    );
  const failure = failures[making.because ?? "nothing"];
  return (
    <div className="making" role="status">
      <p>
        <Shape look="bad" /> <b>{failure.what}</b> <span className="meta">{formatTime(making.changedAt)}</span>
      </p>
      <p>
        {failure.todo} {making.because === "nothing" ? <Link to="/sources">See the sources</Link> : null}
      </p>
    </div>
  );
};

/** An edition that was asked for longer ago than this is history. */
const newsMs = 12 * 3_600_000;

/** What is under way or has just ended; nothing else is shown. */
export const MakingNews = () => {
  const { data: making } = useMaking();
  const queries = useQueryClient();
  const isUnderWay = making?.state === "waiting" || making?.state === "running";
  const id = making?.id;
  const seen = useRef<string>(undefined);
  useEffect(() => {
    const hasEnded = !isUnderWay && id !== undefined && seen.current === id;
    seen.current = isUnderWay ? id : undefined;
    // What had ended when this was opened is no news.
    if (!hasEnded) return;
    void queries.invalidateQueries({ queryKey: ["drafts"] });
    void queries.invalidateQueries({ queryKey: ["first-run"] });
  }, [isUnderWay, id, queries]);
  if (making === undefined || making === null) return null;
  if (isUnderWay) return <Progress making={making} />;
  return Date.now() - Date.parse(making.changedAt) < newsMs ? <Ended making={making} /> : null;
};

/** @param sources of the desk, where that is known: without any there is nothing to make one from */
export const MakeNow = ({ sources }: { sources?: number | undefined }) => {
  const { data: me } = useMe();
  const { data: making } = useMaking();
  const make = useMake();
  if (!isAllowed(me, "draft.write")) return null;
  const isUnderWay = making?.state === "waiting" || making?.state === "running";
  const why = sources === 0 ? "The desk collects from no source yet: add one first." : undefined;
  const isShut = isUnderWay || make.isPending || why !== undefined;
  return (
    <section className="make-now" aria-labelledby="make-title">
      <h2 className="list-head" id="make-title">
        Make an edition now
      </h2>
      <p className="meta">
        {why ??
          `From what came in during the last day and a half${sources === undefined ? "" : `, of ${countWords(sources, "source")}`}. It becomes a draft; readers see it once a person has approved its text.`}
      </p>
      <p className="row">
        <button
          type="button"
          className="button"
          aria-disabled={isShut}
          onClick={() => {
            if (!isShut) make.mutate();
          }}
        >
          Make an edition now
        </button>
      </p>
      <Fault error={make.error} />
      <MakingNews />
    </section>
  );
};
