/**
 * Chances of a sentence's labels under a linear-chain conditional random field, by forward and backward passes (Lafferty,
 * McCallum, Pereira 2001), in arrays that are used again. Every value is scaled token by token, so a sentence of any
 * length stays within the numbers of the machine.
 */
import { labels, mayFollow, width } from "./labels.ts";

/** Which label may come after which, `last × width + next`. */
export const allowed = Uint8Array.from({ length: width * width }, (_, at) =>
  mayFollow(Math.floor(at / width), at % width) ? 1 : 0,
);

/** For each label those that may stand before it, and after it. */
const beside = (may: (one: number, other: number) => boolean): readonly Int32Array[] =>
  labels.map((_, one) => Int32Array.from(labels.flatMap((_name, other) => (may(one, other) ? [other] : []))));

const before = beside((next, last) => mayFollow(last, next));
const after = beside((last, next) => mayFollow(last, next));

export class Lattice {
  readonly #emit: Float64Array;
  readonly #forward: Float64Array;
  readonly #backward: Float64Array;
  readonly #scale: Float64Array;
  readonly #move = new Float64Array(width * width);

  /** @param most tokens of the longest sentence */
  constructor(most: number) {
    this.#emit = new Float64Array(most * width);
    this.#forward = new Float64Array(most * width);
    this.#backward = new Float64Array(most * width);
    this.#scale = new Float64Array(most);
  }

  /** Takes the scores of a token's labels, `scores[from + label]`, each divided by `unit`. */
  read(at: number, scores: Float64Array | Float32Array, from: number, unit: number): void {
    const base = at * width;
    let most = -Infinity;
    for (let label = 0; label < width; label += 1) most = Math.max(most, scores[from + label] as number);
    for (let label = 0; label < width; label += 1)
      this.#emit[base + label] = Math.exp(((scores[from + label] as number) - most) / unit);
  }

  #goForward(count: number): void {
    for (let at = 0; at < count; at += 1) {
      const base = at * width;
      let sum = 0;
      for (let next = 0; next < width; next += 1) {
        let value = at === 0 ? (this.#move[next] as number) : 0;
        if (at > 0)
          for (const last of before[next] ?? [])
            value += (this.#forward[base - width + last] as number) * (this.#move[last * width + next] as number);
        value *= this.#emit[base + next] as number;
        this.#forward[base + next] = value;
        sum += value;
      }
      this.#scale[at] = sum;
      for (let next = 0; next < width; next += 1)
        this.#forward[base + next] = (this.#forward[base + next] as number) / sum;
    }
  }

  #goBackward(count: number): void {
    this.#backward.fill(1, (count - 1) * width, count * width);
    for (let at = count - 2; at >= 0; at -= 1) {
      const base = at * width;
      const scale = this.#scale[at + 1] as number;
      for (let last = 0; last < width; last += 1) {
        let value = 0;
        for (const next of after[last] ?? []) {
          const ahead = base + width + next;
          value +=
            (this.#move[last * width + next] as number) *
            (this.#emit[ahead] as number) *
            (this.#backward[ahead] as number);
        }
        this.#backward[base + last] = value / scale;
      }
    }
  }

  /** Works the chances out for the first `count` tokens that were read. `move` is divided by `unit`. */
  run(count: number, move: Float32Array, unit: number): void {
    for (let at = 0; at < move.length; at += 1)
      this.#move[at] = allowed[at] === 1 ? Math.exp((move[at] as number) / unit) : 0;
    this.#goForward(count);
    this.#goBackward(count);
  }

  chance(at: number, label: number): number {
    return (this.#forward[at * width + label] as number) * (this.#backward[at * width + label] as number);
  }

  /** Chance that `last` stands at the token before `at` and `next` at it. */
  chanceOfMove(at: number, last: number, next: number): number {
    const before = at === 0 ? 1 : (this.#forward[(at - 1) * width + last] as number);
    const here = at * width + next;
    const onward = (this.#emit[here] as number) * (this.#backward[here] as number);
    return (before * (this.#move[last * width + next] as number) * onward) / (this.#scale[at] as number);
  }

  /**
   * Chances of all names that begin at `from` with label `begin`, by their end: exactly the tokens up to it are one name.
   * Calls back for those of at least `least`.
   */
  spansFrom(
    from: number,
    begin: number,
    count: number,
    least: number,
    found: (to: number, chance: number) => void,
  ): void {
    const inside = begin + 1;
    /** Chance that the name holds all tokens before `to`. */
    let open = this.chance(from, begin);
    let last = begin;
    for (let to = from + 1; to <= count && open >= least; to += 1) {
      const here = to < count ? this.chance(to - 1, last) : 0;
      const onward = here <= 0 ? 0 : Math.min(1, this.chanceOfMove(to, last, inside) / here);
      const chance = Math.max(0, Math.min(1, open * (1 - onward)));
      if (chance >= least) found(to, chance);
      open *= onward;
      last = inside;
    }
  }
}
