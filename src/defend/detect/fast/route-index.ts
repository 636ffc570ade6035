/** The rules of one kind of event, found by their witnesses. */

import { ByteScanner, needleBytes, rarestRuns } from "./byte-scanner.ts";
import type { Measured, Witness, WitnessChooser } from "./choose-witness.ts";
import type { FastNode, FastRule } from "./fast-node.ts";
import type { GramCounts } from "./gram-counts.ts";
import { GramIndex, type Needle } from "./gram-index.ts";
import { ValueMemo } from "./value-memo.ts";

/** Lists of numbers in one array: list `n` is `items` from `starts[n]` up to `starts[n + 1]`. */
export interface NumberLists {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

const toLists = (sets: readonly ReadonlySet<number>[]): NumberLists => {
  const starts = new Int32Array(sets.length + 1);
  for (const [at, set] of sets.entries()) starts[at + 1] = (starts[at] ?? 0) + set.size;
  return { starts, items: Int32Array.from(sets.flatMap((set) => [...set])) };
};

/** A rule without witnesses. */
export interface AlwaysTried {
  readonly rule: FastRule;
  /** The fields it asks of, where it has no keywords; an event without any of them gets the same answer every time. */
  readonly slots: Int32Array | undefined;
  answerOfNone: boolean | undefined;
}

/** Slots below a node; `false` when it has keywords. */
export const gatherSlots = (node: FastNode, into: Set<number>): boolean => {
  switch (node.op) {
    case "and":
    case "or":
      return node.children.every((child) => gatherSlots(child, into));
    case "not":
      return gatherSlots(node.child, into);
    case "constant":
      return true;
    case "field":
      into.add(node.other);
      break;
  }
  into.add(node.slot);
  return node.slot !== keywordSlot;
};

const alwaysTried = (rule: FastRule): AlwaysTried => {
  const slots = new Set<number>();
  const hasOnlyFields = gatherSlots(rule.node, slots);
  return { rule, slots: hasOnlyFields ? Int32Array.from(slots) : undefined, answerOfNone: undefined };
};

export interface RouteIndex {
  readonly rules: readonly FastRule[];
  readonly always: readonly AlwaysTried[];
  readonly slots: readonly SlotIndex[];
  /** By number of the slot. */
  readonly bySlot: readonly (SlotIndex | undefined)[];
  /** Of fields that an event may have although it has no name like that: nested ones, and keywords. */
  readonly hidden: readonly SlotIndex[];
}

const keywordSlot = 0;

/** How a field is searched, and what each needle that is found leads to. */
interface SlotSearch {
  readonly index: GramIndex | undefined;
  /** Of keywords, when all needles may stand anywhere: all texts are searched as one, by their bytes. Then there is no index. */
  readonly anywhere: ByteScanner | undefined;
  /** For each needle, the rules (by place in `rules`) it is a witness of. */
  readonly rulesByNeedle: NumberLists;
  /** For each needle, the nodes that are true where it is found. */
  readonly provenByNeedle: NumberLists;
}

const makeScanner = (needles: readonly Needle[], common: GramCounts | undefined): ByteScanner => {
  const texts = needles.map(({ text }) => text);
  if (common === undefined) return new ByteScanner(texts);
  return new ByteScanner(
    texts,
    texts.map((text) => rarestRuns(needleBytes(text), common)),
  );
};

/** What is looked for in one field. Made ready when an event first has it: most fields that rules know are in no event. */
export class SlotIndex {
  readonly slot: number;
  readonly memo = new ValueMemo();
  /** Rules tried whenever the field has a value, or is there at all. */
  readonly present: number[] = [];
  /** Rules it leads to, by place; some more than once. */
  readonly #all: number[] = [];
  #witnesses: Witness[] = [];
  #places: number[] = [];
  #search: SlotSearch | undefined;

  constructor(slot: number) {
    this.slot = slot;
  }

