/**
 * Finds every one of many fixed phrases in a text in one pass (Aho and Corasick 1975).
 *
 * Matching folds case, dashes, apostrophes and blanks one code unit for one code unit, so places stay true; phrases may
 * overlap and all are reported. Linear in the text plus the matches. Transitions sit in one open-addressing hash table,
 * which keeps some ten thousand phrases within a few megabytes.
 */
const foldTable = new Uint16Array(65536);
/** 1 for letters, digits and low lines as names hold them; kana, Han and Hangul, which are written without blanks, are none. */
const inWord = new Uint8Array(65536);
for (let code = 0; code < 65536; code += 1)
  inWord[code] =
    (code >= 48 && code <= 57) ||
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 0xc0 && code < 0x2000) ||
    code === 95
      ? 1
      : 0;
for (let code = 0; code < 65536; code += 1) {
  const lower = code < 0xd800 ? String.fromCharCode(code).toLowerCase() : "";
  foldTable[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
}
for (const dash of "‐‑‒–—−") foldTable[dash.charCodeAt(0)] = 45;
for (const apostrophe of "’‘ʼ`´") foldTable[apostrophe.charCodeAt(0)] = 39;
for (const blank of "\t\n\r\u00a0\u2002\u2003\u2009\u202f") foldTable[blank.charCodeAt(0)] = 32;

/** One folded code unit: lower case, plain dash, plain apostrophe, plain blank. */
export const foldCode = (code: number): number => foldTable[code] ?? code;

/** Folds a whole string, length kept. */
export const fold = (text: string): string => {
  let folded = "";
  for (let at = 0; at < text.length; at += 1) folded += String.fromCharCode(foldCode(text.charCodeAt(at)));
  return folded;
};

export type OnMatch = (phrase: number, start: number, end: number) => void;

/** Is the code unit a letter, digit or low line of a script that parts its words by blanks? */
export const isWordCode = (code: number): boolean => inWord[code] === 1;

export interface Automaton {
  /** Calls back for each phrase that stands in the text, in order of its end; longest first at one end. */
  readonly scan: (text: string, onMatch: OnMatch) => void;
}

/** Node and letter to node, open addressing; 0 means no edge (nothing leads back to the root). */
class Transitions {
  readonly #nodes: Int32Array;
  readonly #codes: Uint16Array;
  readonly #values: Int32Array;
  readonly #mask: number;

  constructor(edges: number) {
    let size = 1024;
    while (size < edges * 2) size *= 2;
    this.#nodes = new Int32Array(size).fill(-1);
    this.#codes = new Uint16Array(size);
    this.#values = new Int32Array(size);
    this.#mask = size - 1;
  }

  #slot(node: number, code: number): number {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) & this.#mask;
    for (let held = this.#nodes[slot]; held !== -1; held = this.#nodes[slot]) {
      if (held === node && this.#codes[slot] === code) return slot;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  get(node: number, code: number): number {
    return this.#values[this.#slot(node, code)] ?? 0;
  }

  set(node: number, code: number, next: number): void {
    const slot = this.#slot(node, code);
    this.#nodes[slot] = node;
    this.#codes[slot] = code;
    this.#values[slot] = next;
  }
}

export interface Trie {
  readonly next: Transitions;
  readonly nodes: number;
  /** Of each node: its parent and the letter that leads to it. Parents come before their children. */
  readonly parents: Int32Array;
  readonly letters: Uint16Array;
  readonly depths: Uint16Array;
  /** First phrase that ends at a node, and the next phrase that ends where this one does; -1 for none. */
  readonly first: Int32Array;
  readonly following: Int32Array;
}

export const plant = (phrases: readonly string[]): Trie => {
  const size = phrases.reduce((sum, phrase) => sum + phrase.length, 1);
  const next = new Transitions(size);
  const parents = new Int32Array(size);
  const letters = new Uint16Array(size);
  const depths = new Uint16Array(size);
  const first = new Int32Array(size).fill(-1);
  const following = new Int32Array(phrases.length).fill(-1);
  let nodes = 1;
  for (const [index, phrase] of phrases.entries()) {
    let node = 0;
    for (let at = 0; at < phrase.length; at += 1) {
      const code = foldCode(phrase.charCodeAt(at));
      let child = next.get(node, code);
      if (child === 0) {
        child = nodes;
        nodes += 1;
        next.set(node, code, child);
        parents[child] = node;
        letters[child] = code;
        depths[child] = at + 1;
      }
      node = child;
    }
    if (node === 0) continue;
    following[index] = first[node] ?? -1;
    first[node] = index;
  }
  return { next, nodes, parents, letters, depths, first, following };
};

/** Nodes by depth, so that failure links of shorter prefixes are known before they are needed. */
const byDepth = (trie: Trie): Int32Array => {
  let deepest = 0;
  for (let node = 1; node < trie.nodes; node += 1) deepest = Math.max(deepest, trie.depths[node] ?? 0);
  const starts = new Int32Array(deepest + 2);
  for (let node = 0; node < trie.nodes; node += 1) {
    const slot = (trie.depths[node] ?? 0) + 1;
    starts[slot] = (starts[slot] ?? 0) + 1;
  }
  for (let depth = 1; depth < starts.length; depth += 1)
    starts[depth] = (starts[depth] ?? 0) + (starts[depth - 1] ?? 0);
  const order = new Int32Array(trie.nodes);
  for (let node = 0; node < trie.nodes; node += 1) {
    const depth = trie.depths[node] ?? 0;
    const at = starts[depth] ?? 0;
    order[at] = node;
    starts[depth] = at + 1;
  }
  return order;
};

/** Where to go on when a node has no edge for a letter, and the next shorter phrase that ends at a node. */
const linkFailures = (trie: Trie): { fail: Int32Array; output: Int32Array } => {
  const fail = new Int32Array(trie.nodes);
  const output = new Int32Array(trie.nodes);
  for (const node of byDepth(trie)) {
    if (node === 0) continue;
    const code = trie.letters[node] ?? 0;
    let back = trie.parents[node] ?? 0;
    let target = 0;
    while (back !== 0 && target === 0) {
      back = fail[back] ?? 0;
      target = trie.next.get(back, code);
    }
    fail[node] = target;
    output[node] = (trie.first[target] ?? -1) >= 0 ? target : (output[target] ?? 0);
  }
  return { fail, output };
};

/** Builds the automaton. Empty phrases never match. */
export const buildAutomaton = (phrases: readonly string[]): Automaton => {
  const trie = plant(phrases);
  const { fail, output } = linkFailures(trie);
  const lengths = Int32Array.from(phrases, (phrase) => phrase.length);
  const ends = new Uint8Array(trie.nodes);
  for (let node = 1; node < trie.nodes; node += 1)
    ends[node] = (trie.first[node] ?? -1) >= 0 || output[node] !== 0 ? 1 : 0;
  const report = (from: number, end: number, onMatch: OnMatch): void => {
    for (let node = from; node !== 0; node = output[node] ?? 0) {
      for (let phrase = trie.first[node] ?? -1; phrase >= 0; phrase = trie.following[phrase] ?? -1)
        onMatch(phrase, end - (lengths[phrase] ?? 0), end);
    }
  };
  const scan = (text: string, onMatch: OnMatch): void => {
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = foldCode(text.charCodeAt(at));
      let child = trie.next.get(node, code);
      while (child === 0 && node !== 0) {
        node = fail[node] ?? 0;
        child = trie.next.get(node, code);
      }
      node = child;
      if (ends[node] === 1) report(node, at + 1, onMatch);
    }
  };
  return { scan };
};
