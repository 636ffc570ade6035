/** What counts more or less on a desk, as people set it: read, set, put back, and its effect on the present list told before. */
import { scaleReasons } from "#intel/assess/index.ts";
import type { Json } from "#kit/canonical-json.ts";
import { err, type Result } from "#kit/result.ts";
import type { Store } from "#store/index.ts";
import { isWithin } from "#terms/person.ts";
import type { Setting, SettingOrigin } from "#terms/setting.ts";
import type { Tlp } from "#terms/tlp.ts";
import { usualWeight, type Weights, weightFactors, weightsSchema } from "#terms/weights.ts";
import { boardJob } from "../plan-jobs.ts";
import { type ChangedBy, changeSetting, type SettingRefusal, valueOfVersion } from "./change-setting.ts";
import type { SettingsInForce, SettingTools } from "./in-force.ts";

export interface WeightsSetting {
  readonly weights: Weights;
  readonly origin: SettingOrigin;
  readonly path?: string;
  readonly newest?: Setting;
}

export const readWeightsSetting = async (inForce: SettingsInForce): Promise<WeightsSetting> => {
  const { value, origin, newest } = await inForce.weights();
  return {
    weights: value,
    origin,
    ...(origin === "file" ? { path: inForce.files.config ?? "the configuration" } : {}),
    ...(newest === undefined ? {} : { newest }),
  };
};

/** What counts as usual is not said. */
const unusual = (weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight !== usualWeight));

const changedFactors = (before: Json | undefined, after: Weights): string => {
  const old = weightsSchema.safeParse(before ?? {});
  const stood = old.success ? old.data : {};
  return weightFactors.filter((factor) => (stood[factor] ?? usualWeight) !== (after[factor] ?? usualWeight)).join(", ");
};

/** @param weights undefined: taken back, everything counts as usual */
export const setWeights = async (
  { store, inForce }: SettingTools,
  by: ChangedBy,
  { basedOn, weights }: { readonly basedOn: number; readonly weights: Weights | undefined },
): Promise<Result<void, SettingRefusal>> => {
  if (inForce.files.weights !== undefined)
    return err({ type: "locked", path: inForce.files.config ?? "the configuration" });
  const body = weights === undefined ? undefined : (unusual(weights) as Json);
  return changeSetting(store, "weights", by, { basedOn, body }, (now) => ({
    // The stories of the working day are weighed anew at once.
    jobs: [boardJob],
    detail: { factors: changedFactors(now?.body, weights ?? {}) },
  }));
};

/** @param to the version that is put back; `0`: as if none had ever been set */
export const restoreWeights = async (
  tools: SettingTools,
  by: ChangedBy,
  { basedOn, to }: { readonly basedOn: number; readonly to: number },
): Promise<Result<void, SettingRefusal>> => {
  const weights = await valueOfVersion(tools.store, "weights", to, (body) => weightsSchema.safeParse(body).data);
  return weights.ok ? setWeights(tools, by, { basedOn, weights: weights.value }) : weights;
};

/** `severity × 2, recency × 0.5`. */
export const sayWeights = (body: Json | undefined): string => {
  if (body === undefined) return "taken back: everything counts as usual";
  const parsed = weightsSchema.safeParse(body);
  if (!parsed.success) return "cannot be read by this version";
  const said = weightFactors.flatMap((factor) => {
    const weight = parsed.data[factor] ?? usualWeight;
    return weight === usualWeight ? [] : [`${factor} × ${weight}`];
  });
  return said.length === 0 ? "everything counts as usual" : said.join(", ");
};

export interface WeighedAnew {
  readonly title: string;
  readonly weight: number;
  readonly before: number;
  /** From 1. */
  readonly place: number;
  readonly placeBefore: number;
}

export interface WeightsEffect {
  readonly day: string;
  readonly asOf: string;
  readonly stories: number;
  /** Stories that another place is given. */
  readonly moved: number;
  /** The heaviest as they would be. */
  readonly top: readonly WeighedAnew[];
  /** Beyond those, the ones that move farthest. */
  readonly farthest: readonly WeighedAnew[];
}

const topShown = 8;
const farthestShown = 4;

/** @returns nothing while no stories are on the desk */
export const tellWeightsEffect = async (
  store: Pick<Store, "triage">,
  weights: Weights,
  ceiling: Tlp,
): Promise<WeightsEffect | undefined> => {
  const id = await store.triage.findBoard("latest");
  const board = id === undefined ? undefined : await store.triage.readBoard(id);
  if (board === undefined) return undefined;
  const seen = board.stories.filter(({ tlp, rule }) => rule === undefined && isWithin(tlp, ceiling));
  const weighed = seen.map(({ title, weight, reasons }, at) => ({
    title,
    before: weight,
    placeBefore: at + 1,
    weight: scaleReasons(
      reasons.map(({ base, ...reason }) => ({ ...reason, ...(base === undefined ? {} : { base }) })),
      weights,
    ).reduce((sum, { points }) => sum + points, 0),
  }));
  const anew = weighed
    .toSorted((a, b) => b.weight - a.weight || a.placeBefore - b.placeBefore)
    .map((story, at): WeighedAnew => ({ ...story, place: at + 1 }));
  const moves = ({ place, placeBefore }: WeighedAnew): number => Math.abs(place - placeBefore);
  return {
    day: board.day,
    asOf: board.asOf,
    stories: anew.length,
    moved: anew.filter((story) => moves(story) > 0).length,
    top: anew.slice(0, topShown),
    farthest: anew
      .slice(topShown)
      .filter((story) => moves(story) > 0)
      .toSorted((a, b) => moves(b) - moves(a) || a.place - b.place)
      .slice(0, farthestShown),
  };
};
