/** What stands in place of content: loading, no edition, error. Each says what it means and what to do next. */
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { NextDue } from "../parts/next-due.tsx";
import { AskError } from "./ask.ts";
import { useAudienceKey, useEditionKey } from "./load.ts";
import { isAllowed, useMe } from "./use-me.ts";

/** Whether so long has passed since it was first shown. */
export const useAfter = (ms: number): boolean => {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
};

/** Nothing for 150 ms, then the words; after 5 s what it waits for. */
export const Loading = ({ what }: { what: string }) => {
  const shown = useAfter(150);
  const long = useAfter(5000);
  return (
    <main className="page" id="text" tabIndex={-1} aria-busy="true">
      <h1 className="screen-title">{shown ? `Opening ${what}` : <span className="sr-only">Opening {what}</span>}</h1>
      {long ? <p className="meta">Still waiting for the desk on this machine to answer.</p> : null}
    </main>
  );
};

/** What went wrong, and the reference to quote: the log of the desk knows it. */
export const ErrorWords = ({ error }: { error: Error }) => (
  <p>
    {error instanceof AskError ? error.message : "The desk on this machine did not answer. It may have been stopped."}
    {error instanceof AskError && error.ref !== undefined ? <span className="meta"> Ref {error.ref}</span> : null}
  </p>
);

export const Failure = ({ error, what, onRetry }: { error: Error; what: string; onRetry: () => void }) => {
  const isAbsent = error instanceof AskError && error.status === 404;
  const edition = useEditionKey();
  const audience = useAudienceKey();
  const { data: me, isPending } = useMe();
  if (isAbsent && edition === "latest" && what === "the edition" && audience !== undefined)
    return (
      <main className="page" id="text" tabIndex={-1}>
        <div className="empty">
          <h1 className="screen-title">No edition for this audience yet</h1>
          <p>One stands here once the desk has made it and a named person has approved its text.</p>
          <Link to="/" search={{ audience: undefined }}>
            Read the edition for everyone
          </Link>
        </div>
      </main>
    );
  if (isAbsent && edition === "latest" && what === "the edition") {
    // What to do is told to whoever may do it: not before it is known who asks.
    if (isPending) return <main className="page" id="text" tabIndex={-1} aria-busy="true" />;
    if (me !== undefined && !isAllowed(me, "draft.read"))
      return (
        <main className="page" id="text" tabIndex={-1}>
          <div className="empty">
            <h1 className="screen-title">No edition yet</h1>
            <p>An edition stands here once a named person has approved its text.</p>
          </div>
        </main>
      );
    return (
      <main className="page" id="text" tabIndex={-1}>
        <div className="empty">
          <h1 className="screen-title">No edition yet</h1>
          {isAllowed(me, "setting.manage") ? (
            <p>
              The desk has made no edition yet.{" "}
              <Link className="button" to="/first-run">
                Set up the desk
              </Link>
            </p>
          ) : null}
          <NextDue />
          <p>Make one on the machine from files, folders, addresses or OPML:</p>
          <p>
            <code>watchfloor serve reports/ feeds.opml</code>
          </p>
          <button type="button" className="button" onClick={onRetry}>
            Look again
          </button>
        </div>
      </main>
    );
  }
  const isRefused = error instanceof AskError && error.status === 403;
  return (
    <main className="page" id="text" tabIndex={-1}>
      <div className="error-card" role="alert">
        <h1 className="screen-title">{isAbsent ? "Not in this edition" : `Could not open ${what}`}</h1>
        <ErrorWords error={error} />
        {isRefused ? (
          <Link to="/" className="button">
            Read the edition
          </Link>
        ) : (
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        )}{" "}
        {edition === "latest" ? null : (
          <Link to="/" search={{ edition: undefined }}>
            Read the latest edition
          </Link>
        )}
      </div>
    </main>
  );
};
