/**
 * The fast engine: rules found by what an event shows, then their trees answered with everything asked once.
 *
 * Verdicts are those of the plain engine. Per kind of event an index of witnesses is built on first sight, and once more
 * when enough events of the kind have been seen to know which witnesses are rare.
 */
import type { Event, LogSourceFacts } from "#terms/event.ts";
import type { DetectionRule, RuleLogSource, TextAtom } from "#terms/rule.ts";
import { foldDashes } from "../match/fold-case.ts";
import { isNullValue, testFieldRef, testFolded } from "../match/test-atom.ts";
import { appliesTo } from "../route/applies-to.ts";
import type { ByteScanner } from "./byte-scanner.ts";
import { type AliasesOf, noAliases } from "./choose-marks.ts";
import { type Measured, nothingMeasured, WitnessChooser } from "./choose-witness.ts";
import { type FastNode, type FastRule, NodeTable } from "./fast-node.ts";
import type { FieldSlot } from "./field-slot.ts";
import type { GramIndex } from "./gram-index.ts";
import { HitList } from "./hit-list.ts";
import { LineFields } from "./line-fields.ts";
import type { AskRules } from "./line-screen.ts";
import { type AlwaysTried, buildRouteIndex, narrowRouteIndex, type RouteIndex, type SlotIndex } from "./route-index.ts";
import { RouteSample } from "./route-sample.ts";
import { RouteScreen } from "./route-screen.ts";
import type { RuleWatch } from "./rule-watch.ts";
import { SlotReader } from "./slot-reader.ts";
import { longestRemembered, type ValueMemo } from "./value-memo.ts";

/** Rules of one log source, by order. */
interface SourceGroup {
  readonly logSource: RuleLogSource;
  readonly orders: number[];
}

const groupBySource = (rules: readonly DetectionRule[]): SourceGroup[] => {
  const groups = new Map<string, SourceGroup>();
  for (const [order, { logSource }] of rules.entries()) {
    const { product, category, service } = logSource;
    const key = JSON.stringify([product, category, service]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { logSource, orders: [order] });
    else group.orders.push(order);
  }
  return [...groups.values()];
};

interface Route {
  /** Of its rules, or shared by all kinds of event of a product; then `mask` says which rules apply. */
  index: RouteIndex;
  /** By order of the rule. */
  mask: Uint8Array | undefined;
  readonly rules: readonly FastRule[];
  sample: RouteSample | undefined;
  /** Made when a line of the kind is asked about before it is parsed. */
  screen: RouteScreen | undefined;
}

/** Kinds of event with more rules start with the index of their product: most are seen too seldom to be worth their own. */
const fewRules = 150;

/** Keywords under so many characters leave next to no text of an event out. */
const shortText = 4;

const noHits = new Int32Array(0);
const noRules: readonly DetectionRule[] = [];
const lastEpoch = 2 ** 30 - 1;

export class FastEngine {
  readonly #given: readonly DetectionRule[];
  readonly #groups: readonly SourceGroup[];
  /** Rules with their trees, by order; made when the first kind of event asks for them. */
  readonly #made: FastRule[] = [];
  readonly #table = new NodeTable();
  readonly #shared = new Map<string | undefined, RouteIndex>();
  readonly #slots = new SlotReader();
  #marks = new Int32Array(0);
  readonly #tried: Int32Array;
  readonly #hits = new HitList();
  /** Of the event at hand: the rules that fire, by their orders. */
  readonly #fired = new HitList();
  /** For kinds of event of which nothing is known yet. */
  readonly #chooser = new WitnessChooser(nothingMeasured);
  #epoch = 0;

  readonly #watch: RuleWatch | undefined;
  readonly #aliasesOf: AliasesOf;
  readonly #line: LineFields;
  readonly #muted = new Set<FastRule>();

