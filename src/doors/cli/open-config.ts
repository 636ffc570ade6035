/** The configuration a command runs under: `--config FILE`, else `WATCHFLOOR_CONFIG`; read once, all its faults told. */
import { readConfig } from "#outside/read-config.ts";
import type { Reference } from "#pipeline/steps/open-reference.ts";
import { WrongUse } from "#pipeline/wrong-use.ts";
import type { OpenConfig } from "#terms/config.ts";
import { unfinished, wrongUse } from "./exit-codes.ts";

let named: string | undefined;

/** What the command line says, before a verb runs. */
export const nameConfig = (path: string | undefined): void => {
  named = path;
};

/** The file that is named, by the command line or the environment. */
export const namedConfig = (): string | undefined => named ?? (process.env.WATCHFLOOR_CONFIG || undefined);

export const openConfig = async (): Promise<OpenConfig> => {
  const config = await readConfig(named);
  if (config.ok) return config.value;
  throw wrongUse(`configuration: ${config.error.join("; ")}`);
};

/** The reference tables in force under that configuration; loaded only when a verb reads texts with them. */
export const openTables = async (): Promise<Reference> => {
  const { data } = await openConfig();
  const { openReference } = await import("#pipeline/steps/open-reference.ts");
  try {
    return await openReference(data.dir);
  } catch (cause) {
    throw cause instanceof WrongUse ? unfinished(cause.message) : cause;
  }
};
