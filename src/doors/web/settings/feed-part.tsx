/** The private feed address: for a feed reader that cannot sign in. Shown once; a new one ends the one before. */
import { type FormEvent, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import { type Tlp, tlpLabels } from "#terms/tlp.ts";
import type { FeedAddress } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { Fault, textOf } from "../parts/form-field.tsx";
import { NotRead } from "../parts/not-read.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { useChange, useFeedAddress } from "./use-account.ts";

const MakeForm = ({
  ceiling,
  hasOne,
  onMade,
}: {
  ceiling: Tlp;
  hasOne: boolean;
  onMade: (address: string) => void;
}) => {
  const make = useChange(
    (label: Tlp) => write("post", "/api/v1/me/feed", { body: { ceiling: label } }),
    ({ address }) => onMade(address),
  );
  const offered = tlpLabels.slice(0, tlpLabels.indexOf(ceiling) + 1);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const label = textOf(event.currentTarget, "ceiling");
    make.mutate(offered.find((each) => each === label) ?? "TLP:CLEAR");
  };
  return (
    <form className="stack narrow" onSubmit={onSubmit}>
      <label className="field">
        Highest label that goes there
        <select name="ceiling" defaultValue={ceiling}>
          {offered.map((label) => (
            <option key={label}>{label}</option>
          ))}
        </select>
        <span className="meta">A reader on the web keeps copies: choose what it may keep.</span>
      </label>
      <Fault error={make.error} />
      <p className="row">
        <button type="submit" className="button" disabled={make.isPending}>
          {hasOne ? "Make a new one; the old one ends" : "Make my feed address"}
        </button>
      </p>
    </form>
  );
};

const Standing = ({ feed }: { feed: NonNullable<FeedAddress["feed"]> }) => {
  const end = useChange((_: undefined) => write("delete", "/api/v1/me/feed", {}));
  return (
    <>
      <p className="row">
        <span>You have one, for what is labelled up to</span> <TlpLabel tlp={feed.ceiling} />
      </p>
      <p className="meta">
        Made {formatTime(feed.madeAt)};{" "}
        {feed.usedAt === undefined ? "never asked" : `last asked ${formatTime(feed.usedAt)}`}.
      </p>
      <p className="row">
        <button type="button" className="button" disabled={end.isPending} onClick={() => end.mutate(undefined)}>
          End it
        </button>
      </p>
      <Fault error={end.error} />
    </>
  );
};

export const FeedPart = ({ ceiling, confirmed }: { ceiling: Tlp; confirmed: boolean }) => {
  const { data, error, refetch } = useFeedAddress();
  const [made, setMade] = useState<string>();
  return (
    <section className="setting" aria-labelledby="feed-title">
      <h2 className="list-head" id="feed-title">
        Private feed address
      </h2>
      <p>
        A feed reader cannot sign in. By this address it reads approved editions as you may, and nothing else. Whoever
        has the address reads them too: keep it like a password.
      </p>
      {made === undefined ? null : (
        <>
          <ShownOnce label="Your feed address." secret={made} onDone={() => setMade(undefined)} />
          <p className="meta">
            This is the RSS feed. With <code>.atom</code> or <code>.json</code> at its end it is another form, with{" "}
            <code>.opml</code> the list of all feeds.
          </p>
        </>
      )}
      {error ? <NotRead what="Your feed address" error={error} onAgain={refetch} /> : null}
      {data === undefined ? null : data.feed === undefined ? (
        <p className="meta">None yet.</p>
      ) : (
        <Standing feed={data.feed} />
      )}
      {data === undefined ? null : confirmed ? (
        <MakeForm ceiling={ceiling} hasOne={data.feed !== undefined} onMade={setMade} />
      ) : (
        <p className="meta">Confirm who you are, above, to make one.</p>
      )}
    </section>
  );
};
