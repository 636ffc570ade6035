/** Whether the chain holds, its head, and the way to take all of it out. */
import { useState } from "react";
import type { AuditStateView as State } from "../../api/contract.ts";
import { ErrorWords } from "../app/state-views.tsx";
import { useAuditState } from "./use-audit.ts";

const Head = ({ head }: { head: NonNullable<State["head"]> }) => {
  const [copied, setCopied] = useState(false);
  const text = `${head.seq}:${head.hash}`;
  const copy = (): void => {
    void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  };
  return (
    <>
      <p>
        It ends at <code className="audit-head">{text}</code>
      </p>
      <p className="meta">
        Write this down where the desk cannot reach. <code>watchfloor audit verify --pinned NUMBER:HASH</code> then
        tells whether entries were cut off since.
      </p>
      <p className="audit-actions">
        <button type="button" className="button" onClick={copy}>
          {copied ? "Copied" : "Copy the head"}
        </button>{" "}
        <a className="button" href="/api/v1/audit/export" download>
          Export all entries
        </a>
      </p>
    </>
  );
};

const Found = ({ state }: { state: State }) => {
  const { holds, head, entries = 0, erasedNames = 0, fault } = state;
  if (!holds)
    return (
      <div className="error-card" role="alert">
        <h2>The chain is broken</h2>
        <p>
          {fault === undefined
            ? "Ask somebody with the ceiling TLP:RED where."
            : `At entry ${fault.seq}: ${fault.because} Entries before it hold; do not trust those from there on.`}
        </p>
        <p>Take the disk out of use before anything is written over, and compare with a backup.</p>
      </div>
    );
  return (
    <>
      <p>
        <b>The chain holds.</b>
        {head === undefined ? null : ` ${entries === 1 ? "1 entry" : `${entries} entries`}`}
        {erasedNames === 0 ? null : `, ${erasedNames === 1 ? "1 name" : `${erasedNames} names`} erased`}
      </p>
      {head === undefined ? (
        <p className="meta">Its head, and all of it as a file, are for the ceiling TLP:RED.</p>
      ) : (
        <Head head={head} />
      )}
    </>
  );
};

export const AuditStateView = () => {
  const { data, error, refetch, isFetching } = useAuditState();
  return (
    <section className="audit-state" aria-label="State of the chain" aria-busy={isFetching}>
      {data === undefined ? null : <Found state={data} />}
      {error === null ? null : (
        <div role="alert">
          <ErrorWords error={error} />
        </div>
      )}
      {data === undefined && error === null ? <p className="meta">Checking every entry</p> : null}
      <button type="button" className="quiet" disabled={isFetching} onClick={() => void refetch()}>
        {isFetching ? "Checking" : "Check again"}
      </button>
    </section>
  );
};
