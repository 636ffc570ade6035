/**
 * A provider of OpenID Connect on this machine, for tests: discovery, keys, and a token endpoint that checks PKCE and
 * takes each code once. Each part can be made wrong, as a broken or hostile provider would.
 */
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";

export interface Lie {
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly nonce?: string;
  readonly algorithm?: "none" | "other key" | "HS256 with the public key";
  readonly noToken?: boolean;
}

export interface LoopbackProvider {
  readonly issuer: string;
  /** What a person does there: signs in. @returns the address to come back to */
  readonly authorise: (asked: string, claims: JWTPayload, lie?: Lie) => URL;
  /** Sets what discovery says besides. */
  readonly describe: (more: object) => void;
  /** Requests so far, by path. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

interface Granted {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly claims: JWTPayload;
  readonly lie: Lie;
}

const readBody = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString("utf8"));
};

export const openLoopbackProvider = async (): Promise<LoopbackProvider> => {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const other = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const codes = new Map<string, Granted>();
  const asked: string[] = [];
  let issuer = "";
  let more: object = {};

  const sign = async ({ clientId, nonce, claims, lie }: Granted): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const body = {
      ...claims,
      iss: lie.issuer ?? issuer,
      aud: lie.audience ?? clientId,
      iat: now,
      exp: now + (lie.expiresIn ?? 300),
      nonce: lie.nonce ?? nonce,
    };
    if (lie.algorithm === "none") return new UnsecuredJWT(body).encode();
    if (lie.algorithm === "HS256 with the public key")
      return new SignJWT(body)
        .setProtectedHeader({ alg: "HS256", kid: "one" })
        .sign(new TextEncoder().encode(JSON.stringify(jwk)));
    const key = lie.algorithm === "other key" ? other.privateKey : privateKey;
    return new SignJWT(body).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(key);
  };

  const answerToken = async (form: URLSearchParams): Promise<readonly [number, object]> => {
    const granted = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (granted === undefined || granted.challenge !== challenge || granted.redirectUri !== form.get("redirect_uri"))
      return [400, { error: "invalid_grant" }];
    const token = granted.lie.noToken === true ? {} : { id_token: await sign(granted) };
    return [200, { access_token: "of no use", token_type: "Bearer", expires_in: 60, ...token }];
  };

  const server = createServer(async (request, reply) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    asked.push(path);
    const [status, body] = await (async (): Promise<readonly [number, object]> => {
      if (path === "/.well-known/openid-configuration")
        return [
          200,
          {
            issuer,
            authorization_endpoint: `${issuer}/authorise`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ["code"],
            id_token_signing_alg_values_supported: ["RS256"],
            ...more,
          },
        ];
      if (path === "/keys") return [200, { keys: [jwk] }];
      if (path === "/token") return answerToken(await readBody(request));
      return [404, {}];
    })();
    reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    asked,
    describe: (said) => {
      more = said;
    },
    authorise: (address, claims, lie = {}) => {
      const query = new URL(address).searchParams;
      const code = randomBytes(16).toString("hex");
      const redirectUri = query.get("redirect_uri") ?? "";
      codes.set(code, {
        challenge: query.get("code_challenge") ?? "",
        redirectUri,
        clientId: query.get("client_id") ?? "",
        nonce: query.get("nonce") ?? "",
        claims,
        lie,
      });
      const back = new URL(redirectUri);
      back.searchParams.set("code", code);
      back.searchParams.set("state", query.get("state") ?? "");
      return back;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
