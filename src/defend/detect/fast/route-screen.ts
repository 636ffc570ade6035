/**
 * A screen for one kind of event: learns from its first lines what is rare in them, then refuses lines no rule can fire on. Gives up
 * where too few are refused: then looking first costs more than it saves.
 */
import type { EventFields } from "#terms/event.ts";
import { type AliasesOf, MarkChooser } from "./choose-marks.ts";
import type { FastRule } from "./fast-node.ts";
import { LineSample } from "./line-sample.ts";
import { type AskRules, createLineScreen, type LineScreen } from "./line-screen.ts";
import { eventsToLearn } from "./route-sample.ts";
import { longestPiece } from "./scan-space.ts";

/** Lines of a kind that pass besides: making a screen costs as much as parsing some thousands. */
const passedBefore = 700;
const sampleLines = 100;
const judgedLines = 1000;
const leastRefused = 0.45;

const parseFields = (line: string): EventFields | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as EventFields) : undefined;
  } catch {
    return undefined;
  }
};

export class RouteScreen {
  readonly #rules: readonly FastRule[];
  /** Of fields, by slot. */
  readonly #names: readonly string[];
  readonly #aliasesOf: AliasesOf;
  readonly #ask: AskRules;
  #sample: LineSample | undefined = new LineSample();
  #screen: LineScreen | undefined;
  #asked = 0;
  #refused = 0;

  /** @param ask whether one of some rules may fire on a line */
  constructor(rules: readonly FastRule[], names: readonly string[], aliasesOf: AliasesOf, ask: AskRules) {
    this.#aliasesOf = aliasesOf;
    this.#ask = ask;
    this.#rules = rules;
    this.#names = names;
  }

  /** Whether some rule may fire on the line `[start, end)`. */
  passes(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#screen === undefined) {
      if (this.#sample !== undefined) this.#learn(this.#sample, bytes, start, end);
      return true;
    }
    const passes = this.#screen(bytes, start, end);
    this.#asked += 1;
    if (!passes) this.#refused += 1;
    if (this.#asked === judgedLines) this.#judge();
    return passes;
  }

  #judge(): void {
    if (this.#refused < this.#asked * leastRefused) this.#screen = undefined;
    this.#asked = 0;
    this.#refused = 0;
  }

  #learn(sample: LineSample, bytes: Uint8Array, start: number, end: number): void {
    this.#asked += 1;
    // First the indexes of fields learn what is rare, from the events that pass: afterwards they see few.
    if (this.#asked <= eventsToLearn(this.#rules.length) + passedBefore || end - start > longestPiece) return;
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    const fields = parseFields(line.toString("utf8"));
    if (fields !== undefined) sample.add(line.toString("latin1"), fields);
    if (sample.size < sampleLines) return;
    const chooser = new MarkChooser(this.#names, sample, this.#aliasesOf);
    this.#screen = createLineScreen({ rules: this.#rules, chooser, sample, ask: this.#ask });
    this.#sample = undefined;
    this.#asked = 0;
  }
}