  /** @param aliasesOf other names that events of unread lines may have for a rule's */
  constructor(rules: readonly DetectionRule[], watch?: RuleWatch, aliasesOf: AliasesOf = noAliases) {
    this.#watch = watch;
    this.#aliasesOf = aliasesOf;
    this.#line = new LineFields(aliasesOf);
    this.#given = rules;
    this.#groups = groupBySource(rules);
    this.#tried = new Int32Array(rules.length);
  }

  /** The route of events of one kind; it learns from the events it sees. */
  createRoute(facts: LogSourceFacts | undefined): Route {
    const rules = this.#rulesOf(facts);
    const isFew = rules.length <= fewRules;
    const shared = isFew ? undefined : this.#sharedIndex(facts?.product);
    this.#makeRoom();
    const sample = new RouteSample(rules);
    if (shared === undefined)
      return {
        index: this.#index(rules, nothingMeasured, this.#chooser),
        mask: undefined,
        rules,
        sample,
        screen: undefined,
      };
    const mask = new Uint8Array(this.#given.length);
    for (const { order } of rules) mask[order] = 1;
    return { index: narrowRouteIndex(shared, mask), mask, rules, sample, screen: undefined };
  }

  #rulesOf(facts: LogSourceFacts | undefined): FastRule[] {
    const orders = this.#groups.flatMap(({ logSource, orders: own }) =>
      facts === undefined || appliesTo(logSource, facts) ? own : [],
    );
    return orders
      .sort((one, other) => one - other)
      .flatMap((order) => {
        const rule = this.#given[order];
        return rule === undefined ? [] : [this.#make(rule, order)];
      });
  }