  /** @param rule its place in `rules` */
  add(witness: Witness, rule: number): void {
    if (this.#all.at(-1) !== rule) this.#all.push(rule);
    if (witness.placing !== "present") {
      this.#witnesses.push(witness);
      this.#places.push(rule);
    } else if (this.present.at(-1) !== rule) this.present.push(rule);
  }

  leadsTo(isWanted: (rule: number) => boolean): boolean {
    return this.#all.some(isWanted);
  }

  /** Whether some of its needles may stand anywhere. */
  isInside(): boolean {
    return this.#witnesses.some(({ placing }) => placing === "contains");
  }

  get search(): SlotSearch {
    this.#search ??= this.makeReady(undefined);
    return this.#search;
  }

  /** @param common how often runs stand in values of the field, where that was measured */
  makeReady(common: GramCounts | undefined): SlotSearch {
    const needles: Needle[] = [];
    const placeByKey = new Map<string, number>();
    const rules: Set<number>[] = [];
    const proven: Set<number>[] = [];
    for (const [at, { placing, text, proves }] of this.#witnesses.entries()) {
      if (placing === "present") continue;
      const key = `${placing} ${text}`;
      let place = placeByKey.get(key);
      if (place === undefined) {
        place = needles.length;
        placeByKey.set(key, place);
        needles.push({ placing, text });
        rules.push(new Set());
        proven.push(new Set());
      }
      rules[place]?.add(this.#places[at] ?? 0);
      for (const { id } of proves ?? []) proven[place]?.add(id);
    }
    this.#witnesses = [];
    this.#places = [];
    const isAnywhere = needles.every(({ placing }) => placing === "contains");
    const isSearched = this.slot === keywordSlot && this.present.length === 0 && isAnywhere;
    const anywhere = isSearched ? makeScanner(needles, common) : undefined;
    const index = needles.length > 0 && anywhere === undefined ? new GramIndex(needles, common) : undefined;
    this.#search = { index, anywhere, rulesByNeedle: toLists(rules), provenByNeedle: toLists(proven) };
    return this.#search;
  }
}

/**
 * @param chooser of witnesses by what was measured; one may serve many kinds of event where nothing was
 * @param isHidden whether a slot is of a nested field or of keywords
 */
export const buildRouteIndex = (
  rules: readonly FastRule[],
  measured: Measured,
  chooser: WitnessChooser,
  isHidden: (slot: number) => boolean,
): RouteIndex => {
  const bySlotNumber = new Map<number, SlotIndex>();
  const always: AlwaysTried[] = [];
  for (const [place, rule] of rules.entries()) {
    const chosen = chooser.choose(rule.node);
    if (chosen === undefined) {
      always.push(alwaysTried(rule));
      continue;
    }
    for (const witness of chosen.witnesses) {
      let index = bySlotNumber.get(witness.slot);
      if (index === undefined) {
        index = new SlotIndex(witness.slot);
        bySlotNumber.set(witness.slot, index);
      }
      index.add(witness, place);
    }
  }
  const slots = [...bySlotNumber.values()];
  for (const index of slots) {
    const common = index.isInside() ? measured.grams(index.slot) : undefined;
    if (common !== undefined) index.makeReady(common);
  }
  const bySlot: (SlotIndex | undefined)[] = [];
  for (const index of slots) bySlot[index.slot] = index;
  return { rules, always, slots, bySlot, hidden: slots.filter(({ slot }) => isHidden(slot)) };
};

/** The part of a shared index that concerns some of its rules. @param mask which, by their order */
export const narrowRouteIndex = (shared: RouteIndex, mask: Uint8Array): RouteIndex => {
  const isWanted = (place: number): boolean => mask[shared.rules[place]?.order ?? 0] === 1;
  const slots = shared.slots.filter((index) => index.leadsTo(isWanted));
  const bySlot: (SlotIndex | undefined)[] = [];
  for (const index of slots) bySlot[index.slot] = index;
  return {
    rules: shared.rules,
    always: shared.always.filter(({ rule }) => mask[rule.order] === 1),
    slots,
    bySlot,
    hidden: shared.hidden.filter(({ slot }) => bySlot[slot] !== undefined),
  };
};
