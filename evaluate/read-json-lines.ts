/**
 * Rows of the JSON-lines files under a data folder that match a pattern (`extraction/ner/*-sents.jsonl`): one `*` a
 * segment, at any depth that the pattern spells out. Files in name order; a missing folder gives no rows.
 */
import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

export const matchingFiles = async (dataDir: string, ...patterns: readonly string[]): Promise<string[]> => {
  if (!existsSync(dataDir)) return [];
  const files: string[] = [];
  for (const pattern of patterns)
    for await (const file of glob(pattern, { cwd: dataDir })) files.push(join(dataDir, file));
  return [...new Set(files)].sort();
};

export const readJsonLines = async <Row>(dataDir: string, ...patterns: readonly string[]): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const file of await matchingFiles(dataDir, ...patterns)) {
    for (const line of (await readFile(file, "utf8")).split("\n"))
      if (line.trim() !== "") rows.push(JSON.parse(line) as Row);
  }
  return rows;
};
