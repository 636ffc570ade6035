/**
 * EBCDIC code page 037 (and, for the letters of a feed, near enough its siblings): byte → Latin-1 character.
 *
 * A permutation of the 256 Latin-1 characters, as IBM's CDRA publishes it; two hex digits a byte.
 */
const table =
  "000102039c09867f978d8e0b0c0d0e0f101112139d8508871819928f1c1d1e1f80818283840a171b88898a8b8c050607" +
  "909116939495960498999a9b14159e1a20a0e2e4e0e1e3e5e7f1a22e3c282b7c26e9eaebe8edeeefecdf21242a293bac" +
  "2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22d8616263646566676869abbbf0fdfeb1" +
  "b06a6b6c6d6e6f707172aabae6b8c6a4b57e737475767778797aa1bfd0dddeae5ea3a5b7a9a7b6bcbdbe5b5dafa8b4d7" +
  "7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff5cf7535455565758595ab2d4d6d2d3d5" +
  "30313233343536373839b3dbdcd9da9f";

export const decodeEbcdic = (bytes: Uint8Array): string => {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    const codes = Array.from(bytes.subarray(at, at + 8192), (byte) =>
      Number.parseInt(table.slice(byte * 2, byte * 2 + 2), 16),
    );
    pieces.push(String.fromCharCode(...codes));
  }
  return pieces.join("");
};
