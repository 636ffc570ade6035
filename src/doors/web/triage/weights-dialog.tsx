/**
 * What counts more or less on this desk: each factor of a story's weight, what that changes on the present list before it is
 * saved, and putting back what was set before. The operator's file wins, and is shown locked.
 */
import { type FormEvent, useState } from "react";
import { usualWeight, type WeightFactor, type Weights, weightFactors } from "#terms/weights.ts";
import type { WeightsEffect, WeightsView } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { OriginLine } from "../settings/origin-line.tsx";
import { theirsIn } from "../settings/theirs-in.ts";
import { VersionsPart } from "../settings/versions-part.tsx";
import { countOf, countWords } from "../today/reading-index.ts";
import { AskDialog } from "./ask-dialog.tsx";
import { useRestoreWeights, useSetWeights, useWeights, useWeightsEffect, useWeightsVersions } from "./use-weights.ts";

const factorWords: Readonly<Record<WeightFactor, string>> = {
  exploitation: "Exploited, or not, by what is told",
  compromise: "Systems broken into",
  breadth: "How many were hit",
  severity: "Severity of a flaw",
  kind: "Kind of harm; over or going on",
  corroboration: "Independent origins",
  authority: "An authority writes or acts",
  deadline: "To be done by a day",
  recency: "How new",
  relevance: "Fit to the organisation",
};

const choices: readonly (readonly [number, string])[] = [
  [0.25, "a quarter"],
  [0.5, "half"],
  [usualWeight, "as usual"],
  [1.5, "one and a half"],
  [2, "double"],
  [3, "three times"],
];

const Factor = ({
  factor,
  weight,
  isLocked,
  onChange,
}: {
  factor: WeightFactor;
  weight: number;
  isLocked: boolean;
  onChange: (weight: number) => void;
}) => (
  <label className="field weight-factor">
    <span>{factorWords[factor]}</span>
    <select value={weight} disabled={isLocked} onChange={(event) => onChange(Number(event.target.value))}>
      {choices.some(([choice]) => choice === weight) ? null : <option value={weight}>× {weight}</option>}
      {choices.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

const Anew = ({ stories }: { stories: WeightsEffect["top"] }) => (
  <ol className="weighed-anew">
    {stories.map(({ title, weight, before, place, placeBefore }) => (
      <li key={`${place} ${title}`} value={place}>
        <Foreign text={title} />{" "}
        <span className="meta">
          {weight === before ? weight : `${before} → ${weight}`}
          {place === placeBefore ? "" : `; ${place < placeBefore ? "up" : "down"} from ${countOf(placeBefore)}`}
        </span>
      </li>
    ))}
  </ol>
);

const Effect = ({ weights }: { weights: Weights }) => {
  const { data, error, isPlaceholderData } = useWeightsEffect(weights);
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return null;
  if (data.on === undefined) return <p className="meta">No stories are on the desk yet to show it on.</p>;
  return (
    <section aria-label="What this changes" data-dim={isPlaceholderData} className="weights-effect">
      <p role="status">
        <b>
          {data.moved === 0
            ? `The order of ${countWords(data.stories, "story", "stories")} stays as it is.`
            : `${countOf(data.moved)} of ${countWords(data.stories, "story", "stories")} would stand in another place.`}
        </b>
      </p>
      <p className="meta">The heaviest, as they would be:</p>
      <Anew stories={data.top} />
      {data.farthest.length === 0 ? null : (
        <>
          <p className="meta">Moved farthest among the others:</p>
          <Anew stories={data.farthest} />
        </>
      )}
    </section>
  );
};

const Form = ({ view, onDone }: { view: WeightsView; onDone: () => void }) => {
  const [weights, setWeights] = useState<Weights>(view.weights);
  const [version] = useState(view.version);
  const save = useSetWeights(onDone);
  const restore = useRestoreWeights(onDone);
  const versions = useWeightsVersions();
  const isLocked = view.origin === "file";
  const theirs = theirsIn<WeightsView>(save.error);
  const basedOn = theirs?.version ?? version;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ version: basedOn, weights });
  };
  return (
    <>
      <OriginLine view={view} byDefault="Not set here: everything counts as usual." />
      <form className="stack" onSubmit={onSubmit}>
        <div className="weight-factors">
          {weightFactors.map((factor) => (
            <Factor
              key={factor}
              factor={factor}
              weight={weights[factor] ?? usualWeight}
              isLocked={isLocked}
              onChange={(weight) => setWeights((before) => ({ ...before, [factor]: weight }))}
            />
          ))}
        </div>
        <p className="meta">
          A factor that counts least still counts: that a flaw is exploited is never lost. What people decided stays.
        </p>
        <Effect weights={weights} />
        <Fault error={save.error} />
        {isLocked ? null : (
          <p className="row">
            <button type="submit" className="button primary" disabled={save.isPending}>
              {theirs === undefined ? "Save for this desk" : "Save mine over theirs"}
            </button>
          </p>
        )}
      </form>
      <VersionsPart view={view} versions={versions} restore={restore} />
    </>
  );
};

export const WeightsDialog = ({ onClose }: { onClose: () => void }) => {
  const { data, error } = useWeights();
  return (
    <AskDialog title="What counts on this desk" onClose={onClose}>
      <Fault error={error} />
      {data === undefined ? null : <Form view={data} onDone={onClose} />}
    </AskDialog>
  );
};
