/**
 * Digests with their own grammar: ssdeep (`blocksize:hash:hash`) and TLSH (`T1` and 70 hex digits).
 * The block size of ssdeep is 3·2^n (Kornblum 2006), which no clock time or port list keeps.
 */
import type { Scan } from "./scan.ts";

const isBlockSize = (size: number): boolean => {
  let rest = size / 3;
  while (rest > 1 && rest % 2 === 0) rest /= 2;
  return rest === 1;
};

export const findFingerprints = (scan: Scan): void => {
  for (const found of scan.survey.find("ssdeep")) {
    const [whole, size = "", first = ""] = found;
    if (first.length < 6 || !isBlockSize(Number(size)) || /^\d+$/.test(first)) continue;
    scan.addObservable("ssdeep", found.index, found.index + whole.length);
  }
  for (const found of scan.survey.find("tlsh")) {
    scan.addObservable("tlsh", found.index, found.index + found[0].length, found[0].toUpperCase());
  }
};
