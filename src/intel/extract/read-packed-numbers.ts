/**
 * Whole numbers packed seven bits a byte, least first, the high bit meaning "more": as the learned tables write them.
 *
 * Past the end zeros are read, so that a damaged file can only be cut short.
 */
export interface PackedCursor {
  readonly bytes: Uint8Array;
  /** Of the next byte. */
  at: number;
}

export const readPackedNumber = (cursor: PackedCursor): number => {
  let number = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = cursor.bytes[cursor.at] ?? 0;
    cursor.at += 1;
    number |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return number;
};
