/** What the desk collects by itself: each source with its alarms and their evidence, what it brought, what people set of it. */
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { SourceList as List } from "../../api/contract.ts";
import { useSources } from "../app/load.ts";
import { useKeys } from "../app/use-keys.ts";
import { isAllowed, useMe } from "../app/use-me.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { countOf, countWords } from "../today/reading-index.ts";
import { AddSource } from "./add-source.tsx";
import {
  type Arrangement,
  filterWords,
  isArrangeable,
  orderWords,
  passes,
  type SourceOrder,
  shownSources,
  sourceFilters,
  sourceOrders,
  usualArrangement,
} from "./arrange-sources.ts";
import { ImportOpml } from "./import-opml.tsx";
import { SourceDialog } from "./source-dialog.tsx";
import { SourceList } from "./source-list.tsx";
import { useChangeSource } from "./use-sources.ts";
import "../styles/sources.css";

type Making = "add" | "import" | undefined;

const MakeBar = ({
  making,
  onMake,
  hasSources,
}: {
  making: Making;
  onMake: (next: Making) => void;
  hasSources: boolean;
}) => (
  <p className="row">
    <button
      type="button"
      className="button"
      aria-expanded={making === "add"}
      onClick={() => onMake(making === "add" ? undefined : "add")}
    >
      Add a source
    </button>
    <button
      type="button"
      className="button"
      aria-expanded={making === "import"}
      onClick={() => onMake(making === "import" ? undefined : "import")}
    >
      Import OPML
    </button>
    {hasSources ? (
      <a className="button" href="/api/v1/sources/sources.opml" download>
        Export OPML
      </a>
    ) : null}
  </p>
);

/** Filters with their counts, words to look for, order. */
const ArrangeBar = ({
  sources,
  how,
  onChange,
}: {
  sources: List["sources"];
  how: Arrangement;
  onChange: (how: Arrangement) => void;
}) => (
  <div className="arrange-bar">
    <fieldset className="row">
      <legend className="sr-only">Show</legend>
      {sourceFilters.map((filter) => (
        <button
          key={filter}
          type="button"
          className="pill"
          aria-pressed={how.filter === filter}
          data-state={how.filter === filter ? "on" : "off"}
          onClick={() => onChange({ ...how, filter })}
        >
          {filterWords[filter]} {countOf(sources.filter(passes[filter]).length)}
        </button>
      ))}
    </fieldset>
    <label className="field grows">
      <span>Find by name or address</span>
      <input
        type="search"
        value={how.words}
        autoComplete="off"
        onChange={(event) => onChange({ ...how, words: event.target.value })}
      />
    </label>
    <label className="field">
      <span>Order</span>
      <select value={how.order} onChange={(event) => onChange({ ...how, order: event.target.value as SourceOrder })}>
        {sourceOrders.map((order) => (
          <option key={order} value={order}>
            {orderWords[order]}
          </option>
        ))}
      </select>
    </label>
  </div>
);

const TakenBack = ({ takenBack }: { takenBack: List["takenBack"] }) => {
  const putBack = useChangeSource();
  const undo = (gone: List["takenBack"][number]): void => {
    const { id, version, at: _, by: __, ...fields } = gone;
    putBack.mutate({ id, version, fields });
  };
  const newest = takenBack[0];
  useKeys({ z: () => (newest === undefined || putBack.isPending ? undefined : undo(newest)) });
  if (takenBack.length === 0) return null;
  return (
    <details className="make">
      <summary>Taken back: {countOf(takenBack.length)}. What they brought stays on record</summary>
      <ul className="collected">
        {takenBack.map((gone, place) => (
          <li key={gone.id} className="source">
            <p>
              <b>
                <Foreign text={gone.title ?? gone.id} />
              </b>{" "}
              <span className="meta">
                <Foreign text={gone.by} />, {formatTime(gone.at)} · <span className="mono">{gone.address}</span>
              </span>
            </p>
            <p className="row">
              <button type="button" className="button" disabled={putBack.isPending} onClick={() => undo(gone)}>
                {place === 0 ? <kbd>Z</kbd> : null} Put back<span className="sr-only">: {gone.title ?? gone.id}</span>
              </button>
            </p>
          </li>
        ))}
      </ul>
      <Fault error={putBack.error} />
    </details>
  );
};

const NoSources = ({ mayManage, isOpenDesk }: { mayManage: boolean; isOpenDesk: boolean }) => (
  <div className="empty">
    <p>
      <b>This desk collects nothing yet.</b> Feeds and sites that it is told stand here, with what they brought and what
      is wrong with them.
    </p>
    {mayManage ? (
      <AddSource />
    ) : (
      <p className="meta">
        {isOpenDesk
          ? "To add sources, set up the first person by the link that the desk printed at its start."
          : "Whoever manages sources adds them here; ask an administrator."}
      </p>
    )}
  </div>
);

const headingOf = (sources: List["sources"]): string => {
  const ill = sources.filter(passes.alarm).length;
  return `Collected by this desk: ${countWords(sources.length, "source")}, ${ill === 0 ? "no alarm" : `${countOf(ill)} with an alarm`}`;
};

const Collected = ({ list, mayManage, isOpenDesk }: { list: List; mayManage: boolean; isOpenDesk: boolean }) => {
  const { sources, takenBack, file } = list;
  const [making, setMaking] = useState<Making>();
  const [how, setHow] = useState(usualArrangement);
  const [openId, setOpenId] = useState<string>();
  const asked = useDeferredValue(how);
  const shown = useMemo(() => shownSources(sources, asked), [sources, asked]);
  const made: Readonly<Record<NonNullable<Making>, ReactNode>> = {
    add: <AddSource autoFocus />,
    import: <ImportOpml />,
  };
  return (
    <section aria-labelledby="collected-title" className="collected-part">
      <h2 id="collected-title">{headingOf(sources)}</h2>
      {sources.length === 0 ? <NoSources mayManage={mayManage} isOpenDesk={isOpenDesk} /> : null}
      {mayManage ? <MakeBar making={making} onMake={setMaking} hasSources={sources.length > 0} /> : null}
      {making === undefined ? null : made[making]}
      {isArrangeable(sources) ? <ArrangeBar sources={sources} how={how} onChange={setHow} /> : null}
      {isArrangeable(sources) && shown.length !== sources.length ? (
        <p className="meta" role="status">
          {countOf(shown.length)} of {countWords(sources.length, "source")} shown
        </p>
      ) : null}
      {shown.length === 0 ? null : <SourceList sources={shown} mayManage={mayManage} onOpen={setOpenId} />}
      {mayManage ? <TakenBack takenBack={takenBack} /> : null}
      <SourceDialog
        source={sources.find(({ id }) => id === openId)}
        file={file}
        mayManage={mayManage}
        onClose={() => setOpenId(undefined)}
      />
    </section>
  );
};

export const CollectedSources = () => {
  const { data, error } = useSources();
  const { data: me } = useMe();
  if (error && data === undefined)
    return <p role="alert">What the desk collects could not be read. It is tried again.</p>;
  if (data === undefined) return null;
  return <Collected list={data} mayManage={isAllowed(me, "source.manage")} isOpenDesk={me?.id === "open"} />;
};
