/**
 * What becomes of a source that somebody adds, changes or takes back: judged on what stands at that moment, and turned into
 * versions, jobs and entries of the audit chain. Nothing is written here.
 *
 * Whoever sets one sees up to a label: what lies above it is no source to them, and is refused as one that never was. So an
 * id is theirs to choose only when they see everything; for everybody else the desk makes one that cannot collide.
 */
import { canonicalUrl, sourceIds } from "#intel/collect/index.ts";
import type { Json } from "#kit/canonical-json.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { makeId } from "#outside/make-secret.ts";
import type { SettingAct } from "#store/index.ts";
import { isWithin, type Principal } from "#terms/person.ts";
import type { Setting } from "#terms/setting.ts";
import { durationText, mostSources, type SettableSource, type Source, sourceSchema } from "#terms/source.ts";
import { narrowerTlp, type Tlp } from "#terms/tlp.ts";
import { collectKey } from "../plan-jobs.ts";

export interface SourceVersion {
  readonly version: number;
  /** RFC 3339. */
  readonly at: string;
  readonly by: string;
  /** Absent: it was taken back. */
  readonly source?: Source;
}

/** Whose label is too low for it, and what never was, are told alike. */
export type SourceRefusal =
  | { readonly type: "unknown" }
  | { readonly type: "locked" }
  | { readonly type: "refused"; readonly because: string }
  | { readonly type: "overtaken"; readonly now: SourceVersion };

export type Who = Pick<Principal, "id" | "name" | "via" | "ceiling">;

/** What is judged on. */
export interface Standing {
  /** The newest version of each source that was ever set. */
  readonly now: readonly Setting[];
  readonly ofFile: readonly Source[];
  /** RFC 3339. */
  readonly at: string;
  readonly who: Who;
}

type Judged = Result<SettingAct, SourceRefusal>;

/** Sources of one import are not asked in the same second. */
const spreadMs = 2_000;
/** Room for what makes an id one of its kind. */
const longestBase = 44;

export const actorOf = ({ id, name, via }: Who) => ({ id, name, via });

export const sourceIn = ({ body }: Setting): Source | undefined => {
  const read = sourceSchema.safeParse(body);
  return read.success ? read.data : undefined;
};

export const versionOf = (setting: Setting): SourceVersion => {
  const source = sourceIn(setting);
  const { version, at, by } = setting;
  return { version, at, by: by.name, ...(source === undefined ? {} : { source }) };
};

/** As a file would say it: durations as text. */
const bodyOf = (id: string, { every, staleAfter, ...rest }: SettableSource): Json =>
  JSON.parse(JSON.stringify({ id, ...rest, every: durationText(every), staleAfter: durationText(staleAfter) }));

/** What could not be read again would stop the desk for everybody: nothing is set that a list of sources would refuse. */
const faultOf = (body: Json): string | undefined => {
  const [issue] = sourceSchema.safeParse(body).error?.issues ?? [];
  return issue && `${issue.path.join(".")}: ${issue.message}`;
};

const refused = (because: string): Judged => err({ type: "refused", because });
export const unknown = err({ type: "unknown" } as const);

const labelFault = (tlp: Tlp, { ceiling }: Who): string | undefined =>
  isWithin(tlp, ceiling)
    ? undefined
    : `Expected a label up to ${ceiling}, the highest that you may see, but found ${tlp}.`;

/** What somebody sees of the desk's sources, by address. */
export const seenByAddress = ({ now, ofFile, who }: Omit<Standing, "at">): ReadonlyMap<string, Source> =>
  new Map(
    [...now.flatMap((setting) => sourceIn(setting) ?? []), ...ofFile]
      .filter(({ tlp }) => isWithin(tlp, who.ceiling))
      .map((source) => [canonicalUrl(source.address), source]),
  );

const takenIds = ({ now, ofFile }: Standing): ReadonlySet<string> =>
  new Set([...now.map(({ key }) => key), ...ofFile.map(({ id }) => id)]);

/** A number tells that another is there: only whoever sees everything is given one. */
const freeIds = (standing: Standing): ((address: string) => string) => {
  if (standing.who.ceiling === "TLP:RED") return sourceIds(takenIds(standing));
  return (address) => makeId(sourceIds(new Set())(address).slice(0, longestBase).replace(/-+$/, ""));
};

const countStanding = ({ now, ofFile }: Standing): number =>
  now.filter(({ body }) => body !== undefined).length + ofFile.length;

const tooMany = `Expected at most ${mostSources} sources on a desk.`;

const collectJob = (id: string, at: string) => ({
  task: "collect",
  key: collectKey({ id }),
  payload: { source: id },
  at,
});

export interface WantedSource extends SettableSource {
  readonly id?: string | undefined;
}

export const judgeAdding = (standing: Standing, { id: chosen, ...wanted }: WantedSource): Judged => {
  const { at, who } = standing;
  const fault = labelFault(wanted.tlp, who);
  if (fault !== undefined) return refused(fault);
  if (chosen !== undefined && who.ceiling !== "TLP:RED")
    return refused("Only whoever may see everything chooses the id of a source. Leave it out.");
  const twin = seenByAddress(standing).get(canonicalUrl(wanted.address));
  if (twin !== undefined) return refused(`This desk collects ${wanted.address} already, as ${twin.id}.`);
  if (chosen !== undefined && takenIds(standing).has(chosen))
    return refused(`Expected an id that is free but ${chosen} is, or was, another source.`);
  if (countStanding(standing) >= mostSources) return refused(tooMany);
  const id = chosen ?? freeIds(standing)(wanted.address);
  const body = bodyOf(id, wanted);
  const unreadable = faultOf(body);
  if (unreadable !== undefined) return refused(unreadable);
  return ok({
    changes: [{ key: id, basedOn: 0, body }],
    jobs: [collectJob(id, at)],
    entries: [
      {
        at,
        who: actorOf(who),
        action: "source.added",
        object: { type: "source", id, tlp: wanted.tlp },
        detail: { version: 1 },
      },
    ],
  });
};

