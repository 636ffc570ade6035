/**
 * Texts that were costly to work out, kept in a folder under the hash of what they were worked out from. What is kept is no more
 * than a shortcut: a file that is damaged, cut or of another key is as good as none, and the caller is told so and writes it anew.
 * Files stand whole or not at all; of one kind the latest few stay.
 */
import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWhole } from "./write-whole.ts";

export interface Kept {
  readonly state: "found" | "absent" | "damaged";
  readonly text?: string;
}

const mostBytes = 512 * 1024 * 1024;
const mostFiles = 8;
const digestChars = 64;

/** The key of what is worked out from these texts; their order counts. */
export const keyOf = (texts: Iterable<string>): string => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest("hex");
};

/** Stands for the code in a folder, so that what other code worked out is not taken for ours. */
export const keyOfCode = async (folder: URL): Promise<string> => {
  const path = fileURLToPath(folder);
  const names = (await readdir(path, { recursive: true })).filter((name) => /\.[jt]s$/.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
  return keyOf(names.flatMap((name, at) => [name, texts[at] ?? ""]));
};

/** Of what a file holds, as it stands in it: making a text of it only to write its bytes again costs more than the hash. */
const digestOf = (kind: string, key: string, content: Buffer): string =>
  createHash("sha256").update(`${kind}:${key}:`).update(content).digest("hex");

/** A text without other letters takes half the room, and half the time to read. */
const textOf = (content: Buffer): string => content.toString(isAscii(content) ? "latin1" : "utf8");

const nameOf = (kind: string, key: string): string => `${kind}-${key}.kept`;

export const readKept = async (folder: string, kind: string, key: string): Promise<Kept> => {
  const path = join(folder, nameOf(kind, key));
  try {
    const { size } = await stat(path);
    if (size > mostBytes) return { state: "damaged" };
    const held = await readFile(path);
    const content = held.subarray(digestChars + 1);
    const isWhole = held.toString("latin1", 0, digestChars + 1) === `${digestOf(kind, key, content)}\n`;
    return isWhole ? { state: "found", text: textOf(content) } : { state: "damaged" };
  } catch (cause) {
    return { state: (cause as { code?: unknown }).code === "ENOENT" ? "absent" : "damaged" };
  }
};

const dropOld = async (folder: string, kind: string): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${kind}-`) && name.endsWith(".kept"));
  if (names.length <= mostFiles) return;
  const times = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  times.sort((one, other) => other.at - one.at || (one.name < other.name ? -1 : 1));
  for (const { name } of times.slice(mostFiles)) await rm(join(folder, name), { force: true });
};

/** @returns whether it could be written; a full disk or a folder that may not be written costs the shortcut, nothing else */
export const writeKept = async (folder: string, kind: string, key: string, text: string): Promise<boolean> => {
  try {
    const content = Buffer.from(text);
    const head = Buffer.from(`${digestOf(kind, key, content)}\n`);
    await writeWhole(join(folder, nameOf(kind, key)), Buffer.concat([head, content]));
    await dropOld(folder, kind);
    return true;
  } catch {
    return false;
  }
};
