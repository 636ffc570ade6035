/** The version of this clone, as package.json says it. */
import { readFileSync } from "node:fs";
import { z } from "zod";

export const readToolVersion = (): string => {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
};
