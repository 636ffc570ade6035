/**
 * The organisation's own sign-in: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636), state and nonce.
 *
 * The ID token's signature is checked against the provider's published keys, besides issuer, audience, time and nonce.
 * Whatever the provider names (its endpoints and keys) is asked through the address guard; only hosts that the
 * configuration names may be private. No redirect is followed; an answer has a limit of time and size.
 */
import * as oidc from "openid-client";
import { causeText } from "#kit/cause-text.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { askOnce } from "./ask-once.ts";
import { hostAndPort, parseWebAddress, type ResolveName } from "./guard-address.ts";
import { type Guard, openGuard } from "./open-guard.ts";

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scope: string;
  /** `host:port` besides the issuer's own that may be asked though not public. */
  readonly allowHosts: readonly string[];
  readonly resolve?: ResolveName;
}

export interface ProviderChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface ProviderPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface Provider {
  /** Where the browser goes. @throws Error when the provider does not answer */
  readonly begin: (redirectUri: string, checks: ProviderChecks) => Promise<string>;
  /** @param came the address under which the browser came back, whole */
  readonly finish: (came: URL, checks: ProviderChecks) => Promise<Result<ProviderPerson, string>>;
}

const timeoutMs = 10_000;
const maxBytes = 1024 * 1024;
const knownMs = 60 * 60_000;

/** `fetch` as the library wants it, through the guard. */
const guardedFetch =
  (guard: Guard): oidc.CustomFetch =>
  async (address, { headers, body }) => {
    const url = parseWebAddress(address);
    if (!url.ok) throw new Error(url.error.message);
    const checked = guard.check(url.value);
    if (!checked.ok) throw new Error(checked.error.message);
    const answer = await askOnce({
      url: url.value,
      headers,
      dispatcher: guard.dispatcherOf(url.value),
      timeoutMs,
      maxBytes,
      body: body === undefined || body === null ? undefined : String(body),
    });
    if (!answer.ok) throw new Error(answer.error.message);
    const { status, headers: said, bytes } = answer.value;
    const type = said.get("content-type");
    return new Response(bytes.length === 0 ? null : new Uint8Array(bytes), {
      status,
      headers: type === null ? {} : { "content-type": type },
    });
  };

/** Asks nothing yet: the provider is asked when somebody signs in, and what it said is known for an hour. */
export const openProvider = (options: ProviderOptions, nowMs: () => number = Date.now): Provider => {
  const issuer = new URL(options.issuer);
  const fetchGuarded = guardedFetch(openGuard([hostAndPort(issuer), ...options.allowHosts], options.resolve));
  let known: { readonly configuration: Promise<oidc.Configuration>; readonly atMs: number } | undefined;
  const discover = (): Promise<oidc.Configuration> =>
    oidc.discovery(
      issuer,
      options.clientId,
      options.clientSecret,
      options.clientSecret === undefined ? oidc.None() : undefined,
      {
        [oidc.customFetch]: fetchGuarded,
        timeout: timeoutMs / 1000,
        // The signature is checked though the token came straight from the provider.
        execute: [
          oidc.enableNonRepudiationChecks,
          ...(issuer.protocol === "http:" ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
  const configured = (): Promise<oidc.Configuration> => {
    if (known === undefined || nowMs() - known.atMs > knownMs) known = { configuration: discover(), atMs: nowMs() };
    const { configuration } = known;
    configuration.catch(() => {
      known = undefined;
    });
    return configuration;
  };
  return {
    begin: async (redirectUri, { state, nonce, verifier }) => {
      const url = oidc.buildAuthorizationUrl(await configured(), {
        redirect_uri: redirectUri,
        scope: options.scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      return url.href;
    },
    finish: async (came, { state, nonce, verifier }) => {
      try {
        const tokens = await oidc.authorizationCodeGrant(await configured(), came, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) return err("The provider gave no ID token.");
        return ok({ issuer: claims.iss, subject: claims.sub, claims });
      } catch (cause) {
        return err(causeText(cause));
      }
    },
  };
};
