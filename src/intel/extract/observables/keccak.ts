/**
 * Keccak-256 with the original padding (0x01), as Ethereum and Monero use it; not SHA3-256.
 *
 * Source: Bertoni et al., The Keccak reference 3.0; round constants and rotation offsets are its tables. Lanes are pairs of
 * 32-bit words. For short inputs only (addresses).
 */
const rounds = 24;
const rate = 136;

/** Round constants from the degree-8 LFSR of section 1.2, low and high words. */
const roundConstants = ((): Uint32Array => {
  const constants = new Uint32Array(rounds * 2);
  let register = 1;
  for (let round = 0; round < rounds; round += 1) {
    for (let bit = 0; bit < 7; bit += 1) {
      const position = (1 << bit) - 1;
      if ((register & 1) === 1) {
        const index = round * 2 + (position >= 32 ? 1 : 0);
        constants[index] = (constants[index] ?? 0) ^ (1 << (position % 32));
      }
      register = (register << 1) ^ ((register & 0x80) === 0 ? 0 : 0x171);
    }
  }
  return constants;
})();

/** Rotation offset and destination of every lane in the rho and pi steps. */
const moves = ((): readonly (readonly [from: number, to: number, by: number])[] => {
  const list: [number, number, number][] = [[0, 0, 0]];
  let x = 1;
  let y = 0;
  for (let step = 0; step < 24; step += 1) {
    const by = (((step + 1) * (step + 2)) / 2) % 64;
    list.push([x + 5 * y, y + 5 * ((2 * x + 3 * y) % 5), by]);
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return list;
})();

const word = (state: Uint32Array, index: number): number => state[index] ?? 0;

const theta = (state: Uint32Array, column: Uint32Array): void => {
  for (let x = 0; x < 10; x += 1) {
    column[x] = word(state, x) ^ word(state, x + 10) ^ word(state, x + 20) ^ word(state, x + 30) ^ word(state, x + 40);
  }
  for (let x = 0; x < 5; x += 1) {
    const left = ((x + 4) % 5) * 2;
    const right = ((x + 1) % 5) * 2;
    const low = word(column, left) ^ ((word(column, right) << 1) | (word(column, right + 1) >>> 31));
    const high = word(column, left + 1) ^ ((word(column, right + 1) << 1) | (word(column, right) >>> 31));
    for (let y = 0; y < 50; y += 10) {
      state[y + x * 2] = word(state, y + x * 2) ^ low;
      state[y + x * 2 + 1] = word(state, y + x * 2 + 1) ^ high;
    }
  }
};

const rhoAndPi = (state: Uint32Array, moved: Uint32Array): void => {
  for (const [from, to, by] of moves) {
    const swap = by >= 32;
    const low = word(state, from * 2 + (swap ? 1 : 0));
    const high = word(state, from * 2 + (swap ? 0 : 1));
    const shift = by % 32;
    moved[to * 2] = shift === 0 ? low : (low << shift) | (high >>> (32 - shift));
    moved[to * 2 + 1] = shift === 0 ? high : (high << shift) | (low >>> (32 - shift));
  }
};

const chi = (moved: Uint32Array, state: Uint32Array): void => {
  for (let y = 0; y < 50; y += 10) {
    for (let x = 0; x < 10; x += 1) {
      state[y + x] = word(moved, y + x) ^ (~word(moved, y + ((x + 2) % 10)) & word(moved, y + ((x + 4) % 10)));
    }
  }
};

const permute = (state: Uint32Array, column: Uint32Array, moved: Uint32Array): void => {
  for (let round = 0; round < rounds; round += 1) {
    theta(state, column);
    rhoAndPi(state, moved);
    chi(moved, state);
    state[0] = word(state, 0) ^ (roundConstants[round * 2] ?? 0);
    state[1] = word(state, 1) ^ (roundConstants[round * 2 + 1] ?? 0);
  }
};

export const keccak256 = (message: Uint8Array): Uint8Array => {
  const padded = new Uint8Array((Math.floor(message.length / rate) + 1) * rate);
  padded.set(message);
  padded[message.length] = (padded[message.length] ?? 0) ^ 1;
  padded[padded.length - 1] = (padded.at(-1) ?? 0) ^ 0x80;
  const state = new Uint32Array(50);
  const column = new Uint32Array(10);
  const moved = new Uint32Array(50);
  const view = new DataView(padded.buffer);
  for (let block = 0; block < padded.length; block += rate) {
    for (let at = 0; at < rate / 4; at += 1) state[at] = word(state, at) ^ view.getUint32(block + at * 4, true);
    permute(state, column, moved);
  }
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  for (let at = 0; at < 8; at += 1) out.setUint32(at * 4, word(state, at), true);
  return digest;
};
