/** Cuts a text at the edges of its marks: plain and marked stretches in order, overlapping marks joined. */
import type { Snapshot } from "../../api/contract.ts";

export interface Segment {
  readonly start: number;
  readonly text: string;
  /** Labels of the passages that cover this stretch; empty for plain text. */
  readonly labels: readonly string[];
  readonly sentenceIds: readonly string[];
}

export const markSegments = (text: string, marks: Snapshot["marks"]): readonly Segment[] => {
  const edges = new Set([0, text.length]);
  for (const { start, end } of marks) {
    edges.add(Math.min(start, text.length));
    edges.add(Math.min(end, text.length));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, at) => {
    const end = sorted[at + 1] ?? text.length;
    const over = marks.filter((mark) => mark.start < end && start < mark.end);
    return {
      start,
      text: text.slice(start, end),
      labels: over.map((mark) => mark.label),
      sentenceIds: [...new Set(over.flatMap((mark) => mark.sentenceIds))],
    };
  });
};
