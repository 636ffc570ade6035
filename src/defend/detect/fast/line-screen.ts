/**
 * The screen before the parser: lines of JSON of one kind of event that no rule can fire on, told by their bytes.
 *
 * For each rule some marks, one of which stands in every line it fires on (`choose-marks.ts`). Rules whose marks a line shows are
 * asked about the fields they ask for, read from the line one by one; what is no plain line passes. Lines with `\u` escapes or
 * letters that fold into ASCII pass. Never refuses a line that a rule fires on.
 */
import { ByteScanner, needleBytes, rarestRuns } from "./byte-scanner.ts";
import type { Mark, MarkChooser } from "./choose-marks.ts";
import type { FastRule } from "./fast-node.ts";
import { HitList } from "./hit-list.ts";
import { LineNames, type WantedName } from "./line-names.ts";
import type { LineSample } from "./line-sample.ts";
import { notedLine } from "./name-table.ts";
import { longestPiece, scanSpace } from "./scan-space.ts";

/** A mark, and the rules it may belong to. */
interface RulesOfMark {
  readonly mark: Mark;
  readonly rules: FastRule[];
}

const keyOf = (mark: Mark): string =>
  mark.kind === "wide" ? "w" : mark.kind === "text" ? `t${mark.text}` : JSON.stringify(mark);

/** The marks of all rules, each once; `undefined` where rules leave nothing to know lines by. */
const markRules = (rules: readonly FastRule[], chooser: MarkChooser): RulesOfMark[] | undefined => {
  const byKey = new Map<string, RulesOfMark>();
  for (const rule of rules) {
    const chosen = chooser.chooseFor(rule.rule, rule.node);
    if (chosen === undefined) return undefined;
    for (const mark of chosen.marks) {
      const key = keyOf(mark);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, { mark, rules: [rule] });
      else if (known.rules.at(-1) !== rule) known.rules.push(rule);
    }
  }
  return [...byKey.values()];
};

/** Whether some rule may fire on the line `[start, end)`. */
export type LineScreen = (bytes: Uint8Array, start: number, end: number) => boolean;

/** Whether one of the first of some rules, each but once, may fire on the line `[start, end)`. */
export type AskRules = (
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: readonly FastRule[],
  count: number,
) => boolean;

/** Past so many the line is parsed. */
const mostAsked = 24;

interface Screening {
  readonly rules: readonly FastRule[];
  readonly chooser: MarkChooser;
  readonly sample: LineSample;
  readonly ask: AskRules;
  /** Whether to do without WebAssembly. */
  readonly isPlain?: boolean;
}

/** `undefined` where rules leave nothing to know lines by. */
export const createLineScreen = (screening: Screening): LineScreen | undefined => {
  const { sample, ask, isPlain = false } = screening;
  const marked = markRules(screening.rules, screening.chooser);
  if (marked === undefined) return undefined;
  const byNames = marked.filter(({ mark }) => mark.kind === "name" || mark.kind === "value");
  const byWide = marked.filter(({ mark }) => mark.kind === "wide");
  const byTexts = marked.filter(({ mark }) => mark.kind === "text");
  const texts = byTexts.flatMap(({ mark }) => (mark.kind === "text" ? [mark.text] : []));
  const runs = texts.map((text) => rarestRuns(needleBytes(text), sample.counts));
  const scanner = new ByteScanner(texts, runs, isPlain);
  const wanted = byNames.flatMap(({ mark }) => wantedOf(mark));
  const names = new LineNames(wanted, byWide.length > 0 ? wanted.length : undefined);
  const candidates = new Candidates([...byNames, ...byWide, ...byTexts]);
  const firstText = byNames.length + byWide.length;
  const mayFire: LineScreen = (bytes, start, end) => {
    const length = end - start;
    candidates.clear();
    // A line of many kinds of event was peeked into just before.
    if (!names.find(length, notedLine(bytes, start, end, isPlain), candidates.hits)) return true;
    candidates.take(0);
    scanner.findInLoaded(length, candidates.hits);
    candidates.take(firstText);
    const { rules, count } = candidates;
    return count > 0 && (count > mostAsked || ask(bytes, start, end, rules, count));
  };
  return (bytes, start, end) => {
    if (end - start > longestPiece) return true;
    const passes = mayFire(bytes, start, end);
    scanSpace().forget();
    return passes;
  };
};

const wantedOf = (mark: Mark): WantedName[] => {
  if (mark.kind === "value") return [{ name: mark.name, value: mark.text }];
  return mark.kind === "name" ? [{ name: mark.name, value: undefined }] : [];
};

/** The rules whose marks were found in the line at hand. */
class Candidates {
  readonly rules: FastRule[] = [];
  /** So many of `rules` are of the line at hand. */
  count = 0;
  /** By place among those that one search looked for. */
  readonly hits = new HitList();
  readonly #rulesByPlace: readonly (readonly FastRule[])[];

  /** @param sought in the order of their places: what one search looks for, then what the next does */
  constructor(sought: readonly RulesOfMark[]) {
    this.#rulesByPlace = sought.map(({ rules }) => rules);
  }

  clear(): void {
    this.count = 0;
    this.hits.count = 0;
  }

  /** @param first place of what the search looked for first */
  take(first: number): void {
    const { hits } = this;
    for (let at = 0; at < hits.count && this.count <= mostAsked; at += 1)
      for (const rule of this.#rulesByPlace[first + (hits.items[at] as number)] ?? []) this.#add(rule);
    hits.count = 0;
  }

  #add(rule: FastRule): void {
    if (this.count > mostAsked) return;
    for (let at = 0; at < this.count; at += 1) if (this.rules[at] === rule) return;
    this.rules[this.count] = rule;
    this.count += 1;
  }
}
