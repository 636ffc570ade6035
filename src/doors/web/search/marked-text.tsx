/** A stretch of a text with the found words marked. Offsets are those of the whole text; the stretch begins at `start`. */
import { showInvisible } from "#kit/text/show-invisible.ts";

interface Mark {
  readonly start: number;
  readonly end: number;
}

export const MarkedText = ({ text, start = 0, marks }: { text: string; start?: number; marks: readonly Mark[] }) => {
  const ends = marks.map((mark, at) => [marks[at - 1]?.end ?? start, mark] as const);
  const last = marks.at(-1)?.end ?? start;
  return (
    <>
      {ends.map(([from, mark]) => (
        <span key={mark.start}>
          {showInvisible(text.slice(from - start, mark.start - start))}
          <mark>{showInvisible(text.slice(mark.start - start, mark.end - start))}</mark>
        </span>
      ))}
      {showInvisible(text.slice(last - start))}
    </>
  );
};
