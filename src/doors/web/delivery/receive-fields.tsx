/** What a list or a hook receives: up to which label, for which role, which editions, whose. */
import { mainAudience } from "#terms/audience.ts";
import { type Tlp, tlpLabels } from "#terms/tlp.ts";
import type { HooksView, ProfileChoices } from "../../api/contract.ts";
import { useAudiences } from "../app/load.ts";
import { useChoices } from "../organisation/use-organisation.ts";

const kinds = ["daily", "flash", "weekly"] as const;

export type Receives = Pick<HooksView["hooks"][number], "kinds" | "audiences" | "paused"> & {
  readonly ceiling: Tlp;
  readonly role?: ProfileChoices["roles"][number]["id"] | undefined;
};

/** What a new one receives: all of the desk's own editions. */
export const firstReceives = {
  ceiling: "TLP:GREEN",
  kinds: [...kinds],
  audiences: [mainAudience],
  paused: false,
} as const satisfies Receives;

type Role = NonNullable<Receives["role"]>;

/** What changes; the role is absent where it is nobody's. */
export const changed = (
  before: Receives["role"],
  change: Partial<Receives>,
): Partial<Omit<Receives, "role">> & { role?: Role } => {
  const { role, ...part } = { role: before, ...change };
  return { ...part, ...(role === undefined ? {} : { role }) };
};

interface Props {
  readonly receives: Receives;
  readonly onChange: (part: Partial<Receives>) => void;
}

export const CeilingAndRole = ({ receives: { ceiling, role }, onChange }: Props) => {
  const { data: choices } = useChoices();
  const roles = choices?.roles ?? [];
  return (
    <>
      <label className="field">
        Highest label that is sent
        <select
          value={ceiling}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ceiling: tlpLabels.find((label) => label === value) ?? "TLP:CLEAR" })
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
          onChange={({ currentTarget: { value } }) => onChange({ role: roles.find(({ id }) => id === value)?.id })}
        >
          <option value="">nobody in particular</option>
          {roles.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </>
  );
};

export const WhichEditions = ({ receives, onChange }: Props) => {
  const { data } = useAudiences();
  const known = data?.audiences ?? [];
  // One that no edition was made for yet may be named all the same: by the file, or by the command line.
  const unknown = receives.audiences.filter((name) => !known.some((one) => one.name === name));
  const audiences = [...known, ...unknown.map((name) => ({ name, title: name }))];
  return (
    <>
      <fieldset className="days">
        <legend>Editions</legend>
        {kinds.map((kind) => (
          <label key={kind} className="check">
            <input
              type="checkbox"
              checked={receives.kinds.includes(kind)}
              onChange={({ currentTarget: { checked } }) => {
                const next = kinds.filter((each) => (each === kind ? checked : receives.kinds.includes(each)));
                // What receives nothing is paused.
                if (next.length > 0) onChange({ kinds: next });
              }}
            />{" "}
            {kind}
          </label>
        ))}
      </fieldset>
      {audiences.length < 2 ? null : (
        <fieldset className="days">
          <legend>Whose</legend>
          {audiences.map(({ name, title }) => (
            <label key={name} className="check">
              <input
                type="checkbox"
                checked={receives.audiences.includes(name)}
                onChange={({ currentTarget: { checked } }) => {
                  const next = audiences.flatMap((each) =>
                    (each.name === name ? checked : receives.audiences.includes(each.name)) ? [each.name] : [],
                  );
                  if (next.length > 0) onChange({ audiences: next });
                }}
              />{" "}
              {title}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
};

export const Paused = ({ receives: { paused }, onChange }: Props) => (
  <label className="check">
    <input
      type="checkbox"
      checked={paused}
      onChange={({ currentTarget: { checked } }) => onChange({ paused: checked })}
    />{" "}
    Paused: nothing is sent to it
  </label>
);
