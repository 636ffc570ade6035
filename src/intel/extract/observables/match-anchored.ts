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

/** In order, not overlapping. */
export const matchAnchored = (text: string, { anchor, back, whole }: Anchored): RegExpExecArray[] => {
  const found: RegExpExecArray[] = [];
  let done = 0;
  anchor.lastIndex = 0;
  for (let piece = anchor.exec(text); piece; piece = anchor.exec(text)) {
    for (const far of back) {
      const from = piece.index - far;
      if (from < done) continue;
      whole.lastIndex = from;
      const match = whole.exec(text);
      if (match === null) continue;
      found.push(match);
      done = from + match[0].length;
      break;
    }
    anchor.lastIndex = Math.max(done, piece.index + 1);
  }
  return found;
};
