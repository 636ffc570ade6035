/** Sources as people set them on the desk: what the doors ask for, kept by the store in one transaction each. */
import { canonicalUrl } from "#intel/collect/index.ts";
import { ok, type Result } from "#kit/result.ts";
import type { SettingAct, Store } from "#store/index.ts";
import { isWithin } from "#terms/person.ts";
import type { SettableSource, Source } from "#terms/source.ts";
import type { Tlp } from "#terms/tlp.ts";
import type { FromFiles } from "./in-force.ts";
import {
  actorOf,
  type ForAll,
  judgeAdding,
  judgeChange,
  judgeImport,
  judgeTakingBack,
  type NewFeed,
  type SourceRefusal,
  type SourceVersion,
  type Standing,
  seenByAddress,
  sourceIn,
  unknown,
  versionOf,
  type WantedSource,
  type WhichSource,
  type Who,
} from "./judge-source-acts.ts";

export type { NewFeed, SourceRefusal, SourceVersion, Who } from "./judge-source-acts.ts";

export interface TakenBack extends SourceVersion {
  readonly id: string;
  /** As it stood before. */
  readonly source: Source;
}

export interface SourceDesk {
  /** @returns its id */
  readonly add: (wanted: WantedSource, who: Who) => Promise<Result<string, SourceRefusal>>;
  /** Those that are not here yet, all or none. @returns their ids */
  readonly addAll: (
    feeds: readonly NewFeed[],
    forAll: ForAll,
    who: Who,
  ) => Promise<Result<readonly string[], SourceRefusal>>;
  /** One that was taken back is put back by it. */
  readonly change: (
    id: string,
    basedOn: number,
    wanted: SettableSource,
    who: Who,
  ) => Promise<Result<void, SourceRefusal>>;
  /** What it brought stays on record. */
  readonly takeBack: (id: string, basedOn: number, who: Who) => Promise<Result<void, SourceRefusal>>;
  /** Newest first; none when there is no such source, or it is the file's. */
  readonly versions: (id: string, ceiling: Tlp) => Promise<readonly SourceVersion[]>;
  /** Those that were taken back last, newest first. */
  readonly takenBack: (ceiling: Tlp) => Promise<readonly TakenBack[]>;
  /** Of the addresses, those that are collected already, with the id of the source. */
  readonly here: (addresses: readonly string[], who: Who) => Promise<ReadonlyMap<string, string>>;
}

export interface SourceDeskTools {
  readonly settings: Store["settings"];
  readonly files: Pick<FromFiles, "sources">;
  /** RFC 3339. */
  readonly now: () => string;
}

const takenBackShown = 50;

export const openSourceDesk = ({ settings, files, now: clock }: SourceDeskTools): SourceDesk => {
  const ofFile = files.sources;
  const save = async (
    who: Who,
    judge: (standing: Standing) => Result<SettingAct, SourceRefusal>,
  ): Promise<Result<readonly string[], SourceRefusal>> => {
    const at = clock();
    let keys: readonly string[] = [];
    const saved = await settings.save("source", { at, who: actorOf(who) }, (now) => {
      const judged = judge({ now, ofFile, at, who });
      if (judged.ok) keys = judged.value.changes.map(({ key }) => key);
      return judged;
    });
    if (saved.ok) return ok(keys);
    if (saved.error.type !== "set_meanwhile") return { ok: false, error: saved.error };
    // Judged on what stood, so nobody can have come between.
    const [setting] = saved.error.now;
    return setting === undefined ? unknown : { ok: false, error: { type: "overtaken", now: versionOf(setting) } };
  };
  const which = async (id: string, basedOn: number): Promise<WhichSource> => ({
    id,
    basedOn,
    before: await settings.versions("source", id),
  });
  const asVoid = (saved: Result<unknown, SourceRefusal>): Result<void, SourceRefusal> =>
    saved.ok ? ok(undefined) : saved;
  const isSeen = (source: Source | undefined, ceiling: Tlp) => source === undefined || isWithin(source.tlp, ceiling);

  return {
    add: async (wanted, who) => {
      const saved = await save(who, (standing) => judgeAdding(standing, wanted));
      return saved.ok ? ok(saved.value[0] ?? "") : saved;
    },
    addAll: (feeds, forAll, who) => save(who, (standing) => judgeImport(standing, feeds, forAll)),
    change: async (id, basedOn, wanted, who) => {
      const one = await which(id, basedOn);
      return asVoid(await save(who, (standing) => judgeChange(standing, one, wanted)));
    },
    takeBack: async (id, basedOn, who) => {
      const one = await which(id, basedOn);
      return asVoid(await save(who, (standing) => judgeTakingBack(standing, one)));
    },
    versions: async (id, ceiling) => {
      if (ofFile.some((source) => source.id === id)) return [];
      const versions = (await settings.versions("source", id)).map(versionOf);
      const last = versions.find(({ source }) => source !== undefined)?.source;
      if (!isSeen(last, ceiling)) return [];
      return versions.filter(({ source }) => isSeen(source, ceiling));
    },
    takenBack: async (ceiling) => {
      const last = new Map((await settings.lastSaid("source")).map((setting) => [setting.key, sourceIn(setting)]));
      return (await settings.newest("source"))
        .filter(({ body, key }) => body === undefined && !ofFile.some(({ id }) => id === key))
        .flatMap((setting): TakenBack[] => {
          const source = last.get(setting.key);
          if (source === undefined || !isWithin(source.tlp, ceiling)) return [];
          return [{ ...versionOf(setting), id: setting.key, source }];
        })
        .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1))
        .slice(0, takenBackShown);
    },
    here: async (addresses, who) => {
      const seen = seenByAddress({ now: await settings.newest("source"), ofFile, who });
      return new Map(
        addresses.flatMap((address) => {
          const source = seen.get(canonicalUrl(address));
          return source === undefined ? [] : [[address, source.id] as const];
        }),
      );
    },
  };
};
