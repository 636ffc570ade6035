/** The fields of a source that a person sets, as part of a form; those that hold for a whole import are the same. */

import { reliabilityWords } from "#terms/admiralty.ts";
import { labelsWithin, type Tlp, tlpLabels } from "#terms/tlp.ts";
import { useMe } from "../app/use-me.ts";
import { textOf } from "../parts/form-field.tsx";
import type { SourceFields } from "./use-sources.ts";

const unitWords: Readonly<Record<string, string>> = { m: "minute", h: "hour", d: "day" };

/** `6h` → "6 hours". */
export const durationWords = (duration: string): string => {
  const count = Number.parseInt(duration, 10);
  const unit = unitWords[duration.slice(-1)] ?? "";
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
};

const everyChoices = ["15m", "30m", "1h", "3h", "6h", "12h", "1d", "7d"];
const staleChoices = ["2d", "7d", "14d", "30d", "90d", "365d"];

/** What is set stands among the choices, whatever it is. */
const withOwn = (choices: readonly string[], own: string): readonly string[] =>
  choices.includes(own) ? choices : [own, ...choices];

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly choices: readonly (readonly [string, string])[];
}

const Choice = ({ label, name, value, choices }: ChoiceProps) => (
  <label className="field">
    {label}
    <select name={name} defaultValue={value}>
      {choices.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

const letters = Object.entries(reliabilityWords);

/** Labels that whoever sets them may see; a wider choice would hide the source from them. */
const useLabels = (own: string): readonly string[] => {
  const { data: me } = useMe();
  const within = labelsWithin((me?.ceiling as Tlp | undefined) ?? "TLP:CLEAR");
  return tlpLabels.filter((label) => within.includes(label) || label === own);
};

export type ForAllFields = Omit<SourceFields, "address" | "title">;

export const forAllDefaults: ForAllFields = { every: "1h", staleAfter: "14d", tlp: "TLP:CLEAR" };

/** How often, when it is silent, how far it is trusted, who may receive what it brings. */
export const ForAll = ({ now, language = true }: { now: ForAllFields; language?: boolean }) => {
  const labels = useLabels(now.tlp);
  return (
    <div className="source-fields">
      <Choice
        label="Ask it every"
        name="every"
        value={now.every}
        choices={withOwn(everyChoices, now.every).map((each) => [each, durationWords(each)])}
      />
      <Choice
        label="Alarm when nothing new for"
        name="staleAfter"
        value={now.staleAfter}
        choices={withOwn(staleChoices, now.staleAfter).map((each) => [each, durationWords(each)])}
      />
      <Choice
        label="Reliability (Admiralty)"
        name="reliability"
        value={now.reliability ?? ""}
        choices={[
          ["", "As the desk computes it"],
          ...letters.map(([letter, words]) => [letter, `${letter}, ${words}`] as const),
        ]}
      />
      <Choice
        label="Who may receive what it brings"
        name="tlp"
        value={now.tlp}
        choices={labels.map((label) => [label, label])}
      />
      {language ? (
        <label className="field">
          Language of its texts
          <input
            name="language"
            defaultValue={now.language ?? ""}
            maxLength={3}
            pattern="[a-z]{2,3}"
            title="Two or three small letters, such as en or de"
            placeholder="as they say it"
            autoComplete="off"
            autoCapitalize="none"
          />
        </label>
      ) : null}
    </div>
  );
};

/** What the fields hold; an empty one is left to its default. */
export const readForAll = (form: HTMLFormElement): ForAllFields => {
  const reliability = letters.find(([letter]) => letter === textOf(form, "reliability"))?.[0];
  const language = textOf(form, "language").trim();
  return {
    every: textOf(form, "every"),
    staleAfter: textOf(form, "staleAfter"),
    tlp: tlpLabels.find((label) => label === textOf(form, "tlp")) ?? "TLP:CLEAR",
    ...(reliability === undefined ? {} : { reliability: reliability as ForAllFields["reliability"] }),
    ...(language === "" ? {} : { language }),
  };
};
