/**
 * Writes a generated file, or with `--check` compares it with what stands there. Every generated file of the house goes
 * through here, so that "up to date" means the same for all: the same bytes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** @returns the faults: none after writing, one for each file that differs when only comparing. */
export const keepGenerated = (files, { check, madeBy, into = root }) =>
  Object.entries(files).flatMap(([path, text]) => {
    const target = join(into, path);
    const found = existsSync(target) ? readFileSync(target, "utf8") : undefined;
    if (found === text) return [];
    if (check)
      return [
        `${path}: expected what \`${madeBy}\` writes but found ${found === undefined ? "no file" : "other text"}`,
      ];
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    return [];
  });

/** Ends a script: prints the faults, or one line of what is well. */
export const endCheck = (faults, well) => {
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(well);
  process.exitCode = faults.length === 0 ? 0 : 1;
};