  /** Of all rules that apply to some kind of event of a product. */
  #sharedIndex(product: string | undefined): RouteIndex {
    let index = this.#shared.get(product);
    if (index === undefined) {
      const facts = { categories: [], services: [], known: false };
      const rules = this.#rulesOf(product === undefined ? facts : { ...facts, product });
      this.#makeRoom();
      index = this.#index(rules, nothingMeasured, this.#chooser);
      this.#shared.set(product, index);
    }
    return index;
  }

  #makeRoom(): void {
    this.#slots.know(this.#table.fields);
    if (this.#marks.length >= this.#table.count) return;
    const marks = new Int32Array(Math.ceil(this.#table.count * 1.2));
    marks.set(this.#marks);
    this.#marks = marks;
  }

  #make(rule: DetectionRule, order: number): FastRule {
    this.#made[order] ??= { rule, order, node: this.#table.nodeOf(rule.condition) };
    return this.#made[order];
  }

  #index(rules: readonly FastRule[], measured: Measured, chooser: WitnessChooser): RouteIndex {
    return buildRouteIndex(rules, measured, chooser, (slot) => this.#slots.isNested(slot));
  }

  #testText({ slot: number, atom }: FastNode & { op: "text" }): boolean {
    const slot = this.#slots.slot(number);
    for (let at = 0; at < slot.count; at += 1) if (testFolded(atom, this.#textFor(slot, at, atom))) return true;
    return false;
  }

  #textFor(slot: FieldSlot, at: number, atom: TextAtom): string {
    if (atom.cased) return atom.dashes ? foldDashes(slot.texts[at] ?? "") : (slot.texts[at] ?? "");
    return atom.dashes ? slot.dashed(at) : slot.folded(at);
  }

  #testSet(node: FastNode & { op: "set" }): boolean {
    const slot = this.#slots.slot(node.slot);
    for (let at = 0; at < slot.count; at += 1) if (node.texts.any(slot, at)) return true;
    return false;
  }

  #testLeaf(node: FastNode & { op: "leaf" }): boolean {
    const slot = this.#slots.slot(node.slot);
    if (node.slot !== 0 && node.atom.kind !== "regex") {
      const { value } = slot;
      return typeof value === "object" ? slot.leaves().some(node.test) : value !== undefined && node.test(value);
    }
    const { literals } = node;
    for (let at = 0; at < slot.count; at += 1) {
      const mayMatch = literals === undefined || literals.some((literal) => slot.folded(at).includes(literal));
      if (mayMatch && node.test(slot.texts[at] ?? "")) return true;
    }
    return false;
  }

  #testField(node: FastNode & { op: "field" }): boolean {
    const { value } = this.#slots.slot(node.slot);
    if (node.atom.kind === "null") return isNullValue(value);
    if (node.atom.kind === "exists") return value !== undefined;
    return node.atom.kind === "fieldref" && testFieldRef(node.atom, value, this.#slots.slot(node.other).value);
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

  #testWatched(rule: FastRule, watch: RuleWatch): boolean {
    if (this.#muted.has(rule)) return false;
    const begun = watch.begin();
    const answer = this.#test(rule.node);
    if (watch.note(rule.rule, begun)) this.#muted.add(rule);
    return answer;
  }

  #fires(rule: FastRule): boolean {
    return this.#watch === undefined ? this.#test(rule.node) : this.#testWatched(rule, this.#watch);
  }

  #try(route: Route, rule: FastRule): void {
    if (this.#tried[rule.order] === this.#epoch) return;
    if (route.mask !== undefined && route.mask[rule.order] === 0) return;
    this.#tried[rule.order] = this.#epoch;
    if (this.#fires(rule)) this.#fired.add(rule.order);
  }

  /** Tries the rules whose needles were found. What a needle proves need not be asked again. */
  #tryHits(route: Route, slotIndex: SlotIndex, hits: Int32Array, count: number): void {
    const { rules } = route.index;
    const { rulesByNeedle, provenByNeedle } = slotIndex.search;
    const proven = (this.#epoch << 1) | 1;
    for (let at = 0; at < count; at += 1) {
      const hit = hits[at] as number;
      const end = provenByNeedle.starts[hit + 1] as number;
      for (let item = provenByNeedle.starts[hit] as number; item < end; item += 1)
        this.#marks[provenByNeedle.items[item] as number] = proven;
    }
    for (let at = 0; at < count; at += 1) {
      const hit = hits[at] as number;
      const end = rulesByNeedle.starts[hit + 1] as number;
      for (let item = rulesByNeedle.starts[hit] as number; item < end; item += 1)
        this.#try(route, rules[rulesByNeedle.items[item] as number] as FastRule);
    }
  }

  #tryAlways(route: Route, always: AlwaysTried): void {
    if (always.slots === undefined || this.#hasAny(always.slots)) {
      this.#try(route, always.rule);
      return;
    }
    always.answerOfNone ??= this.#test(always.rule.node);
    if (always.answerOfNone && !this.#muted.has(always.rule)) this.#fired.add(always.rule.order);
  }

  #hasAny(numbers: Int32Array): boolean {
    for (let at = 0; at < numbers.length; at += 1)
      if (this.#slots.slot(numbers[at] as number).value !== undefined) return true;
    return false;
  }

  #look(route: Route, slotIndex: SlotIndex, slot: FieldSlot): void {
    const { present, memo } = slotIndex;
    const { index } = slotIndex.search;
    slot.lookedEpoch = this.#epoch;
    for (let at = 0; at < present.length; at += 1)
      this.#try(route, route.index.rules[present[at] as number] as FastRule);
    if (index === undefined) return;
    for (let at = 0; at < slot.count; at += 1) {
      const text = slot.texts[at] as string;
      const known = memo.isOn && text.length <= longestRemembered ? this.#remembered(index, memo, text) : undefined;
      if (known !== undefined) this.#tryHits(route, slotIndex, known, known.length);
      else {
        const hits = this.#scan(index, text);
        if (hits.count > 0) this.#tryHits(route, slotIndex, hits.items, hits.count);
      }
    }
  }

  #remembered(index: GramIndex, memo: ValueMemo, text: string): Int32Array | undefined {
    const known = memo.get(text);
    if (known !== undefined || !memo.isOn) return known;
    const hits = this.#scan(index, text);
    const kept = hits.count === 0 ? noHits : hits.copy();
    memo.set(text, kept);
    return kept;
  }

  #scan(index: GramIndex, text: string): HitList {
    const hits = this.#hits;
    hits.count = 0;
    index.scanUnfolded(text, hits);
    return hits;
  }

  #lookEverywhere(route: Route): void {
    const slots = this.#slots;
    const { bySlot, hidden } = route.index;
    for (let at = 0; at < slots.presentCount; at += 1) {
      const slot = slots.present[at] as FieldSlot;
      const index = bySlot[slot.number];
      if (index !== undefined) this.#look(route, index, slot);
    }
    for (const index of slots.spaced ? route.index.slots : hidden) this.#lookHidden(route, index);
    if (slots.spaced) return;
    for (const number of slots.aliased) {
      const index = bySlot[number];
      if (index !== undefined) this.#lookHidden(route, index);
    }
  }

  /** All texts of the event that are long enough as one: what is found is verified in each by the rules' own tests. */
  #lookForKeywords(route: Route, slotIndex: SlotIndex, scanner: ByteScanner): void {
    const hits = this.#hits;
    hits.count = 0;
    // Where short ones count too, the list is the one that rules will be asked about.
    const texts = scanner.shortest < shortText ? this.#slots.allTexts() : this.#slots.longTexts(scanner.shortest);
    scanner.scanAll(texts.items, texts.count, hits);
    if (hits.count > 0) this.#tryHits(route, slotIndex, hits.items, hits.count);
  }

  /** A field that the event's own names do not give. */
  #lookHidden(route: Route, index: SlotIndex): void {
    const anywhere = index.slot === 0 ? index.search.anywhere : undefined;
    if (anywhere !== undefined) {
      this.#lookForKeywords(route, index, anywhere);
      return;
    }
    const slot = this.#slots.slot(index.slot);
    if (slot.lookedEpoch === this.#epoch) return;
    if (slot.value !== undefined || index.slot === 0) this.#look(route, index, slot);
  }

  #nextEpoch(): void {
    if (this.#epoch >= lastEpoch) {
      this.#marks.fill(0);
      this.#tried.fill(0);
      this.#slots.reset();
      this.#epoch = 0;
    }
    this.#epoch += 1;
  }

  /** Rules that fire, in the order they were given. */
  fire(event: Event, route: Route): readonly DetectionRule[] {
    this.#nextEpoch();
    const fired = this.#fired;
    fired.count = 0;
    this.#slots.open(event, this.#epoch);
    this.#lookEverywhere(route);
    for (const always of route.index.always) this.#tryAlways(route, always);
    if (route.sample !== undefined) this.#learn(route, route.sample);
    const { items, count } = fired;
    if (count === 0) return noRules;
    if (count === 1) return [this.#given[items[0] as number] as DetectionRule];
    const orders = fired.copy().sort();
    return Array.from(orders, (order) => this.#given[order] as DetectionRule);
  }

  /** The screen of a kind's lines of JSON. */
  screenOf(route: Route): RouteScreen {
    route.screen ??= new RouteScreen(route.rules, this.#table.fields, this.#aliasesOf, this.#askLine);
    return route.screen;
  }

  /** Whether one of the rules fires on a line that was not parsed, or the line does not tell. */
  readonly #askLine: AskRules = (bytes, start, end, rules, count) => {
    const line = this.#line;
    line.open(bytes, start, end);
    this.#nextEpoch();
    this.#slots.openLine(line, this.#epoch);
    for (let at = 0; at < count; at += 1) if (this.#fires(rules[at] as FastRule) || !line.isSure) return true;
    return false;
  };

  #learn(route: Route, sample: RouteSample): void {
    if (!sample.isFull()) sample.add((slot) => this.#slots.slot(slot));
    if (!sample.isFull()) return;
    const measured = sample.measure();
    route.index = this.#index(route.rules, measured, new WitnessChooser(measured));
    route.mask = undefined;
    route.sample = undefined;
  }
}
