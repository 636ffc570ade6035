/**
 * MinHash (Broder 1997): a short sketch of a text whose likeness to another sketch estimates the share of five-word
 * runs the two texts have in common. Deterministic: hash functions come from fixed odd multipliers.
 */
const size = 64;
const bandRows = 4;
const shingleWords = 5;

/** FNV-1a, 32 bit, over UTF-16 code units. */
const hashWord = (word: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

const mix = (value: number): number => {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

const seeds = Uint32Array.from({ length: size }, (_, index) => mix((index + 1) * 0x9e3779b1));

/** `plain`: lower-case words divided by single spaces. */
export const shingleSketch = (plain: string): Uint32Array => {
  const words = plain.split(" ").slice(0, 4_000).map(hashWord);
  const sketch = new Uint32Array(size).fill(0xffffffff);
  for (let at = 0; at + shingleWords <= words.length; at += 1) {
    let shingle = 0;
    for (let offset = 0; offset < shingleWords; offset += 1)
      shingle = Math.imul(shingle, 0x01000193) ^ (words[at + offset] ?? 0);
    for (let index = 0; index < size; index += 1) {
      const hash = mix(shingle ^ (seeds[index] ?? 0));
      if (hash < (sketch[index] ?? 0)) sketch[index] = hash;
    }
  }
  return sketch;
};

export const sketchBands = (sketch: Uint32Array): string[] => {
  const bands: string[] = [];
  for (let at = 0; at < size; at += bandRows) bands.push(`${at}:${sketch.slice(at, at + bandRows).join(",")}`);
  return bands;
};

export const sketchLikeness = (a: Uint32Array, b: Uint32Array): number => {
  let equal = 0;
  for (let index = 0; index < size; index += 1) if (a[index] === b[index]) equal += 1;
  return equal / size;
};
