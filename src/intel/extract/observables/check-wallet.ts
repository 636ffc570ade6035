/**
 * Whether a word is a wallet address, by its checksum: nothing without one counts, except a Solana key, which has none.
 *
 * Base58Check (BTC, LTC, DOGE, DASH, ZEC, TRX, XTZ; XRP with its own alphabet), Bech32 and Bech32m (BIP 173, BIP 350: BTC, LTC, ADA,
 * BNB, ATOM …), CashAddr (BCH), EIP-55 (ETH), Monero base58 with Keccak, StrKey CRC-16 (XLM), friendly TON addresses.
 */
import { createHash } from "node:crypto";
import { base32nopad, base58, base58xrp, base64urlnopad, bech32, bech32m, createBase58check } from "@scure/base";
import { isCashAddress } from "./cash-address.ts";
import { keccak256 } from "./keccak.ts";

export type Coin =
  | "BTC"
  | "ETH"
  | "LTC"
  | "DOGE"
  | "DASH"
  | "ZEC"
  | "XMR"
  | "XRP"
  | "TRX"
  | "BCH"
  | "ADA"
  | "SOL"
  | "XLM"
  | "XTZ"
  | "TON"
  | "BNB"
  | "ATOM";

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());
const base58check = createBase58check(sha256);

/** Version bytes of 25-byte Base58Check addresses (20-byte hash). */
const versions: Readonly<Record<string, Coin>> = {
  "00": "BTC",
  "05": "BTC",
  "30": "LTC",
  "32": "LTC",
  "1e": "DOGE",
  "16": "DOGE",
  "4c": "DASH",
  "10": "DASH",
  "41": "TRX",
  "1cb8": "ZEC",
  "1cbd": "ZEC",
  "025a79": "XTZ",
  "06a19f": "XTZ",
  "06a1a1": "XTZ",
  "06a1a4": "XTZ",
};
const humanParts: Readonly<Record<string, Coin>> = {
  bc: "BTC",
  ltc: "LTC",
  addr: "ADA",
  stake: "ADA",
  bnb: "BNB",
  cosmos: "ATOM",
  zs: "ZEC",
};

