/** Adds a person: their invitation is a link that is shown once, and handed on by whoever adds them. */
import type { FormEvent } from "react";
import type { PersonLink } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { RoleFields, readRoleFields } from "./role-fields.tsx";
import { usePeopleChange } from "./use-people.ts";

export const AddPerson = ({ onLink }: { onLink: (link: PersonLink) => void }) => {
  const add = usePeopleChange(
    (body: { readonly name: string; readonly login: string } & ReturnType<typeof readRoleFields>) =>
      write("post", "/api/v1/people", { body }),
    onLink,
  );
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = { name: textOf(form, "name"), login: textOf(form, "login"), ...readRoleFields(form) };
    add.mutate(body, { onSuccess: () => form.reset() });
  };
  return (
    <details className="make">
      <summary>Add a person</summary>
      <form className="stack narrow" onSubmit={onSubmit} autoComplete="off">
        <Field label="Name" name="name" autoComplete="off" maxLength={100} required />
        <Field label="Login" name="login" autoComplete="off" autoCapitalize="none" spellCheck={false} required />
        <RoleFields held={["reader"]} ceiling="TLP:AMBER" />
        <Fault error={add.error} />
        <button type="submit" className="button" disabled={add.isPending}>
          Add, and make an invitation
        </button>
      </form>
    </details>
  );
};
