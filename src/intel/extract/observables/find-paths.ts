/**
 * Registry keys and file paths, with blanks inside where the grammar allows them.
 *
 * A Windows path starts at a drive, `%VARIABLE%\` or `\\host\`; a Unix path at `~/` or a well-known root; a registry key at a
 * hive. A segment may hold blanks when another separator follows it and the words between are no prose; the last
 * segment ends at a blank, except for key names known to hold some. Bounded: 32 segments, 96 characters each.
 */
import { isPlausibleSegment, lastSegmentLength } from "./read-path-segments.ts";
import type { Scan } from "./scan.ts";

const maxSegments = 32;

/** Reads segments parted by `separator` from `from` on; returns where the path ends. */
const readSegments = (text: string, from: number, separator: number, isKey: boolean): number => {
  let at = from;
  for (let count = 0; count < maxSegments; count += 1) {
    const window = text.slice(at, at + 96);
    const next = window.indexOf(String.fromCharCode(separator));
    const piece = window.slice(0, Math.max(next, 0));
    // A blank before a slash parts two paths; before a backslash somebody set the key apart.
    if (next > 0 && !(separator === 47 && piece.endsWith(" ")) && isPlausibleSegment(piece, isKey)) {
      at += next + 1;
      while (text.charCodeAt(at) === separator) at += 1;
      continue;
    }
    return at + lastSegmentLength(window, isKey);
  }
  return at;
};

const trimEnd = (text: string, from: number, end: number): number => {
  let at = end;
  while (at > from && /[.,;:'"’”)\]}!?*]/.test(text.charAt(at - 1))) {
    const code = text.charCodeAt(at - 1);
    if (code === 41 && text.slice(from, at - 1).includes("(")) break;
    if (code === 125 && text.slice(from, at - 1).includes("{")) break;
    if (code === 93 && text.slice(from, at - 1).includes("[")) break;
    at -= 1;
  }
  return at;
};

const findKeys = (scan: Scan): void => {
  const { text } = scan;
  for (const found of scan.survey.find("hive")) {
    const [whole, root = ""] = found;
    const from = found.index + whole.length;
    if (scan.isClaimed(found.index, from)) continue;
    const end = trimEnd(text, from, readSegments(text, from, 92, true));
    if (end === from) continue;
    scan.addObservable(
      "registry_key",
      found.index,
      end,
      `${root.toUpperCase()}\\${text.slice(from, end).replace(/\\{2,}/g, "\\")}`,
    );
  }
};

const findRooted = (scan: Scan, root: "windowsRoot" | "unixRoot", separator: number): void => {
  const { text } = scan;
  for (const found of scan.survey.find(root)) {
    const from = found.index + found[0].length;
    if (scan.isClaimed(found.index, from)) continue;
    const end = trimEnd(text, from, readSegments(text, from, separator, false));
    if (end <= from) continue;
    const written = text.slice(found.index, end);
    scan.addObservable(
      "file_path",
      found.index,
      end,
      /^[A-Za-z%]/.test(written) ? written.replace(/\\{2,}/g, "\\") : written,
    );
  }
};

export const findPaths = (scan: Scan): void => {
  findKeys(scan);
  findRooted(scan, "windowsRoot", 92);
  findRooted(scan, "unixRoot", 47);
};
