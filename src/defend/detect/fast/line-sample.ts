/** Lines of one kind of event, as far as they tell which marks of rules are rare in them. */
import type { EventFields, EventValue } from "#terms/event.ts";
import { GramCounts } from "./gram-counts.ts";
import { lastPart } from "./line-names.ts";

const deepest = 20;
const longestLine = 20_000;
const longestValue = 60;
const countBits = 18;

export class LineSample {
  /** How often runs stand in the lines, for each a thousandth part of a line at least. */
  readonly counts = new GramCounts(countBits);
  readonly #lines: string[] = [];
  #wide = 0;
  readonly #names = new Map<string, number>();
  readonly #shares = new Map<string, number>();

  get size(): number {
    return this.#lines.length;
  }

  /** @param line its bytes, a character each @param fields of the event that stands in it */
  add(line: string, fields: EventFields): void {
    const folded = line.slice(0, longestLine).toLowerCase();
    this.#lines.push(folded);
    if (/[^\x00-\x7f]/.test(line)) this.#wide += 1;
    this.counts.add(folded, 1);
    const names = new Set<string>();
    this.#addNames(fields, names, deepest);
    for (const name of names) this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
  }

  #addNames(value: EventValue, into: Set<string>, left: number): void {
    if (typeof value !== "object" || value === null || left === 0) return;
    for (const [name, inner] of Object.entries(value)) {
      const end = lastPart(name);
      into.add(end);
      if (typeof inner === "object") this.#addNames(inner as EventValue, into, left - 1);
      else if (String(inner).length < longestValue) into.add(`${end}\0${String(inner).toLowerCase()}`);
    }
  }

  #shareOf(count: number): number {
    return Math.min(1, count / Math.max(1, this.#lines.length));
  }

  shareOfName(end: string): number {
    return this.#shareOf(this.#names.get(end) ?? 0);
  }

  shareOfValue(end: string, text: string): number {
    return this.#shareOf(this.#names.get(`${end}\0${text}`) ?? 0);
  }

  shareOfWide(): number {
    return this.#shareOf(this.#wide);
  }

  /** Of a text of four characters or more, at most so many lines hold it. */
  shareOfText(text: string): number {
    if (text.length >= 4) return this.#shareOf(this.counts.of(text, this.counts.rarest(text)));
    let share = this.#shares.get(text);
    if (share === undefined) {
      share = this.#shareOf(this.#lines.reduce((count, line) => count + (line.includes(text) ? 1 : 0), 0));
      this.#shares.set(text, share);
    }
    return share;
  }
}
