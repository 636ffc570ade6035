/** The authenticator: a code beside the password, and recovery codes for when it is lost. */
import { type FormEvent, useState } from "react";
import type { OwnWays } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { QrCode } from "./qr-code.tsx";
import { useChange } from "./use-account.ts";

interface Offer {
  readonly secret: string;
  readonly uri: string;
}

const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

const Enrol = ({
  offer,
  onCodes,
  onLeave,
}: {
  offer: Offer;
  onCodes: (codes: readonly string[]) => void;
  onLeave: () => void;
}) => {
  const confirm = useChange(
    (code: string) => write("post", "/api/v1/me/totp/confirm", { body: { code } }),
    ({ recoveryCodes }) => onCodes(recoveryCodes),
  );
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    confirm.mutate(textOf(event.currentTarget, "code"));
  };
  return (
    <form className="stack narrow" onSubmit={onSubmit}>
      <p>Scan this with your authenticator, or type its secret there, and enter the code that it then shows.</p>
      <QrCode text={offer.uri} label="QR code of the secret below" />
      <p className="mono">{inGroups(offer.secret)}</p>
      <Field label="Code" name="code" autoComplete="one-time-code" inputMode="numeric" required />
      <Fault error={confirm.error} />
      <p className="row">
        <button type="submit" className="button" disabled={confirm.isPending}>
          Ask for codes from now on
        </button>
        <button type="button" className="quiet" onClick={onLeave}>
          Leave it
        </button>
      </p>
    </form>
  );
};

const End = () => {
  const end = useChange((password: string) => write("post", "/api/v1/me/totp/end", { body: { password } }));
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    end.mutate(textOf(event.currentTarget, "password"));
  };
  return (
    <form className="stack narrow" onSubmit={onSubmit}>
      <Field label="Present password" name="password" type="password" autoComplete="current-password" required />
      <Fault error={end.error} />
      <button type="submit" className="button" disabled={end.isPending}>
        Ask for no code any more
      </button>
    </form>
  );
};

export const AuthenticatorPart = ({ ways }: { ways: OwnWays }) => {
  const [offered, setOffered] = useState<Offer>();
  const [codes, setCodes] = useState<readonly string[]>();
  const offer = useChange((_: undefined) => write("post", "/api/v1/me/totp", {}), setOffered);
  const take = (made: readonly string[]): void => {
    setOffered(undefined);
    setCodes(made);
  };
  return (
    <section className="setting" aria-labelledby="authenticator-title">
      <h2 className="list-head" id="authenticator-title">
        Authenticator
      </h2>
      {codes === undefined ? null : (
        <ShownOnce
          label="Recovery codes: each opens once, when the authenticator is lost."
          secret={codes.join("\n")}
          onDone={() => setCodes(undefined)}
        />
      )}
      {ways.hasTotp ? (
        <>
          <p>A code is asked for beside your password. {ways.recoveryCodes} of 10 recovery codes are left.</p>
          <details>
            <summary>Change it</summary>
            {ways.confirmed ? (
              <button type="button" className="button" onClick={() => offer.mutate(undefined)}>
                Set up another authenticator
              </button>
            ) : null}
            <End />
          </details>
        </>
      ) : (
        <>
          <p>None. With one, whoever learns your password still cannot sign in.</p>
          {offered === undefined && ways.confirmed ? (
            <button type="button" className="button" disabled={offer.isPending} onClick={() => offer.mutate(undefined)}>
              Set up an authenticator
            </button>
          ) : null}
        </>
      )}
      <Fault error={offer.error} />
      {offered === undefined ? null : <Enrol offer={offered} onCodes={take} onLeave={() => setOffered(undefined)} />}
    </section>
  );
};
