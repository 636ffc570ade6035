/** The organisation's profile as people set it on the desk: read, judged, set, put back. The operator's file wins. */
import { checkProfile, profileChoices, readProfileText } from "#intel/assess/index.ts";
import type { Json } from "#kit/canonical-json.ts";
import { err, type Result } from "#kit/result.ts";
import { type Organisation, organisationSchema } from "#terms/organisation.ts";
import type { Setting, SettingOrigin } from "#terms/setting.ts";
import { boardJob } from "../plan-jobs.ts";
import { WrongUse } from "../wrong-use.ts";
import { type ChangedBy, changeSetting, type SettingRefusal, valueOfVersion } from "./change-setting.ts";
import type { SettingsInForce, SettingTools } from "./in-force.ts";

export { checkProfile, profileChoices, readProfileText };

export interface OrganisationSetting {
  readonly value?: Organisation;
  readonly origin: SettingOrigin;
  /** Of the operator's file, where it wins. */
  readonly path?: string;
  /** Why that file cannot be read. */
  readonly fault?: string;
  /** The newest version on record, also while a file wins over it. */
  readonly newest?: Setting;
}

export const readOrganisationSetting = async (inForce: SettingsInForce): Promise<OrganisationSetting> => {
  const path = inForce.files.organisation;
  try {
    const { value, origin, newest } = await inForce.organisation();
    return {
      origin,
      ...(value === undefined ? {} : { value }),
      ...(path === undefined ? {} : { path }),
      ...(newest === undefined ? {} : { newest }),
    };
  } catch (cause) {
    if (!(cause instanceof WrongUse) || path === undefined) throw cause;
    return { origin: "file", path, fault: cause.message };
  }
};

/** Which fields were changed: their names are told, not what stands in them. */
const changedFields = (before: Json | undefined, after: Organisation | undefined): string => {
  const old = organisationSchema.safeParse(before);
  const fields = Object.keys(organisationSchema.shape) as (keyof Organisation)[];
  const textOf = (value: Organisation | undefined, field: keyof Organisation): string =>
    JSON.stringify(value?.[field] ?? null);
  return fields
    .filter((field) => textOf(old.success ? old.data : undefined, field) !== textOf(after, field))
    .join(", ");
};

const keep = (
  { store, inForce }: SettingTools,
  by: ChangedBy,
  basedOn: number,
  value: Organisation | undefined,
): Promise<Result<void, SettingRefusal>> => {
  const path = inForce.files.organisation;
  if (path !== undefined) return Promise.resolve(err({ type: "locked", path }));
  const body = value === undefined ? undefined : (value as unknown as Json);
  return changeSetting(store, "organisation", by, { basedOn, body }, (now) => ({
    // The stories of the working day are held against it at once.
    jobs: [boardJob],
    detail: { fields: changedFields(now?.body, value) },
  }));
};

/** @param value as it was typed or sent */
export const setOrganisation = async (
  tools: SettingTools,
  by: ChangedBy,
  { basedOn, value }: { readonly basedOn: number; readonly value: unknown },
): Promise<Result<void, SettingRefusal>> => {
  const checked = checkProfile(value);
  return checked.ok ? keep(tools, by, basedOn, checked.value) : err({ type: "faults", faults: checked.error });
};

/** @param to the version that is put back; `0`: as if none had ever been set */
export const restoreOrganisation = async (
  tools: SettingTools,
  by: ChangedBy,
  { basedOn, to }: { readonly basedOn: number; readonly to: number },
): Promise<Result<void, SettingRefusal>> => {
  const profile = await valueOfVersion(
    tools.store,
    "organisation",
    to,
    (body) => organisationSchema.safeParse(body).data,
  );
  return profile.ok ? keep(tools, by, basedOn, profile.value) : profile;
};

const counted = (count: number, word: string, words = `${word}s`): string[] =>
  count === 0 ? [] : [`${count.toLocaleString("en")} ${count === 1 ? word : words}`];

/** A profile in one line. */
export const sayProfile = (body: Json | undefined): string => {
  if (body === undefined) return "taken back";
  const parsed = organisationSchema.safeParse(body);
  if (!parsed.success) return "cannot be read by this version";
  const { name, sectors, countries, products, absentProducts, suppliers, roles } = parsed.data;
  return [
    name,
    ...counted(sectors.length, "sector"),
    ...counted(countries.length, "country", "countries"),
    ...counted(products.length, "product"),
    ...counted(absentProducts.length, "product not in use", "products not in use"),
    ...counted(suppliers.length, "supplier"),
    ...counted(roles.length, "role"),
  ].join(", ");
};
