/** A setting is changed, or put back to what it was, as a version of its own: with the jobs it asks for and its audit entry. */

import type { Json } from "#kit/canonical-json.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { SetMeanwhile, Store } from "#store/index.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { Setting, SettingKind } from "#terms/setting.ts";

/** What is wrong with a value: where, what was expected, what was found. */
export interface SettingFault {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly line?: number;
}

/** What a schema says of a value of the wrong shape. */
export const shapeFaults = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): SettingFault[] =>
  issues.map(({ path, message }) => ({
    path: path.map(String).join("."),
    expected: message.replace(/^(Invalid input: )?expected /i, ""),
    found: "something else",
  }));

export const faultWords = ({ path, expected, found }: SettingFault): string =>
  `${path === "" ? "" : `${path}: `}Expected ${expected} but found ${found}.`;

export type SettingRefusal =
  /** The operator's file says it, and wins. */
  | { readonly type: "locked"; readonly path: string }
  | { readonly type: "faults"; readonly faults: readonly SettingFault[] }
  | { readonly type: "no_version" }
  | SetMeanwhile;

export type ChangedBy = Pick<AuditEntry, "at" | "who">;

/** What comes of a change besides it. */
export interface Aftermath {
  readonly jobs?: readonly { task: string; key: string; payload: Readonly<Record<string, string>>; at?: string }[];
  readonly dropJobs?: readonly string[];
  /** Told in the audit chain: names of fields and counts, never what was typed. */
  readonly detail?: NonNullable<AuditEntry["detail"]>;
}

/**
 * Kinds that have the one key.
 *
 * @param body absent: taken back, the default is in force
 * @param aftermath told what stands now
 */
export const changeSetting = async (
  { settings }: Pick<Store, "settings">,
  kind: SettingKind,
  by: ChangedBy,
  { basedOn, body }: { readonly basedOn: number; readonly body?: Json | undefined },
  aftermath: (now: Setting | undefined) => Aftermath = () => ({}),
): Promise<Result<void, SettingRefusal>> =>
  settings.save<SettingRefusal>(kind, by, (all) => {
    const { jobs, dropJobs, detail } = aftermath(all.at(0));
    return ok({
      changes: [{ key: "", basedOn, ...(body === undefined ? {} : { body }) }],
      ...(jobs === undefined ? {} : { jobs }),
      ...(dropJobs === undefined ? {} : { dropJobs }),
      entries: [
        {
          ...by,
          action: "setting.changed",
          object: { type: "setting", id: kind },
          detail: { version: basedOn + 1, ...(body === undefined ? { takenBack: true } : {}), ...detail },
        },
      ],
    });
  });

/**
 * The value of an earlier version; `0` is the default.
 *
 * @param read gives nothing for what this version of the desk cannot read: it is not put back
 */
export const valueOfVersion = async <T>(
  { settings }: Pick<Store, "settings">,
  kind: SettingKind,
  version: number,
  read: (body: Json) => T | undefined,
): Promise<Result<T | undefined, SettingRefusal>> => {
  if (version === 0) return ok(undefined);
  const found = (await settings.versions(kind, "")).find((each) => each.version === version);
  if (found === undefined) return err({ type: "no_version" });
  if (found.body === undefined) return ok(undefined);
  const value = read(found.body);
  return value === undefined ? err({ type: "no_version" }) : ok(value);
};
