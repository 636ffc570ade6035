/**
 * The format of a log by its first bytes, never by its name. For text, the first lines are put to each format's own mark.
 */

import { isEvtx } from "./evtx/evtx-reader.ts";
import type { LogFormat } from "./log-format.ts";

/** Bytes looked at; a caller should have this many, or the whole log. */
export const sniffBytes = 65_536;

const firstLines = (head: Buffer, most: number): string[] =>
  head
    .toString("utf8", 0, Math.min(head.length, 16_384))
    .split("\n", most)
    .map((line) => line.trim());

export const sniffFormat = (head: Buffer): LogFormat => {
  if (isEvtx(head)) return "evtx";
  const [line = ""] = firstLines(head, 20).filter((one) => one !== "");
  const first = line.charCodeAt(0) === 0xfeff ? line.slice(1) : line;
  if (first.startsWith("{") || first.startsWith("[")) return "json";
  return "text";
};
