/** Words that went, came and stayed: struck out, underlined, plain. Told apart without colour. */
import { showInvisible } from "#kit/text/show-invisible.ts";

interface Run {
  readonly op: "same" | "removed" | "added";
  readonly text: string;
}

export const WordDiff = ({ runs }: { runs: readonly Run[] }) => {
  let at = 0;
  return runs.map(({ op, text }) => {
    const key = `${at} ${op}`;
    at += text.length;
    const shown = showInvisible(text);
    if (op === "removed") return <del key={key}>{shown}</del>;
    return op === "added" ? <ins key={key}>{shown}</ins> : <span key={key}>{shown}</span>;
  });
};

const isGap = (letter: string | undefined): boolean => letter === undefined || !/[\p{L}\p{N}]/u.test(letter);

/** A text of which one stretch is exchanged. */
export const exchange = (before: string, after: string): readonly Run[] => {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  // Words, not letters.
  while (head > 0 && !isGap(before[head - 1])) head -= 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  while (tail > 0 && !isGap(before[before.length - tail])) tail -= 1;
  return [
    { op: "same" as const, text: before.slice(0, head) },
    { op: "removed" as const, text: before.slice(head, before.length - tail) },
    { op: "added" as const, text: after.slice(head, after.length - tail) },
    { op: "same" as const, text: after.slice(after.length - tail) },
  ].filter(({ text }) => text !== "");
};
