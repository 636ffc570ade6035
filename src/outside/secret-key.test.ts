import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyOf, openSecret, openSecretKey, sealSecret, secretKeyOf } from "./secret-key.ts";

const key = secretKeyOf(new Uint8Array(32).fill(7), "/state/secret.key");
const other = secretKeyOf(new Uint8Array(32).fill(8), "/state/secret.key");

describe("a sealed secret", () => {
  it("opens for the same key and place, whatever it says, and says nothing itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (secret, context) => {
        const sealed = sealSecret(key, context, secret);
        expect(openSecret(key, context, sealed)).toEqual({ ok: true, value: secret });
        expect(keyOf(sealed)).toBe(key.id);
        expect(sealSecret(key, context, secret)).not.toBe(sealed);
      }),
      { seed: 8037, numRuns: 200 },
    );
  });

  it("does not open at another place, under another key, or changed", () => {
    const sealed = sealSecret(key, "person/p-1/totp", "JBSWY3DPEHPK3PXP");
    expect(openSecret(key, "person/p-2/totp", sealed).ok).toBe(false);
    const under = openSecret(other, "person/p-1/totp", sealed);
    expect(under).toEqual({
      ok: false,
      error: `It is sealed under the key ${key.id}, and the key in /state/secret.key is ${other.id}.`,
    });
    // As if the other key had made it.
    expect(openSecret(other, "person/p-1/totp", sealed.replace(key.id, other.id)).ok).toBe(false);
    const [, , body = ""] = sealed.split(".");
    for (let at = 0; at < body.length; at += 1) {
      const turned = Buffer.from(body, "base64url");
      const byte = Math.floor((at * 6) / 8);
      turned[byte] = (turned[byte] ?? 0) ^ (1 << (at % 8));
      expect(openSecret(key, "person/p-1/totp", `wfs1.${key.id}.${turned.toString("base64url")}`).ok).toBe(false);
    }
    for (const text of ["", "JBSWY3DPEHPK3PXP", `wfs1.${key.id}.`, `wfs1.${key.id}.AAAA`, "wfs1.x.AAAA"])
      expect(openSecret(key, "person/p-1/totp", text).ok).toBe(false);
  });
});

describe("the key of a desk", () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "wf-key-"));
  });
  afterEach(() => rmSync(state, { recursive: true, force: true }));

  it("is made once, for nobody else to read, also by many at once", async () => {
    const opened = await Promise.all(Array.from({ length: 12 }, () => openSecretKey({ state, environment: {} })));
    const ids = opened.map((one) => (one.ok ? one.value.id : one.error));
    expect(new Set(ids).size).toBe(1);
    expect(readdirSync(state)).toEqual(["secret.key"]);
    expect(statSync(join(state, "secret.key")).mode & 0o777).toBe(0o600);
    const bytes = Buffer.from(readFileSync(join(state, "secret.key"), "utf8"), "base64url");
    expect(secretKeyOf(new Uint8Array(bytes)).id).toBe(ids[0]);
  });

  it("is the one that is named, and is not made there", async () => {
    const path = join(state, "shared.key");
    const environment = { WATCHFLOOR_SECRET_KEY_FILE: path };
    const missing = await openSecretKey({ state, environment });
    expect(missing.ok ? "" : missing.error).toContain("WATCHFLOOR_SECRET_KEY_FILE names, but found no file");
    expect(readdirSync(state)).toEqual([]);
    writeFileSync(path, Buffer.alloc(32, 7).toString("base64"));
    const found = await openSecretKey({ state, environment });
    expect(found.ok && found.value.id).toBe(key.id);
  });

  it("is never made anew over something that cannot be read as one", async () => {
    for (const text of ["", "short", `${Buffer.alloc(32, 7).toString("base64url")}A`]) {
      writeFileSync(join(state, "secret.key"), text);
      const found = await openSecretKey({ state, environment: {} });
      expect(found.ok ? "" : found.error).toMatch(/^Expected 32 bytes in base64 in /);
      expect(readFileSync(join(state, "secret.key"), "utf8")).toBe(text);
    }
    rmSync(join(state, "secret.key"));
    mkdirSync(join(state, "secret.key"));
    chmodSync(join(state, "secret.key"), 0o700);
    const found = await openSecretKey({ state, environment: {} });
    expect(found.ok ? "" : found.error).toContain("cannot be used");
  });
});
