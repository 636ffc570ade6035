/** A mail list: who is on it, up to which label, for which role. */
import { useState } from "react";
import { tlpLabels } from "#terms/tlp.ts";
import type { ProfileChoices } from "../../api/contract.ts";
import { Field } from "../parts/form-field.tsx";
import { countWords } from "../today/reading-index.ts";
import type { List } from "./use-mail.ts";

const kinds = ["daily", "flash", "weekly"] as const;

export const emptyList = (place: number): List => ({
  name: place === 0 ? "desk" : `list-${place + 1}`,
  ceiling: "TLP:GREEN",
  kinds: [...kinds],
  audiences: ["main"],
  paused: false,
  members: [],
});

const addressesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((each) => each.trim().toLowerCase())
      .filter((each) => each !== ""),
  ),
];

const Members = ({
  members,
  disabled,
  onChange,
}: {
  members: readonly string[];
  disabled: boolean;
  onChange: (members: string[]) => void;
}) => {
  const [text, setText] = useState(members.join("\n"));
  const isOurs = addressesOf(text).join() === members.join();
  return (
    <label className="field">
      Members, an address each
      <textarea
        rows={4}
        value={isOurs ? text : members.join("\n")}
        disabled={disabled}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          onChange(addressesOf(value));
        }}
      />
      <span className="meta">{countWords(members.length, "reader")}; each gets a mail of their own.</span>
    </label>
  );
};

export const ListFields = ({
  list,
  roles,
  disabled,
  onChange,
}: {
  list: List;
  roles: ProfileChoices["roles"];
  disabled: boolean;
  onChange: (list: List | undefined) => void;
}) => {
  const { title, role, ...rest } = list;
  return (
    <fieldset className="plan" disabled={disabled}>
      <legend>{title ?? list.name}</legend>
      <div className="plan-fields">
        <Field
          label="Title, as its members know it"
          value={title ?? ""}
          maxLength={120}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...rest, ...(role === undefined ? {} : { role }), ...(value === "" ? {} : { title: value }) })
          }
        />
        <Field
          label="Name"
          value={list.name}
          maxLength={63}
          help="Small letters, digits, hyphens."
          onChange={({ currentTarget: { value } }) => onChange({ ...list, name: value })}
        />
        <label className="field">
          Highest label that is sent
          <select
            value={list.ceiling}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...list, ceiling: tlpLabels.find((label) => label === value) ?? "TLP:CLEAR" })
            }
          >
            {tlpLabels.map((label) => (
              <option key={label}>{label}</option>
            ))}
          </select>
        </label>
        <label className="field">
          For the role
          <select
            value={role ?? ""}
            onChange={({ currentTarget: { value } }) => {
              const found = roles.find(({ id }) => id === value);
              onChange({
                ...rest,
                ...(title === undefined ? {} : { title }),
                ...(found === undefined ? {} : { role: found.id }),
              });
            }}
          >
            <option value="">nobody in particular</option>
            {roles.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <fieldset className="days">
        <legend>Editions</legend>
        {kinds.map((kind) => (
          <label key={kind} className="check">
            <input
              type="checkbox"
              checked={list.kinds.includes(kind)}
              onChange={({ currentTarget: { checked } }) => {
                const next = kinds.filter((each) => (each === kind ? checked : list.kinds.includes(each)));
                // A list that receives nothing is one that is paused.
                if (next.length > 0) onChange({ ...list, kinds: next });
              }}
            />{" "}
            {kind}
          </label>
        ))}
      </fieldset>
      <Members members={list.members} disabled={disabled} onChange={(members) => onChange({ ...list, members })} />
      <label className="check">
        <input
          type="checkbox"
          checked={list.paused}
          onChange={({ currentTarget: { checked } }) => onChange({ ...list, paused: checked })}
        />{" "}
        Paused: nothing is sent to it
      </label>
      {disabled ? null : (
        <button
          type="button"
          className="button"
          aria-label={`Take it out: ${list.name}`}
          onClick={() => onChange(undefined)}
        >
          Take it out
        </button>
      )}
    </fieldset>
  );
};
