/** Reads what the tables under `data/` are made from, and writes them: one row a line, so that a diff can be read. */
import { readFile } from "node:fs/promises";

export const readJsonLines = async <Row>(path: string): Promise<Row[]> =>
  (await readFile(path, "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);

const listOf = (rows: readonly string[]): string =>
  `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")}\n  ]`;

export const writeTable = (
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, readonly string[]>>,
): string => {
  const parts = [
    ...Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    ...Object.entries(lists).map(([key, rows]) => `  ${JSON.stringify(key)}: ${listOf(rows)}`),
  ];
  return `{\n${parts.join(",\n")}\n}\n`;
};
