/** Ways to sign in without a password: what the desk offers, and nothing that it does not. */

import { useSearch } from "@tanstack/react-router";
import type { Me } from "../../api/contract.ts";

const refusedWords: Readonly<Record<string, string>> = {
  provider: "The organisation’s sign-in did not let you in. Try again, or ask an administrator.",
  unknown: "The organisation’s sign-in knows you, but this desk does not. Ask an administrator to add you.",
};

export const OtherWays = ({ me, to }: { me: Me; to: string }) => {
  const { refused } = useSearch({ from: "/sign-in" });
  const { provider } = me.signIn;
  if (provider === undefined) return null;
  return (
    <div className="stack other-ways">
      {refused === undefined ? null : (
        <p className="fault" role="alert">
          {refusedWords[refused] ?? refusedWords.provider}
        </p>
      )}
      <a className="button" href={`/api/v1/session/provider?${new URLSearchParams({ to })}`}>
        Sign in with {provider}
      </a>
    </div>
  );
};
