/** Imports a list of feeds (OPML): what it would bring, which of it, and how all of them are collected. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type DragEvent, type FormEvent, useId, useMemo, useRef, useState } from "react";
import type { OpmlPreview } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { countOf, countWords } from "../today/reading-index.ts";
import { ForAll, forAllDefaults, readForAll } from "./source-fields.tsx";
import { useImport, usePreview } from "./use-sources.ts";
import "../styles/sources.css";

type Feed = OpmlPreview["feeds"][number];

const stateWords = ({ state, because }: Feed): string => {
  if (state === "new") return "New";
  return state === "here" ? `Here already, as ${because}` : (because ?? "Refused");
};

const looks = { new: "ok", here: "gap", refused: "bad" } as const;
const rowHeight = 60;

/** Only the rows in sight are on the page: a list may name 5,000. */
const FeedList = ({
  feeds,
  chosen,
  onToggle,
}: {
  feeds: readonly Feed[];
  chosen: ReadonlySet<string>;
  onToggle: (address: string) => void;
}) => {
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: feeds.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
    <section ref={frame} className="feed-list" aria-label="Feeds of the list" tabIndex={0}>
      <ul style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const feed = feeds[index];
          if (feed === undefined) return null;
          return (
            <li
              key={index}
              aria-posinset={index + 1}
              aria-setsize={feeds.length}
              style={{ transform: `translateY(${start}px)`, height: rowHeight }}
            >
              <label className="check">
                <input
                  type="checkbox"
                  checked={chosen.has(feed.address)}
                  disabled={feed.state !== "new"}
                  onChange={() => onToggle(feed.address)}
                />
                <span className="one-line">
                  <b>
                    <Foreign text={feed.title ?? feed.address} />
                  </b>
                </span>
              </label>
              <p className="meta feed-state">
                <Shape look={looks[feed.state]} />
                <span className="one-line">
                  {stateWords(feed)} · <span className="mono">{feed.address}</span>
                </span>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

const countsOf = (feeds: readonly Feed[]): string => {
  const count = (state: Feed["state"]) => countOf(feeds.filter((feed) => feed.state === state).length);
  return `${countWords(feeds.length, "feed")}: ${count("new")} new, ${count("here")} here already, ${count("refused")} refused`;
};

const Chosen = ({ preview, onImported }: { preview: OpmlPreview; onImported: (words: string) => void }) => {
  const bring = useImport();
  const fresh = useMemo(() => preview.feeds.filter(({ state }) => state === "new"), [preview]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(fresh.map(({ address }) => address)));
  const toggle = (address: string): void =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(address)) next.add(address);
      return next;
    });
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const feeds = fresh
      .filter(({ address }) => chosen.has(address))
      .map(({ address, title }) => ({ address, ...(title === undefined ? {} : { title }) }));
    bring.mutate(
      { feeds, forAll: readForAll(event.currentTarget) },
      {
        onSuccess: ({ added, here }) =>
          onImported(
            `${countWords(added, "source")} added${here > 0 ? `, ${countOf(here)} here already` : ""}. They are asked one after the other, 2 s apart.`,
          ),
      },
    );
  };
  return (
    <form className="stack" onSubmit={onSubmit} autoComplete="off">
      <p role="status">
        <b>{countsOf(preview.feeds)}.</b>
        {preview.cut ? " The list names more; a desk takes 5,000." : ""}
      </p>
      <FeedList feeds={preview.feeds} chosen={chosen} onToggle={toggle} />
      {fresh.length === 0 ? null : (
        <>
          <p className="row">
            <button
              type="button"
              className="button"
              onClick={() => setChosen(new Set(fresh.map(({ address }) => address)))}
            >
              Choose all new
            </button>
            <button type="button" className="button" onClick={() => setChosen(new Set())}>
              Choose none
            </button>
          </p>
          <p className="meta">For all of them; each can be changed afterwards.</p>
          <ForAll now={forAllDefaults} language={false} />
          <Fault error={bring.error} />
          <p className="row">
            <button type="submit" className="button primary" disabled={bring.isPending || chosen.size === 0}>
              Import {countWords(chosen.size, "feed")}
            </button>
          </p>
        </>
      )}
    </form>
  );
};

export const ImportOpml = () => {
  const preview = usePreview();
  const [imported, setImported] = useState<string>();
  const [isOver, setOver] = useState(false);
  const id = useId();
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    setImported(undefined);
    preview.mutate(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const onImported = (words: string): void => {
    setImported(words);
    preview.reset();
  };
  return (
    <div className="import-opml">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the file can be chosen by the field as well. */}
      <div
        className="drop-zone"
        data-over={isOver}
        onDrop={onDrop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
      >
        <label htmlFor={id}>List of feeds (OPML), as feed readers export it. Choose the file, or drop it here.</label>
        <input
          id={id}
          type="file"
          accept=".opml,.xml,text/x-opml,text/xml,application/xml"
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file may be chosen again, once it was put right.
            event.target.value = "";
          }}
        />
      </div>
      {preview.isPending ? <p role="status">Reading the list.</p> : null}
      <Fault error={preview.error} />
      {preview.data === undefined ? null : (
        <Chosen key={preview.submittedAt} preview={preview.data} onImported={onImported} />
      )}
      {imported === undefined ? null : <p role="status">{imported}</p>}
    </div>
  );
};
