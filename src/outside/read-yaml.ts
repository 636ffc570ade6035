/** A file of the operator's as YAML of a known shape: every fault with the file's name, the place and what was expected. */
import { parseDocument } from "yaml";
import type { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";

/** A file of a kilobyte may say a gigabyte by aliases of aliases. */
const mostAliases = 100;

const toValue = (text: string, path: string): Result<unknown, readonly string[]> => {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  if (document.errors.length > 0)
    return err(document.errors.map((error) => `${path}: ${error.message.split("\n")[0] ?? error.code}`));
  try {
    return ok(document.toJS({ maxAliasCount: mostAliases }) ?? {});
  } catch (error) {
    return err([`${path}: Expected few aliases but ${String(error).slice(0, 120)}`]);
  }
};

/** @param longest characters; an empty file says nothing, as `{}` does */
export const parseYaml = <Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
  longest: number,
): Result<z.output<Schema>, readonly string[]> => {
  if (text.length > longest) return err([`${path}: Expected at most ${longest} characters but found ${text.length}.`]);
  const value = toValue(text, path);
  if (!value.ok) return value;
  const parsed = schema.safeParse(value.value);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map((issue) => `${path}: ${issue.path.join(".") || "the file"}: ${issue.message}`));
};
