/**
 * Bytes under a passphrase: AES-256-GCM in chunks, the key by scrypt from a random salt (RFC 7914).
 *
 * Each chunk is bound to its place and to whether it is the last (the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár, 2015), so that chunks cannot be changed, swapped, doubled or cut off unnoticed. Layout: salt (16 bytes), then chunks of a length
 * (4 bytes, big-endian, of what follows), the ciphertext, and its tag (16 bytes).
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";

const chunkBytes = 64 * 1024;
const saltBytes = 16;
const tagBytes = 16;
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const keyOf = (passphrase: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((done, fail) => {
    scrypt(passphrase.normalize("NFC"), salt, 32, cost, (cause, key) => (cause === null ? done(key) : fail(cause)));
  });

const nonceOf = (index: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(isLast ? 1 : 0, 0);
  nonce.writeUInt32BE(Math.floor(index / 2 ** 32), 4);
  nonce.writeUInt32BE(index % 2 ** 32, 8);
  return nonce;
};

/** Cuts a stream into pieces of one size; the last may be shorter, and there is always a last. */
async function* cut(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let held = Buffer.alloc(0);
  for await (const part of bytes) {
    held = Buffer.concat([held, part]);
    while (held.length > chunkBytes) {
      yield { piece: held.subarray(0, chunkBytes), isLast: false };
      held = held.subarray(chunkBytes);
    }
  }
  yield { piece: held, isLast: true };
}

export async function* sealBytes(bytes: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(saltBytes);
  const key = await keyOf(passphrase, salt);
  yield salt;
  let index = 0;
  for await (const { piece, isLast } of cut(bytes)) {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index, isLast));
    const sealed = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    yield Buffer.concat([length, sealed]);
    index += 1;
  }
}

const wrong = "The passphrase does not open it, or it was changed since it was written.";

const open = (sealed: Buffer, key: Buffer, index: number, isLast: boolean): Buffer => {
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index, isLast));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new Error(wrong, { cause });
  }
};

/** @throws Error in words for a person: another passphrase, changed, cut short */
export async function* unsealBytes(bytes: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  const fill = async (wanted: number): Promise<boolean> => {
    while (held.length < wanted) {
      const { value, done } = await iterator.next();
      if (done === true) return false;
      held = Buffer.concat([held, value]);
    }
    return true;
  };
  const take = (count: number): Buffer => {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
  if (!(await fill(saltBytes))) throw new Error("It is cut short.");
  const key = await keyOf(passphrase, take(saltBytes));
  for (let index = 0; ; index += 1) {
    if (!(await fill(4))) throw new Error("It is cut short.");
    const length = held.readUInt32BE(0);
    if (length < tagBytes || length > chunkBytes + tagBytes) throw new Error(wrong);
    take(4);
    if (!(await fill(length))) throw new Error("It is cut short.");
    const sealed = take(length);
    const isLast = !(await fill(1));
    yield open(sealed, key, index, isLast);
    if (isLast) return;
  }
}
