/**
 * Marks: for each rule a small set of things, one of which stands in the bytes of every line of JSON it fires on.
 *
 * The same thought as witnesses (`choose-witness.ts`), for a line that was not parsed yet: a run of characters that no writer
 * of JSON escapes but as `\u` (a line with such escapes is parsed), the name of a field, or a name with a value. Which is
 * rare is seen in a sample of lines.
 */
import type { DetectionRule, TextAtom } from "#terms/rule.ts";
import { PlainMatcher } from "../match/plain-engine.ts";
import { type FastNode, indexText } from "./fast-node.ts";
import { endOfName } from "./line-names.ts";
import type { LineSample } from "./line-sample.ts";
import { gatherSlots } from "./route-index.ts";

export type Mark =
  /** As it stands in a line. */
  | { readonly kind: "text"; readonly text: string }
  /** Any letter outside of ASCII. */
  | { readonly kind: "wide" }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "value"; readonly name: string; readonly text: string };

export interface MarkSet {
  readonly marks: readonly Mark[];
  /** Share of lines that are expected to show one. */
  readonly cost: number;
}

/** Runs that every writer of JSON writes the same way. A slash may be escaped, what is below a space in several ways. */
const runsOfText = /[\x20-\x2e\x30-\x7e]+/g;
const asWritten = (run: string): string => run.replace(/["\\]/g, "\\$&");
const shortest = 2;
/** Numbers may be written in other ways than their texts. */
const ofNumber = /^[0-9.e+-]*$/;

const isTelling = (run: string): boolean => run.length >= shortest && !ofNumber.test(run) && !"-infinity".includes(run);

/** A mark more is a needle more to look for; a short text is one to look for at every place. */
const costOfMark = 1e-5;
const costOfShort = 0.01;
const shortUnder = 7;

const keywordSlot = 0;
const longestProbed = 40;

/** Other names that events may have for a rule's. */
export type AliasesOf = (name: string) => readonly string[];
export const noAliases: AliasesOf = () => [];

export class MarkChooser {
  readonly #chosen = new Map<FastNode, MarkSet | undefined>();
  readonly #names: readonly string[];
  readonly #aliasesOf: AliasesOf;
  readonly #ends = new Map<number, readonly string[] | undefined>();
  readonly #sample: LineSample;
  readonly #matcher = new PlainMatcher();

  /** @param names of fields, by slot */
  constructor(names: readonly string[], sample: LineSample, aliasesOf: AliasesOf = noAliases) {
    this.#names = names;
    this.#aliasesOf = aliasesOf;
    this.#sample = sample;
    this.#matcher.open({ fields: {}, file: "", record: 0 });
  }

  /** `undefined` when a line may fire the rule and show nothing of it. */
  chooseFor(rule: DetectionRule, node: FastNode): MarkSet | undefined {
    return this.#choose(node) ?? this.#ofAbsence(rule, node);
  }

  /** A rule that none of its fields' absence fires needs one of them. */
  #ofAbsence(rule: DetectionRule, node: FastNode): MarkSet | undefined {
    const slots = new Set<number>();
    if (!gatherSlots(node, slots) || this.#matcher.test(rule.condition)) return undefined;
    return this.#union([...slots].map((slot) => this.#name(slot)));
  }

  #choose(node: FastNode): MarkSet | undefined {
    if (this.#chosen.has(node)) return this.#chosen.get(node);
    const chosen = this.#work(node);
    this.#chosen.set(node, chosen);
    return chosen;
  }

  #work(node: FastNode): MarkSet | undefined {
    switch (node.op) {
      case "constant":
        return node.value ? undefined : { marks: [], cost: 0 };
      case "not":
        return undefined;
      case "text":
        return this.#ofAtom(node.slot, node.atom);
      case "set":
        return this.#best([
          this.#union(node.atoms.map((atom) => this.#ofAtom(node.slot, atom))),
          this.#name(node.slot),
        ]);
      case "leaf":
        return this.#best([this.#ofLiterals(node.literals), this.#name(node.slot)]);
      case "field":
        return node.atom.kind === "null" ? undefined : this.#name(node.slot);
      case "and":
        return this.#best(node.children.map((child) => this.#choose(child)));
      case "or":
        return this.#union(node.children.map((child) => this.#choose(child)));
    }
  }

  #best(sets: readonly (MarkSet | undefined)[]): MarkSet | undefined {
    let best: MarkSet | undefined;
    for (const set of sets) if (set !== undefined && (best === undefined || set.cost < best.cost)) best = set;
    return best;
  }

  #union(sets: readonly (MarkSet | undefined)[]): MarkSet | undefined {
    const marks: Mark[] = [];
    let cost = 0;
    for (const set of sets) {
      if (set === undefined) return undefined;
      for (const mark of set.marks) marks.push(mark);
      cost += set.cost;
    }
    return { marks, cost };
  }

  /** Last parts of all names a field may have; `undefined` where one cannot be known by it. */
  #endsOf(slot: number): readonly string[] | undefined {
    if (!this.#ends.has(slot)) this.#ends.set(slot, this.#workEnds(slot));
    return this.#ends.get(slot);
  }

  #workEnds(slot: number): readonly string[] | undefined {
    const name = slot === keywordSlot ? "" : (this.#names[slot] ?? "");
    const names = [name, ...this.#aliasesOf(name)];
    const ends = names.map(endOfName).filter((end) => end !== undefined);
    return ends.length < names.length ? undefined : [...new Set(ends)];
  }

  #name(slot: number): MarkSet | undefined {
    const marks = this.#endsOf(slot)?.map((end): MarkSet => {
      return { marks: [{ kind: "name", name: end }], cost: this.#sample.shareOfName(end) + costOfMark };
    });
    return marks === undefined ? undefined : this.#union(marks);
  }

  #ofAtom(slot: number, atom: TextAtom): MarkSet | undefined {
    const literals =
      atom.operator === "glob"
        ? atom.parts.flatMap((part) => (typeof part === "object" ? [part.literal] : []))
        : [atom.text];
    const folded = literals.map((literal) => indexText(literal, atom));
    const parts = atom.dashes ? folded.flatMap((text) => text.split("-")) : folded;
    return this.#best([this.#rarestRun(parts), this.#value(slot, atom), this.#name(slot)]);
  }

  #ofLiterals(literals: readonly string[] | undefined): MarkSet | undefined {
    return literals === undefined || literals.length === 0
      ? undefined
      : this.#union(literals.map((literal) => this.#rarestRun([literal])));
  }

  #rarestRun(texts: readonly string[]): MarkSet | undefined {
    const runs = texts.flatMap((text) => text.match(runsOfText) ?? []).filter(isTelling);
    const sets = runs.map(asWritten).map((text): MarkSet => {
      const cost =
        this.#sample.shareOfText(text) + (text.length < shortUnder ? costOfShort : costOfMark * (1 + 4 / text.length));
      return { marks: [{ kind: "text", text }], cost };
    });
    if (texts.some((text) => /[^\x00-\x7f]/.test(text)))
      sets.push({ marks: [{ kind: "wide" }], cost: this.#sample.shareOfWide() + costOfMark });
    return this.#best(sets);
  }

  /** A whole value, short enough to be compared where its name is found. */
  #value(slot: number, atom: TextAtom): MarkSet | undefined {
    if (atom.operator !== "exact" || atom.dashes || slot === keywordSlot) return undefined;
    const ends = this.#endsOf(slot);
    const text = indexText(atom.text, atom);
    if (ends === undefined || text.length > longestProbed || !/^[\x20-\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/.test(text))
      return undefined;
    const marks = ends.map((name): MarkSet => {
      return { marks: [{ kind: "value", name, text }], cost: this.#sample.shareOfValue(name, text) + costOfMark };
    });
    return this.#union(marks);
  }
}
