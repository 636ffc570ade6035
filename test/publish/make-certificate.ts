/** A certificate for `localhost` and 127.0.0.1 that signs itself, made anew for each run: DER by hand (RFC 5280). */
import { generateKeyPairSync, sign } from "node:crypto";

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const time = (at: Date): Buffer => der(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, "")));

const ecdsaWithSha256 = sequence(der(0x06, bytes(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)));
const commonName = sequence(
  der(0x31, sequence(der(0x06, bytes(0x55, 0x04, 0x03)), der(0x0c, Buffer.from("localhost")))),
);
const alternativeNames = der(
  0xa3,
  sequence(
    sequence(
      der(0x06, bytes(0x55, 0x1d, 0x11)),
      der(0x04, sequence(der(0x82, Buffer.from("localhost")), der(0x87, bytes(127, 0, 0, 1)))),
    ),
  ),
);

export const makeCertificate = (now: Date): { readonly key: string; readonly certificate: string } => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const day = 86_400_000;
  const told = sequence(
    der(0xa0, der(0x02, bytes(2))),
    der(0x02, bytes(1)),
    ecdsaWithSha256,
    commonName,
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + day))),
    commonName,
    publicKey.export({ type: "spki", format: "der" }),
    alternativeNames,
  );
  const signature = der(0x03, bytes(0), sign("sha256", told, privateKey));
  const lines =
    sequence(told, ecdsaWithSha256, signature)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
};
