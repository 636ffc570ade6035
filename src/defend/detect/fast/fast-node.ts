/**
 * The trees of all rules as one graph: what is asked in two places is one node, and is answered once an event.
 *
 * A long list of texts of one field becomes a set answered by an index. Children of "and" and "or" stand cheapest first,
 * negations last; the answer does not depend on order.
 */
import type { Atom, DetectionRule, RuleNode, TextAtom } from "#terms/rule.ts";
import { foldCase, foldDashes } from "../match/fold-case.ts";
import { type LeafTest, leafTestOf } from "../match/test-atom.ts";
import { compileRegex } from "../regex/compile-regex.ts";
import type { FieldSlot } from "./field-slot.ts";
import { GramIndex } from "./gram-index.ts";

/** Texts one of which is asked for; their index is made when it first is: most sets never are. */
class TextSet {
  readonly #atoms: readonly TextAtom[];
  #index: GramIndex | undefined;

  constructor(atoms: readonly TextAtom[]) {
    this.#atoms = atoms;
  }

  any(slot: FieldSlot, at: number): boolean {
    this.#index ??= new GramIndex(
      this.#atoms.map(({ operator, text }) => ({ placing: operator === "glob" ? "contains" : operator, text })),
    );
    return this.#index.any(slot.texts[at] ?? "", () => slot.folded(at));
  }
}

export type FastNode =
  | { readonly op: "and" | "or"; readonly id: number; readonly cost: number; readonly children: readonly FastNode[] }
  | { readonly op: "not"; readonly id: number; readonly cost: number; readonly child: FastNode }
  | { readonly op: "constant"; readonly id: number; readonly cost: number; readonly value: boolean }
  | { readonly op: "text"; readonly id: number; readonly cost: number; readonly slot: number; readonly atom: TextAtom }
  | {
      readonly op: "set";
      readonly id: number;
      readonly cost: number;
      readonly slot: number;
      readonly texts: TextSet;
      readonly atoms: readonly TextAtom[];
    }
  | {
      readonly op: "leaf";
      readonly id: number;
      readonly cost: number;
      readonly slot: number;
      readonly atom: Exclude<Atom, TextAtom>;
      readonly test: LeafTest;
      /** Of a regular expression: folded texts one of which a match must hold. */
      readonly literals: readonly string[] | undefined;
    }
  | {
      readonly op: "field";
      readonly id: number;
      readonly cost: number;
      readonly slot: number;
      readonly other: number;
      readonly atom: Exclude<Atom, TextAtom>;
    };

/** From how many texts on a list becomes a set. */
const setFrom = 5;

const atomKey = (atom: Atom): string => {
  if (atom.kind !== "text" || atom.operator === "glob") return JSON.stringify(atom);
  const marks = `${atom.cased ? "c" : ""}${atom.dashes ? "d" : ""}`;
  return `t ${atom.operator} ${marks} ${atom.field === null ? "" : `f${atom.field}`}\0${atom.text}`;
};

const atomCost = (atom: Atom): number => {
  if (atom.kind === "text") {
    if (atom.field === null) return 40;
    return atom.operator === "exact" ? 1 : atom.operator === "glob" ? 6 : atom.dashes ? 5 : 2;
  }
  return atom.kind === "regex" ? 30 : atom.kind === "cidr" ? 10 : 3;
};

const literalsOf = (atom: Atom): readonly string[] | undefined => {
  const compiled = atom.kind === "regex" ? compileRegex(atom.source, atom.flags) : undefined;
  return compiled?.ok === true ? compiled.value.literals : undefined;
};

const keywordSlot = 0;

export class NodeTable {
  readonly #byKey = new Map<string, FastNode>();
  readonly #slots = new Map<string, number>();
  /** Field names by slot; slot 0 is for keywords. */
  readonly fields: string[] = [""];
  count = 0;

  slotOf(field: string | null): number {
    if (field === null) return keywordSlot;
    let slot = this.#slots.get(field);
    if (slot === undefined) {
      slot = this.fields.length;
      this.fields.push(field);
      this.#slots.set(field, slot);
    }
    return slot;
  }

