/** Passkeys: a device that knows its holder signs them in, without a password. */
import { type FormEvent, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { Me, OwnWays } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { useChange } from "./use-account.ts";

/** The library is loaded when a passkey is made. */
const make = async (name: string): Promise<undefined> => {
  const { startRegistration } = await import("@simplewebauthn/browser");
  const options = await write("post", "/api/v1/me/passkeys/options", {});
  const answer = await startRegistration({
    optionsJSON: options as unknown as Parameters<typeof startRegistration>[0]["optionsJSON"],
  });
  return write("post", "/api/v1/me/passkeys", { body: { name, answer } });
};

/** What a browser says when its holder closed the question, in words that help. */
const inWords = (error: Error | null): Error | null =>
  error?.name === "NotAllowedError"
    ? new Error("No passkey was made: the question was closed, or took too long.")
    : error;

const Add = () => {
  const add = useChange(make);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    add.mutate(textOf(form, "name"), { onSuccess: () => form.reset() });
  };
  return (
    <form className="stack narrow" onSubmit={onSubmit}>
      <Field
        label="Name of the device"
        name="name"
        autoComplete="off"
        maxLength={100}
        help="Such as: work laptop."
        required
      />
      <Fault error={inWords(add.error)} />
      <button type="submit" className="button" disabled={add.isPending}>
        Make a passkey
      </button>
    </form>
  );
};

const elsewhere = (): string => {
  const { protocol, port, pathname } = window.location;
  return `${protocol}//localhost${port === "" ? "" : `:${port}`}${pathname}`;
};

export const PasskeysPart = ({ me, ways }: { me: Me; ways: OwnWays }) => {
  const [ending, setEnding] = useState<string>();
  const end = useChange(
    (id: string) => write("delete", "/api/v1/me/passkeys/:id", { params: { id } }),
    () => setEnding(undefined),
  );
  return (
    <section className="setting" aria-labelledby="passkeys-title">
      <h2 className="list-head" id="passkeys-title">
        Passkeys
      </h2>
      {ways.passkeys.length === 0 ? (
        <p>None. A passkey signs you in without a password, and cannot be phished.</p>
      ) : null}
      <ul className="plain-list">
        {ways.passkeys.map(({ id, name, createdAt, usedAt }) => (
          <li key={id}>
            <p>
              <b>
                <Words text={name} />
              </b>
            </p>
            <p className="meta">
              Made {formatTime(createdAt)}; {usedAt === undefined ? "never used" : `last used ${formatTime(usedAt)}`}.
            </p>
            <p className="row">
              {ending === id ? (
                <>
                  <button type="button" className="button" onClick={() => end.mutate(id)}>
                    Remove it for good
                  </button>
                  <button type="button" className="quiet" onClick={() => setEnding(undefined)}>
                    Keep it
                  </button>
                </>
              ) : (
                <button type="button" className="button" onClick={() => setEnding(id)}>
                  Remove
                </button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <Fault error={end.error} />
      {me.signIn.passkey && ways.confirmed ? <Add /> : null}
      {me.signIn.passkey ? null : (
        <p>
          A passkey belongs to a name, and this address is none. <a href={elsewhere()}>Open the desk at localhost</a> to
          make one; you sign in there once.
        </p>
      )}
    </section>
  );
};
