/**
 * Settings, Audit: who did what, newest first; whether the chain holds, and where it ends, to be written down elsewhere.
 *
 * A row is one act; its details stand folded below it. Who may not see everything is not shown numbers that would tell how
 * much there is.
 */
import { type FormEvent, useState } from "react";
import { formatClock, formatLongDay } from "#kit/text/format-time.ts";
import type { AuditListing } from "../../api/contract.ts";
import { ErrorWords } from "../app/state-views.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { AuditStateView } from "./audit-state.tsx";
import { type AuditFilter, useAuditEntries } from "./use-audit.ts";
import "../styles/audit.css";

type Entry = AuditListing["entries"][number];

/** `edition.approved` → `edition approved`. */
const wordsOf = (action: string): string => action.replace(".", " ").replaceAll("-", " ");

const viaWords: Readonly<Record<string, string>> = {
  session: "signed in",
  token: "by a token",
  open: "not signed in",
  link: "by a link",
};

const Detail = ({ entry: { detail, object, who } }: { entry: Entry }) => (
  <details>
    <summary>Details</summary>
    <dl className="audit-detail">
      <dt>Person</dt>
      <dd>
        <code>{who.id}</code>
      </dd>
      <dt>Object</dt>
      <dd>
        {object.type} <code>{object.id}</code>
      </dd>
      {Object.entries(detail).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Words text={typeof value === "string" ? value : JSON.stringify(value)} />
          </dd>
        </div>
      ))}
    </dl>
  </details>
);

const Row = ({ entry, onPerson }: { entry: Entry; onPerson: (id: string) => void }) => {
  const { who, object, seq } = entry;
  return (
    <li>
      <p className="meta">
        {seq === undefined ? null : <span className="audit-seq">{seq}</span>} {formatLongDay(entry.at.slice(0, 10))},{" "}
        {formatClock(entry.at)} {object.tlp === undefined ? null : <TlpLabel tlp={object.tlp} />}
      </p>
      <p>
        <button type="button" className="quiet" onClick={() => onPerson(who.id)} title="Only what this person did">
          {who.name === undefined ? "A person whose name was erased" : <Words text={who.name} />}
        </button>{" "}
        <b>{wordsOf(entry.action)}</b>{" "}
        {who.via === undefined ? null : <span className="meta">{viaWords[who.via] ?? who.via}</span>}
      </p>
      <Detail entry={entry} />
    </li>
  );
};

const fields = [
  { name: "who", label: "Person, by id", type: "text" },
  { name: "action", label: "Action, such as edition or edition.approved", type: "text" },
  { name: "from", label: "From (UTC)", type: "date" },
  { name: "to", label: "To (UTC)", type: "date" },
] as const;

const readFilter = (form: HTMLFormElement): AuditFilter =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === "string" && value.trim() !== "" ? [[name, value.trim()]] : [],
    ),
  );

const Filters = ({ filter, onAsk }: { filter: AuditFilter; onAsk: (filter: AuditFilter) => void }) => {
  const ask = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onAsk(readFilter(event.currentTarget));
  };
  return (
    <form className="audit-filters" onSubmit={ask} key={JSON.stringify(filter)}>
      {fields.map(({ name, label, type }) => (
        <label className="field" key={name}>
          <span>{label}</span>
          <input name={name} type={type} defaultValue={filter[name] ?? ""} autoComplete="off" spellCheck={false} />
        </label>
      ))}
      <button type="submit" className="button">
        Show
      </button>
      {Object.keys(filter).length === 0 ? null : (
        <button type="button" className="quiet" onClick={() => onAsk({})}>
          Show all
        </button>
      )}
    </form>
  );
};

const Entries = ({ filter, onPerson }: { filter: AuditFilter; onPerson: (id: string) => void }) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAuditEntries(filter);
  if (error && data === undefined)
    return (
      <div className="error-card" role="alert">
        <ErrorWords error={error} />
        <button type="button" className="button" onClick={() => void refetch()}>
          Try again
        </button>
      </div>
    );
  if (data === undefined) return <p className="meta">Reading the entries</p>;
  const entries = data.pages.flatMap((page) => page.entries);
  if (entries.length === 0)
    return (
      <p className="empty">
        {Object.keys(filter).length === 0
          ? "Nothing was done on this desk yet. Each act of a person will stand here, and stay."
          : "No entry fits. Leave a filter out."}
      </p>
    );
  return (
    <>
      <ol className="audit-entries">
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} onPerson={onPerson} />
        ))}
      </ol>
      {error ? <p role="alert">Earlier entries could not be read. Try again.</p> : null}
      {hasNextPage ? (
        <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Reading earlier entries" : "Earlier entries"}
        </button>
      ) : null}
    </>
  );
};

export const AuditPage = () => {
  const [filter, setFilter] = useState<AuditFilter>({});
  return (
    <>
      <h1 className="screen-title" id="settings-title">
        Audit
      </h1>
      <AuditStateView />
      <h2>Who did what, newest first</h2>
      <Filters filter={filter} onAsk={setFilter} />
      <Entries filter={filter} onPerson={(who) => setFilter({ ...filter, who })} />
    </>
  );
};
