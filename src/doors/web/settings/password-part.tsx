/** The password: changed by whoever knows the present one. */
import { type FormEvent, useState } from "react";
import { write } from "../app/ask.ts";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { useChange } from "./use-account.ts";

export const PasswordPart = ({ login, hasPassword }: { login: string; hasPassword: boolean }) => {
  const [done, setDone] = useState(false);
  const change = useChange(
    (body: { readonly current: string; readonly next: string }) => write("post", "/api/v1/me/password", { body }),
    () => setDone(true),
  );
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    setDone(false);
    change.mutate(
      { current: textOf(form, "current-password"), next: textOf(form, "new-password") },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <section className="setting" aria-labelledby="password-title">
      <h2 className="list-head" id="password-title">
        Password
      </h2>
      {hasPassword ? (
        <form className="stack narrow" onSubmit={onSubmit}>
          <input
            className="sr-only"
            name="username"
            autoComplete="username"
            value={login}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <Field
            label="Present password"
            name="current-password"
            type="password"
            autoComplete="current-password"
            required
          />
          <Field
            label="New password"
            name="new-password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            maxLength={128}
            help="12 characters or more. Your other sessions end."
            required
          />
          <Fault error={change.error} />
          <button type="submit" className="button" disabled={change.isPending}>
            Change the password
          </button>
          <p role="status">{done ? "The password is changed; your other sessions have ended." : ""}</p>
        </form>
      ) : (
        <p>You sign in without a password. An administrator can give you a link for setting one.</p>
      )}
    </section>
  );
};
