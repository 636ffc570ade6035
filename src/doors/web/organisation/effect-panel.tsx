/** What a profile changes, before it is saved: stories that fit, and what runs a product under attack. */
import { formatTime } from "#kit/text/format-time.ts";
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
    {effect.attacked.length === 0 ? "Nothing that you list is under attack in it." : <b>{attackedWords(effect)}</b>}
  </p>
);

const ToldPart = ({ effect }: { effect: Told }) => (
  <>
    <Count effect={effect} />
    <ul className="plain-list">
      {effect.attacked.map(({ product, machines, story }) => (
        <li key={product}>
          <span>
            <b>
              <Words text={product} />
            </b>
            {machines.length === 0 ? "" : ` on ${machines.join(", ")}`}
          </span>
          <span className="meta">
            <Words text={story} />
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
      Held against the edition of {formatTime(effect.on.asOf)}. The next edition is made with what you save.
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
        <p className="meta">Holding it against the newest edition</p>
      ) : null}
      {effect === undefined ? null : isTold(effect) ? (
        <ToldPart effect={effect} />
      ) : (
        <p>No edition that you may read is on record yet: what fits you is told with the first one.</p>
      )}
    </section>
  );
};
