/** Lines of a PDF → typed blocks: headings by size, list items by their mark, rows by their cells, else paragraphs. */
import type { BlockType } from "#terms/article.ts";
import { joinOf, joinParagraph, type Vocabulary, vocabularyOf } from "./join-lines.ts";
import type { PdfLine } from "./pdf-lines.ts";

export interface PdfBlock {
  readonly type: BlockType;
  readonly text: string;
  readonly page: number;
  readonly height: number;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Letter height of most of the text. */
const bodyHeight = (lines: readonly PdfLine[]): number => {
  const byLength = lines.flatMap((line) =>
    Array<number>(Math.min(20, Math.ceil(line.text.length / 10))).fill(line.height),
  );
  return median(byLength);
};

const listMark = /^(?:[•·▪■◦‣●○➢➤✓–—*-]|o(?=\s[A-Z])|\uf0b7|\(?(?:\d{1,2}|[a-z])[.)])\s/u;

interface Shape {
  readonly height: number;
  readonly right: number;
}

const typeOf = (line: PdfLine, shape: Shape): BlockType => {
  if (line.cells > 1) return "table_row";
  if (listMark.test(line.text)) return "list_item";
  const large = line.height > shape.height * 1.18 && line.text.length <= 160;
  return large ? "heading" : "paragraph";
};

/** Does `line` go on with the block that `previous` belongs to? */
const continues = (previous: PdfLine, line: PdfLine, type: BlockType, shape: Shape, joined: boolean): boolean => {
  if (joined) return true;
  const lineType = typeOf(line, shape);
  if (lineType === "list_item" || lineType === "table_row" || type === "table_row") return false;
  if (lineType !== type && !(type === "list_item" && lineType === "paragraph")) return false;
  if (line.page !== previous.page)
    return type !== "heading" && !/[.!?:]["”’)]?$/.test(previous.text) && /^[\p{Ll}\d(]/u.test(line.text);
  const drop = previous.y - line.y;
  const unit = Math.max(previous.height, line.height, 6);
  if (drop < 0) return !/[.!?:]["”’)]?$/.test(previous.text) && /^\p{Ll}/u.test(line.text);
  if (drop > unit * 1.75) return false;
  // A short line that ends a sentence ends its paragraph.
  return !(previous.right < shape.right * 0.72 && /[.!?:]["”’)]?$/.test(previous.text));
};

export const blocksOfLines = (lines: readonly PdfLine[]): PdfBlock[] => {
  const vocabulary: Vocabulary = vocabularyOf(lines.map((line) => line.text));
  const shape: Shape = { height: bodyHeight(lines), right: median(lines.map((line) => line.right)) };
  const blocks: PdfBlock[] = [];
  let open: { type: BlockType; lines: PdfLine[] } | undefined;
  const close = (): void => {
    const [first] = open?.lines ?? [];
    if (open === undefined || first === undefined) return;
    const text = joinParagraph(
      open.lines.map((line) => line.text),
      vocabulary,
    );
    blocks.push({ type: open.type, text, page: first.page, height: first.height });
  };
  lines.forEach((line, index) => {
    const previous = open?.lines.at(-1);
    const value =
      previous !== undefined &&
      joinOf(previous.text, line.text, lines[index + 1]?.text ?? "", vocabulary) === "" &&
      line.cells === 1;
    if (open !== undefined && previous !== undefined && continues(previous, line, open.type, shape, value)) {
      open.lines.push(line);
      return;
    }
    close();
    open = { type: typeOf(line, shape), lines: [line] };
  });
  close();
  return blocks;
};
