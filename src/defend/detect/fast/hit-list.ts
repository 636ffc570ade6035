/**
 * Numbers found on the event at hand, in a list that is used again and again: emptying an array by its length gives its room back,
 * and making that anew for every value costs more than most searches do.
 */
export class HitList {
  items = new Int32Array(64);
  count = 0;

  add(hit: number): void {
    if (this.count === this.items.length) {
      const items = new Int32Array(this.count * 2);
      items.set(this.items);
      this.items = items;
    }
    this.items[this.count] = hit;
    this.count += 1;
  }

  /** @param from hits before this place are others' */
  addOnce(hit: number, from: number): void {
    for (let at = from; at < this.count; at += 1) if (this.items[at] === hit) return;
    this.add(hit);
  }

  /** A copy of what is in it. */
  copy(): Int32Array {
    return this.items.slice(0, this.count);
  }
}
