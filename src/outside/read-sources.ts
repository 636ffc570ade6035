/** The list of sources, read whole: every fault with the file's name, the place and what was expected. */
import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import { err, ok, type Result } from "#kit/result.ts";
import { type Source, sourcesSchema } from "#terms/source.ts";

const longest = 2_000_000;

export const readSources = async (path: string): Promise<Result<readonly Source[], readonly string[]>> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return err([`${path}: Expected a readable list of sources but found none.`]);
  if (text.length > longest) return err([`${path}: Expected at most ${longest} characters but found ${text.length}.`]);
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  if (document.errors.length > 0)
    return err(document.errors.map((error) => `${path}: ${error.message.split("\n")[0] ?? error.code}`));
  const value = toValue(() => document.toJS({ maxAliasCount: 100 }));
  const parsed = sourcesSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data.sources);
  return err(parsed.error.issues.map((issue) => `${path}: ${issue.path.join(".") || "the file"}: ${issue.message}`));
};

/** Too many aliases are no value. */
const toValue = (read: () => unknown): unknown => {
  try {
    return read();
  } catch {
    return undefined;
  }
};
