/**
 * The plain engine: every rule whose log source allows it, its tree walked node by node. Slow, and the one that is right.
 */
import type { Event, EventValue, Leaf } from "#terms/event.ts";
import type { Atom, DetectionRule, RuleNode } from "#terms/rule.ts";
import { EventReader, leavesOf, TextList } from "./read-field.ts";
import { isNullValue, type LeafTest, leafTestOf, testFieldRef } from "./test-atom.ts";

const textsOf = (event: Event): readonly string[] => {
  const texts = new TextList();
  texts.read(event, 0);
  return texts.items;
};

/** Tests atoms of the event it was given last. */
export class PlainMatcher {
  readonly #reader = new EventReader();
  readonly #tests = new WeakMap<Atom, LeafTest>();
  #event: Event | undefined;
  #texts: readonly string[] | undefined;

  open(event: Event): void {
    this.#event = event;
    this.#texts = undefined;
    this.#reader.open(event);
  }

  #test(atom: Atom): LeafTest {
    let test = this.#tests.get(atom);
    if (test === undefined) {
      test = leafTestOf(atom) ?? (() => false);
      this.#tests.set(atom, test);
    }
    return test;
  }

  read(field: string): EventValue | undefined {
    return this.#reader.read(this.#reader.nameOf(field));
  }

  /** The leaves an atom looks at; `undefined` when its field is absent. */
  leaves(atom: Atom): readonly Leaf[] | undefined {
    if (atom.field === null) {
      this.#texts ??= this.#event === undefined ? [] : textsOf(this.#event);
      return this.#texts;
    }
    const value = this.read(atom.field);
    return value === undefined ? undefined : leavesOf(value);
  }

  /** The leaves that satisfy an atom. */
  satisfying(atom: Atom): readonly Leaf[] {
    if (leafTestOf(atom) === undefined) return this.leaves(atom) ?? [];
    const test = this.#test(atom);
    return (this.leaves(atom) ?? []).filter((leaf) => test(leaf));
  }

  testAtom(atom: Atom): boolean {
    if (atom.kind === "null") return isNullValue(this.read(atom.field));
    if (atom.kind === "exists") return this.read(atom.field) !== undefined;
    if (atom.kind === "fieldref") return testFieldRef(atom, this.read(atom.field), this.read(atom.other));
    const leaves = this.leaves(atom);
    if (leaves === undefined) return false;
    const test = this.#test(atom);
    for (const leaf of leaves) if (test(leaf)) return true;
    return false;
  }

  test(node: RuleNode): boolean {
    switch (node.kind) {
      case "atom":
        return this.testAtom(node.atom);
      case "not":
        return !this.test(node.child);
      case "selection":
        return this.test(node.child);
      case "constant":
        return node.value;
      case "and":
        return node.children.every((child) => this.test(child));
      case "or":
        return node.children.some((child) => this.test(child));
    }
  }
}

export interface PlainEngine {
  /** Rules that fire, in the order they were given. */
  readonly fire: (event: Event, rules: readonly DetectionRule[]) => DetectionRule[];
}

export const createPlainEngine = (): PlainEngine => {
  const matcher = new PlainMatcher();
  return {
    fire: (event, rules) => {
      matcher.open(event);
      return rules.filter((rule) => matcher.test(rule.condition));
    },
  };
};
