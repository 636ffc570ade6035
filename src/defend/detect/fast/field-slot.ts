/** One field of the event at hand: read once, folded once, only when something asks. */
import type { EventValue, Leaf } from "#terms/event.ts";
import { foldCase, foldDashes } from "../match/fold-case.ts";
import { type FieldName, leavesOf, type TextList } from "../match/read-field.ts";

export class FieldSlot {
  readonly name: FieldName;
  readonly number: number;
  /** The event it holds; older ones are as good as absent. */
  epoch = 0;
  /** The event on which its index was asked. */
  lookedEpoch = 0;
  value: EventValue | undefined;
  /** How many of `texts` are of this event: its leaves as texts; `null` leaves are none. */
  count = 0;
  readonly texts: string[] = [];
  readonly #folded: (string | undefined)[] = [];
  readonly #dashed: (string | undefined)[] = [];

  constructor(name: FieldName, number: number) {
    this.name = name;
    this.number = number;
  }

  set(value: EventValue | undefined, epoch: number): void {
    this.epoch = epoch;
    this.value = value;
    this.count = 0;
    if (typeof value === "string") this.#add(value);
    else if (value === undefined || value === null) return;
    else if (typeof value === "object") for (const leaf of leavesOf(value)) this.#addLeaf(leaf);
    else this.#add(String(value));
  }

  /** For the slot of keywords: all texts of the event. */
  setTexts({ items, count }: TextList, epoch: number): void {
    this.epoch = epoch;
    this.count = 0;
    for (let at = 0; at < count; at += 1) this.#add(items[at] as string);
  }

  #addLeaf(leaf: Leaf): void {
    if (leaf !== null) this.#add(typeof leaf === "string" ? leaf : String(leaf));
  }

  #add(text: string): void {
    const at = this.count;
    this.texts[at] = text;
    this.#folded[at] = undefined;
    this.#dashed[at] = undefined;
    this.count = at + 1;
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

  /** The leaves as they are, `null` too. */
  leaves(): readonly Leaf[] {
    return this.value === undefined ? [] : leavesOf(this.value);
  }
}
