/** Settings, You: how the person signs in, where they are signed in, which feed reader reads for them, and what programs do in their name. */
import { useMe } from "../app/use-me.ts";
import { NotRead } from "../parts/not-read.tsx";
import { AuthenticatorPart } from "./authenticator-part.tsx";
import { ConfirmPart } from "./confirm-part.tsx";
import { FeedPart } from "./feed-part.tsx";
import { PasskeysPart } from "./passkeys-part.tsx";
import { PasswordPart } from "./password-part.tsx";
import { ProviderPart } from "./provider-part.tsx";
import { SessionsPart } from "./sessions-part.tsx";
import { TokensPart } from "./tokens-part.tsx";
import { useWays } from "./use-account.ts";

export const YouPage = () => {
  const { data: me } = useMe();
  const { data: ways, error, refetch } = useWays();
  if (me === undefined) return null;
  return (
    <>
      <h1 className="screen-title" id="settings-title">
        {me.name}
      </h1>
      <p className="meta">
        Login {me.login}. Roles: {me.roles.join(", ")}. You are shown what is labelled up to {me.ceiling}.
      </p>
      {error ? <NotRead what="How you sign in" error={error} onAgain={refetch} /> : null}
      {ways === undefined ? null : (
        <>
          {ways.confirmed ? null : <ConfirmPart hasPassword={ways.hasPassword} />}
          <PasswordPart login={me.login ?? ""} hasPassword={ways.hasPassword} />
          <AuthenticatorPart ways={ways} />
          <PasskeysPart me={me} ways={ways} />
          <ProviderPart me={me} ways={ways} />
        </>
      )}
      {ways === undefined && !error ? (
        <p className="meta">Opening how you sign in</p>
      ) : (
        <>
          <SessionsPart />
          <FeedPart ceiling={me.ceiling} confirmed={ways?.confirmed === true} />
          <TokensPart may={me.may} confirmed={ways?.confirmed === true} />
        </>
      )}
    </>
  );
};
