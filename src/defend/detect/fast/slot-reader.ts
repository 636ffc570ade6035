/**
 * Fills the slots of one event after another by walking the event's own names once, not by asking for every name rules
 * know: most of those are absent. Nested names, aliases of the taxonomy and names with spaces are looked up besides.
 */
import type { Event, EventFields, EventValue, FieldTaxonomy } from "#terms/event.ts";
import { EventReader, type FieldName, TextList } from "../match/read-field.ts";
import { FieldSlot } from "./field-slot.ts";
import type { LineFields } from "./line-fields.ts";

/** The slots that a taxonomy knows other names for, and these names by the slot's number. */
interface Aliased {
  readonly numbers: readonly number[];
  readonly names: readonly (readonly FieldName[] | undefined)[];
}

const noNumbers: readonly number[] = [];

export class SlotReader {
  readonly slots: FieldSlot[] = [];
  /** Slots that hold a value of the event, as far as its own names say. */
  readonly present: FieldSlot[] = [];
  presentCount = 0;
  /** Whether some name of the event has a space, so that any slot may answer to it. */
  spaced = false;
  readonly #bySlotName = new Map<string, FieldSlot>();
  readonly #reader = new EventReader();
  #byTaxonomy = new WeakMap<FieldTaxonomy, Aliased>();
  #aliased: Aliased | undefined;
  #event: Event | undefined;
  /** In place of an event. */
  #line: LineFields | undefined;
  readonly #all = new TextList();
  readonly #long = new TextList();
  /** The event that `#all` is of. */
  #allEpoch = 0;
  #epoch = 0;

  /** Makes slots for the names that have none yet; a slot's number is its name's place. Between events only. */
  know(fields: readonly string[]): void {
    if (fields.length === this.slots.length) return;
    for (const field of fields.slice(this.slots.length)) {
      const slot = new FieldSlot(this.#reader.nameOf(field), this.slots.length);
      if (slot.number !== 0) this.#bySlotName.set(slot.name.name, slot);
      this.slots.push(slot);
    }
    this.#byTaxonomy = new WeakMap();
  }

  open(event: Event, epoch: number): void {
    this.#event = event;
    this.#line = undefined;
    this.#epoch = epoch;
    this.presentCount = 0;
    this.spaced = false;
    this.#reader.open(event);
    this.#aliased = event.taxonomy === undefined ? undefined : this.#aliasesOf(event.taxonomy);
    this.#walk(event.fields);
    for (const root of this.#reader.roots) this.#walk(root);
  }

  /** Reads from a line that was not parsed, as far as it tells. */
  openLine(line: LineFields, epoch: number): void {
    this.#event = undefined;
    this.#line = line;
    this.#epoch = epoch;
  }

  #aliasesOf(taxonomy: FieldTaxonomy): Aliased {
    let aliased = this.#byTaxonomy.get(taxonomy);
    if (aliased === undefined) {
      const slots = this.slots.filter(({ name }) => Object.hasOwn(taxonomy.aliases, name.name));
      const names: (readonly FieldName[] | undefined)[] = this.slots.map(() => undefined);
      for (const { number, name } of slots) names[number] = this.#reader.aliasesOf(name.name, taxonomy);
      aliased = { numbers: slots.map(({ number }) => number), names };
      this.#byTaxonomy.set(taxonomy, aliased);
    }
    return aliased;
  }

  #walk(fields: EventFields): void {
    for (const key in fields) {
      const slot = this.#bySlotName.get(key);
      if (slot === undefined) {
        if (key.includes(" ")) this.spaced = true;
        continue;
      }
      if (slot.epoch === this.#epoch) continue;
      const value = fields[key];
      if (value === undefined) continue;
      slot.set(value, this.#epoch);
      this.present[this.presentCount] = slot;
      this.presentCount += 1;
    }
  }

  /** Slots that an alias may fill. */
  get aliased(): readonly number[] {
    return this.#aliased?.numbers ?? noNumbers;
  }

  /** Whether a slot may hold a value although no event has a name like it at its top. */
  isNested(number: number): boolean {
    return number === 0 || (this.slots[number]?.name.parts.length ?? 1) > 1;
  }

  slot(number: number): FieldSlot {
    const slot = this.slots[number] as FieldSlot;
    if (slot.epoch === this.#epoch) return slot;
    if (this.#line !== undefined) slot.set(this.#line.read(number, slot.name.name), this.#epoch);
    else if (number === 0) slot.setTexts(this.allTexts(), this.#epoch);
    else slot.set(this.#readHidden(slot), this.#epoch);
    return slot;
  }

  /** What the event's own names, all of which were walked, do not give. */
  #readHidden({ name, number }: FieldSlot): EventValue | undefined {
    if (this.spaced || name.parts.length > 1) return this.#reader.read(name);
    const others = this.#aliased?.names[number];
    return others === undefined ? undefined : this.#reader.readFirst(others);
  }

  /** Every text of the event, for keywords. */
  allTexts(): TextList {
    if (this.#allEpoch !== this.#epoch) this.#readTexts(this.#all, 0);
    this.#allEpoch = this.#epoch;
    return this.#all;
  }

  /** The texts of the event that have so many characters. */
  longTexts(shortest: number): TextList {
    this.#readTexts(this.#long, shortest);
    return this.#long;
  }

  #readTexts(texts: TextList, shortest: number): void {
    if (this.#event === undefined) texts.count = 0;
    else texts.read(this.#event, shortest);
  }

  /** Forgets every event, when epochs start again. */
  reset(): void {
    this.#allEpoch = 0;
    for (const slot of this.slots) {
      slot.epoch = 0;
      slot.lookedEpoch = 0;
    }
  }
}
