/** Ways to sign in without a password: what the desk offers, and nothing that it does not. */
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { Me } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { openAs } from "../app/use-me.ts";
import { Fault } from "../parts/form-field.tsx";

const refusedWords: Readonly<Record<string, string>> = {
  provider: "The organisation’s sign-in did not let you in. Try again, or ask an administrator.",
  unknown: "The organisation’s sign-in knows you, but this desk does not. Ask an administrator to add you.",
  away: "The organisation’s sign-in did not answer. Try again later, or sign in with a password.",
};

/** The library is loaded when a passkey is used. */
const withPasskey = async (): Promise<void> => {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const options = await write("post", "/api/v1/session/passkey/options", {});
  const proof = await startAuthentication({
    optionsJSON: options as unknown as Parameters<typeof startAuthentication>[0]["optionsJSON"],
  });
  await write("post", "/api/v1/session/passkey", { body: proof });
};

const inWords = (error: Error | null): Error | null =>
  error?.name === "NotAllowedError"
    ? new Error("No passkey was given: the question was closed, or took too long.")
    : error;

export const OtherWays = ({ me, to }: { me: Me; to: string }) => {
  const { refused } = useSearch({ from: "/sign-in" });
  const { provider, passkey } = me.signIn;
  const use = useMutation({ mutationFn: withPasskey, onSuccess: () => openAs(to) });
  if (provider === undefined && !passkey) return null;
  return (
    <div className="stack other-ways">
      {refused === undefined ? null : (
        <p className="fault" role="alert">
          {refusedWords[refused] ?? refusedWords.provider}
        </p>
      )}
      {passkey ? (
        <button type="button" className="button" disabled={use.isPending} onClick={() => use.mutate()}>
          Sign in with a passkey
        </button>
      ) : null}
      <Fault error={inWords(use.error)} />
      {provider === undefined ? null : (
        <a className="button" href={`/api/v1/session/provider?${new URLSearchParams({ to })}`}>
          Sign in with {provider}
        </a>
      )}
    </div>
  );
};
