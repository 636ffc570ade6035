/**
 * Cuts the visible page into blocks of text in reading order: a block ends where a block element begins or ends, at a
 * rule, and at two line breaks in a row. Data tables give one block a row, with cells joined by " | ".
 */
import type { BlockType } from "#terms/article.ts";
import { breaksText, foldSpace, type PageElement, type PageNode, type PageTree } from "./page-tree.ts";

export interface PageBlock {
  readonly text: string;
  readonly type: BlockType;
  /** 1–6 for headings, else 0. */
  readonly level: number;
  /** The nearest block element around it. */
  readonly element: PageElement;
  /** Place of its first text in the tree. */
  readonly at: number;
  /** Characters inside links. */
  readonly linked: number;
  /** Characters inside bold or italic marks. */
  readonly emphasised: number;
  /** Began or ended at a double line break: the text of its element comes in several blocks. */
  readonly broken: boolean;
}

const skipped = new Set(
  (
    "script style noscript template iframe object embed applet canvas audio video svg math button select option " +
    "textarea input datalist meter progress title head map area nav"
  ).split(" "),
);

/** Innermost marks of a text run, read from its parents up to the nearest block element. */
interface Marks {
  readonly block: PageElement | undefined;
  readonly linked: boolean;
  readonly emphasised: boolean;
  /** In a mark that sets a line apart: bold, slanted, larger, smaller. */
  readonly set: boolean;
}

const emphasis = new Set(["b", "strong", "em", "i", "u"]);
const typeMarks = new Set([...emphasis, "font", "big", "small", "span"]);
/** Boxes in which old pages set title, standfirst, byline and text as lines. Lines of a paragraph are its own. */
const lineBoxes = new Set(["td", "div", "center", "body", "article", "section", "main"]);

const marksOf = (parent: PageElement | undefined): Marks => {
  const linked = parent?.inLink === true;
  let emphasised = false;
  let set = false;
  let element = parent;
  while (element !== undefined && !breaksText(element.tag)) {
    if (emphasis.has(element.tag)) emphasised = true;
    if (typeMarks.has(element.tag)) set = true;
    element = element.parent;
  }
  return { block: element, linked, emphasised, set };
};

const typeByTag: Readonly<Record<string, BlockType>> = {
  pre: "code",
  figcaption: "caption",
  caption: "caption",
  li: "list_item",
  dd: "list_item",
  dt: "list_item",
  blockquote: "quote",
};
const typeEnds = new Set(["td", "article", "body"]);

/** The innermost telling element decides; paragraphs in a quote are the quote. */
const typeOf = (element: PageElement | undefined): { readonly type: BlockType; readonly level: number } => {
  for (let at = element, steps = 0; at !== undefined && steps < 40; at = at.parent, steps += 1) {
    if (/^h[1-6]$/.test(at.tag)) return { type: "heading", level: Number(at.tag.slice(1)) };
    const type = typeByTag[at.tag];
    if (type !== undefined) return { type, level: 0 };
    if (typeEnds.has(at.tag)) break;
  }
  return { type: "paragraph", level: 0 };
};

/** Tables that hold data: rows of two or more cells, none with blocks or tables inside. Others are layout. */
const dataRows = (tree: PageTree): ReadonlySet<PageElement> => {
  const rows = new Set<PageElement>();
  const state = new Map<PageElement, { rows: PageElement[]; wide: number; layout: boolean }>();
  const tableOf = (element: PageElement): PageElement | undefined => {
    for (let at = element.parent, steps = 0; at !== undefined && steps < 6; at = at.parent, steps += 1) {
      if (at.tag === "table") return at;
    }
    return undefined;
  };
  for (const node of tree.nodes) {
    if (node.kind !== "element") continue;
    if (node.tag === "table")
      state.set(node, { rows: [], wide: 0, layout: node.attributes.get("role") === "presentation" });
    else if (node.tag === "tr") {
      const table = tableOf(node);
      const held = table === undefined ? undefined : state.get(table);
      if (held !== undefined) readRow(tree, node, held);
    }
  }
  for (const { rows: found, wide, layout } of state.values()) {
    if (!layout && wide >= 2 && found.length >= 2) for (const row of found) rows.add(row);
  }
  return rows;
};

const readRow = (
  tree: PageTree,
  row: PageElement,
  held: { rows: PageElement[]; wide: number; layout: boolean },
): void => {
  let cells = 0;
  let breaks = 0;
  let length = 0;
  for (let at = row.at + 1; at < row.end && !held.layout; at += 1) {
    const node = tree.nodes[at];
    if (node === undefined) break;
    if (node.kind === "text") length += node.text.length;
    else if (node.tag === "td" || node.tag === "th") cells += 1;
    else if (node.tag === "br" || node.tag === "p") breaks += 1;
    else if (/^(?:table|h[1-6]|form|article|section|nav|header)$/.test(node.tag)) held.layout = true;
  }
  if (breaks > 12 || length > 3_000) held.layout = true;
  held.rows.push(row);
  if (cells >= 2) held.wide += 1;
};

