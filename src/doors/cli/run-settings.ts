/** `watchfloor settings show | set | history | restore`. */
import { readFile } from "node:fs/promises";
import { stringify } from "yaml";
import { z } from "zod";
import { causeText } from "#kit/cause-text.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { systemClock } from "#outside/clock.ts";
import { parseYaml } from "#outside/read-yaml.ts";
import {
  type ChangedBy,
  faultWords,
  type SettingFault,
  type SettingRefusal,
} from "#pipeline/settings/change-setting.ts";
import type { DeliveryTools } from "#pipeline/settings/delivery-in-force.ts";
import { readDeliverySetting, restoreDelivery, sayDelivery, setDelivery } from "#pipeline/settings/delivery-setting.ts";
import { readEditionsSetting, restoreEditions, sayPlans, setEditions } from "#pipeline/settings/editions-setting.ts";
import { readHooksSetting, restoreHooks, sayHooks, setHooks } from "#pipeline/settings/hooks-setting.ts";
import type { SettingsInForce } from "#pipeline/settings/in-force.ts";
import {
  readOrganisationSetting,
  readProfileText,
  restoreOrganisation,
  sayProfile,
  setOrganisation,
} from "#pipeline/settings/organisation-setting.ts";
import type { Store } from "#store/index.ts";
import type { ShownHook } from "#terms/hook-setting.ts";
import type { Setting } from "#terms/setting.ts";
import { deliveryOn, inForceOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { readHookFiles } from "./read-hook-files.ts";
import { countOf, print, say } from "./say.ts";
import type { SettingVerb } from "./setting-verbs.ts";
import { withDesk } from "./with-desk.ts";

interface Tools {
  readonly mail: DeliveryTools;
  readonly store: Store;
  readonly inForce: SettingsInForce;
}

interface Shown {
  readonly value?: unknown;
  readonly origin: "file" | "here" | "default";
  readonly path?: string;
  readonly fault?: string;
  readonly newest?: Setting;
  /** Beside the value, a line each: what is kept and not shown. */
  readonly kept?: readonly string[];
}

type Read = Result<unknown, readonly SettingFault[]>;

interface Kind {
  readonly show: (tools: Tools) => Promise<Shown>;
  /** What the file says, on top of what is in force. */
  readonly read: (text: string, name: string, present: unknown) => Read | Promise<Read>;
  readonly set: (
    tools: Tools,
    by: ChangedBy,
    what: { readonly basedOn: number; readonly value: unknown; readonly password?: string },
  ) => Promise<Result<void, SettingRefusal>>;
  readonly restore: (
    tools: Tools,
    by: ChangedBy,
    what: { readonly basedOn: number; readonly to: number },
  ) => Promise<Result<void, SettingRefusal>>;
  readonly say: (body: Setting["body"]) => string;
}

/** As long as what the door takes. */
const longestFile = 2_000_000;

const readYaml = (text: string, name: string): Read => {
  const read = parseYaml(text, name, z.unknown(), longestFile);
  if (read.ok) return read;
  const found = (read.error[0] ?? "something else").replace(`${name}: `, "").slice(0, 200);
  return err([{ path: "", expected: "well-formed YAML", found }]);
};

/** A list of plans, or a configuration that holds one. */
const readPlans: Kind["read"] = (text, name) => {
  if (text.trim() === "") return ok([]);
  const read = readYaml(text, name);
  if (!read.ok) return read;
  const { value } = read;
  return ok((typeof value === "object" && value !== null && "editions" in value ? value.editions : value) ?? []);
};

/** A list of products alone changes the products, and leaves the rest of the profile as it is. */
const readProfile: Kind["read"] = (text, name, present) => {
  const { fields, faults } = readProfileText(text, name);
  if (faults.length > 0) return err(faults);
  return ok({ ...("name" in fields || typeof present !== "object" ? {} : present), ...fields });
};

const sayPlace = ({ name, place, addressSetAt, secretSetAt }: ShownHook): string =>
  `${name} leads to ${place}/…${addressSetAt === undefined ? "" : `, its address given ${addressSetAt}`}${secretSetAt === undefined ? "" : `, its key ${secretSetAt}`}.`;

/** As in the operator's file: addresses and keys may stand in files of their own, named from where this one is. */
const readHooks: Kind["read"] = async (text, name) => {
  const read = readYaml(text, name);
  return read.ok ? readHookFiles(read.value, name) : read;
};

const kinds: Readonly<Record<SettingVerb, Kind>> = {
  organisation: {
    show: ({ inForce }) => readOrganisationSetting(inForce),
    read: readProfile,
    set: setOrganisation,
    restore: restoreOrganisation,
    say: sayProfile,
  },
  editions: {
    show: async ({ inForce }) => {
      const { plans, ...about } = await readEditionsSetting(inForce);
      return { ...about, value: plans };
    },
    read: readPlans,
    set: setEditions,
    restore: restoreEditions,
    say: sayPlans,
  },
  delivery: {
    show: ({ mail }) => readDeliverySetting(mail),
    read: readYaml,
    set: ({ mail }, by, what) => setDelivery(mail, by, what),
    restore: ({ mail }, by, what) => restoreDelivery(mail, by, what),
    say: sayDelivery,
  },
  hooks: {
    show: async ({ mail }) => {
      const { hooks, ...about } = await readHooksSetting(mail);
      const value = { hooks: hooks.map(({ place: _place, addressSetAt: _at, secretSetAt: _key, ...hook }) => hook) };
      return { ...about, value, kept: hooks.map(sayPlace) };
    },
    read: readHooks,
    set: ({ mail }, by, what) => setHooks(mail, by, what),
    restore: ({ mail }, by, what) => restoreHooks(mail, by, what),
    say: sayHooks,
  },
};

const withTools = async (use: (tools: Tools) => Promise<ExitCode>): Promise<ExitCode> => {
  const configured = await openDeskConfig();
  return withDesk("settings", ({ store }) =>
    use({ store, inForce: inForceOn({ store }, configured), mail: deliveryOn({ store }, configured) }),
  );
};

/** Whoever runs the command line holds the store. */
const byOperator = (): ChangedBy => ({
  at: systemClock.now(),
  who: { id: "command-line", name: "the command line", via: "command line" },
});

const originWords = ({ origin, path, newest }: Shown): string => {
  if (origin === "file") return `From the operator's file ${path ?? "that the configuration names"}.`;
  if (origin === "default") return "Not set: the default is in force.";
  return `Set on the desk by ${newest?.by.name ?? "somebody"}, ${newest?.at ?? ""}, version ${newest?.version ?? 0}.`;
};

export const showSetting = (verb: SettingVerb, json: boolean): Promise<ExitCode> =>
  withTools(async (tools) => {
    const shown = await kinds[verb].show(tools);
    const { value, newest, ...about } = shown;
    if (json) await print(`${JSON.stringify({ ...about, version: newest?.version ?? 0, value }, null, 2)}\n`);
    else {
      if (value !== undefined) await print(stringify(value));
      for (const line of shown.kept ?? []) say(line);
      say(originWords(shown));
    }
    if (shown.fault !== undefined) say(shown.fault);
    return shown.fault === undefined ? exitCodes.fine : exitCodes.findings;
  });

const sayFaults = (file: string, faults: readonly SettingFault[]): ExitCode => {
  for (const fault of faults) say(`${file}${fault.line === undefined ? "" : `:${fault.line}`}: ${faultWords(fault)}`);
  return exitCodes.findings;
};

const endOf = (refusal: SettingRefusal, file: string): ExitCode => {
  switch (refusal.type) {
    case "faults":
      return sayFaults(file, refusal.faults);
    case "locked":
      throw wrongUse(`${refusal.path} says it, and wins. Change it there, or take it out of the configuration.`);
    case "no_version":
      throw wrongUse("There is no such version. `watchfloor settings history` lists them.");
    case "set_meanwhile":
      throw unfinished("Somebody set it in this moment. Look at it, and try again.");
  }
};

const readText = (path: string): Promise<string> =>
  readFile(path, "utf8").catch((cause: unknown) => {
    throw unfinished(`${path}: Expected a readable file but found: ${causeText(cause)}`);
  });

const readPassword = async (path: string | undefined): Promise<{ readonly password?: string }> =>
  path === undefined ? {} : { password: (await readText(path)).trim() };

export const setSetting = (verb: SettingVerb, file: string, passwordFile?: string): Promise<ExitCode> =>
  withTools(async (tools) => {
    const text = await readText(file);
    const { show, read, set } = kinds[verb];
    const { newest, value: present } = await show(tools);
    const value = await read(text, file, present);
    if (!value.ok) return sayFaults(file, value.error);
    const basedOn = newest?.version ?? 0;
    const done = await set(tools, byOperator(), {
      basedOn,
      value: value.value,
      ...(await readPassword(passwordFile)),
    });
    if (!done.ok) return endOf(done.error, file);
    say(`Set: version ${basedOn + 1}.`);
    return exitCodes.fine;
  });

export const listVersions = (verb: SettingVerb, json: boolean): Promise<ExitCode> =>
  withTools(async ({ store }) => {
    const versions = (await store.settings.versions(verb, "")).map(({ version, at, by, body }) => ({
      version,
      at,
      by: by.name,
      // In one line: the whole may hold a sealed password and addresses of readers.
      says: kinds[verb].say(body),
    }));
    if (json) await print(`${JSON.stringify(versions, null, 2)}\n`);
    else for (const { version, at, by, says } of versions) await print(`${version}\t${at}\t${by}\t${says}\n`);
    say(versions.length === 0 ? "It was never set here." : `${countOf(versions.length, "version")}, newest first`);
    return exitCodes.fine;
  });

export const restoreSetting = (verb: SettingVerb, version: string): Promise<ExitCode> =>
  withTools(async (tools) => {
    if (!/^\d{1,9}$/.test(version)) throw wrongUse(`Expected the number of a version but found ${version}.`);
    const { show, restore } = kinds[verb];
    const basedOn = (await show(tools)).newest?.version ?? 0;
    const done = await restore(tools, byOperator(), { basedOn, to: Number(version) });
    if (!done.ok) return endOf(done.error, verb);
    say(`Put back, as version ${basedOn + 1}.`);
    return exitCodes.fine;
  });
