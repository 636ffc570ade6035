/**
 * Text pieces of a PDF page → lines, in the order the document gives them (columns stay columns).
 *
 * A gap between two pieces becomes a blank, a wide one " | " (cells of a row). Running heads and feet, which recur at
 * one height on many pages, are told apart so that they do not cut sentences.
 */
export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly endsLine: boolean;
}

export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly height: number;
  readonly page: number;
  readonly cells: number;
}

/** Gaps in units of the letter height. */
const blankGap = 0.18;
const cellGap = 1.6;

interface Open {
  parts: string[];
  x: number;
  y: number;
  right: number;
  height: number;
  cells: number;
  /** White space seen since the last visible piece. */
  space: boolean;
}

const gapBetween = (open: Open, piece: PdfPiece): string => {
  const unit = Math.max(open.height, piece.height, 4);
  const gap = piece.x - open.right;
  if (gap > unit * cellGap) {
    open.cells += 1;
    return " | ";
  }
  return open.space || gap > unit * blankGap ? " " : "";
};

/** Lines of one page. */
export const linesOfPage = (pieces: readonly PdfPiece[], page: number): PdfLine[] => {
  const lines: PdfLine[] = [];
  let open: Open | undefined;
  const close = (): void => {
    if (open !== undefined) {
      const text = open.parts.join("").replace(/\s+/g, " ").trim();
      const { x, y, right, height, cells } = open;
      if (text !== "") lines.push({ text, x, y, right, height, page, cells });
    }
    open = undefined;
  };
  for (const piece of pieces) {
    const moved =
      open !== undefined &&
      piece.text.trim() !== "" &&
      Math.abs(piece.y - open.y) > Math.max(open.height, piece.height, 4) * 0.6;
    const back = open !== undefined && piece.text.trim() !== "" && piece.x < open.right - Math.max(open.height, 4) * 2;
    if (moved || back) close();
    if (piece.text.trim() === "") {
      if (open !== undefined) open.space = true;
    } else if (open === undefined) {
      const { x, y, height } = piece;
      open = { parts: [piece.text], x, y, right: x + piece.width, height, cells: 1, space: false };
    } else {
      open.parts.push(gapBetween(open, piece), piece.text);
      open.right = Math.max(open.right, piece.x + piece.width);
      open.height = Math.max(open.height, piece.height);
      open.space = false;
    }
    if (piece.endsLine) close();
  }
  close();
  return lines;
};

const headKey = (line: PdfLine): string => `${Math.round(line.y / 3)}:${line.text.replace(/\d+/g, "#").toLowerCase()}`;

/** Share of the page's height, at its top and foot, in which running lines stand. */
const margin = 0.12;

const inMargin = (lines: readonly PdfLine[]): ((line: PdfLine) => boolean) => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { y } of lines) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const band = (high - low) * margin;
  return (line) => line.text.length <= 160 && (line.y >= high - band || line.y <= low + band);
};

/** Marginal lines that recur at one height on a third of the pages (three at least), after their first time. */
export const runningLines = (lines: readonly PdfLine[], pages: number): ReadonlySet<PdfLine> => {
  const byKey = new Map<string, PdfLine[]>();
  for (const line of lines.filter(inMargin(lines))) {
    const key = headKey(line);
    const held = byKey.get(key);
    if (held === undefined) byKey.set(key, [line]);
    else held.push(line);
  }
  const running = new Set<PdfLine>();
  for (const [, same] of byKey) {
    const onPages = new Set(same.map((line) => line.page)).size;
    if (onPages < Math.max(3, pages / 3)) continue;
    const bare = /^(?:page |seite |página )?#?[\s\d/|of-]{0,12}$/i;
    const first = same[0];
    for (const line of same) if (line !== first || bare.test(line.text)) running.add(line);
  }
  return running;
};
