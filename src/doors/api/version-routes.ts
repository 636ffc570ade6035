/** Who set what when, and putting an earlier version back: the same two routes of each setting. */
import type { z } from "zod";
import type { Result } from "#kit/result.ts";
import type { ChangedBy, SettingRefusal } from "#pipeline/settings/change-setting.ts";
import type { Store } from "#store/index.ts";
import type { Permission } from "#terms/person.ts";
import type { Setting, SettingKind } from "#terms/setting.ts";
import { changedBy, refuseSetting } from "./answer-setting.ts";
import type { Routes } from "./edition-routes.ts";
import type { restoreBody, versionsSchema } from "./settings-contract.ts";

interface VersionedSetting {
  readonly kind: SettingKind;
  readonly access: Permission;
  readonly versions: { readonly path: string; readonly summary: string; readonly answers: typeof versionsSchema };
  readonly restore: {
    readonly path: string;
    readonly summary: string;
    readonly body: typeof restoreBody;
    readonly answers: z.ZodType;
  };
  /** A version in one line. */
  readonly say: (body: Setting["body"]) => string;
  readonly putBack: (
    by: ChangedBy,
    what: { readonly basedOn: number; readonly to: number },
  ) => Promise<Result<void, SettingRefusal>>;
  /** What stands now, as `restore.answers` has it. */
  readonly view: () => Promise<unknown>;
}

export const addVersionRoutes = (
  door: Routes,
  { store, now }: { readonly store: Pick<Store, "settings">; readonly now: () => string },
  { kind, access, versions, restore, say, putBack, view }: VersionedSetting,
): void => {
  door.get(
    versions.path,
    { config: { access }, schema: { summary: versions.summary, response: { 200: versions.answers } } },
    async () => ({
      versions: (await store.settings.versions(kind, "")).map(({ version, at, by, body }) => ({
        version,
        at,
        by: by.name,
        takenBack: body === undefined,
        says: say(body),
      })),
    }),
  );
  door.post(
    restore.path,
    {
      config: { access },
      schema: { summary: restore.summary, body: restore.body, response: { 200: restore.answers } },
    },
    async (request, reply) => {
      const { version: basedOn, to } = request.body;
      const done = await putBack(changedBy(request, now), { basedOn, to });
      return done.ok ? view() : refuseSetting(reply, done.error, view);
    },
  );
};
