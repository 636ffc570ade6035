/**
 * Fills the slots of one event after another by walking the event's own names once, not by asking for every name rules
 * know: most of those are absent. Names with dots, aliases and spaces are looked up when they are asked for.
 */
import type { Event, EventFields } from "#terms/event.ts";
import { EventReader, textsOf } from "../match/read-field.ts";
import { FieldSlot } from "./field-slot.ts";

export class SlotReader {
  readonly slots: readonly FieldSlot[];
  /** Slots that hold a value of the event, as far as its own names say. */
  readonly present: FieldSlot[] = [];
  presentCount = 0;
  readonly #bySlotName = new Map<string, FieldSlot>();
  readonly #reader = new EventReader();
  #event: Event | undefined;
  #epoch = 0;
  /** Whether the event has names that only a look-up finds for slots without dots: aliases, or names with spaces. */
  #indirect = false;

  constructor(fields: readonly string[]) {
    this.slots = fields.map((field, number) => new FieldSlot(this.#reader.nameOf(field), number));
    for (const slot of this.slots) if (slot.number !== 0) this.#bySlotName.set(slot.name.name, slot);
  }

  open(event: Event, epoch: number): void {
    this.#event = event;
    this.#epoch = epoch;
    this.presentCount = 0;
    this.#reader.open(event);
    this.#indirect = event.taxonomy !== undefined;
    this.#walk(event.fields);
    for (const root of this.#reader.roots) this.#walk(root);
  }

  #walk(fields: EventFields): void {
    for (const key in fields) {
      const slot = this.#bySlotName.get(key);
      if (slot === undefined) {
        if (key.includes(" ")) this.#indirect = true;
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

  get indirect(): boolean {
    return this.#indirect;
  }

  isOpen(number: number): boolean {
    return this.slots[number]?.epoch === this.#epoch;
  }

  /** Whether a slot may hold a value although the event has no name like it. */
  isNested(number: number): boolean {
    return number === 0 || (this.slots[number]?.name.dots.length ?? 0) > 0;
  }

  slot(number: number): FieldSlot {
    const slot = this.slots[number] as FieldSlot;
    if (slot.epoch === this.#epoch) return slot;
    if (number === 0) slot.setTexts(this.#event === undefined ? [] : textsOf(this.#event), this.#epoch);
    else slot.set(this.#indirect || this.isNested(number) ? this.#reader.read(slot.name) : undefined, this.#epoch);
    return slot;
  }

  /** Forgets every event, when epochs start again. */
  reset(): void {
    for (const slot of this.slots) slot.epoch = 0;
  }
}
