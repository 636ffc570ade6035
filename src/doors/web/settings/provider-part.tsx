/** The organisation's own sign-in, where one is configured: be known by it from now on. */
import type { Me, OwnWays } from "../../api/contract.ts";

export const ProviderPart = ({ me, ways }: { me: Me; ways: OwnWays }) => {
  const { provider } = me.signIn;
  if (provider === undefined) return null;
  return (
    <section className="setting" aria-labelledby="provider-title">
      <h2 className="list-head" id="provider-title">
        {provider}
      </h2>
      {ways.hasProvider ? <p>You can sign in with {provider}.</p> : null}
      {ways.hasProvider || !ways.confirmed ? null : (
        <>
          <p>Link it, and you can sign in there instead of with a password.</p>
          <a
            className="button"
            href={`/api/v1/session/provider?${new URLSearchParams({ link: "true", to: "/settings/you" })}`}
          >
            Be known to the desk by {provider}
          </a>
        </>
      )}
    </section>
  );
};
