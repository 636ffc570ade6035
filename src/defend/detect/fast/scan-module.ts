/**
 * Three loops over bytes as WebAssembly, written out by hand: searching text is most of the work on most events, and sixteen
 * bytes at once are many times faster than one. `byte-scanner.ts` holds the same loops in TypeScript, for machines without
 * SIMD and as their twin in tests.
 *
 * `words(at, end, table, second, shift, out)` hashes each aligned word in two ways and notes the places whose hashes both tables
 * know, some behind the end too, as it looks at whole blocks. `runs(at, end, masks, table, shift, out)` begins as Teddy does (Hyperscan's search for a few short needles): for each
 * place, by the halves of its four bytes, whether one of eight groups of needles may start there; of such places it notes those
 * whose first two, three or four bytes have a hash the table knows.
 * `names(at, end, shift, doubtful, bits, out)` notes, in JSON, each brace that opens an object with members; each quote that may end
 * a name (a colon, a space or a comment stands behind it); each backslash before a `u` and a hexadecimal digit; and -1 at last
 * when some byte is not ASCII. Beside each stands a mark: a hash of the four bytes before it, and `bits` above it one of the
 * eight; `doubtful` where there is a space among them, and for all that is no quote.
 * All give where `out` ends. Source: WebAssembly 2.0 core specification, binary format.
 */
const unsigned = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
};

const signed = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
};

const i32 = 0x7f;
const v128 = 0x7b;
const get = (local: number): number[] => [0x20, ...unsigned(local)];
const set = (local: number): number[] => [0x21, ...unsigned(local)];
const constant = (value: number): number[] => [0x41, ...signed(value)];
const bytes16 = (byte: number): number[] => [0xfd, 12, ...Array<number>(16).fill(byte)];
const add = 0x6a;
const subtract = 0x6b;
const and = 0x71;
const xor = 0x73;
const trailingZeros = 0x68;
const isBelow = 0x49;
const isAbove = 0x4b;
const shiftLeft = 0x74;
const select = 0x1b;
const isZero = 0x45;
const multiply = 0x6c;
const or = 0x72;
const shiftRight = 0x76;
const atLeast = 0x4f;
const loadWord = (offset = 0): number[] => [0x28, 2, ...unsigned(offset)];
const loadByte = [0x2d, 0, 0];
const storeWord = (offset = 0): number[] => [0x36, 2, ...unsigned(offset)];
const loadBytes = (offset: number): number[] => [0xfd, 0, 0, ...unsigned(offset)];
/** The relaxed one is one instruction; both say the same of indexes below sixteen, and here there are no others. */
const swizzles = { plain: [0xfd, 14], relaxed: [0xfd, 0x80, 2] } as const;
type Swizzle = keyof typeof swizzles;
const same = [0xfd, 35];
const differ = [0xfd, 36];
const atMost = [0xfd, 42];
const both = [0xfd, 78];
const either = [0xfd, 80];
const isAnySet = [0xfd, 83];
const bitmask = [0xfd, 100];
const shiftBytesRight = [0xfd, 109];
const splatWord = [0xfd, 17];
const multiplyWords = [0xfd, ...unsigned(181)];
const shiftWordsRight = [0xfd, ...unsigned(173)];
const wordOfLane = (lane: number): number[] => [0xfd, 27, lane];

const countUp = (local: number, by: number): number[] => [...get(local), ...constant(by), add, ...set(local)];

/** Until the local `at` reaches `end`, in steps. */
const loopOver = (at: number, end: number, step: number, body: readonly number[]): number[] => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...[...get(at), ...get(end), atLeast, 0x0d, 1],
  ...body,
  ...countUp(at, step),
  ...[0x0c, 0, 0x0b, 0x0b],
];

const whenTrue = (body: readonly number[]): number[] => [0x04, 0x40, ...body, 0x0b];

export const hashFactor = 0x9e3779b1;
/** Of a second table, so that what both know by chance is rare. */
export const secondFactor = 0x85ebca6b;
export const caseBits = 0x20202020;

const hashOf = (word: readonly number[], factor: number, shift: number): number[] => [
  ...[...word, ...constant(factor), multiply, ...get(shift), shiftRight],
];

