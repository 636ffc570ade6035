/** Roles and ceiling of a person, as fields of a form. */
import { type Role, roles } from "#terms/person.ts";
import { type Tlp, tlpLabels } from "#terms/tlp.ts";

const roleWords: Readonly<Record<Role, string>> = {
  reader: "Reader: approved editions and the record",
  analyst: "Analyst: triage and drafts",
  reviewer: "Reviewer: approves, corrects, overrides gates",
  administrator: "Administrator: people, sources, delivery, audit",
};

export const RoleFields = ({ held, ceiling }: { held: readonly Role[]; ceiling: Tlp }) => (
  <>
    <fieldset>
      <legend>Roles</legend>
      {roles.map((role) => (
        <label key={role} className="check">
          <input type="checkbox" name="role" value={role} defaultChecked={held.includes(role)} /> {roleWords[role]}
        </label>
      ))}
    </fieldset>
    <label className="field">
      Shown what is labelled up to
      <select name="ceiling" defaultValue={ceiling}>
        {tlpLabels.map((label) => (
          <option key={label}>{label}</option>
        ))}
      </select>
    </label>
  </>
);

/** What the fields hold. */
export const readRoleFields = (form: HTMLFormElement) => {
  const data = new FormData(form);
  const chosen = data.getAll("role");
  const ceiling = tlpLabels.find((label) => label === data.get("ceiling")) ?? "TLP:CLEAR";
  return { roles: roles.filter((role) => chosen.includes(role)), ceiling };
};
