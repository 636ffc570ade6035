/** Fields of a profile that hold a list: choices to tick, countries to pick, names a line each. */
import { type KeyboardEvent, useId, useState } from "react";
import type { ProfileChoices } from "../../api/contract.ts";
import { findCountry, isWholeName } from "./find-country.ts";

export const Ticks = <Each extends string>({
  legend,
  help,
  all,
  chosen,
  wordOf,
  disabled,
  onChange,
}: {
  legend: string;
  help?: string;
  all: readonly Each[];
  chosen: readonly Each[];
  wordOf: (each: Each) => string;
  disabled: boolean;
  onChange: (chosen: Each[]) => void;
}) => (
  <fieldset className="ticks" disabled={disabled}>
    <legend>{legend}</legend>
    {help === undefined ? null : <p className="meta">{help}</p>}
    <div className="ticks-grid">
      {all.map((each) => (
        <label key={each} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(each)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(all.filter((one) => (one === each ? checked : chosen.includes(one))))
            }
          />{" "}
          {wordOf(each)}
        </label>
      ))}
    </div>
  </fieldset>
);

/** Typed by name or code; what is no country stays in the field, with what was expected. */
export const Countries = ({
  countries,
  chosen,
  disabled,
  onChange,
}: {
  countries: ProfileChoices["countries"];
  chosen: readonly string[];
  disabled: boolean;
  onChange: (chosen: string[]) => void;
}) => {
  const id = useId();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string>();
  const names = new Map(countries.map(({ code, name }) => [code, name]));
  const add = (typed: string): void => {
    const wanted = typed.split(",").filter((each) => each.trim() !== "");
    const found = wanted.map((each) => findCountry(countries, each));
    const wrong = wanted.filter((_, at) => found[at] === undefined);
    const codes = found.flatMap((code) => code ?? []);
    if (codes.length > 0) onChange([...new Set([...chosen, ...codes])].sort());
    setText(wrong.join(", "));
    setFault(
      wrong.length === 0
        ? undefined
        : `Expected a country by its English name or two letters, like Norway or NO, but found ${wrong.join(", ").trim()}.`,
    );
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add(text);
  };
  return (
    <div className="field">
      <label htmlFor={id}>Countries</label>
      {chosen.length === 0 ? null : (
        <ul className="tags" aria-label="Countries chosen">
          {chosen.map((code) => (
            <li key={code}>
              {names.get(code) ?? code}
              {disabled ? null : (
                <button
                  type="button"
                  aria-label={`Take ${names.get(code) ?? code} out`}
                  onClick={() => onChange(chosen.filter((one) => one !== code))}
                >
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <span className="row">
        <input
          id={id}
          list={`${id}-all`}
          value={text}
          autoComplete="off"
          disabled={disabled}
          aria-describedby={`${id}-help`}
          aria-invalid={fault === undefined ? undefined : true}
          onChange={({ currentTarget: { value } }) => {
            // One that is picked from the list is taken at once, unless it begins another one's name.
            if (isWholeName(countries, value)) add(value);
            else setText(value);
          }}
          onKeyDown={onKey}
          onBlur={() => add(text)}
        />
        <button type="button" className="button" disabled={disabled} onClick={() => add(text)}>
          Add
        </button>
      </span>
      <datalist id={`${id}-all`}>
        {countries.map(({ code, name }) => (
          <option key={code} value={name} />
        ))}
      </datalist>
      <span className={fault === undefined ? "meta" : "fault"} id={`${id}-help`} role={fault && "alert"}>
        {fault ?? "Where you are or work: a story counts when those hit are there. By name or two letters."}
      </span>
    </div>
  );
};

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

/** Names, a line each. */
export const NameLines = ({
  label,
  help,
  names,
  disabled,
  onChange,
}: {
  label: string;
  help: string;
  names: readonly string[];
  disabled: boolean;
  onChange: (names: string[]) => void;
}) => {
  const id = useId();
  const [text, setText] = useState(names.join("\n"));
  // Set from elsewhere: a file, or an earlier version.
  const isOurs = linesOf(text).join("\n") === names.join("\n");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        value={isOurs ? text : names.join("\n")}
        disabled={disabled}
        aria-describedby={`${id}-help`}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          onChange(linesOf(value));
        }}
      />
      <span className="meta" id={`${id}-help`}>
        {help}
      </span>
    </div>
  );
};
