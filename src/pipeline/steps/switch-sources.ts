/** Sources that people pause, let go on, or have asked at once, while the desk runs. */
import type { Store } from "#store/index.ts";
import type { Source } from "#terms/source.ts";
import { collectKey } from "../plan-jobs.ts";

/** As they are configured, but for what people switched since. */
export const switchedSources = async <S extends Source>(store: Store, sources: readonly S[]): Promise<readonly S[]> => {
  const switches = await store.operations.switches();
  return sources.map((source) => ({ ...source, paused: switches.get(source.id)?.paused ?? source.paused }));
};

export const sourceActs = ["pause", "resume", "fetch"] as const;
export type SourceAct = (typeof sourceActs)[number];

export interface SwitchTools {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly now: () => Date;
}

const actions: Readonly<Record<SourceAct, string>> = {
  pause: "source.paused",
  resume: "source.resumed",
  fetch: "source.fetched_now",
};

/** @returns false when no such source is configured */
export const actOnSource = async (
  { store, sources, now }: SwitchTools,
  sourceId: string,
  act: SourceAct,
  who: { readonly id: string; readonly name: string; readonly via?: string },
): Promise<boolean> => {
  const source = sources.find(({ id }) => id === sourceId);
  if (source === undefined) return false;
  const at = now().toISOString();
  await store.operations.switchSource(
    {
      sourceId,
      ...(act === "fetch" ? {} : { paused: act === "pause" }),
      key: collectKey(source),
      ...(act === "pause" ? {} : { job: { task: "collect", payload: { source: source.id }, at } }),
    },
    { at, who, action: actions[act], object: { type: "source", id: source.id, tlp: source.tlp } },
  );
  return true;
};
