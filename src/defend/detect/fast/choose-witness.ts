/**
 * Witnesses: for each rule a small set of things, one of which every event it fires on must show.
 *
 * "And" takes the cheapest of its children, "or" all of them; "not", `null` and what is always true have none. A rule
 * without witnesses is tried on every event. The cost of a witness says how often it is expected to show: measured on
 * events of the same kind where there are some, by length and place of the text otherwise.
 */
import type { TextAtom } from "#terms/rule.ts";
import { type FastNode, indexText } from "./fast-node.ts";
import type { GramCounts } from "./gram-counts.ts";
import type { Placing } from "./gram-index.ts";

/** A text in a field, or (`present`) the field with any value at all. */
export interface Witness {
  readonly slot: number;
  readonly placing: Placing | "present";
  readonly text: string;
  /** The nodes that are true of every event that shows the text, the one that asks for it first. */
  readonly proves?: readonly FastNode[];
}

export interface WitnessSet {
  readonly witnesses: readonly Witness[];
  readonly cost: number;
}

/** Share of events of this kind that showed a witness; `undefined` where nothing was measured. */
export interface Measured {
  readonly share: (witness: Witness) => number | undefined;
  /** Runs of four characters in the values of a field, by how often they stand there. */
  readonly grams: (slot: number) => GramCounts | undefined;
}

export const nothingMeasured: Measured = { share: () => undefined, grams: () => undefined };

const placingCost: Readonly<Record<Placing, number>> = { exact: 20, suffix: 30, prefix: 60, contains: 60 };

const staticCost = ({ slot, placing, text }: Witness): number => {
  if (placing === "present") return 400;
  const short = text.length < 4 ? 300 : 0;
  const number = placing === "exact" && /^\d{1,5}$/.test(text) ? 200 : 0;
  return 1 + placingCost[placing] / (text.length + 1) + short + number + (slot === 0 ? 20 : 0);
};

/** A measured share counts as so many in a thousand; the static cost breaks ties, and the price of a text set. */
const witnessCost = (witness: Witness, measured: Measured): number => {
  const share = measured.share(witness);
  const base = staticCost(witness);
  return share === undefined ? base : share * 1000 + base / 50;
};

const present = (slot: number): Witness => ({ slot, placing: "present", text: "" });

const longest = (texts: readonly string[]): string =>
  texts.reduce((best, text) => (text.length > best.length ? text : best), "");

/** Texts that every search finds exactly: some take lone surrogates for one another, cut long needles or join texts by lines. */
const provable = /^[\x20-\x7e]{1,1000}$/;

const textWitness = (node: FastNode, slot: number, atom: TextAtom): Witness => {
  if (atom.operator === "glob") {
    const literals = atom.parts.flatMap((part) =>
      typeof part === "object" ? part.literal.split(atom.dashes ? "-" : "\0") : [],
    );
    const text = longest(literals);
    return text === "" ? present(slot) : { slot, placing: "contains", text: indexText(text, atom) };
  }
  if (atom.dashes && atom.text.includes("-")) {
    const text = longest(atom.text.split("-"));
    return text === "" ? present(slot) : { slot, placing: "contains", text: indexText(text, atom) };
  }
  if (atom.text === "" && atom.operator !== "exact") return present(slot);
  const witness = { slot, placing: atom.operator, text: indexText(atom.text, atom) };
  return atom.cased || atom.dashes || !provable.test(atom.text) ? witness : { ...witness, proves: [node] };
};

const leafWitnesses = (node: FastNode & { op: "leaf" }): Witness[] => {
  const { literals } = node;
  if (literals === undefined || literals.length === 0) return [present(node.slot)];
  return literals.map((text) => ({ slot: node.slot, placing: "contains", text }));
};

const sumOf = (witnesses: readonly Witness[], measured: Measured): WitnessSet => ({
  witnesses,
  cost: witnesses.reduce((sum, witness) => sum + witnessCost(witness, measured), 0),
});

export class WitnessChooser {
  readonly #chosen = new Map<FastNode, WitnessSet | undefined>();
  readonly #measured: Measured;

  constructor(measured: Measured) {
    this.#measured = measured;
  }

  /** `undefined` when there are none. */
  choose(node: FastNode): WitnessSet | undefined {
    if (this.#chosen.has(node)) return this.#chosen.get(node);
    const chosen = this.#work(node);
    this.#chosen.set(node, chosen);
    return chosen;
  }

  #work(node: FastNode): WitnessSet | undefined {
    switch (node.op) {
      case "constant":
        return node.value ? undefined : { witnesses: [], cost: 0 };
      case "not":
        return undefined;
      case "text":
        return sumOf([textWitness(node, node.slot, node.atom)], this.#measured);
      case "set":
        return sumOf(
          node.atoms.map((atom) => textWitness(node, node.slot, atom)),
          this.#measured,
        );
      case "leaf":
        return sumOf(leafWitnesses(node), this.#measured);
      case "field":
        return node.atom.kind === "null" ? undefined : sumOf([present(node.slot)], this.#measured);
      case "and":
        return this.#cheapest(node.children);
      case "or":
        return this.#union(node, node.children);
    }
  }

  #cheapest(children: readonly FastNode[]): WitnessSet | undefined {
    let best: WitnessSet | undefined;
    for (const child of children) {
      const chosen = this.choose(child);
      if (chosen !== undefined && (best === undefined || chosen.cost < best.cost)) best = chosen;
    }
    return best;
  }

  /** What proves one of the children proves their "or". */
  #union(node: FastNode, children: readonly FastNode[]): WitnessSet | undefined {
    const witnesses: Witness[] = [];
    let cost = 0;
    for (const child of children) {
      const chosen = this.choose(child);
      if (chosen === undefined) return undefined;
      for (const witness of chosen.witnesses) {
        const { proves } = witness;
        witnesses.push(proves?.includes(child) === true ? { ...witness, proves: [...proves, node] } : witness);
      }
      cost += chosen.cost;
    }
    return { witnesses, cost };
  }
}
