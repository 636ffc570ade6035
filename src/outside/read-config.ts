/**
 * The operator's configuration, read once at the start: the YAML file that was named, then what the environment says.
 * Every fault is told, not only the first. Folders in the file are relative to the file.
 */
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { whyNoTime } from "#kit/crontab.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { type Config, configSchema, type ModelConfig, type OpenConfig } from "#terms/config.ts";
import type { PeopleConfig, ProviderConfig } from "#terms/people-config.ts";
import { parseYaml } from "./read-yaml.ts";
import { stateFolder } from "./state-folder.ts";

const longest = 200_000;

/** What the environment says wins over the file; what neither says lies in the state folder. */
const withEnvironment = (config: Config): OpenConfig => {
  const stateDir = stateFolder();
  const named = process.env.WATCHFLOOR_DATA_DIR;
  const dir = named === undefined || named === "" ? config.data.dir : resolve(named);
  return { ...config, data: { ...config.data, dir: dir ?? join(stateDir, "reference") }, stateDir };
};

const peopleFromFile = ({ provider, ...people }: PeopleConfig, at: (file: string) => string): PeopleConfig => ({
  ...people,
  ...(provider === undefined
    ? {}
    : {
        provider:
          provider.clientSecretFile === undefined
            ? provider
            : { ...provider, clientSecretFile: at(provider.clientSecretFile) },
      }),
});

const fromFile = (config: Config, path: string): Config => {
  const at = (folder: string): string => resolve(dirname(path), folder);
  const { data, model, sources, organisation, delivery, editions } = config;
  return {
    ...config,
    ...(sources === undefined ? {} : { sources: at(sources) }),
    ...(organisation === undefined ? {} : { organisation: at(organisation) }),
    editions: editions.map((plan) =>
      plan.organisation === undefined ? plan : { ...plan, organisation: at(plan.organisation) },
    ),
    people: peopleFromFile(config.people, at),
    ...(delivery === undefined ? {} : { delivery: at(delivery) }),
    data: data.dir === undefined ? data : { ...data, dir: at(data.dir) },
    ...(model === undefined
      ? {}
      : { model: model.keyFile === undefined ? model : { ...model, keyFile: at(model.keyFile) } }),
  };
};

const longestKey = 8_192;

/** A secret: from the environment, else from its file. @returns nothing when neither is named */
const readSecret = async (
  told: string | undefined,
  file: string | undefined,
  what: string,
): Promise<Result<string | undefined, string>> => {
  const inEnvironment = told?.trim();
  if (inEnvironment !== undefined && inEnvironment !== "") return ok(inEnvironment);
  if (file === undefined) return ok(undefined);
  const text = await readFile(file, "utf8").catch(() => undefined);
  const secret = text?.trim() ?? "";
  if (secret === "" || secret.length > longestKey || /[^\x21-\x7e]/.test(secret))
    return err(`${file}: Expected a file that holds one ${what} but found none.`);
  return ok(secret);
};

/** The key of a model. It goes into one header and nowhere else. */
export const readModelKey = (model: ModelConfig): Promise<Result<string | undefined, string>> =>
  readSecret(process.env.WATCHFLOOR_MODEL_KEY, model.keyFile, "key");

/** What the desk proves itself with at the organisation's sign-in. */
export const readProviderSecret = (provider: ProviderConfig): Promise<Result<string | undefined, string>> =>
  readSecret(process.env.WATCHFLOOR_PROVIDER_SECRET, provider.clientSecretFile, "secret");

/** Plans that would make no edition, ever. */
const timeFaults = ({ editions }: Config, path: string, now: Date): string[] =>
  editions.flatMap((plan, at) => {
    const expected = whyNoTime(plan, now);
    return expected === undefined ? [] : [`${path}: editions.${at}.at: expected ${expected} but found ${plan.at}`];
  });

/** @param named the file that the command line names; else `WATCHFLOOR_CONFIG`, else none */
export const readConfig = async (named: string | undefined): Promise<Result<OpenConfig, readonly string[]>> => {
  const path = named ?? process.env.WATCHFLOOR_CONFIG;
  if (path === undefined || path === "") return ok(withEnvironment(configSchema.parse({})));
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return err([`${path}: Expected a readable file but found none.`]);
  const config = parseYaml(text, path, configSchema, longest);
  if (!config.ok) return config;
  const faults = timeFaults(config.value, path, new Date());
  return faults.length === 0 ? ok(withEnvironment(fromFile(config.value, path))) : err(faults);
};
