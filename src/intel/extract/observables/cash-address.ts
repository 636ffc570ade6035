/** CashAddr checksum of Bitcoin Cash (40-bit BCH code), prefix `bitcoincash`. Source: the CashAddr specification. */
const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];

const polymod = (values: readonly number[]): bigint => {
  let checksum = 1n;
  for (const value of values) {
    const top = checksum >> 35n;
    checksum = ((checksum & 0x07ffffffffn) << 5n) ^ BigInt(value);
    for (const [bit, generator] of generators.entries()) if (((top >> BigInt(bit)) & 1n) === 1n) checksum ^= generator;
  }
  return checksum ^ 1n;
};

/** `word` without the prefix, 42 characters. */
export const isCashAddress = (word: string): boolean => {
  const prefix = [..."bitcoincash"].map((character) => character.charCodeAt(0) & 31);
  const payload = [...word].map((character) => alphabet.indexOf(character));
  return !payload.includes(-1) && polymod([...prefix, 0, ...payload]) === 0n;
};
