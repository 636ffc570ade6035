/**
 * Secrets that the store holds for the desk (of authenticators, of the mail relay) are sealed: whoever reads the store or
 * a backup of it, and not this machine's key, learns nothing. AES-256-GCM (NIST SP 800-38D), a fresh nonce each time.
 *
 * The key is 32 bytes of chance in `secret.key` of the state folder, mode 0600, made once; or in the file that
 * `WATCHFLOOR_SECRET_KEY_FILE` names, which must be there: machines that share a store must share its key.
 *
 *     const key = await openSecretKey();                     // once, at start; Result with words for a person
 *     const sealed = sealSecret(key.value, "mail.password", password);
 *     const opened = openSecret(key.value, "mail.password", sealed);
 *
 * `context` says whose the secret is and for what (`person/ID/totp`, `mail.password`). It is bound to the seal: a sealed
 * text that is copied to another place does not open there, so that nobody with the store alone can give one person's
 * secret to another. It must be the same at opening, and is not kept with the text. A sealed text names its key
 * (`keyOf`), so that it can be told which are lost when a key is.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { causeText } from "#kit/cause-text.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { stateFolder } from "./state-folder.ts";
import { flushFolder } from "./write-whole.ts";

export interface SecretKey {
  /** Tells keys apart and gives nothing of them away. */
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Where it is kept, for messages. */
  readonly path: string;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const sealedShape = /^wfs1\.([0-9a-f]{16})\.([A-Za-z0-9_-]{38,})$/;
/** What is sealed are passwords and keys, no documents. */
const longestSealed = 64 * 1024;

const idOf = (bytes: Uint8Array): string =>
  createHash("sha256").update("watchfloor secret key id").update(bytes).digest("hex").slice(0, 16);

export const secretKeyOf = (bytes: Uint8Array, path = ""): SecretKey => ({ id: idOf(bytes), bytes, path });

/** The state folder's key and the one that the environment names, which wins. */
const secretKeyPlace = (
  state: string = stateFolder(),
  environment: NodeJS.ProcessEnv = process.env,
): { readonly path: string; readonly isNamed: boolean } => {
  const named = environment.WATCHFLOOR_SECRET_KEY_FILE;
  return named === undefined || named === ""
    ? { path: join(state, "secret.key"), isNamed: false }
    : { path: named, isNamed: true };
};

const isCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && "code" in cause && cause.code === code;

/** Made beside and linked into place: whoever finds it finds all of it, and of two makers at once one wins. */
const makeKey = async (path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.part`;
  try {
    const file = await open(beside, "wx", 0o600);
    await file.writeFile(`${randomBytes(keyBytes).toString("base64url")}\n`);
    await file.sync();
    const { uid, gid } = await stat(dirname(path));
    // Made by root at the command line, it is the desk's all the same.
    if (process.getuid?.() === 0) await file.chown(uid, gid);
    await file.close();
    await link(beside, path).catch((cause: unknown) => {
      if (!isCode(cause, "EEXIST")) throw cause;
    });
    await flushFolder(dirname(path));
  } finally {
    await rm(beside, { force: true });
  }
};

const readKey = async (path: string): Promise<Result<SecretKey, string> | undefined> => {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    if (isCode(cause, "ENOENT")) return undefined;
    throw cause;
  });
  if (text === undefined) return undefined;
  const line = text.trim();
  const bytes = /^[A-Za-z0-9_+/-]{43}=?$/.test(line) ? Buffer.from(line, "base64") : undefined;
  return bytes?.length === keyBytes
    ? ok(secretKeyOf(new Uint8Array(bytes), path))
    : err(`Expected 32 bytes in base64 in ${path}, the key of the desk's secrets, but found something else.`);
};

export interface SecretKeyOptions {
  readonly state?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv;
}

/** The desk's key; made when there is none, unless a file was named. */
export const openSecretKey = async ({
  state,
  environment = process.env,
}: SecretKeyOptions = {}): Promise<Result<SecretKey, string>> => {
  const { path, isNamed } = secretKeyPlace(state ?? stateFolder(environment), environment);
  try {
    const found = await readKey(path);
    if (found !== undefined) return found;
    if (isNamed)
      return err(
        `Expected the key of the desk's secrets in ${path}, which WATCHFLOOR_SECRET_KEY_FILE names, but found no file. Copy secret.key there from the state folder of the machine that made it.`,
      );
    await makeKey(path);
    return (await readKey(path)) ?? err(`The key of the desk's secrets could not be kept in ${path}.`);
  } catch (cause) {
    return err(`The key of the desk's secrets in ${path} cannot be used: ${causeText(cause)}`);
  }
};

export interface SecretKeyState {
  readonly path: string;
  /** None is there yet, or it cannot be used: then with a fault. */
  readonly key?: SecretKey;
  readonly fault?: string;
  readonly isOpenToOthers: boolean;
}

/** Looks and makes nothing. */
export const lookAtSecretKey = async ({
  state,
  environment = process.env,
}: SecretKeyOptions = {}): Promise<SecretKeyState> => {
  const { path, isNamed } = secretKeyPlace(state ?? stateFolder(environment), environment);
  const mode = (await stat(path).catch(() => undefined))?.mode;
  if (mode === undefined && !isNamed) return { path, isOpenToOthers: false };
  const opened = await openSecretKey({ state, environment });
  return {
    path,
    isOpenToOthers: ((mode ?? 0) & 0o077) !== 0,
    ...(opened.ok ? { key: opened.value } : { fault: opened.error }),
  };
};

const boundTo = (keyId: string, context: string): Buffer => Buffer.from(`wfs1\n${keyId}\n${context}`, "utf8");

export const sealSecret = (key: SecretKey, context: string, secret: string): string => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(key.id, context));
  const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `wfs1.${key.id}.${sealed.toString("base64url")}`;
};

/** @returns the id of the key that a text is sealed under, nothing when it is not sealed */
export const keyOf = (text: string): string | undefined =>
  text.length > longestSealed ? undefined : sealedShape.exec(text)?.[1];

export const openSecret = (key: SecretKey, context: string, sealed: string): Result<string, string> => {
  const sealedUnder = keyOf(sealed);
  const body = sealedShape.exec(sealed)?.[2];
  if (sealedUnder === undefined || body === undefined) return err("Expected a sealed secret but found something else.");
  if (sealedUnder !== key.id)
    return err(`It is sealed under the key ${sealedUnder}, and the key in ${key.path} is ${key.id}.`);
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(boundTo(key.id, context));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  try {
    const inside = bytes.subarray(nonceBytes, bytes.length - tagBytes);
    return ok(Buffer.concat([decipher.update(inside), decipher.final()]).toString("utf8"));
  } catch {
    return err("It was changed since it was sealed, or was sealed for another place.");
  }
};
