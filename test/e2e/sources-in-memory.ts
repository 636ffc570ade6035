/** Sources that people set, kept in memory: the desk's own judgement of them, without a store. */
import type { SourcesDoor } from "../../src/doors/api/source-keep-routes.ts";
import type { ReadHealth } from "../../src/doors/api/source-routes.ts";
import { err, ok } from "../../src/kit/result.ts";
import { openSourceDesk } from "../../src/pipeline/settings/source-desk.ts";
import { opmlFeeds } from "../../src/pipeline/steps/exchange-sources.ts";
import type { Look } from "../../src/pipeline/steps/look-at-source.ts";
import type { Store } from "../../src/store/index.ts";
import type { Setting } from "../../src/terms/setting.ts";
import { type Source, type SourceInForce, sourceSchema } from "../../src/terms/source.ts";

export interface MemorySources {
  readonly door: SourcesDoor;
  readonly health: ReadHealth;
  /** Somebody else sets one, in another browser. */
  readonly setBy: (name: string, id: string, fields: Readonly<Record<string, string>>) => void;
}

export const keepInMemory = (ofFile: readonly Source[], look: Look): MemorySources => {
  const all: Setting[] = [];
  const of = (key: string) => all.filter((one) => one.key === key).toSorted((a, b) => b.version - a.version);
  const newest = () => [...new Set(all.map(({ key }) => key))].sort().flatMap((key) => of(key).slice(0, 1));
  const settings: Store["settings"] = {
    newest: async () => newest(),
    lastSaid: async () =>
      newest().flatMap(({ key }) =>
        of(key)
          .filter(({ body }) => body !== undefined)
          .slice(0, 1),
      ),
    versions: async (_, key) => of(key),
    save: async (kind, { at, who }, decide) => {
      const decided = decide(newest());
      if (!decided.ok) return err(decided.error);
      for (const { key, basedOn, body } of decided.value.changes)
        all.push({ kind, key, version: basedOn + 1, at, by: who, ...(body === undefined ? {} : { body }) });
      return ok(undefined);
    },
  };
  const inForce = (): SourceInForce[] => [
    ...ofFile.map((source) => ({ ...source, origin: "file" as const })),
    ...newest().flatMap(({ body, version }) =>
      body === undefined ? [] : [{ ...sourceSchema.parse(body), origin: "here" as const, version }],
    ),
  ];
  return {
    door: {
      desk: openSourceDesk({ settings, files: { sources: ofFile }, now: () => "2031-05-20T06:00:00Z" }),
      file: "/etc/watchfloor/sources.yaml",
      look: async () => look,
      readOpml: opmlFeeds,
      whyPrivate: async () => undefined,
    },
    health: async (_, id) =>
      inForce()
        .filter((source) => id === undefined || source.id === id)
        .map((source, at) => ({
          source,
          alarms: at % 7 === 3 ? [{ type: "stale" as const, because: "Nothing published since 2031-05-01." }] : [],
          runs: [],
          articles: at,
          lost: [],
        })),
    setBy: (name, id, fields) => {
      const [before] = of(id);
      if (before === undefined) throw new Error(`no ${id}`);
      const body = { ...(before.body as object), ...fields };
      all.push({ ...before, version: before.version + 1, body, by: { id: name, name } });
    },
  };
};
