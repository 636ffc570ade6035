/**
 * Logs saved as UTF-16 (PowerShell, Event Viewer) to UTF-8, as they come. Told by the byte order mark, or by zeros where ASCII
 * text would have them.
 */
export type Transcode = (bytes: Uint8Array) => Uint8Array;

const looksWide = (head: Uint8Array, zeroAt: 0 | 1): boolean => {
  if (head.length < 16) return false;
  for (let at = 0; at < 16; at += 2) if (head[at + zeroAt] !== 0 || head[at + 1 - zeroAt] === 0) return false;
  return true;
};

const wideLabel = (head: Uint8Array): "utf-16le" | "utf-16be" | undefined => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (looksWide(head, 1)) return "utf-16le";
  return looksWide(head, 0) ? "utf-16be" : undefined;
};

/** `undefined` when the log is no UTF-16 text. Lone surrogates become U+FFFD. */
export const utf16Input = (head: Uint8Array): Transcode | undefined => {
  const label = wideLabel(head);
  if (label === undefined) return undefined;
  const decoder = new TextDecoder(label);
  return (bytes) => Buffer.from(decoder.decode(bytes, { stream: true }), "utf8");
};
