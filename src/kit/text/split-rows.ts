/** Cells of rows that are CSV (RFC 4180). Quotes may hold line ends; a quote that never closes ends with the text. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Of its first character; 1 and up. */
  readonly line: number;
}

export const splitRows = function* (text: string, delimiter: string): Generator<CsvRow> {
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let startLine = 1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\n") line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell === "") quoted = true;
    else if (character === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n") {
      yield { cells: [...cells, cell.replace(/\r$/, "")], line: startLine };
      cells = [];
      cell = "";
      startLine = line;
    } else cell += character;
  }
  if (cell !== "" || cells.length > 0) yield { cells: [...cells, cell.replace(/\r$/, "")], line: startLine };
};
