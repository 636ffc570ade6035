/**
 * The versions found so far in a text, in order: a version right behind another continues its list or closes its range
 * ("7.0.0 through 7.0.4 and 6.3.0"), which changes the bound of both.
 */
import type { VersionBound } from "./scan.ts";

export interface FoundVersion {
  readonly start: number;
  readonly end: number;
  readonly version: string;
  readonly bound: VersionBound;
}

export interface VersionList {
  readonly add: (found: FoundVersion) => void;
  /** Whether a number at `start` stands in one list with the last version. */
  readonly isContinuedBy: (start: number) => boolean;
  readonly all: () => readonly FoundVersion[];
}

const joiner =
  /^["'”)\]]{0,2}\s*(?:,\s*(?:and|or)|,|;|\||\/|&|and|or|to|through|thru|up to|until|before|prior to|-|–|—|<=?|>=?)?\s*(?:(?:before|prior to|from|below|<|up to|through)\s+)?["'“(]?(?:v|versions?|ver\.?)?\s*$/i;
const rangeJoiner = /^\s*(?:to|through|thru|up to|until|-|–|—)\s*(?:v|versions?|ver\.?)?\s*$/i;
/** "5.1 Rev A (5.1.0.38)": the same release in its longer form. */
const restated = /^\s*(?:(?:Rev|Release|Build|SP|RU|Update|Patch|Hotfix)\.?\s*)?[A-Z0-9]{0,4}\s*\($/i;

/** Whether a number at `start` stands in one list with what ended at `end`. */
export const follows = (text: string, start: number, end: number): boolean =>
  end >= 0 && start >= end && start - end <= 24 && joiner.test(text.slice(end, start));

export const createVersionList = (text: string): VersionList => {
  const versions: FoundVersion[] = [];

  /** The bound of a version once the words between it and the last one are read; the last one's may change. */
  const boundAfter = (last: FoundVersion, found: FoundVersion): VersionBound => {
    const gap = text.slice(last.end, found.start);
    if (gap.length <= 24 && rangeJoiner.test(gap)) {
      if (last.bound === "exact") versions[versions.length - 1] = { ...last, bound: "from" };
      return found.bound === "exact" ? "through" : found.bound;
    }
    const between = /\bbetween\s+(?:versions?\s+)?$/i.test(text.slice(Math.max(0, last.start - 20), last.start));
    return between && found.bound === "exact" && /^\s*and\s*$/.test(gap) ? "through" : found.bound;
  };

  return {
    add: (found) => {
      const last = versions.at(-1);
      versions.push(last === undefined ? found : { ...found, bound: boundAfter(last, found) });
    },
    isContinuedBy: (start) => {
      const last = versions.at(-1);
      if (last === undefined) return false;
      return (
        follows(text, start, last.end) ||
        (start - last.end <= 24 && start >= last.end && restated.test(text.slice(last.end, start)))
      );
    },
    all: () => versions,
  };
};
