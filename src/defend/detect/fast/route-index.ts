/** The rules of one kind of event, found by their witnesses. */

import { AsciiScanner } from "./ascii-scanner.ts";
import type { Measured, Witness, WitnessChooser } from "./choose-witness.ts";
import type { FastRule } from "./fast-node.ts";
import { type GramCounts, GramIndex, type Needle } from "./gram-index.ts";
import { ValueMemo } from "./value-memo.ts";

/** What is looked for in one field. */
export interface SlotIndex {
  readonly slot: number;
  readonly index: GramIndex | undefined;
  /** For each needle, the rules (by place in `rules`) it is a witness of. */
  readonly rulesByNeedle: readonly Int32Array[];
  /** Rules tried whenever the field has a value, or is there at all. */
  readonly present: Int32Array;
  readonly memo: ValueMemo;
  /** When all needles may stand anywhere: several texts may be searched as one, and by their bytes. */
  readonly anywhere: AsciiScanner | undefined;
}

export interface RouteIndex {
  readonly rules: readonly FastRule[];
  readonly always: Int32Array;
  readonly slots: readonly SlotIndex[];
  /** By number of the slot. */
  readonly bySlot: readonly (SlotIndex | undefined)[];
  /** Of fields that an event may have although it has no name like that: nested ones, and keywords. */
  readonly hidden: readonly SlotIndex[];
}

interface Draft {
  readonly needles: Needle[];
  readonly placeByNeedle: Map<string, number>;
  readonly rules: Set<number>[];
  readonly present: Set<number>;
}

const addWitness = (draft: Draft, { placing, text }: Witness, rule: number): void => {
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
  }
  draft.rules[place]?.add(rule);
};

const anywhereOf = (draft: Draft, common: GramCounts | undefined): AsciiScanner | undefined => {
  if (draft.present.size > 0 || draft.needles.some(({ placing }) => placing !== "contains")) return undefined;
  return new AsciiScanner(
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
  const always: number[] = [];
  for (const [place, rule] of rules.entries()) {
    const chosen = chooser.choose(rule.node);
    if (chosen === undefined) {
      always.push(place);
      continue;
    }
    for (const witness of chosen.witnesses) {
      let draft = drafts.get(witness.slot);
      if (draft === undefined) {
        draft = { needles: [], placeByNeedle: new Map(), rules: [], present: new Set() };
        drafts.set(witness.slot, draft);
      }
      addWitness(draft, witness, place);
    }
  }
  const slots = [...drafts].map(
    ([slot, draft]): SlotIndex => ({
      slot,
      index: draft.needles.length === 0 ? undefined : new GramIndex(draft.needles, measured.grams(slot)),
      rulesByNeedle: draft.rules.map((set) => Int32Array.from(set)),
      present: Int32Array.from(draft.present),
      memo: new ValueMemo(),
      anywhere: anywhereOf(draft, measured.grams(slot)),
    }),
  );
  const bySlot: (SlotIndex | undefined)[] = [];
  for (const index of slots) bySlot[index.slot] = index;
  return { rules, always: Int32Array.from(always), slots, bySlot, hidden: slots.filter(({ slot }) => isHidden(slot)) };
};
