/**
 * What both halves of delivery, mail and hooks, are kept by: the operator's file wins, one name is one target, and what
 * waits for somebody to send it to is found again.
 */
import type { Json } from "#kit/canonical-json.ts";
import { err, type Result } from "#kit/result.ts";
import {
  type Aftermath,
  type ChangedBy,
  changeSetting,
  type SettingFault,
  type SettingRefusal,
  valueOfVersion,
} from "./change-setting.ts";
import {
  type DeliveryHalf,
  type DeliveryTools,
  hookNamesInForce,
  hooksFile,
  listNamesInForce,
  mailFile,
} from "./delivery-in-force.ts";

const halves = {
  delivery: { file: mailFile, own: "lists", other: "hook", others: hookNamesInForce },
  hooks: { file: hooksFile, own: "hooks", other: "list", others: listNamesInForce },
} as const;

/** @returns why this half is not set here; nothing where it is */
export const whyLocked = (tools: DeliveryTools, half: DeliveryHalf): SettingRefusal | undefined =>
  halves[half].file(tools) === undefined ? undefined : { type: "locked", path: tools.path ?? "the delivery file" };

type Targets = readonly { readonly name: string }[];

/** One name is one target, be it a list or a hook. */
export const findClashes = async (
  tools: DeliveryTools,
  half: DeliveryHalf,
  targets: Targets,
): Promise<SettingFault[]> => {
  const { own, other, others } = halves[half];
  const taken = await others(tools);
  return targets.flatMap(({ name }, at) =>
    taken.has(name) ? [{ path: `${own}.${at}.name`, expected: `a name that no ${other} has`, found: name }] : [],
  );
};

export const keepDelivery = async (
  tools: DeliveryTools,
  half: DeliveryHalf,
  by: ChangedBy,
  { basedOn, body, detail }: { readonly basedOn: number; readonly body: Json | undefined } & Pick<Aftermath, "detail">,
): Promise<Result<void, SettingRefusal>> => {
  const locked = whyLocked(tools, half);
  if (locked !== undefined) return err(locked);
  const done = await changeSetting(tools.store, half, by, { basedOn, body }, () =>
    detail === undefined ? {} : { detail },
  );
  // What came up while nobody was named, or no relay set, waits without a job.
  if (done.ok && body !== undefined) await tools.store.outbox.findJobless();
  return done;
};

/**
 * With the secrets that were given for it.
 *
 * @param to `0`: nobody receives anything by it
 * @param targetsIn gives nothing for what this version of the desk cannot read
 */
export const restoreHalf = async (
  tools: DeliveryTools,
  half: DeliveryHalf,
  by: ChangedBy,
  { basedOn, to }: { readonly basedOn: number; readonly to: number },
  targetsIn: (body: Json) => Targets | undefined,
): Promise<Result<void, SettingRefusal>> => {
  const kept = await valueOfVersion(tools.store, half, to, (body) => {
    const targets = targetsIn(body);
    return targets === undefined ? undefined : { body, targets };
  });
  if (!kept.ok) return kept;
  const faults = await findClashes(tools, half, kept.value?.targets ?? []);
  if (faults.length > 0) return err({ type: "faults", faults });
  return keepDelivery(tools, half, by, { basedOn, body: kept.value?.body });
};