const wordsBody = (): number[] => {
  const [at, end, table, second, shift, out] = [0, 1, 2, 3, 4, 5] as const;
  const [word, place, stop, hashes] = [6, 7, 8, 9] as const;
  // Four words at once: what the table knows of them is joined before anything is decided.
  const hashAll = [
    ...[...get(at), ...loadBytes(0), ...bytes16(0x20), ...either],
    ...[...constant(hashFactor), ...splatWord, ...multiplyWords, ...get(shift), ...shiftWordsRight, ...set(hashes)],
  ];
  const isLaneIn = (lane: number): number[] => [...get(hashes), ...wordOfLane(lane), ...get(table), add, ...loadByte];
  const isAnyIn = [...isLaneIn(0), ...isLaneIn(1), or, ...isLaneIn(2), or, ...isLaneIn(3), or];
  const read = [...get(place), ...loadWord(), ...constant(caseBits), or, ...set(word)];
  const isIn = (where: number, factor: number): number[] => [
    ...[...get(where), ...hashOf(get(word), factor, shift), add, ...loadByte],
  ];
  const note = [...get(out), ...get(place), ...storeWord(), ...countUp(out, 4)];
  const lookAtEach = [
    ...[...get(at), ...set(place), ...get(at), ...constant(16), add, ...set(stop)],
    ...loopOver(place, stop, 4, [
      ...read,
      ...isIn(table, hashFactor),
      ...isIn(second, secondFactor),
      and,
      ...whenTrue(note),
    ]),
  ];
  return [
    ...[2, 3, i32, 1, v128],
    ...loopOver(at, end, 16, [...hashAll, ...isAnyIn, ...whenTrue(lookAtEach)]),
    ...[...get(out), 0x0b],
  ];
};

/** A loop over the bits that are set in a local, lowest first: `place` is `at` and the bit's number. */
const eachBit = (bits: number, at: number, place: number, body: readonly number[]): number[] => [
  ...[0x03, 0x40, ...get(bits), 0x04, 0x40],
  ...[...get(at), ...get(bits), trailingZeros, add, ...set(place), ...body],
  ...[...get(bits), ...get(bits), ...constant(1), subtract, and, ...set(bits)],
  ...[0x0c, 1, 0x0b, 0x0b],
];

const runsBody = (kind: Swizzle): number[] => {
  const swizzle = swizzles[kind];
  const [at, end, masks, table, shift, out] = [0, 1, 2, 3, 4, 5] as const;
  const [bits, place, word, low, high, bytes, found] = [6, 7, 8, 9, 13, 17, 18] as const;
  const tables = [0, 1, 2, 3].flatMap((byte) => [
    ...[...get(masks), ...loadBytes(byte * 16), ...set(low + byte)],
    ...[...get(masks), ...loadBytes(64 + byte * 16), ...set(high + byte)],
  ]);
  const step = [0, 1, 2, 3].flatMap((byte) => [
    ...[...get(at), ...loadBytes(byte), ...bytes16(0x20), ...either, ...set(bytes)],
    ...[...get(low + byte), ...get(bytes), ...bytes16(0x0f), ...both, ...swizzle],
    ...[...get(high + byte), ...get(bytes), ...constant(4), ...shiftBytesRight, ...swizzle],
    ...both,
    ...(byte === 0 ? [] : [...get(found), ...both]),
    ...set(found),
  ]);
  const isIn = (mask: number): number[] => [
    ...[...get(table), ...hashOf([...get(word), ...constant(mask), and], hashFactor, shift), add, ...loadByte],
  ];
  const look = [
    ...[...get(place), ...[0x28, 0, 0], ...constant(caseBits), or, ...set(word)],
    ...[...isIn(0xffff), ...isIn(0xffffff), or, ...isIn(-1), or],
    ...whenTrue([...get(out), ...get(place), ...storeWord(), ...countUp(out, 4)]),
  ];
  const lookAll = [
    ...get(found),
    ...bytes16(0),
    ...differ,
    ...bitmask,
    ...set(bits),
    ...eachBit(bits, at, place, look),
  ];
  return [
    ...[2, 3, i32, 10, v128],
    ...tables,
    ...loopOver(at, end, 16, [...step, ...get(found), ...isAnySet, ...whenTrue(lookAll)]),
    ...get(out),
    0x0b,
  ];
};

/** Bytes of a word that are spaces, by their highest bit; from the lowest space on. */
const spacesOf = (word: number): number[] => [
  ...[...get(word), ...constant(0x20202020), xor, ...constant(0x01010101), subtract],
  ...[...get(word), ...constant(0x20202020), xor, ...constant(-1), xor, and, ...constant(-0x7f7f7f80), and],
];

