/**
 * Answers of a model, kept by the hash of their question, so that the same edition asks once. Written whole; what is
 * damaged counts as absent; what is read back passes the same checks as a fresh answer.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "./write-whole.ts";

export interface KeptAnswers {
  readonly read: (hash: string) => Promise<unknown>;
  readonly keep: (hash: string, answer: unknown) => Promise<void>;
}

export const openKeptAnswers = (folder: string): KeptAnswers => {
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), `${hash}.json`);
  return {
    read: async (hash) => {
      try {
        return JSON.parse(await readFile(pathOf(hash), "utf8"));
      } catch {
        return undefined; // not there, or cut short: it is asked anew
      }
    },
    keep: (hash, answer) => writeWhole(pathOf(hash), JSON.stringify(answer)),
  };
};
