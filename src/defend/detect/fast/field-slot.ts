/** One field of the event at hand: read once, folded once, only when something asks. */
import type { EventValue, Leaf } from "#terms/event.ts";
import { foldCase, foldDashes } from "../match/fold-case.ts";
import { type EventReader, type FieldName, leavesOf } from "../match/read-field.ts";

export class FieldSlot {
  readonly name: FieldName;
  epoch = 0;
  value: EventValue | undefined;
  /** Leaves as texts; `null` leaves are none. */
  readonly texts: string[] = [];
  readonly #folded: string[] = [];
  readonly #dashed: string[] = [];

  constructor(name: FieldName) {
    this.name = name;
  }

  load(reader: EventReader, epoch: number): void {
    this.epoch = epoch;
    this.value = reader.read(this.name);
    this.#reset();
    const { value } = this;
    if (value === undefined || value === null) return;
    if (typeof value === "string") this.texts.push(value);
    else if (typeof value === "object")
      for (const leaf of leavesOf(value)) {
        if (leaf !== null) this.texts.push(typeof leaf === "string" ? leaf : String(leaf));
      }
    else this.texts.push(String(value));
  }

  /** For the slot of keywords: all texts of the event. */
  loadTexts(texts: readonly string[], epoch: number): void {
    this.epoch = epoch;
    this.#reset();
    for (const text of texts) this.texts.push(text);
  }

  /** The leaves as they are, `null` too. */
  leaves(): readonly Leaf[] {
    return this.value === undefined ? [] : leavesOf(this.value);
  }

  #reset(): void {
    this.texts.length = 0;
    this.#folded.length = 0;
    this.#dashed.length = 0;
  }

  folded(index: number): string {
    let text = this.#folded[index];
    if (text === undefined) {
      text = foldCase(this.texts[index] ?? "");
      this.#folded[index] = text;
    }
    return text;
  }

  /** Folded, and all dashes made one. */
  dashed(index: number): string {
    let text = this.#dashed[index];
    if (text === undefined) {
      text = foldDashes(this.folded(index));
      this.#dashed[index] = text;
    }
    return text;
  }
}
