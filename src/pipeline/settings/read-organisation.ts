/** The organisation's profile from the operator's file. */
import { readFile } from "node:fs/promises";
import { parseOrganisation } from "#intel/assess/index.ts";
import type { Organisation } from "#terms/organisation.ts";
import { WrongUse } from "../wrong-use.ts";

/** @throws WrongUse with every fault of the file: its place, what was expected, what was found */
export const readOrganisation = async (path: string): Promise<Organisation> => {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new WrongUse(`${path}: expected a readable file but found none`, { cause });
  });
  const parsed = parseOrganisation(text);
  if (!parsed.ok)
    throw new WrongUse(
      `${path}: ${parsed.error.map((fault) => `${fault.path}: expected ${fault.expected} but found ${fault.found}`).join("; ")}`,
    );
  return parsed.value;
};