const attempt = <T>(decode: () => T): T | undefined => {
  try {
    return decode();
  } catch {
    return undefined;
  }
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const base58Letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** A version before 20 bytes and 4 of checksum that are all one byte. */
const versionBefore = (version: string, byte: string): string =>
  base58.encode(Buffer.from(`${version}${byte.repeat(24)}`, "hex"));

/** Length and first letter of the words that hold a version, 20 bytes and 4 of checksum; a version of zero is written as a one. */
const openings = new Set<string>();
for (const version of Object.keys(versions)) {
  const [from, to] = [versionBefore(version, "00"), versionBefore(version, "ff")];
  if (version === "00") for (let length = 25; length <= 36; length += 1) openings.add(`${length}1`);
  else
    for (let length = from.length; length <= to.length; length += 1) {
      const first = length === from.length ? base58Letters.indexOf(from.charAt(0)) : 0;
      const last = length === to.length ? base58Letters.indexOf(to.charAt(0)) : 57;
      for (let letter = first; letter <= last; letter += 1) openings.add(`${length}${base58Letters.charAt(letter)}`);
    }
}

/** Can a word of base 58 hold a version we know? Told without reading it: the checksum costs two digests. */
export const mayBeBase58Check = (word: string): boolean => openings.has(`${word.length}${word.charAt(0)}`);

const readBase58Check = (word: string): Coin | undefined => {
  if (!mayBeBase58Check(word)) return undefined;
  const bytes = attempt(() => base58check.decode(word));
  if (bytes === undefined || bytes.length < 21 || bytes.length > 23) return undefined;
  return versions[hex(bytes.slice(0, bytes.length - 20))];
};

const readBech32 = (word: string): Coin | undefined => {
  const lower = word.toLowerCase();
  if (word !== lower && word !== word.toUpperCase()) return undefined;
  const coin = humanParts[lower.slice(0, lower.lastIndexOf("1"))];
  if (coin === undefined) return undefined;
  const text = lower as `${string}1${string}`;
  const valid = attempt(() => bech32.decode(text, 120)) ?? attempt(() => bech32m.decode(text, 120));
  return valid === undefined ? undefined : coin;
};

const isChecksummedEth = (word: string): boolean => {
  const digits = word.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return !/^(?:0+|f+)$/i.test(digits);
  const digest = hex(keccak256(new TextEncoder().encode(digits.toLowerCase())));
  for (let at = 0; at < 40; at += 1) {
    const digit = digits.charAt(at);
    const upper = Number.parseInt(digest.charAt(at), 16) >= 8;
    if (/[a-f]/i.test(digit) && (digit === digit.toUpperCase()) !== upper) return false;
  }
  return true;
};

/** Monero base58: blocks of 11 characters hold 8 bytes, a last block of 7 holds 5 and of 6 holds 4. */
const isMonero = (word: string): boolean => {
  const bytes: number[] = [];
  for (let at = 0; at < word.length; at += 11) {
    const block = word.slice(at, at + 11);
    const size = block.length === 11 ? 8 : block.length === 7 ? 5 : block.length === 6 ? 4 : 0;
    const decoded = attempt(() => base58.decode(block.replace(/^1+/, "")));
    const plain = decoded === undefined || size === 0 || decoded.length > size ? undefined : decoded;
    if (plain === undefined) return false;
    bytes.push(...Array.from({ length: size - plain.length }, () => 0), ...plain);
  }
  const body = Uint8Array.from(bytes.slice(0, -4));
  return hex(keccak256(body).slice(0, 4)) === hex(Uint8Array.from(bytes.slice(-4)));
};

/** CRC-16/XMODEM, polynomial 0x1021. */
const crc16 = (bytes: Uint8Array): number => {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & 0x8000) === 0 ? (crc << 1) & 0xffff : ((crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc;
};

const isStellar = (word: string): boolean => {
  const bytes = attempt(() => base32nopad.decode(word));
  if (bytes?.length !== 35) return false;
  return crc16(bytes.slice(0, 33)) === ((bytes[34] ?? 0) << 8) + (bytes[33] ?? 0);
};

const isTon = (word: string): boolean => {
  const bytes = attempt(() => base64urlnopad.decode(word));
  return bytes?.length === 36 && crc16(bytes.slice(0, 34)) === ((bytes[34] ?? 0) << 8) + (bytes[35] ?? 0);
};

/** Byron-era Cardano: CBOR array of a tagged byte string and a CRC-32, in base58. */
const isByron = (word: string): boolean => {
  const bytes = attempt(() => base58.decode(word));
  return bytes !== undefined && bytes[0] === 0x82 && bytes[1] === 0xd8 && bytes[2] === 0x18;
};

const isRipple = (word: string): boolean => {
  const bytes = attempt(() => base58xrp.decode(word));
  if (bytes?.length !== 25 || bytes[0] !== 0) return false;
  return hex(sha256(sha256(bytes.slice(0, 21))).slice(0, 4)) === hex(bytes.slice(21));
};

/** A 32-byte key in base58 has no checksum: the words around must speak of coins. `coinContext` says whether they do. */
const isSolana = (word: string): boolean =>
  /[A-Z]/.test(word) && /[a-z]/.test(word) && /\d/.test(word) && attempt(() => base58.decode(word))?.length === 32;

interface WalletForm {
  readonly shape: RegExp;
  readonly read: (word: string, coinContext: boolean) => Coin | undefined;
}

const when =
  (coin: Coin, isValid: (word: string) => boolean) =>
  (word: string): Coin | undefined =>
    isValid(word) ? coin : undefined;

const base58Word = "[1-9A-HJ-NP-Za-km-z]";
/** The first form whose shape fits decides. */
const forms: readonly WalletForm[] = [
  { shape: /^0x[0-9A-Fa-f]{40}$/, read: when("ETH", isChecksummedEth) },
  { shape: /^[a-z]{2,6}1[02-9ac-hj-np-z]{11,110}$/i, read: readBech32 },
  { shape: /^[qp][02-9ac-hj-np-z]{41}$/, read: when("BCH", isCashAddress) },
  { shape: /^G[A-Z2-7]{55}$/, read: when("XLM", isStellar) },
  { shape: /^[EU]Q[\w-]{46}$/, read: when("TON", isTon) },
  { shape: new RegExp(`^[48]${base58Word}{94}(?:${base58Word}{11})?$`), read: when("XMR", isMonero) },
  { shape: new RegExp(`^(?:Ae2|DdzFF)${base58Word}{48,110}$`), read: when("ADA", isByron) },
  {
    shape: new RegExp(`^${base58Word}{25,36}$`),
    read: (word) => readBase58Check(word) ?? (word.startsWith("r") && isRipple(word) ? "XRP" : undefined),
  },
  {
    shape: new RegExp(`^${base58Word}{43,44}$`),
    read: (word, coinContext) => (coinContext && isSolana(word) ? "SOL" : undefined),
  },
];

/** The coin of a wallet address, or undefined. `coinContext`: the words around speak of coins, or the word stands alone. */
export const readWallet = (word: string, coinContext: boolean): Coin | undefined =>
  forms.find((form) => form.shape.test(word))?.read(word, coinContext);
