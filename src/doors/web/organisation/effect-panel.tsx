/** What a profile changes, before it is saved: stories that fit, and what runs a product under attack. */
import { formatShortDay, formatTime } from "#kit/text/format-time.ts";
import type { Organisation } from "#terms/organisation.ts";
import type { ProfileEffect } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { countWords } from "../today/reading-index.ts";
import { useProfileEffect } from "./use-organisation.ts";

type Told = ProfileEffect & { readonly on: NonNullable<ProfileEffect["on"]> };

const attackedWords = ({ machines, attacked }: Told): string =>
  machines === 0
    ? `${countWords(attacked.length, "product")} that you run ${attacked.length === 1 ? "is" : "are"} under attack.`
    : `${countWords(machines, "machine")} ${machines === 1 ? "runs" : "run"} a product under attack.`;

const Count = ({ effect }: { effect: Told }) => (
  <p className="effect-count" role="status">
    <b>
      {effect.fits} of {countWords(effect.on.stories, "story", "stories")} {effect.fits === 1 ? "fits" : "fit"} you
    </b>
    {effect.fits === effect.fittedBefore ? ", as before" : `; ${effect.fittedBefore} did before`}.{" "}
    {effect.attacked.length === 0 ? "Nothing that you list is under attack in them." : <b>{attackedWords(effect)}</b>}
  </p>
);

const ToldPart = ({ effect }: { effect: Told }) => (
  <>
    <Count effect={effect} />
    <ul className="plain-list">
      {effect.attacked.map(({ product, machines, story, known }) => (
        <li key={product}>
          <span>
            <b>
              <Words text={product} />
            </b>
            {machines.length === 0 ? "" : ` on ${machines.join(", ")}`}
          </span>
          <span className="meta">
            <Words text={story} />
            {known === undefined ? null : (
              <>
                ; <Words text={known.id} /> is known to be exploited since {formatShortDay(known.added)}
              </>
            )}
          </span>
        </li>
      ))}
      {effect.fitting.map(({ title, because, before }) => (
        <li key={title}>
          <span>
            {before ? null : <span className="chip chip-data">New</span>} <Words text={title} />
          </span>
          <span className="meta">
            <Words text={because} />
          </span>
        </li>
      ))}
    </ul>
    {effect.fits > effect.fitting.length ? (
      <p className="meta">And {effect.fits - effect.fitting.length} more.</p>
    ) : null}
    <p className="meta">
      Held against {effect.on.editions === 1 ? "the edition" : `${effect.on.editions} editions, the newest`} of{" "}
      {formatTime(effect.on.asOf)}
      {effect.on.editions === 1 ? "" : `, the oldest of ${formatTime(effect.on.from)}`}. The next edition is made with
      what you save.
    </p>
  </>
);

const KnownPart = ({ known }: { known: ProfileEffect["known"] }) =>
  known === undefined ? (
    <p className="meta">
      No catalogue of known exploited flaws is kept here, so nothing is counted by it.{" "}
      <code>watchfloor data update</code> keeps one.
    </p>
  ) : (
    <>
      <p>
        <b>
          {known.touching.toLocaleString("en")} of {known.entries.toLocaleString("en")} known exploited flaws
        </b>{" "}
        {known.touching === 1 ? "touches" : "touch"} a product that you list
        {known.touching === known.touchedBefore
          ? ", as before"
          : `; ${known.touchedBefore.toLocaleString("en")} did before`}
        .
      </p>
      {known.newest.length === 0 ? null : (
        <ul className="plain-list">
          {known.newest.map(({ id, added, names, product }) => (
            <li key={id}>
              <span>
                <Words text={id} />, added {formatShortDay(added)}
              </span>
              <span className="meta">
                <Words text={names} />: you list <Words text={product} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="meta">
        By vendor and product as the catalogue of {known.catalogue} names them; it names no version
        {known.touching > known.newest.length ? `. The newest ${known.newest.length} are shown` : ""}.
      </p>
    </>
  );

const isTold = (effect: ProfileEffect): effect is Told => effect.on !== undefined;

export const EffectPanel = ({ profile }: { profile: Organisation }) => {
  const { effect, error } = useProfileEffect(profile);
  return (
    <section className="effect" aria-labelledby="effect-title">
      <h2 className="list-head" id="effect-title">
        What this changes
      </h2>
      {error === undefined ? null : <p className="meta">It cannot be told now: {error.message}</p>}
      {effect === undefined && error === undefined ? (
        <p className="meta">Holding it against the editions of the last days</p>
      ) : null}
      {effect === undefined ? null : isTold(effect) ? (
        <ToldPart effect={effect} />
      ) : (
        <p>No edition that you may read is on record yet: what fits you is told with the first one.</p>
      )}
      {effect === undefined ? null : <KnownPart known={effect.known} />}
    </section>
  );
};
