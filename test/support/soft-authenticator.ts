/**
 * An authenticator in software (WebAuthn level 3, ES256): what a browser would send. Each part can be made wrong, as an
 * attacker would.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: string | Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

export interface Lie {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly counter?: number;
  /** Whether the holder was asked who they are. */
  readonly isVerified?: boolean;
  readonly type?: string;
  /** A statement about the maker, with certificates. */
  readonly certificates?: readonly Uint8Array[];
}

export const createAuthenticator = (place: { readonly origin: string; readonly rpId: string }) => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const id = randomBytes(16);
  let counter = 0;

  const clientData = (type: string, challenge: string, lie: Lie): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: lie.type ?? type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? place.origin,
        crossOrigin: false,
      }),
    );
  const authenticatorData = (lie: Lie, attested: Uint8Array = new Uint8Array()): Buffer => {
    const flags = 0x01 | (lie.isVerified === false ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(lie.counter ?? counter);
    return Buffer.concat([sha256(lie.rpId ?? place.rpId), Buffer.from([flags]), count, attested]);
  };
  const coseKey = (): Uint8Array =>
    isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(jwk.x ?? "", "base64url"))],
        [-3, new Uint8Array(Buffer.from(jwk.y ?? "", "base64url"))],
      ]),
    );

  return {
    id: base64url(id),
    make: (options: { readonly challenge: string }, lie: Lie = {}) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const data = authenticatorData(lie, Buffer.concat([Buffer.alloc(16), length, id, coseKey()]));
      const statement = new Map(lie.certificates === undefined ? [] : [["x5c", [...lie.certificates]]]);
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ["fmt", lie.certificates === undefined ? "none" : "packed"],
          ["attStmt", statement],
          ["authData", new Uint8Array(data)],
        ]) as Parameters<typeof isoCBOR.encode>[0],
      );
      return {
        id: base64url(id),
        rawId: base64url(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData("webauthn.create", options.challenge, lie)),
          attestationObject: base64url(attestation),
          transports: ["internal"],
        },
      };
    },
    prove: (options: { readonly challenge: string }, lie: Lie = {}) => {
      counter += 1;
      const client = clientData("webauthn.get", options.challenge, lie);
      const data = authenticatorData(lie);
      return {
        id: base64url(id),
        rawId: base64url(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(sign("sha256", Buffer.concat([data, sha256(client)]), privateKey)),
        },
      };
    },
  };
};