/** Longer ones are paragraphs set in a heading's type: an opening, a pulled-out sentence. */
const longestHeading = 130;

class BlockCollector {
  readonly blocks: PageBlock[] = [];
  readonly #rows: ReadonlySet<PageElement>;
  /** Elements entered and not left that end a block when they end. */
  readonly #open: PageElement[] = [];
  #row: PageElement | undefined;
  #parts: string[] = [];
  #element: PageElement | undefined;
  #at = -1;
  #linked = 0;
  #emphasised = 0;
  #lineBreaks = 0;
  #broken = false;
  /** All text since the last break stands in marks. */
  #lineSet = true;

  constructor(rows: ReadonlySet<PageElement>) {
    this.#rows = rows;
  }

  text(node: PageNode & { kind: "text" }): void {
    const length = foldSpace(node.text).length;
    const { block, linked, emphasised, set } = marksOf(node.parent);
    if (length === 0) {
      if (this.#parts.length > 0) this.#parts.push(block?.tag === "pre" ? node.text : " ");
      return;
    }
    this.#lineBreaks = 0;
    if (!set) this.#lineSet = false;
    if (this.#element === undefined) {
      this.#element = block;
      this.#at = node.at;
    }
    this.#parts.push(node.text);
    if (linked) this.#linked += length;
    if (emphasised) this.#emphasised += length;
  }

  element(element: PageElement): void {
    if (element.tag === "br") {
      this.#lineBreaks += 1;
      if (this.#lineBreaks >= 2 && this.#row === undefined) {
        this.#broken = true;
        this.flush();
        this.#broken = true;
      } else if (this.#isSetLine(element)) this.flush();
      else this.#parts.push("\n");
      this.#lineSet = true;
      return;
    }
    if (!breaksText(element.tag)) return;
    if (this.#row !== undefined && element.at < this.#row.end) {
      if (element.tag === "td" || element.tag === "th") {
        if (this.#parts.length > 0) this.#parts.push(" | ");
      } else this.#parts.push(" ");
      return;
    }
    this.flush();
    this.#broken = false;
    this.#row = this.#rows.has(element) ? element : undefined;
    this.#open.push(element);
  }

  /** A break right in the box after a line that is all in marks: the line stands for itself. */
  #isSetLine(lineBreak: PageElement): boolean {
    return this.#lineSet && this.#row === undefined && lineBreak.parent === this.#element && this.#isLineBox();
  }

  #isLineBox(): boolean {
    return this.#element !== undefined && lineBoxes.has(this.#element.tag);
  }

  /** Leaves every element that ends at or before `at`. */
  leaveUntil(at: number): void {
    for (;;) {
      const element = this.#open.at(-1);
      if (element === undefined || element.end > at) return;
      this.#open.pop();
      this.flush();
      this.#broken = false;
      if (element === this.#row) this.#row = undefined;
    }
  }

  flush(): void {
    const element = this.#element;
    if (element !== undefined) {
      const kind = this.#row === undefined ? typeOf(element) : { type: "table_row" as const, level: 0 };
      const joined = this.#parts.join("");
      const text = kind.type === "code" ? tidyCode(joined) : foldSpace(joined);
      const marked = kind.type === "heading" && kind.level > 1 && text.length > longestHeading;
      if (text !== "") {
        this.blocks.push({
          text,
          ...(marked ? { type: "paragraph" as const, level: 0 } : kind),
          element: this.#row ?? element,
          at: this.#at,
          linked: this.#linked,
          emphasised: this.#emphasised,
          broken: this.#broken,
        });
      }
    }
    this.#parts = [];
    this.#element = undefined;
    this.#linked = 0;
    this.#emphasised = 0;
    this.#lineBreaks = 0;
    this.#lineSet = true;
  }
}

/** Code keeps its lines: ends of lines trimmed, no blank lines (they would end the block). */
const tidyCode = (code: string): string =>
  code
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replace(/[\u200b\ufeff\u0000-\u0008\u000e-\u001f]/g, "").trimEnd())
    .filter((line) => line.trim() !== "")
    .join("\n")
    .trim();

/** Blocks of the whole tree. `everything` keeps navigation and `<noscript>` too. */
export const collectBlocks = (tree: PageTree, everything = false): PageBlock[] => {
  const collector = new BlockCollector(dataRows(tree));
  for (let at = 0; at < tree.nodes.length; at += 1) {
    const node = tree.nodes[at];
    if (node === undefined) break;
    collector.leaveUntil(at);
    if (node.kind === "text") {
      if (node.parent !== undefined) collector.text(node);
      continue;
    }
    const dropped =
      node.hidden || (skipped.has(node.tag) && !(everything && /^(?:nav|noscript|button)$/.test(node.tag)));
    collector.element(node);
    if (dropped && node.end > at) at = node.end - 1;
  }
  collector.flush();
  return collector.blocks;
};
