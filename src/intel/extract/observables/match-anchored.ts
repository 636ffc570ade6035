/**
 * Matches of an expression that are told by a rare piece inside them: the text is gone through for that piece, and the
 * whole is tried only where it would have to begin. Many times quicker than trying it at each letter.
 */
export interface Anchored {
  /** Global; begins with a plain character. */
  readonly anchor: RegExp;
  /** How far before the anchor the whole may begin: farthest first. */
  readonly back: readonly number[];
  /** Sticky. */
  readonly whole: RegExp;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * In order, not overlapping. `places` hold all between the anchor's ends of what can be found; the whole may begin a little before
 * its place.
 */
export const matchAnchored = (
  text: string,
  { anchor, back, whole }: Anchored,
  places: readonly Place[],
): RegExpExecArray[] => {
  const found: RegExpExecArray[] = [];
  let done = 0;
  const take = (at: number): void => {
    for (const far of back) {
      const from = at - far;
      if (from < done) continue;
      whole.lastIndex = from;
      const match = whole.exec(text);
      if (match === null) continue;
      found.push(match);
      done = from + match[0].length;
      return;
    }
  };
  for (const { start, end } of places) {
    const written = text.slice(start, end);
    anchor.lastIndex = 0;
    for (let piece = anchor.exec(written); piece; piece = anchor.exec(written)) {
      take(start + piece.index);
      anchor.lastIndex = Math.max(done - start, piece.index + 1);
    }
  }
  return found;
};
