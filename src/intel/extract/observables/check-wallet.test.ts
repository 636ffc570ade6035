import { createHash } from "node:crypto";
import { createBase58check } from "@scure/base";
import { describe, expect, it } from "vitest";
import { mayBeBase58Check, readWallet } from "./check-wallet.ts";
import { findObservables } from "./find-observables.ts";
import { keccak256 } from "./keccak.ts";

const check = createBase58check((bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest()));
const hash = Array.from({ length: 20 }, (_, at) => at * 7 + 3);
const address = (...version: number[]): string => check.encode(Uint8Array.from([...version, ...hash]));

const wallets: readonly (readonly [coin: string, word: string])[] = [
  ["BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
  ["BTC", address(0x05)],
  ["BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"],
  ["BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"],
  ["ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"],
  ["LTC", address(0x30)],
  ["DOGE", address(0x1e)],
  ["DASH", address(0x4c)],
  ["ZEC", address(0x1c, 0xb8)],
  ["TRX", address(0x41)],
  ["XTZ", address(0x06, 0xa1, 0x9f)],
  ["XRP", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"],
  ["XMR", "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"],
  ["BCH", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"],
  ["ADA", "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8"],
  ["XLM", "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ"],
  ["SOL", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"],
];

/** Another character of the same alphabet near the end: the checksum must notice. */
const spoil = (word: string): string => {
  const at = word.length - 3;
  return `${word.slice(0, at)}${word.charAt(at) === "q" ? "p" : word.charAt(at) === "2" ? "3" : "2"}${word.slice(at + 1)}`;
};

describe("the first look at a word of base 58", () => {
  it.each([
    [0x00],
    [0x05],
    [0x30],
    [0x32],
    [0x1e],
    [0x16],
    [0x4c],
    [0x10],
    [0x41],
    [0x1c, 0xb8],
    [0x1c, 0xbd],
    [0x02, 0x5a, 0x79],
    [0x06, 0xa1, 0xa4],
  ])("lets every address of version %s pass", (...version) => {
    for (let seed = 0; seed < 60; seed += 1) {
      const body = Array.from({ length: 20 }, (_, at) =>
        seed < 2 ? seed * 255 : (seed * 37 + at * 101 + at * seed) & 255,
      );
      expect(mayBeBase58Check(check.encode(Uint8Array.from([...version, ...body])))).toBe(true);
    }
  });
  it("stops digests, of which most are told so", () => {
    expect(mayBeBase58Check("d41d8cd98f11b214e9811998ecf8427e")).toBe(false);
  });
});

describe("readWallet", () => {
  it.each(wallets)("knows a %s address", (coin, word) => {
    expect(readWallet(word, true)).toBe(coin);
  });
  it.each(wallets.filter(([coin]) => coin !== "SOL" && coin !== "ETH"))(
    "refuses a %s address with a wrong character",
    (_coin, word) => {
      expect(readWallet(spoil(word), true)).toBeUndefined();
    },
  );
  it("refuses an Ethereum address in the wrong mixed case and takes one in a single case", () => {
    expect(readWallet("0x5aAeb6053f3E94C9b9A09f33669435E7Ef1BeAed", false)).toBeUndefined();
    expect(readWallet("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", false)).toBe("ETH");
  });
  it("takes a key without a checksum only where the words speak of coins", () => {
    const key = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
    const typesIn = (text: string) => findObservables(text, {}).map((one) => one.kind === "observable" && one.type);
    expect(typesIn(`the session key ${key} was logged`)).toEqual([]);
    expect(typesIn(`paid to the Solana wallet ${key} in May`)).toEqual(["wallet"]);
  });
});

describe("keccak256", () => {
  const hex = (text: string): string => Buffer.from(keccak256(new TextEncoder().encode(text))).toString("hex");
  it.each([
    ["", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"],
    ["abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"],
  ])("of %j", (text, digest) => {
    expect(hex(text)).toBe(digest);
  });
  it("takes more than one block and a block that is just full", () => {
    expect(hex("a".repeat(135))).not.toBe(hex("a".repeat(136)));
    expect(hex("a".repeat(300))).toHaveLength(64);
  });
});
