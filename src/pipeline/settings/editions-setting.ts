/**
 * When editions are due, as people set it on the desk. What is set is planned in the same transaction: a plan that goes
 * takes its job with it, one that stays keeps its time.
 */
import type { Json } from "#kit/canonical-json.ts";
import { nextTime, timesAfter, whyNoTime } from "#kit/crontab.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { audienceOf } from "#terms/audience.ts";
import { type EditionPlan, editionPlansSchema } from "#terms/config.ts";
import type { Setting, SettingOrigin } from "#terms/setting.ts";
import { editionKey } from "../plan-jobs.ts";
import {
  type ChangedBy,
  changeSetting,
  type SettingFault,
  type SettingRefusal,
  shapeFaults,
  valueOfVersion,
} from "./change-setting.ts";
import type { SettingsInForce, SettingTools } from "./in-force.ts";

export interface EditionsSetting {
  readonly plans: readonly EditionPlan[];
  readonly origin: SettingOrigin;
  readonly path?: string;
  readonly newest?: Setting;
}

export const readEditionsSetting = async (inForce: SettingsInForce): Promise<EditionsSetting> => {
  const { value, origin, newest } = await inForce.editions();
  return {
    plans: value,
    origin,
    ...(origin === "file" ? { path: inForce.files.config ?? "the configuration" } : {}),
    ...(newest === undefined ? {} : { newest }),
  };
};

/** Every fault: fields of the wrong shape, times that never come, the same plan twice. */
export const checkPlans = (value: unknown, now: Date): Result<EditionPlan[], readonly SettingFault[]> => {
  const parsed = editionPlansSchema.safeParse(value);
  if (!parsed.success) return err(shapeFaults(parsed.error.issues));
  const keys = parsed.data.map(editionKey);
  const faults = parsed.data.flatMap((plan, at): SettingFault[] => {
    const expected = whyNoTime(plan, now);
    if (expected !== undefined) return [{ path: `${at}.at`, expected, found: plan.at }];
    return keys.indexOf(keys[at] ?? "") < at ? [{ path: `${at}`, expected: "each plan once", found: plan.at }] : [];
  });
  return faults.length === 0 ? ok(parsed.data) : err(faults);
};

const plansOf = (body: Json | undefined): readonly EditionPlan[] => {
  const parsed = editionPlansSchema.safeParse(body ?? []);
  return parsed.success ? parsed.data : [];
};

const keep = (
  { store, inForce }: SettingTools,
  by: ChangedBy,
  basedOn: number,
  plans: readonly EditionPlan[] | undefined,
): Promise<Result<void, SettingRefusal>> => {
  if (inForce.files.editions.length > 0)
    return Promise.resolve(err({ type: "locked", path: inForce.files.config ?? "the configuration" }));
  const body = plans as unknown as Json | undefined;
  return changeSetting(store, "editions", by, { basedOn, body }, (now) => {
    const standing = new Set(plansOf(now?.body).map(editionKey));
    const wanted = plans ?? [];
    const keys = new Set(wanted.map(editionKey));
    return {
      jobs: wanted.flatMap((plan) => {
        const key = editionKey(plan);
        const next = standing.has(key) ? undefined : nextTime(plan, new Date(by.at));
        return next === undefined ? [] : [{ task: "edition", key, payload: { key }, at: next.toISOString() }];
      }),
      dropJobs: [...standing].filter((key) => !keys.has(key)),
      detail: { plans: wanted.length },
    };
  });
};

export const setEditions = async (
  tools: SettingTools,
  by: ChangedBy,
  { basedOn, value }: { readonly basedOn: number; readonly value: unknown },
): Promise<Result<void, SettingRefusal>> => {
  const checked = checkPlans(value, new Date(by.at));
  return checked.ok ? keep(tools, by, basedOn, checked.value) : err({ type: "faults", faults: checked.error });
};

/** @param to the version that is put back; `0`: no edition is made by itself */
export const restoreEditions = async (
  tools: SettingTools,
  by: ChangedBy,
  { basedOn, to }: { readonly basedOn: number; readonly to: number },
): Promise<Result<void, SettingRefusal>> => {
  const plans = await valueOfVersion(tools.store, "editions", to, (body) => editionPlansSchema.safeParse(body).data);
  return plans.ok ? keep(tools, by, basedOn, plans.value) : plans;
};

/** Plans in one line. */
export const sayPlans = (body: Json | undefined): string => {
  if (body === undefined) return "taken back";
  const plans = plansOf(body);
  if (plans.length === 0) return "no edition by itself";
  return plans
    .map((plan) => {
      const audience = audienceOf(plan);
      const who = audience === undefined ? "" : ` for ${audience.title}`;
      return `${plan.kind ?? "daily"}${who} at ${plan.at} ${plan.timeZone}`;
    })
    .join("; ");
};

const shownTimes = 5;
/** A year of daily editions, and the day after. */
const longestLook = 370;

const offsetAt = (time: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(time)
    .find(({ type }) => type === "timeZoneName")?.value ?? "";

export interface PlanTimes {
  /** RFC 3339, UTC: the next few. */
  readonly next: readonly string[];
  /** The first after the clocks of that zone change, when that is within a year of editions. */
  readonly afterChange?: string;
}

export const timesOf = (plan: EditionPlan, now: Date): PlanTimes => {
  const times: Date[] = [];
  let changed: Date | undefined;
  for (const at of timesAfter(plan, now).take(longestLook)) {
    const [first] = times;
    if (first !== undefined && changed === undefined && offsetAt(at, plan.timeZone) !== offsetAt(first, plan.timeZone))
      changed = at;
    if (times.length < shownTimes) times.push(at);
    else if (changed !== undefined) break;
  }
  return {
    next: times.map((time) => time.toISOString()),
    ...(changed === undefined ? {} : { afterChange: changed.toISOString() }),
  };
};