export interface NewFeed {
  readonly address: string;
  readonly title?: string | undefined;
}

/** What holds for all of an import. */
export type ForAll = Omit<SettableSource, "address" | "title">;

/** Those that are here already are left out. */
export const judgeImport = (standing: Standing, feeds: readonly NewFeed[], forAll: ForAll): Judged => {
  const { at, who } = standing;
  const fault = labelFault(forAll.tlp, who);
  if (fault !== undefined) return refused(fault);
  const seen = new Set(seenByAddress(standing).keys());
  const idOf = freeIds(standing);
  const fresh: { readonly id: string; readonly body: Json }[] = [];
  for (const { address, title } of feeds) {
    const canonical = canonicalUrl(address);
    if (seen.has(canonical)) continue;
    seen.add(canonical);
    const id = idOf(address);
    const body = bodyOf(id, { ...forAll, address, ...(title === undefined ? {} : { title }) });
    const unreadable = faultOf(body);
    if (unreadable !== undefined) return refused(`${address}: ${unreadable}`);
    fresh.push({ id, body });
  }
  if (countStanding(standing) + fresh.length > mostSources) return refused(tooMany);
  const from = Date.parse(at);
  return ok({
    changes: fresh.map(({ id, body }) => ({ key: id, basedOn: 0, body })),
    jobs: fresh.map(({ id }, place) =>
      collectJob(id, new Date(from + Math.min(place * spreadMs, forAll.every)).toISOString()),
    ),
    entries:
      fresh.length === 0
        ? []
        : [
            {
              at,
              who: actorOf(who),
              action: "source.imported",
              object: { type: "source", id: "import", tlp: forAll.tlp },
              detail: { added: fresh.length },
            },
          ],
  });
};

export interface WhichSource {
  readonly id: string;
  /** The version that was seen. */
  readonly basedOn: number;
  /** Versions of it, newest first: what a source that was taken back said. */
  readonly before: readonly Setting[];
}

interface Found {
  readonly setting: Setting;
  /** As it stands, or stood before it was taken back. */
  readonly source: Source | undefined;
}

const find = ({ now, ofFile, who }: Standing, { id, basedOn, before }: WhichSource): Result<Found, SourceRefusal> => {
  const isSeen = (source: Source | undefined) => source === undefined || isWithin(source.tlp, who.ceiling);
  const file = ofFile.find((source) => source.id === id);
  if (file !== undefined) return isSeen(file) ? err({ type: "locked" }) : unknown;
  const setting = now.find(({ key }) => key === id);
  if (setting === undefined) return unknown;
  const last = [setting, ...before].find(({ body }) => body !== undefined);
  const source = last === undefined ? undefined : sourceIn(last);
  if (!isSeen(source)) return unknown;
  return setting.version === basedOn ? ok({ setting, source }) : err({ type: "overtaken", now: versionOf(setting) });
};

/** Names of fields: their values may be what the chain must not hold. */
const changedFields = (before: Source | undefined, after: SettableSource): readonly string[] =>
  (["address", "title", "every", "staleAfter", "reliability", "tlp", "language"] as const).filter(
    (field) => before?.[field] !== after[field],
  );

/** One that was taken back is put back by it. */
export const judgeChange = (standing: Standing, which: WhichSource, wanted: SettableSource): Judged => {
  const { at, who } = standing;
  const found = find(standing, which);
  if (!found.ok) return found;
  const fault = labelFault(wanted.tlp, who);
  if (fault !== undefined) return refused(fault);
  const { id, basedOn } = which;
  const twin = seenByAddress(standing).get(canonicalUrl(wanted.address));
  if (twin !== undefined && twin.id !== id)
    return refused(`This desk collects ${wanted.address} already, as ${twin.id}.`);
  const { setting, source } = found.value;
  const isBack = setting.body === undefined;
  if (isBack && countStanding(standing) >= mostSources) return refused(tooMany);
  const changed = changedFields(source, wanted);
  if (!isBack && changed.length === 0) return refused("Nothing of it was changed.");
  const body = bodyOf(id, wanted);
  const unreadable = faultOf(body);
  if (unreadable !== undefined) return refused(unreadable);
  const isAskedAnew = isBack || changed.includes("address") || changed.includes("every");
  return ok({
    changes: [{ key: id, basedOn, body }],
    ...(isAskedAnew ? { jobs: [collectJob(id, at)] } : {}),
    entries: [
      {
        at,
        who: actorOf(who),
        action: isBack ? "source.put-back" : "source.changed",
        object: { type: "source", id, tlp: narrowerTlp(source?.tlp ?? wanted.tlp, wanted.tlp) },
        detail: { version: basedOn + 1, changed: [...changed] },
      },
    ],
  });
};

export const judgeTakingBack = (standing: Standing, which: WhichSource): Judged => {
  const { at, who } = standing;
  const found = find(standing, which);
  if (!found.ok) return found;
  const { setting, source } = found.value;
  if (setting.body === undefined || source === undefined) return unknown;
  const { id, basedOn } = which;
  return ok({
    changes: [{ key: id, basedOn }],
    dropJobs: [collectKey({ id })],
    entries: [
      {
        at,
        who: actorOf(who),
        action: "source.removed",
        object: { type: "source", id, tlp: source.tlp },
        detail: { version: basedOn + 1 },
      },
    ],
  });
};
