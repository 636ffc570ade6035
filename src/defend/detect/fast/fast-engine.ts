/**
 * The fast engine: rules found by what an event shows, then their trees answered with everything asked once.
 *
 * Verdicts are those of the plain engine. Per kind of event an index of witnesses is built on first sight, and once more
 * when enough events of the kind have been seen to know which witnesses are rare.
 */
import type { Event, LogSourceFacts } from "#terms/event.ts";
import type { DetectionRule } from "#terms/rule.ts";
import { matchGlob } from "../match/match-glob.ts";
import { EventReader, textsOf } from "../match/read-field.ts";
import { isNullValue, testFieldRef, testFolded } from "../match/test-atom.ts";
import { appliesTo } from "../route/applies-to.ts";
import { type FastNode, type FastRule, NodeTable } from "./fast-node.ts";
import { FieldSlot } from "./field-slot.ts";
import { buildRouteIndex, type RouteIndex, type SlotIndex } from "./route-index.ts";
import { RouteSample } from "./route-sample.ts";

interface Route {
  index: RouteIndex;
  sample: RouteSample | undefined;
}

const lastEpoch = 2 ** 30 - 1;

export class FastEngine {
  readonly #rules: readonly FastRule[];
  readonly #slots: FieldSlot[];
  readonly #reader = new EventReader();
  #marks: Int32Array;
  #epoch = 0;
  #event: Event | undefined;
  readonly #tried: Int32Array;
  readonly #hits: number[] = [];

  constructor(rules: readonly DetectionRule[]) {
    const table = new NodeTable();
    this.#rules = rules.map((rule, order) => ({ rule, order, node: table.nodeOf(rule.condition) }));
    this.#slots = table.fields.map((field) => new FieldSlot(this.#reader.nameOf(field)));
    this.#marks = new Int32Array(table.count);
    this.#tried = new Int32Array(rules.length);
  }

  /** The route of events of one kind; it learns from the events it sees. */
  createRoute(facts: LogSourceFacts | undefined): Route {
    const rules =
      facts === undefined ? this.#rules : this.#rules.filter(({ rule }) => appliesTo(rule.logSource, facts));
    return { index: buildRouteIndex(rules, () => undefined), sample: new RouteSample(rules) };
  }

  #slot(slot: number): FieldSlot {
    const found = this.#slots[slot] as FieldSlot;
    if (found.epoch !== this.#epoch) {
      if (slot === 0) found.loadTexts(this.#event === undefined ? [] : textsOf(this.#event), this.#epoch);
      else found.load(this.#reader, this.#epoch);
    }
    return found;
  }

  #testText(node: FastNode & { op: "text" }): boolean {
    const slot = this.#slot(node.slot);
    const { atom } = node;
    const count = slot.texts.length;
    for (let at = 0; at < count; at += 1) {
      const text = atom.cased ? (slot.texts[at] ?? "") : atom.dashes ? slot.dashed(at) : slot.folded(at);
      if (atom.cased && atom.dashes) {
        if (testFolded(atom, text.replace(/[/\u2013\u2014\u2015]/g, "-"))) return true;
      } else if (
        atom.operator === "contains"
          ? text.includes(atom.text)
          : atom.operator === "glob"
            ? matchGlob(atom.parts, text)
            : testFolded(atom, text)
      )
        return true;
    }
    return false;
  }

  #testSet(node: FastNode & { op: "set" }): boolean {
    const slot = this.#slot(node.slot);
    for (let at = 0; at < slot.texts.length; at += 1) if (node.index.any(slot.folded(at))) return true;
    return false;
  }

  #testLeaf(node: FastNode & { op: "leaf" }): boolean {
    const slot = this.#slot(node.slot);
    const { value } = slot;
    if (node.slot === 0 || node.atom.kind === "regex") return slot.texts.some((text) => node.test(text));
    if (value === undefined) return false;
    if (typeof value !== "object" || value === null) return node.test(value);
    return this.#leaves(slot, node);
  }

  #leaves(slot: FieldSlot, node: FastNode & { op: "leaf" }): boolean {
    return slot.leaves().some((leaf) => node.test(leaf));
  }

  #testField(node: FastNode & { op: "field" }): boolean {
    const { value } = this.#slot(node.slot);
    if (node.atom.kind === "null") return isNullValue(value);
    if (node.atom.kind === "exists") return value !== undefined;
    return node.atom.kind === "fieldref" && testFieldRef(node.atom, value, this.#slot(node.other).value);
  }

  #answer(node: FastNode): boolean {
    switch (node.op) {
      case "text":
        return this.#testText(node);
      case "set":
        return this.#testSet(node);
      case "leaf":
        return this.#testLeaf(node);
      case "field":
        return this.#testField(node);
      case "not":
        return !this.#test(node.child);
      case "constant":
        return node.value;
      case "and":
        for (const child of node.children) if (!this.#test(child)) return false;
        return true;
      case "or":
        for (const child of node.children) if (this.#test(child)) return true;
        return false;
    }
  }

  #test(node: FastNode): boolean {
    const mark = this.#marks[node.id] ?? 0;
    if (mark >> 1 === this.#epoch) return (mark & 1) === 1;
    const answer = this.#answer(node);
    this.#marks[node.id] = (this.#epoch << 1) | (answer ? 1 : 0);
    return answer;
  }

  #try(route: Route, places: Int32Array, fired: FastRule[]): void {
    for (let at = 0; at < places.length; at += 1) {
      const rule = route.index.rules[places[at] as number] as FastRule;
      if (this.#tried[rule.order] === this.#epoch) continue;
      this.#tried[rule.order] = this.#epoch;
      if (this.#test(rule.node)) fired.push(rule);
    }
  }

  #look(route: Route, { slot: number, index, rulesByNeedle, present }: SlotIndex, fired: FastRule[]): void {
    const slot = this.#slot(number);
    if (slot.value !== undefined || number === 0) this.#try(route, present, fired);
    if (index === undefined) return;
    const hits = this.#hits;
    hits.length = 0;
    for (let at = 0; at < slot.texts.length; at += 1) index.scan(slot.folded(at), hits);
    for (let at = 0; at < hits.length; at += 1)
      this.#try(route, rulesByNeedle[hits[at] as number] as Int32Array, fired);
  }

  /** Rules that fire, in the order they were given. */
  fire(event: Event, route: Route): DetectionRule[] {
    if (this.#epoch >= lastEpoch) {
      this.#marks.fill(0);
      this.#tried.fill(0);
      for (const slot of this.#slots) slot.epoch = 0;
      this.#epoch = 0;
    }
    this.#epoch += 1;
    this.#event = event;
    this.#reader.open(event);
    const fired: FastRule[] = [];
    this.#try(route, route.index.always, fired);
    for (const slot of route.index.slots) this.#look(route, slot, fired);
    if (route.sample !== undefined) this.#learn(route, route.sample);
    if (fired.length > 1) fired.sort((one, other) => one.order - other.order);
    return fired.map(({ rule }) => rule);
  }

  #learn(route: Route, sample: RouteSample): void {
    if (!sample.isFull()) sample.add((slot) => this.#slot(slot));
    if (!sample.isFull()) return;
    route.index = buildRouteIndex(route.index.rules, sample.measure());
    route.sample = undefined;
  }
}
