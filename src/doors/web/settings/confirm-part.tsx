/** Some while after signing in: whoever finds the desk unlocked shall not change how its owner signs in. */
import type { FormEvent } from "react";
import { write } from "../app/ask.ts";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { useChange } from "./use-account.ts";

export const ConfirmPart = ({ hasPassword }: { hasPassword: boolean }) => {
  const confirm = useChange((password: string) => write("post", "/api/v1/me/confirm", { body: { password } }));
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    confirm.mutate(textOf(event.currentTarget, "password"));
  };
  return (
    <section className="setting" aria-labelledby="confirm-title">
      <h2 className="list-head" id="confirm-title">
        Confirm that it is you
      </h2>
      <p>
        You signed in more than 30 minutes ago. To set up an authenticator or a passkey, or to make a token,{" "}
        {hasPassword ? "enter your password." : "sign out and in again."}
      </p>
      {hasPassword ? (
        <form className="stack narrow" onSubmit={onSubmit}>
          <Field label="Your password" name="password" type="password" autoComplete="current-password" required />
          <Fault error={confirm.error} />
          <button type="submit" className="button" disabled={confirm.isPending}>
            Confirm
          </button>
        </form>
      ) : null}
    </section>
  );
};
