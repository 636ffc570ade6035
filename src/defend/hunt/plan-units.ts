/**
 * Which logs are cut into pieces so that threads can share them: large plain files of JSON, one record a line.
 *
 * A cut is made only between two lines that are both a whole JSON object: inside a longer value no such pair can stand, as a
 * comma would have to part them. Everything else is one piece.
 */

/** Cuts of a file, from its start: `[0, a)`, `[a, b)`, … */
export interface Piece {
  readonly from: number;
  readonly until: number;
}

/** Small enough that what is found in one waits to be told without its thread having to wait, and that threads end together. */
const pieceBytes = 4 * 1024 * 1024;
/** Bytes looked at around a wished cut: few, and where they do not hold two lines more. */
export const windowsBytes: readonly number[] = [32 * 1024, 512 * 1024];

const lineFeed = 10;

const isObjectLine = (line: Uint8Array): boolean => {
  const text = new TextDecoder("utf-8").decode(line).trim();
  if (!text.startsWith("{") || !text.endsWith("}")) return false;
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
};

/** Where lines may be parted: the offset in `window` just after a line feed, or nothing. */
export const findCut = (window: Uint8Array): number | undefined => {
  const start = window.indexOf(lineFeed);
  const middle = start < 0 ? -1 : window.indexOf(lineFeed, start + 1);
  const end = middle < 0 ? -1 : window.indexOf(lineFeed, middle + 1);
  if (start < 0 || middle < 0 || end < 0) return undefined;
  const before = window.subarray(start + 1, middle);
  const after = window.subarray(middle + 1, end);
  return isObjectLine(before) && isObjectLine(after) ? middle + 1 : undefined;
};

/** Wished cuts of a file of that size, evenly spread. None where it is small. */
export const wishedCuts = (sizeBytes: number): number[] => {
  const pieces = Math.floor(sizeBytes / pieceBytes);
  return pieces < 2
    ? []
    : Array.from({ length: pieces - 1 }, (_, index) => Math.floor((sizeBytes / pieces) * (index + 1)));
};

/** Pieces between the cuts that were found; the last is open to a file that grows. */
export const piecesOf = (cuts: readonly number[], sizeBytes: number): Piece[] => {
  const edges = [0, ...[...new Set(cuts)].sort((one, other) => one - other), sizeBytes];
  return edges.slice(1).map((until, index) => ({ from: edges[index] ?? 0, until }));
};

/** Whether the log begins with a line that is a whole object; otherwise it is of another format and is not cut. */
export const startsWithObjects = (head: Uint8Array): boolean => {
  const end = head.indexOf(lineFeed);
  return end > 0 && isObjectLine(head.subarray(0, end));
};
