/**
 * Remembers what the index of a field said of a value: images, users and hosts come again and again.
 *
 * Two generations, so that what is used stays and memory is bounded; short values only; turns itself off for good when
 * too few come again.
 */
export const longestRemembered = 160;
const generationSize = 1024;
const trial = 600;
const leastHitShare = 0.5;

export class ValueMemo {
  #young = new Map<string, Int32Array>();
  #old = new Map<string, Int32Array>();
  #asked = 0;
  #found = 0;
  #on = true;

  get isOn(): boolean {
    return this.#on;
  }

  get(value: string): Int32Array | undefined {
    this.#asked += 1;
    const young = this.#young.get(value);
    if (young !== undefined) {
      this.#found += 1;
      return young;
    }
    const old = this.#old.get(value);
    if (old !== undefined) {
      this.#found += 1;
      this.set(value, old);
    } else if (this.#asked % trial === 0) this.#judge();
    return old;
  }

  #judge(): void {
    if (this.#found / this.#asked >= leastHitShare) return;
    this.#on = false;
    this.#young = new Map();
    this.#old = new Map();
  }

  set(value: string, hits: Int32Array): void {
    if (this.#young.size >= generationSize) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(value, hits);
  }
}
