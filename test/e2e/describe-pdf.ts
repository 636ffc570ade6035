/** What of a PDF is the same on every machine, whatever its fonts: sheet, title, language, outline, tags. And its sheets. */
import { getDocumentProxy } from "unpdf";

interface OutlineItem {
  readonly title: string;
  readonly items: readonly OutlineItem[];
}

interface Tagged {
  readonly role?: string;
  readonly children?: readonly Tagged[];
}

/** Tags that no end of a sheet can part in two. */
const whole = ["H1", "H2", "H3", "Figure"];

const linesOf = (items: readonly OutlineItem[], depth = 0): string[] =>
  items.flatMap(({ title, items }) => [`${"  ".repeat(depth)}${title}`, ...linesOf(items, depth + 1)]);

const count = (node: Tagged | undefined, into: Map<string, number>): void => {
  if (node?.role !== undefined) into.set(node.role, (into.get(node.role) ?? 0) + 1);
  for (const child of node?.children ?? []) count(child, into);
};

export interface DescribedPdf {
  readonly text: string;
  /** Of each sheet what stands beyond its right or left edge. */
  readonly outside: readonly string[];
}

export const describePdf = async (bytes: Uint8Array): Promise<DescribedPdf> => {
  const pdf = await getDocumentProxy(Uint8Array.from(bytes));
  const info = (await pdf.getMetadata()).info as { Title?: string; Language?: string };
  const tags = new Map<string, number>();
  const outside: string[] = [];
  let sheet = "";
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    sheet = `${Math.round(width)} x ${Math.round(height)}`;
    count((await page.getStructTree()) as Tagged, tags);
    for (const item of (await page.getTextContent()).items)
      if ("str" in item && item.str.trim() !== "") {
        const left = Number(item.transform[4]);
        if (left < 0 || left + item.width > width) outside.push(`sheet ${number}: ${item.str.slice(0, 60)}`);
      }
  }
  const lines = [
    `sheet: ${sheet} pt`,
    `title: ${info.Title ?? "none"}`,
    `language: ${info.Language ?? "none"}`,
    ...whole.map((tag) => `${tag}: ${tags.get(tag) ?? 0}`),
    "outline:",
    ...linesOf((await pdf.getOutline()) as OutlineItem[]).map((line) => `  ${line}`),
  ];
  return { text: `${lines.join("\n")}\n`, outside };
};
