/**
 * Signing in: login and password, then the code of an authenticator where one is set; or the organisation's own sign-in.
 *
 * Made for password managers: a real form, fields by their standard names, nothing stops pasting. What was typed stays
 * when the desk refuses or does not answer.
 */
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Me } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { Loading } from "../app/state-views.tsx";
import { openAs, useMe } from "../app/use-me.ts";
import { useTitle } from "../app/use-title.ts";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Plain } from "./plain-page.tsx";

const CodeStep = ({ challenge, onBack, to }: { challenge: string; onBack: () => void; to: string }) => {
  const field = useRef<HTMLInputElement>(null);
  const check = useMutation({
    mutationFn: (code: string) => write("post", "/api/v1/session/code", { body: { challenge, code } }),
    onSuccess: () => openAs(to),
  });
  useEffect(() => field.current?.focus(), []);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    check.mutate(textOf(event.currentTarget, "code"));
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      <h1 className="screen-title">Code of your authenticator</h1>
      <label className="field" htmlFor="code">
        Code, or one of your recovery codes
        <input
          ref={field}
          id="code"
          name="code"
          autoComplete="one-time-code"
          inputMode="text"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      </label>
      <Fault error={check.error} />
      <p className="row">
        <button type="submit" className="button primary" disabled={check.isPending}>
          Sign in
        </button>
        <button type="button" className="quiet" onClick={onBack}>
          Back
        </button>
      </p>
    </form>
  );
};

const PasswordStep = ({ onCode, to }: { onCode: (challenge: string) => void; to: string }) => {
  const start = useMutation({
    mutationFn: (body: { login: string; password: string }) => write("post", "/api/v1/session", { body }),
    onSuccess: (answer) => (answer.next === "in" ? openAs(to) : onCode(answer.challenge)),
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    start.mutate({ login: textOf(form, "username"), password: textOf(form, "password") });
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      <h1 className="screen-title">Sign in</h1>
      <Field
        label="Login"
        name="username"
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Fault error={start.error} />
      <button type="submit" className="button primary" disabled={start.isPending}>
        Sign in
      </button>
      <p className="meta">
        Forgotten it? An administrator gives you a link, or on the machine: watchfloor people reset.
      </p>
    </form>
  );
};

const SignIn = ({ me, to }: { me: Me; to: string }) => {
  const [challenge, setChallenge] = useState<string>();
  if (me.via === "session")
    return (
      <>
        <h1 className="screen-title">You are signed in as {me.name}</h1>
        <a className="button" href={to}>
          Go on
        </a>
      </>
    );
  if (!me.hasPeople)
    return (
      <>
        <h1 className="screen-title">Nobody is set up on this desk</h1>
        <p>Whoever reaches it may read. The desk printed a link for setting up the first person when it was started.</p>
        <a className="button" href="/">
          Read today’s edition
        </a>
      </>
    );
  if (challenge !== undefined) return <CodeStep challenge={challenge} to={to} onBack={() => setChallenge(undefined)} />;
  return (
    <>
      <PasswordStep onCode={setChallenge} to={to} />
      <OtherWays me={me} to={to} />
    </>
  );
};

export const SignInPage = () => {
  const { to = "/" } = useSearch({ from: "/sign-in" });
  const { data: me } = useMe();
  useTitle("Sign in");
  if (me === undefined) return <Loading what="the sign-in" />;
  return (
    <Plain>
      <SignIn me={me} to={to} />
    </Plain>
  );
};
