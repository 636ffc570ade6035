/**
 * The screen before the parser: lines of JSON of one kind of event that no rule can fire on, told by their bytes.
 *
 * For each rule some marks, one of which stands in every line it fires on (`choose-marks.ts`). Lines with `\u` escapes or letters
 * that fold into ASCII pass. Never refuses a line that a rule fires on.
 */
import { ByteScanner, needleBytes, rarestRuns } from "./byte-scanner.ts";
import type { Mark, MarkChooser } from "./choose-marks.ts";
import type { FastRule } from "./fast-node.ts";
import { LineNames, type WantedName } from "./line-names.ts";
import type { LineSample } from "./line-sample.ts";
import { longestPiece, scanSpace } from "./scan-space.ts";

/** `undefined` where rules leave nothing to know lines by. */
const marksOf = (rules: readonly FastRule[], chooser: MarkChooser): Mark[] | undefined => {
  const all: Mark[] = [];
  for (const { rule, node } of rules) {
    const chosen = chooser.chooseFor(rule, node);
    if (chosen === undefined) return undefined;
    for (const mark of chosen.marks) all.push(mark);
  }
  return all;
};

const wantedNames = (marks: readonly Mark[]): WantedName[] => {
  const wanted = new Map<string, Set<string> | undefined>();
  for (const mark of marks) if (mark.kind === "name") wanted.set(mark.name, undefined);
  for (const mark of marks) {
    if (mark.kind !== "value") continue;
    const values = wanted.get(mark.name);
    if (values !== undefined) values.add(mark.text);
    else if (!wanted.has(mark.name)) wanted.set(mark.name, new Set([mark.text]));
  }
  return [...wanted].map(([name, values]) => ({ name, values }));
};

/** Whether some rule may fire on the line `[start, end)`. */
export type LineScreen = (bytes: Uint8Array, start: number, end: number) => boolean;

/** `undefined` where rules leave nothing to know lines by. */
export const createLineScreen = (
  rules: readonly FastRule[],
  chooser: MarkChooser,
  sample: LineSample,
  isPlain = false,
): LineScreen | undefined => {
  const marks = marksOf(rules, chooser);
  if (marks === undefined) return undefined;
  const texts = [...new Set(marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : [])))];
  const runs = texts.map((text) => rarestRuns(needleBytes(text), sample.counts));
  const scanner = new ByteScanner(texts, runs, isPlain);
  const asksWide = marks.some(({ kind }) => kind === "wide");
  const names = new LineNames(wantedNames(marks), asksWide, isPlain);
  return (bytes, start, end) => {
    const length = end - start;
    if (length > longestPiece) return true;
    // A line of many kinds of event was peeked into just before.
    scanSpace().loadKept(bytes, start, end);
    return names.standIn(length) || scanner.standsInLoaded(length);
  };
};
