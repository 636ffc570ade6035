/** Hooks that name the files of their secrets, as the operator's file does, with what stands in those files. */
import { dirname, resolve } from "node:path";
import { err, ok, type Result } from "#kit/result.ts";
import { readSecret } from "#outside/read-delivery.ts";
import type { SettingFault } from "#pipeline/settings/change-setting.ts";
import { shortestKey } from "#terms/hook-setting.ts";

type Hook = Readonly<Record<string, unknown>>;

const isHook = (value: unknown): value is Hook => typeof value === "object" && value !== null && !Array.isArray(value);

const kept = [
  { named: "addressFile", field: "address", least: 1 },
  { named: "secretFile", field: "secret", least: shortestKey },
] as const;

const openOne = async (hook: Hook, path: string, folder: string): Promise<Result<Hook, readonly SettingFault[]>> => {
  const opened: Record<string, unknown> = { ...hook };
  const faults: SettingFault[] = [];
  for (const { named, field, least } of kept) {
    const file = hook[named];
    if (typeof file !== "string") continue;
    delete opened[named];
    const read = hook[field] === undefined ? await readSecret(resolve(folder, file), least) : undefined;
    if (read?.ok === true) opened[field] = read.value;
    else
      faults.push({
        path: `${path}.${named}`,
        expected:
          read === undefined ? `either ${field} or ${named}` : `a file with one line of ${least} characters or more`,
        found: read === undefined ? "both" : file,
      });
  }
  return faults.length === 0 ? ok(opened) : err(faults);
};

/** @param value what the file says: `hooks`, or the list alone. What is wrong with it otherwise is judged by the desk */
export const readHookFiles = async (
  value: unknown,
  file: string,
): Promise<Result<unknown, readonly SettingFault[]>> => {
  const written = isHook(value) && "hooks" in value ? value.hooks : (value ?? []);
  if (!Array.isArray(written)) return ok({ hooks: written });
  const all: readonly unknown[] = written;
  const opened = await Promise.all(
    all.map(async (hook, at) => (isHook(hook) ? openOne(hook, `hooks.${at}`, dirname(file)) : ok(hook))),
  );
  const faults = opened.flatMap((each) => (each.ok ? [] : each.error));
  return faults.length > 0 ? err(faults) : ok({ hooks: opened.flatMap((each) => (each.ok ? [each.value] : [])) });
};
