/** Damages bytes the way networks, editors and attackers do. Seeded: the same seed gives the same damage. */

/** Numbers in [0, 1) from a seed (mulberry32). */
export const createDice = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Dice = () => number;
const upTo = (dice: Dice, limit: number): number => Math.floor(dice() * limit);

const pieces = [
  "<",
  ">",
  "</div>",
  "<div><p>".repeat(300),
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "&",
  "&#x110000;",
  "&#0;",
  "&amp;".repeat(500),
  "<!DOCTYPE a [<!ENTITY b 'cc'><!ENTITY c '&b;&b;'>]>",
  "<script>",
  "<style>.a{display:none}</style>",
  '<meta charset="utf-16">',
  '<base href="javascript:alert(1)">',
  "\u0000",
  "\u202e\u2066",
  "\ufeff",
  "\ud800",
  "1".repeat(2000),
  "a.".repeat(2000),
  "CVE-".repeat(400),
  "hxxp://[.]".repeat(200),
  "“".repeat(300),
  "((((".repeat(300),
  "2026-02-30T25:61:61Z",
  "more than at least ".repeat(100),
].map((text) => new TextEncoder().encode(text));

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

type Damage = (bytes: Uint8Array, dice: Dice, other: Uint8Array) => Uint8Array;

const damages: readonly Damage[] = [
  (bytes, dice) => bytes.slice(0, upTo(dice, bytes.length)),
  (bytes, dice) => bytes.slice(upTo(dice, bytes.length)),
  (bytes, dice) => {
    const copy = bytes.slice();
    for (let left = 1 + upTo(dice, 40); left > 0 && copy.length > 0; left -= 1)
      copy[upTo(dice, copy.length)] = upTo(dice, 256);
    return copy;
  },
  (bytes, dice) => {
    const at = upTo(dice, bytes.length);
    return join(bytes.slice(0, at), bytes.slice(at + upTo(dice, 400)));
  },
  (bytes, dice) => {
    const at = upTo(dice, bytes.length);
    const end = at + upTo(dice, 2000);
    return join(bytes.slice(0, end), bytes.slice(at, end), bytes.slice(end));
  },
  (bytes, dice) => {
    const at = upTo(dice, bytes.length);
    return join(bytes.slice(0, at), pieces[upTo(dice, pieces.length)] ?? new Uint8Array(), bytes.slice(at));
  },
  (bytes, dice, other) => join(bytes.slice(0, upTo(dice, bytes.length)), other.slice(upTo(dice, other.length))),
];

/** One to five kinds of damage, one upon the other. */
export const mutateBytes = (bytes: Uint8Array, dice: Dice, other: Uint8Array): Uint8Array => {
  let damaged = bytes;
  for (let left = 1 + upTo(dice, 5); left > 0; left -= 1)
    damaged = (damages[upTo(dice, damages.length)] ?? ((same: Uint8Array) => same))(damaged, dice, other);
  return damaged;
};
