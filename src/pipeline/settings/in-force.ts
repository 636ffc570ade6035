/**
 * What is in force: what the operator's files say, and beside it what people set on the desk. A file wins: the profile and the
 * plans of a file stand alone, and a source of a file takes the place of one of the same id or address.
 *
 * Asked anew each time: what somebody sets is in force at the next job, in every process.
 */
import { z } from "zod";
import type { Store } from "#store/index.ts";
import { type EditionPlan, editionPlansSchema } from "#terms/config.ts";
import { type Organisation, organisationSchema } from "#terms/organisation.ts";
import { isWithin } from "#terms/person.ts";
import type { Setting, SettingKind, SettingOrigin } from "#terms/setting.ts";
import { type Source, type SourceInForce, sourceSchema } from "#terms/source.ts";
import { type Weights, weightsSchema } from "#terms/weights.ts";
import { readOrganisation } from "./read-organisation.ts";

/** What the operator's files say. */
export interface FromFiles {
  readonly sources: readonly Source[];
  readonly editions: readonly EditionPlan[];
  /** What counts more or less; absent: the file does not say. */
  readonly weights?: Weights | undefined;
  /** Path of the profile. */
  readonly organisation?: string | undefined;
  /** Path of the configuration that says so, where there is one. */
  readonly config?: string | undefined;
}

export interface InForce<T> {
  readonly value: T;
  readonly origin: SettingOrigin;
  /** The newest version on record, also while a file wins over it; absent: it was never set here. */
  readonly newest?: Setting;
}

export interface SettingsInForce {
  readonly files: FromFiles;
  readonly organisation: () => Promise<InForce<Organisation | undefined>>;
  readonly editions: () => Promise<InForce<readonly EditionPlan[]>>;
  readonly weights: () => Promise<InForce<Weights>>;
  /** Those of the file first; switches of people are not looked at here. */
  readonly sources: () => Promise<readonly SourceInForce[]>;
  /** One of them. */
  readonly source: (id: string) => Promise<SourceInForce | undefined>;
}

/** What a setting is read and changed with. */
export interface SettingTools {
  readonly store: Pick<Store, "settings">;
  readonly inForce: SettingsInForce;
}

/** One that an older version of the desk wrote and this one cannot read is told, not skipped. */
const parsed = <T>(schema: z.ZodType<T>, { kind, key, version, body }: Setting): T => {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new Error(
    `Setting ${kind}${key === "" ? "" : ` ${key}`}, version ${version}: ${z.prettifyError(read.error).slice(0, 500)}`,
  );
};

export const settingsInForce = (store: Pick<Store, "settings">, files: FromFiles): SettingsInForce => {
  const one = async <T>(
    kind: SettingKind,
    schema: z.ZodType<T>,
    ofFile: (() => T | Promise<T>) | undefined,
    usual: T,
  ): Promise<InForce<T>> => {
    const newest = (await store.settings.newest(kind)).at(0);
    const beside = newest === undefined ? {} : { newest };
    if (ofFile !== undefined) return { value: await ofFile(), origin: "file", ...beside };
    if (newest?.body === undefined) return { value: usual, origin: "default", ...beside };
    return { value: parsed(schema, newest), origin: "here", newest };
  };
  const ofFiles = new Map(files.sources.map((source) => [source.id, { ...source, origin: "file" as const }]));
  const byAddress = new Map(files.sources.map((source) => [source.address, source]));
  /** Nothing when it was taken back, or stands behind one of a file. */
  const sourceSet = (setting: Setting): SourceInForce | undefined => {
    if (setting.body === undefined) return undefined;
    const source = parsed(sourceSchema, setting);
    const twin = byAddress.get(source.address);
    // One that the file labels narrower is not there for whoever set this one: it must not make theirs vanish.
    if (ofFiles.has(source.id) || (twin !== undefined && isWithin(twin.tlp, source.tlp))) return undefined;
    return { ...source, origin: "here", version: setting.version, setAt: setting.at };
  };
  const { organisation, editions, weights } = files;
  return {
    files,
    organisation: () =>
      one<Organisation | undefined>(
        "organisation",
        organisationSchema,
        organisation === undefined ? undefined : () => readOrganisation(organisation),
        undefined,
      ),
    editions: () =>
      one<readonly EditionPlan[]>("editions", editionPlansSchema, editions.length > 0 ? () => editions : undefined, []),
    weights: () => one("weights", weightsSchema, weights === undefined ? undefined : () => weights, {}),
    sources: async () => {
      const set = await store.settings.newest("source");
      return [...ofFiles.values(), ...set.flatMap((setting) => sourceSet(setting) ?? [])];
    },
    source: async (id) => {
      const ofFile = ofFiles.get(id);
      if (ofFile !== undefined) return ofFile;
      const [newest] = await store.settings.newest("source", id);
      return newest === undefined ? undefined : sourceSet(newest);
    },
  };
};