  #intern(key: string, make: (id: number) => FastNode): FastNode {
    let node = this.#byKey.get(key);
    if (node === undefined) {
      node = make(this.count);
      this.count += 1;
      this.#byKey.set(key, node);
    }
    return node;
  }

  #atom(atom: Atom): FastNode {
    return this.#intern(atomKey(atom), (id): FastNode => {
      const cost = atomCost(atom);
      const slot = this.slotOf(atom.field);
      if (atom.kind === "text") return { op: "text", id, cost, slot, atom };
      const test = leafTestOf(atom);
      if (test !== undefined) return { op: "leaf", id, cost, slot, atom, test, literals: literalsOf(atom) };
      return { op: "field", id, cost, slot, other: atom.kind === "fieldref" ? this.slotOf(atom.other) : slot, atom };
    });
  }

  #constant(value: boolean): FastNode {
    return this.#intern(`${value}`, (id) => ({ op: "constant", id, cost: 0, value }));
  }

  #set(atoms: readonly TextAtom[], ids: readonly number[]): FastNode {
    return this.#intern(`set ${ids.join(" ")}`, (id) => {
      const slot = this.slotOf(atoms[0]?.field ?? null);
      return { op: "set", id, cost: 4, slot, texts: new TextSet(atoms), atoms };
    });
  }

  /** Texts of one field among the children of an "or", where they are many, as sets. */
  #gatherSets(children: readonly FastNode[]): FastNode[] {
    const bySlot = new Map<number, (FastNode & { op: "text" })[]>();
    const rest: FastNode[] = [];
    for (const child of children) {
      const plain = child.op === "text" && child.atom.operator !== "glob" && !child.atom.cased && !child.atom.dashes;
      if (!plain) {
        rest.push(child);
        continue;
      }
      const same = bySlot.get(child.slot);
      if (same === undefined) bySlot.set(child.slot, [child]);
      else same.push(child);
    }
    for (const texts of bySlot.values()) {
      if (texts.length < setFrom) rest.push(...texts);
      else
        rest.push(
          this.#set(
            texts.map((text) => text.atom),
            texts.map((text) => text.id),
          ),
        );
    }
    return rest;
  }

  #linked(op: "and" | "or", given: readonly FastNode[]): FastNode {
    const flat = given.flatMap((child) => (child.op === op ? child.children : [child]));
    const decided = flat.find((child) => child.op === "constant" && child.value === (op === "or"));
    if (decided !== undefined) return decided;
    const open = [...new Set(flat.filter((child) => child.op !== "constant"))];
    const children = op === "or" ? this.#gatherSets(open) : open;
    const [only] = children;
    if (only === undefined) return this.#constant(op === "and");
    if (children.length === 1) return only;
    const key = `${op} ${children
      .map((child) => child.id)
      .sort((one, other) => one - other)
      .join(" ")}`;
    return this.#intern(key, (id) => {
      const sorted = [...children].sort((one, other) => one.cost - other.cost || one.id - other.id);
      return { op, id, cost: sorted.reduce((sum, child) => sum + child.cost, 0), children: sorted };
    });
  }

  nodeOf(node: RuleNode): FastNode {
    if (node.kind === "atom") return this.#atom(node.atom);
    if (node.kind === "constant") return this.#constant(node.value);
    if (node.kind === "selection") return this.nodeOf(node.child);
    if (node.kind !== "not")
      return this.#linked(
        node.kind,
        node.children.map((child) => this.nodeOf(child)),
      );
    const child = this.nodeOf(node.child);
    if (child.op === "constant") return this.#constant(!child.value);
    if (child.op === "not") return child.child;
    return this.#intern(`not ${child.id}`, (id) => ({ op: "not", id, cost: 100 + child.cost, child }));
  }
}

export interface FastRule {
  readonly rule: DetectionRule;
  readonly order: number;
  readonly node: FastNode;
}

/** Folded as the index reads values, whatever the atom itself compares. */
export const indexText = (text: string, atom: TextAtom): string =>
  atom.dashes ? foldDashes(foldCase(text)) : foldCase(text);