const namesBody = (): number[] => {
  const [at, end, shift, doubtful, bits, out] = [0, 1, 2, 3, 4, 5] as const;
  const [places, place, word, other, bytes, next, space, seen] = [6, 7, 8, 9, 10, 11, 12, 13] as const;
  const is = (local: number, char: string): number[] => [...get(local), ...bytes16(char.charCodeAt(0)), ...same];
  const load = [
    ...[...get(at), ...loadBytes(0), ...set(bytes), ...get(at), ...loadBytes(1), ...set(next)],
    ...[...get(next), ...bytes16(0x20), ...atMost, ...set(space)],
    ...[...get(seen), ...get(bytes), ...either, ...set(seen)],
  ];
  const ends = [...is(bytes, '"'), ...get(space), ...is(next, ":"), ...either, ...is(next, "/"), ...either, ...both];
  const opens = [...is(bytes, "{"), ...get(space), ...is(next, '"'), ...either, ...both];
  const escapes = [...is(bytes, "\\"), ...is(next, "u"), ...both];
  const byteAt = (offset: number): number[] => [...get(place), 0x2d, 0, offset];
  const isIn = (offset: number, from: number, count: number): number[] => [
    ...[...byteAt(offset), ...constant(0x20), or, ...constant(from), subtract, ...constant(count), isBelow],
  ];
  const wordBefore = (back: number): number[] => [...get(place), ...constant(back), subtract, ...[0x28, 0, 0]];
  const eight = [...get(other), ...get(word), ...constant(hashFactor), multiply, add];
  const note = (mark: readonly number[]): number[] => [
    ...[...get(out), ...get(place), ...storeWord(), ...get(out), ...mark, ...storeWord(4), ...countUp(out, 8)],
  ];
  const hashes = [
    ...hashOf(get(word), hashFactor, shift),
    ...[...hashOf(eight, secondFactor, shift), ...get(bits), shiftLeft, or],
    ...[...get(doubtful), ...constant(0), ...spacesOf(word), ...spacesOf(other), or, select, or],
  ];
  const look = [...wordBefore(4), ...set(word), ...wordBefore(8), ...set(other), ...note(hashes)];
  const isQuote = [...byteAt(0), ...constant(0x22), xor, isZero];
  const isFar = [...get(place), ...constant(7), isAbove];
  const isEscape = [...byteAt(0), ...constant(0x5c), xor, ...isIn(2, 0x30, 10), ...isIn(2, 0x61, 6), or, or];
  const step = [
    ...[...isQuote, ...isFar, and],
    // A name so near the start is looked at by the caller.
    ...[0x04, 0x40, ...look, 0x05, ...isEscape, ...whenTrue(note(get(doubtful))), 0x0b],
  ];
  const body = [...load, ...ends, ...opens, ...either, ...escapes, ...either, ...bitmask, ...set(places)];
  const tellWide = [...constant(-1), ...set(place), ...note(get(doubtful))];
  const isWide = [...get(seen), ...bitmask];
  return [
    ...[2, 4, i32, 4, v128],
    ...loopOver(at, end, 16, [...body, ...eachBit(places, at, place, step)]),
    ...[...isWide, ...whenTrue(tellWide), ...get(out), 0x0b],
  ];
};

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const named = (name: string): number[] => sized([...name].map((letter) => letter.charCodeAt(0)));

const moduleBytes = (swizzle: Swizzle): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 6, i32, i32, i32, i32, i32, i32, 1, i32]),
    ...section(2, [1, ...named("m"), ...named("m"), 2, 0, 1]),
    ...section(3, [3, 0, 0, 0]),
    ...section(7, [3, ...named("words"), 0, 0, ...named("runs"), 0, 1, ...named("names"), 0, 2]),
    ...section(10, [3, ...sized(wordsBody()), ...sized(runsBody(swizzle)), ...sized(namesBody())]),
  ]);

type ScanLoop = (at: number, end: number, one: number, other: number, shift: number, out: number) => number;

export interface ScanLoops {
  readonly words: ScanLoop;
  readonly runs: ScanLoop;
  readonly names: ScanLoop;
}

export interface ScanMemory {
  readonly buffer: ArrayBuffer;
  readonly grow: (pages: number) => number;
}

/** What we use of WebAssembly's own interface, which TypeScript knows only for browsers. */
declare const WebAssembly:
  | {
      readonly Memory: new (size: { readonly initial: number }) => ScanMemory;
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
      readonly validate: (bytes: Uint8Array) => boolean;
    }
  | undefined;

/** Memory that loops can read; plain memory where there is no WebAssembly. */
export const openScanMemory = (pages: number): ScanMemory => {
  if (typeof WebAssembly !== "undefined") return new WebAssembly.Memory({ initial: pages });
  const memory = { buffer: new ArrayBuffer(pages << 16), grow: (more: number) => grow(more) };
  const grow = (more: number): number => {
    const before = memory.buffer.byteLength;
    memory.buffer = memory.buffer.transfer(before + (more << 16));
    return before >> 16;
  };
  return memory;
};

/** `undefined` on machines without WebAssembly or its SIMD. */
export const openScanLoops = (memory: ScanMemory): ScanLoops | undefined => {
  if (typeof WebAssembly === "undefined") return undefined;
  const { validate } = WebAssembly;
  const bytes = [moduleBytes("relaxed"), moduleBytes("plain")].find((one) => validate(one));
  if (bytes === undefined) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: memory } });
  return exports as ScanLoops;
};
