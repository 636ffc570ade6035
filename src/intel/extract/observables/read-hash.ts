/**
 * Which kind of digest a run of hex digits is: by its length, and by the label before it (imphash, JA3, JARM, TLSH).
 *
 * Not a file hash: git commit ids, placeholder values of one repeated 0 or f, authentihashes and other labelled kinds
 * that have no type here.
 */
import type { ObservableType } from "#terms/mention.ts";

const byLength = new Map<number, ObservableType>([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
  [128, "sha512"],
  [62, "jarm"],
  [70, "tlsh"],
]);
const label =
  /(imphash|import hash|ja3s?|ja4\w*|jarm|tlsh|authentihash|vhash|rich(?:pe)?(?: header)?(?: hash)?|telfhash|icon ?hash|dhash|symhash)\b["'`)\]]{0,2}(?:\s*\(?md5\)?)?(?: (?:hash(?:es)?|fingerprints?|digests?|values?|signatures?|of|is|was)){0,3}\s{0,20}[-:=|–]{0,2}\s{0,20}["'`([]{0,2}$/i;
const commit =
  /\b(?:commits?|changesets?|revision|git(?:hub)?(?: commit)?|tree|HEAD|blob|cherry[- ]pick(?:ed)?(?: from)?)\b[\s:=#`"'(@]{0,4}$/i;

/** The type of a hex run, or undefined when it is no digest we name. */
export const readHash = (value: string, before: string): ObservableType | undefined => {
  const type = byLength.get(value.length);
  if (type === undefined || /^(?:0+|f+)$/i.test(value)) return undefined;
  const named = label.exec(before)?.[1]?.toLowerCase();
  if (named !== undefined) return labelled(named, type);
  return type === "sha1" && commit.test(before) ? undefined : type;
};

const labelled = (named: string, type: ObservableType): ObservableType | undefined => {
  if (named === "imphash" || named === "import hash") return type === "md5" ? "imphash" : undefined;
  if (named === "ja3" || named === "ja3s") return type === "md5" ? "ja3" : undefined;
  if (named === "jarm" || named === "tlsh") return type === named ? named : undefined;
  return undefined;
};
