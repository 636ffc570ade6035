/**
 * Two loops over bytes as WebAssembly, written out by hand: searching text is most of the work on most events, and sixteen
 * bytes at once are many times faster than one. `byte-scanner.ts` holds the same loops in TypeScript, for machines without
 * SIMD and as their twin in tests.
 *
 * `words(at, end, table, shift, out)` hashes each aligned word and notes the places whose hash the table knows.
 * `runs(at, end, masks, out)` is the first step of Teddy (Hyperscan's search for a few short needles): for each place, by the
 * halves of its four bytes, whether one of eight groups of needles may start there; it notes sixteen places as one and their
 * bits. Both give where `out` ends. Source: WebAssembly 2.0 core specification, binary format.
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
const multiply = 0x6c;
const or = 0x72;
const shiftRight = 0x76;
const atLeast = 0x4f;
const loadWord = (offset = 0): number[] => [0x28, 2, ...unsigned(offset)];
const loadByte = [0x2d, 0, 0];
const storeWord = (offset = 0): number[] => [0x36, 2, ...unsigned(offset)];
const loadBytes = (offset: number): number[] => [0xfd, 0, 0, ...unsigned(offset)];
const swizzle = [0xfd, 14];
const differ = [0xfd, 36];
const both = [0xfd, 78];
const either = [0xfd, 80];
const isAnySet = [0xfd, 83];
const bitmask = [0xfd, 100];
const shiftBytesRight = [0xfd, 109];

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
export const caseBits = 0x20202020;

const wordsBody = (): number[] => {
  const [at, end, table, shift, out] = [0, 1, 2, 3, 4] as const;
  const hash = [
    ...[...get(at), ...loadWord(), ...constant(caseBits), or],
    ...[...constant(hashFactor), multiply, ...get(shift), shiftRight],
  ];
  const note = [...get(out), ...get(at), ...storeWord(), ...countUp(out, 4)];
  return [0, ...loopOver(at, end, 4, [...get(table), ...hash, add, ...loadByte, ...whenTrue(note)]), ...get(out), 0x0b];
};

const runsBody = (): number[] => {
  const [at, end, masks, out] = [0, 1, 2, 3] as const;
  const [low, high, bytes, found] = [4, 8, 12, 13] as const;
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
  const note = [
    ...[...get(out), ...get(at), ...storeWord()],
    ...[...get(out), ...get(found), ...bytes16(0), ...differ, ...bitmask, ...storeWord(4)],
    ...countUp(out, 8),
  ];
  return [
    ...[1, 10, v128],
    ...tables,
    ...loopOver(at, end, 16, [...step, ...get(found), ...isAnySet, ...whenTrue(note)]),
    ...get(out),
    0x0b,
  ];
};

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const named = (name: string): number[] => sized([...name].map((letter) => letter.charCodeAt(0)));

const moduleBytes = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [2, 0x60, 5, i32, i32, i32, i32, i32, 1, i32, 0x60, 4, i32, i32, i32, i32, 1, i32]),
    ...section(2, [1, ...named("m"), ...named("m"), 2, 0, 1]),
    ...section(3, [2, 0, 1]),
    ...section(7, [2, ...named("words"), 0, 0, ...named("runs"), 0, 1]),
    ...section(10, [2, ...sized(wordsBody()), ...sized(runsBody())]),
  ]);

export interface ScanLoops {
  readonly words: (at: number, end: number, table: number, shift: number, out: number) => number;
  readonly runs: (at: number, end: number, masks: number, out: number) => number;
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
  const bytes = moduleBytes();
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: memory } });
  return exports as ScanLoops;
};
