/** Which kind of archive bytes are, by their leading bytes and never by a name. */
export type ArchiveFormat = "zip" | "tar" | "gzip" | "zstd";

export const startsWithBytes = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean =>
  bytes.length >= at + magic.length && magic.every((byte, index) => bytes[at + index] === byte);

/** `ustar` at 257: POSIX and GNU tar. The older v7 form has no magic, so its checksum must hold instead. */
const isTar = (bytes: Uint8Array): boolean =>
  startsWithBytes(bytes, [0x75, 0x73, 0x74, 0x61, 0x72], 257) || isV7Header(bytes);

const isV7Header = (bytes: Uint8Array): boolean => {
  if (bytes.length < 512 || bytes[0] === 0) return false;
  const declared = readOctal(bytes.subarray(148, 156));
  return declared !== undefined && declared === tarChecksum(bytes);
};

/** Sum of the header's 512 bytes with the checksum field read as spaces (POSIX.1-1988 tar). */
export const tarChecksum = (header: Uint8Array): number => {
  let sum = 0;
  for (let index = 0; index < 512; index += 1) sum += index >= 148 && index < 156 ? 0x20 : (header[index] ?? 0);
  return sum;
};

/** An octal number field of tar: digits, ended and maybe led by spaces or NULs. */
export const readOctal = (field: Uint8Array): number | undefined => {
  let value = 0;
  let digits = 0;
  for (const byte of field) {
    if (byte >= 0x30 && byte <= 0x37) {
      value = value * 8 + (byte - 0x30);
      digits += 1;
    } else if (byte !== 0x20 && byte !== 0) return undefined;
    else if (digits > 0) break;
  }
  return digits === 0 ? undefined : value;
};

/** Absent when the bytes are no archive we know. */
export const archiveFormatOf = (bytes: Uint8Array): ArchiveFormat | undefined => {
  if (startsWithBytes(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWithBytes(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return "zip";
  if (startsWithBytes(bytes, [0x1f, 0x8b])) return "gzip";
  if (startsWithBytes(bytes, [0x28, 0xb5, 0x2f, 0xfd])) return "zstd";
  return isTar(bytes) ? "tar" : undefined;
};
