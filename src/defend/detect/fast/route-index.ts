/** The rules of one kind of event, found by their witnesses. */

import { ByteScanner } from "./byte-scanner.ts";
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

/** What is looked for in one field. */
export interface SlotIndex {
  readonly slot: number;
  readonly index: GramIndex | undefined;
  /** For each needle, the rules (by place in `rules`) it is a witness of. */
  readonly rulesByNeedle: NumberLists;
  /** For each needle, the nodes that are true where it is found. */
  readonly provenByNeedle: NumberLists;
  /** Rules tried whenever the field has a value, or is there at all. */
  readonly present: Int32Array;
  readonly memo: ValueMemo;
  /** Of keywords, when all needles may stand anywhere: all texts are searched as one, by their bytes. Then there is no index. */
  readonly anywhere: ByteScanner | undefined;
}

/** A rule without witnesses. */
export interface AlwaysTried {
  readonly rule: FastRule;
  /** The fields it asks of, where it has no keywords; an event without any of them gets the same answer every time. */
  readonly slots: Int32Array | undefined;
  answerOfNone: boolean | undefined;
}

/** Slots below a node; `false` when it has keywords. */
const gatherSlots = (node: FastNode, into: Set<number>): boolean => {
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

interface Draft {
  readonly needles: Needle[];
  readonly placeByNeedle: Map<string, number>;
  readonly rules: Set<number>[];
  readonly proven: Set<number>[];
  readonly present: Set<number>;
}

const addWitness = (draft: Draft, { placing, text, proves }: Witness, rule: number): void => {
  if (placing === "present") {
    draft.present.add(rule);
    return;
  }
  const key = `${placing} ${text}`;
  let place = draft.placeByNeedle.get(key);
  if (place === undefined) {
    place = draft.needles.length;
    draft.placeByNeedle.set(key, place);
    draft.needles.push({ placing, text });
    draft.rules.push(new Set());
    draft.proven.push(new Set());
  }
  if (proves !== undefined) draft.proven[place]?.add(proves.id);
  draft.rules[place]?.add(rule);
};

const anywhereOf = (slot: number, draft: Draft, common: GramCounts | undefined): ByteScanner | undefined => {
  if (slot !== keywordSlot || draft.present.size > 0 || draft.needles.some(({ placing }) => placing !== "contains"))
    return undefined;
  return new ByteScanner(
    draft.needles.map(({ text }) => text),
    common,
  );
};

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
  const drafts = new Map<number, Draft>();
  const always: AlwaysTried[] = [];
  for (const [place, rule] of rules.entries()) {
    const chosen = chooser.choose(rule.node);
    if (chosen === undefined) {
      always.push(alwaysTried(rule));
      continue;
    }
    for (const witness of chosen.witnesses) {
      let draft = drafts.get(witness.slot);
      if (draft === undefined) {
        draft = { needles: [], placeByNeedle: new Map(), rules: [], proven: [], present: new Set() };
        drafts.set(witness.slot, draft);
      }
      addWitness(draft, witness, place);
    }
  }
  const slots = [...drafts].map(([slot, draft]): SlotIndex => {
    const common = measured.grams(slot);
    const anywhere = anywhereOf(slot, draft, common);
    const isIndexed = draft.needles.length > 0 && anywhere === undefined;
    return {
      slot,
      index: isIndexed ? new GramIndex(draft.needles, common) : undefined,
      rulesByNeedle: toLists(draft.rules),
      provenByNeedle: toLists(draft.proven),
      present: Int32Array.from(draft.present),
      memo: new ValueMemo(),
      anywhere,
    };
  });
  const bySlot: (SlotIndex | undefined)[] = [];
  for (const index of slots) bySlot[index.slot] = index;
  return { rules, always, slots, bySlot, hidden: slots.filter(({ slot }) => isHidden(slot)) };
};
