/**
 * Breaks text into lines of at most so many columns, for a terminal or a mail. Wide characters (Chinese, Japanese,
 * Korean) take two columns and may be parted anywhere; combining marks take none. An address stays whole even when it
 * is longer than a line: a broken one is of no use. One pass over the text.
 */

const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const combining = /^[\p{Mn}\p{Me}\u200c\u200d]/u;

const widthOf = (character: string): number => (combining.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** Columns that the text takes. */
export const columnsOf = (text: string): number => [...text].reduce((sum, character) => sum + widthOf(character), 0);

const isAddress = (word: string): boolean => /^[("'“‘<]{0,3}[a-z][a-z+.-]{1,12}:\/\//i.test(word);

/** What cannot be parted: a word, or each wide character of one. */
const partsOf = (word: string, columns: number): string[] => {
  if (isAddress(word) || (columnsOf(word) <= columns && ![...word].some((each) => wide.test(each)))) return [word];
  const parts: string[] = [];
  let narrow = 0;
  for (const character of word) {
    const last = parts.at(-1);
    const isNarrow = widthOf(character) < 2;
    const goesOn = last !== undefined && (widthOf(character) === 0 || (isNarrow && narrow > 0 && narrow < columns));
    if (goesOn) parts[parts.length - 1] = last + character;
    else parts.push(character);
    narrow = isNarrow ? (goesOn ? narrow : 0) + widthOf(character) : 0;
  }
  return parts;
};

export interface Indent {
  /** Stands before the first line: `- `. */
  readonly first?: string;
  /** Stands before the other lines; default: as many spaces. */
  readonly rest?: string;
}

export const wrapText = (
  text: string,
  columns: number,
  { first = "", rest = " ".repeat(first.length) }: Indent = {},
) => {
  const lines: string[] = [];
  let line = first;
  let used = columnsOf(first);
  let isEmpty = true;
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    let gap = isEmpty ? "" : " ";
    for (const part of partsOf(word, columns - rest.length)) {
      const width = columnsOf(part);
      if (!isEmpty && used + gap.length + width > columns) {
        lines.push(line);
        line = rest;
        used = rest.length;
        gap = "";
      }
      line += gap + part;
      used += gap.length + width;
      gap = "";
      isEmpty = false;
    }
  }
  return [...lines, line].join("\n");
};
