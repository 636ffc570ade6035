/**
 * Where links lead that are used once: the set-up of a desk (its first person), an invitation, a reset.
 *
 * The secret stands after the `#`; it is taken out of the address at once, so that it is not left in the history.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import type { LinkView } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { Loading } from "../app/state-views.tsx";
import { openAs } from "../app/use-me.ts";
import { useTitle } from "../app/use-title.ts";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { Plain } from "./plain-page.tsx";

const takeSecret = (): string => {
  const secret = window.location.hash.slice(1);
  if (secret !== "") window.history.replaceState(null, "", window.location.pathname);
  return secret;
};

const titles: Readonly<Record<LinkView["kind"], string>> = {
  "set-up": "Set up this desk: you",
  invitation: "Choose your password",
  reset: "Choose a new password",
};

const Intro = ({ view }: { view: LinkView }) => {
  if (view.kind === "set-up")
    return (
      <p>
        You become the first person of this desk, with every role. From then on reading it needs signing in; you can add
        others in Settings, People.
      </p>
    );
  return (
    <p>
      {view.name}, your login is <b>{view.login}</b>.
      {view.kind === "reset" ? " Every session of yours ends when you go on." : ""}
    </p>
  );
};

const LinkForm = ({ view, secret }: { view: LinkView; secret: string }) => {
  const [seen, setSeen] = useState(false);
  const isSetUp = view.kind === "set-up";
  const use = useMutation({
    mutationFn: (body: { readonly password: string; readonly name?: string; readonly login?: string }) =>
      write("post", "/api/v1/links/use", { body: { secret, ...body } }),
    // The first person sets up the desk; everyone else comes to read.
    onSuccess: ({ next }) => openAs(next === "in" ? (isSetUp ? "/first-run" : "/") : "/sign-in"),
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const who = isSetUp ? { name: textOf(form, "name"), login: textOf(form, "username") } : {};
    use.mutate({ ...who, password: textOf(form, "new-password") });
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      <h1 className="screen-title">{titles[view.kind]}</h1>
      <Intro view={view} />
      {isSetUp ? (
        <>
          <Field
            label="Name"
            name="name"
            autoComplete="name"
            help="As others see it beside what you decide."
            required
          />
          <Field
            label="Login"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        </>
      ) : (
        <input
          className="sr-only"
          name="username"
          autoComplete="username"
          value={view.login}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
      )}
      <Field
        label="Password"
        name="new-password"
        type={seen ? "text" : "password"}
        autoComplete="new-password"
        minLength={12}
        maxLength={128}
        help="12 characters or more, any of them: a few words in a row are easy to keep in mind."
        required
      />
      <label className="check">
        <input type="checkbox" checked={seen} onChange={(event) => setSeen(event.currentTarget.checked)} /> Show what I
        type
      </label>
      <Fault error={use.error} />
      <button type="submit" className="button primary" disabled={use.isPending}>
        {isSetUp ? "Set up this desk" : "Set this password"}
      </button>
    </form>
  );
};

/** Another link pasted over this one changes what stands after the `#` alone, and opens no new page. */
const useSecret = (): string => {
  const [secret, setSecret] = useState(takeSecret);
  useEffect(() => {
    const onChange = (): void => {
      const next = takeSecret();
      if (next !== "") setSecret(next);
    };
    window.addEventListener("hashchange", onChange);
    return () => window.removeEventListener("hashchange", onChange);
  }, []);
  return secret;
};

export const LinkPage = () => {
  const secret = useSecret();
  const { data: view, error } = useQuery({
    queryKey: ["link", secret],
    queryFn: () => write("post", "/api/v1/links/look", { body: { secret } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useTitle(view === undefined ? "Link" : titles[view.kind]);
  if (error)
    return (
      <Plain>
        <h1 className="screen-title">This link opens nothing</h1>
        <p role="alert">{error.message}</p>
        <a className="button" href="/sign-in">
          Go to the sign-in
        </a>
      </Plain>
    );
  if (view === undefined) return <Loading what="the link" />;
  return (
    <Plain>
      <LinkForm view={view} secret={secret} />
    </Plain>
  );
};
