/** A mail list: who is on it, up to which label, for which role. */
import { useState } from "react";
import { Field } from "../parts/form-field.tsx";
import { countWords } from "../today/reading-index.ts";
import { CeilingAndRole, changed, firstReceives, Paused, type Receives, WhichEditions } from "./receive-fields.tsx";
import type { List } from "./use-mail.ts";

export const emptyList = (place: number): List => ({
  name: place === 0 ? "desk" : `list-${place + 1}`,
  ...firstReceives,
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
  disabled,
  onChange,
}: {
  list: List;
  disabled: boolean;
  onChange: (list: List | undefined) => void;
}) => {
  const { title, role, ...rest } = list;
  const onReceive = (part: Partial<Receives>): void =>
    onChange({ ...rest, ...(title === undefined ? {} : { title }), ...changed(role, part) });
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
        <CeilingAndRole receives={list} onChange={onReceive} />
      </div>
      <WhichEditions receives={list} onChange={onReceive} />
      <Members members={list.members} disabled={disabled} onChange={(members) => onChange({ ...list, members })} />
      <Paused receives={list} onChange={onReceive} />
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
