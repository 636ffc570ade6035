/**
 * Adds a source: an address of a feed or of a site, a look at what the desk finds there, then how it is collected.
 * Nothing is collected before it was looked at.
 */
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { LookedFeedView, LookView } from "../../api/contract.ts";
import { useAfter } from "../app/state-views.tsx";
import { useMe } from "../app/use-me.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { countWords } from "../today/reading-index.ts";
import { FeedFacts } from "./feed-facts.tsx";
import { ForAll, forAllDefaults, readForAll } from "./source-fields.tsx";
import { useAddSource, useLook } from "./use-sources.ts";
import "../styles/sources.css";

const nameOf = (feed: LookedFeedView): string => feed.title ?? feed.address;

/** Which of several feeds is meant; a single one is. */
const FeedChoice = ({
  feeds,
  chosen,
  onChoose,
}: {
  feeds: readonly LookedFeedView[];
  chosen: string | undefined;
  onChoose: (address: string) => void;
}) => (
  <fieldset className="feed-choice">
    <legend>{feeds.length === 1 ? "Found 1 feed" : `Found ${feeds.length} feeds. Which one?`}</legend>
    {feeds.map((feed) => (
      <div key={feed.address}>
        <label className="check">
          <input
            type="radio"
            name="feed"
            checked={feed.address === chosen}
            disabled={feed.here !== undefined}
            onChange={() => onChoose(feed.address)}
          />
          <b>
            <Foreign text={nameOf(feed)} />
          </b>
        </label>
        <p className="meta mono">{feed.address}</p>
        {feed.here === undefined ? null : <p className="meta">Collected already, as {feed.here}.</p>}
        {feed.address === chosen || feeds.length === 1 ? <FeedFacts feed={feed} /> : null}
      </div>
    ))}
  </fieldset>
);

const AddForm = ({ feed, onAdded }: { feed: LookedFeedView; onAdded: (title: string) => void }) => {
  const add = useAddSource();
  const { data: me } = useMe();
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const title = textOf(form, "title").trim();
    const id = textOf(form, "id").trim();
    add.mutate(
      {
        address: feed.movedTo ?? feed.address,
        ...readForAll(form),
        ...(title === "" ? {} : { title }),
        ...(id === "" ? {} : { id }),
      },
      { onSuccess: () => onAdded(title === "" ? feed.address : title) },
    );
  };
  return (
    <form className="stack" onSubmit={onSubmit} autoComplete="off">
      <Field label="Title" name="title" defaultValue={feed.title ?? ""} maxLength={200} autoComplete="off" />
      <ForAll now={{ ...forAllDefaults, ...(feed.language === undefined ? {} : { language: feed.language }) }} />
      {me?.ceiling === "TLP:RED" ? (
        <Field
          label="Id"
          name="id"
          pattern="[a-z0-9][a-z0-9\-]{0,62}"
          title="Small letters, digits and hyphens"
          help="Names it on the command line and in the audit log; made from its host when left empty."
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      ) : null}
      <Fault error={add.error} />
      <p className="row">
        <button type="submit" className="button primary" disabled={add.isPending}>
          Add this source
        </button>
      </p>
    </form>
  );
};

const Found = ({ look, onAdded }: { look: LookView; onAdded: (title: string) => void }) => {
  const free = look.feeds.filter(({ here }) => here === undefined);
  const [chosen, setChosen] = useState(free[0]?.address);
  const feed = free.find(({ address }) => address === chosen);
  if (look.feeds.length === 0)
    return (
      <p className="source-alarm" role="status">
        <b>Nothing to collect at</b> <span className="mono">{look.address}</span>.{" "}
        <Foreign text={look.because ?? "No feed stands there."} />
      </p>
    );
  return (
    <>
      <FeedChoice feeds={look.feeds} chosen={chosen} onChoose={setChosen} />
      {feed === undefined ? null : <AddForm key={feed.address} feed={feed} onAdded={onAdded} />}
    </>
  );
};

const slowMs = 5_000;

const Looking = ({ onStop }: { onStop: () => void }) => {
  const isLong = useAfter(slowMs);
  return (
    <p role="status">
      Looking at it. {isLong ? "The site answers slowly, or asks for a pause between pages; 25 s at most. " : ""}
      <button type="button" className="quiet" onClick={onStop}>
        Stop
      </button>
    </p>
  );
};

export const AddSource = ({ autoFocus = false }: { autoFocus?: boolean }) => {
  const look = useLook();
  const [added, setAdded] = useState<readonly string[]>([]);
  const stopper = useRef<AbortController>(undefined);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => () => stopper.current?.abort(), []);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    stopper.current = new AbortController();
    look.mutate({ address: textOf(event.currentTarget, "address"), signal: stopper.current.signal });
  };
  const onAdded = (title: string): void => {
    setAdded((before) => [...before, title]);
    look.reset();
    form.current?.reset();
    form.current?.querySelector("input")?.focus();
  };
  const isStopped = look.error?.name === "AbortError";
  return (
    <div className="add-source">
      <form ref={form} className="search-line" onSubmit={onSubmit} autoComplete="off">
        <div className="grows">
          <Field
            label="Address of a feed, or of a site"
            name="address"
            type="text"
            inputMode="url"
            maxLength={2_000}
            autoCapitalize="none"
            spellCheck={false}
            autoFocus={autoFocus}
            required
          />
        </div>
        <button type="submit" className="button" disabled={look.isPending}>
          Look at it
        </button>
      </form>
      {look.isPending ? <Looking onStop={() => stopper.current?.abort()} /> : null}
      {isStopped ? <p className="meta">Stopped. Nothing was added.</p> : <Fault error={look.error} />}
      {look.data === undefined ? null : <Found key={look.submittedAt} look={look.data} onAdded={onAdded} />}
      {added.length === 0 ? null : (
        <p role="status">
          Added: <Foreign text={added.at(-1) ?? ""} />
          {added.length > 1 ? `, and ${countWords(added.length - 1, "other")} before it` : ""}. It is asked at once.
        </p>
      )}
    </div>
  );
};
