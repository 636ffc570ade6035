/** `watchfloor sources look | add | change | remove | put-back`, and the import of a list to the desk. */
import type { Result } from "#kit/result.ts";
import type { SourceRefusal, SourceVersion } from "#pipeline/settings/source-desk.ts";
import type { Look, LookedFeed } from "#pipeline/steps/look-at-source.ts";
import { type SettableSource, settableSourceSchema, sourceSchema } from "#terms/source.ts";
import type { SourcesDoor } from "../api/source-keep-routes.ts";
import { atTheMachine } from "./at-the-machine.ts";
import { openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { countOf, print, say } from "./say.ts";
import { sayListFaults } from "./say-list.ts";
import { sourcesOf } from "./sources-of.ts";
import { withDesk } from "./with-desk.ts";

export interface SetFlags {
  readonly title?: string;
  readonly every?: string;
  readonly staleAfter?: string;
  readonly reliability?: string;
  readonly tlp?: string;
  readonly language?: string;
}

const withSources = async <T>(use: (sources: SourcesDoor) => Promise<T>): Promise<T> => {
  const configured = await openDeskConfig();
  return withDesk("sources", (desk) => use(sourcesOf(desk, configured)));
};

const textWords = {
  whole: "whole texts",
  teasers: "beginnings of texts",
  titles: "titles alone",
} as const;

const linesOf = (feed: LookedFeed): string[] => [
  feed.address,
  `  ${feed.title ?? "(no title)"}`,
  `  ${countOf(feed.entries, "entry", "entries")}, ${feed.newestAt === undefined ? "none with a date" : `newest ${feed.newestAt}`}; ${textWords[feed.texts]}${feed.language === undefined ? "" : `; language ${feed.language}`}`,
  ...feed.newest.map(({ title, at }) => `  - ${title}${at === undefined ? "" : ` (${at})`}`),
  ...(feed.page === undefined
    ? []
    : [
        `  newest page: ${feed.page.because ?? `${countOf(feed.page.characters ?? 0, "character")} of text`} ${feed.page.address}`,
      ]),
  ...(feed.movedTo === undefined ? [] : [`  it answers from ${feed.movedTo}`]),
  ...(feed.unlinked === 0 ? [] : [`  ${countOf(feed.unlinked, "entry", "entries")} link to no page, and are not read`]),
  ...feed.faults.map((fault) => `  read anyway: ${fault}`),
];

/** Looking needs no store. */
const lookAt = async (address: string): Promise<Look> => {
  const { config } = await openDeskConfig();
  const { lookAtSource } = await import("#pipeline/steps/look-at-source.ts");
  return lookAtSource(address, { allowHosts: config.collect.allowHosts });
};

export const runSourceLook = async (address: string, { json }: { readonly json: boolean }): Promise<ExitCode> => {
  const look = await lookAt(address);
  if (json) await print(`${JSON.stringify(look, null, 2)}\n`);
  else for (const line of look.feeds.flatMap(linesOf)) await print(`${line}\n`);
  say(look.because ?? `${countOf(look.feeds.length, "feed")} at ${look.address}`);
  return look.feeds.length > 0 ? exitCodes.fine : exitCodes.findings;
};

/** What the flags say, over what stood; `none` takes a word away. */
export const fieldsOf = (stood: Readonly<Record<string, unknown>>, flags: SetFlags & { address?: string }) => {
  const fields: Record<string, unknown> = { ...stood };
  for (const name of ["address", "title", "every", "staleAfter", "reliability", "tlp", "language"] as const) {
    const value = flags[name];
    if (value === "none") delete fields[name];
    else if (value !== undefined) fields[name] = value;
  }
  return fields;
};

export const readSettable = (verb: string, fields: Readonly<Record<string, unknown>>): SettableSource => {
  const parsed = settableSourceSchema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const words = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw wrongUse(`sources ${verb}: ${words.join("; ")}`);
};

const refusalWords = (id: string, refusal: SourceRefusal, file: string | undefined): string => {
  switch (refusal.type) {
    case "unknown":
      return `Expected a source that was set on the desk but found none called ${id}.`;
    case "locked":
      return `${id} stands in ${file ?? "the list of sources"}, and is changed there.`;
    case "refused":
      return refusal.because;
    case "overtaken":
      return `${refusal.now.by} set it meanwhile. Nothing was changed; try again.`;
  }
};

const must = <T>(verb: string, id: string, result: Result<T, SourceRefusal>, { file }: SourcesDoor): T => {
  if (result.ok) return result.value;
  throw unfinished(`sources ${verb}: ${refusalWords(id, result.error, file)}`);
};

/** The one feed that is meant. */
const feedAt = async (address: string): Promise<LookedFeed> => {
  const look = await lookAt(address);
  const [feed, other] = look.feeds;
  if (feed === undefined) throw unfinished(`sources add: ${look.because ?? `No feed stands at ${look.address}.`}`);
  if (other === undefined) return feed;
  for (const line of look.feeds.flatMap(linesOf)) say(line);
  throw wrongUse(
    `sources add: Expected one feed but ${look.address} names ${look.feeds.length}. Name the address of the one that you mean.`,
  );
};

export const runSourceAdd = async (
  address: string,
  { id, unseen, ...flags }: SetFlags & { readonly id?: string; readonly unseen: boolean },
): Promise<ExitCode> => {
  const feed = unseen ? undefined : await feedAt(address);
  const found = {
    address: feed === undefined ? address : (feed.movedTo ?? feed.address),
    ...(feed?.title === undefined ? {} : { title: feed.title }),
    ...(feed?.language === undefined ? {} : { language: feed.language }),
  };
  const wanted = readSettable("add", fieldsOf(found, flags));
  return withSources(async (sources) => {
    const fault = await sources.whyPrivate(wanted.address, true);
    if (fault !== undefined) throw unfinished(`sources add: ${fault}`);
    const added = must("add", id ?? address, await sources.desk.add({ ...wanted, id }, atTheMachine), sources);
    await print(`${added}\n`);
    say(`${wanted.address} is collected as ${added}. It is asked as soon as a desk works.`);
    return exitCodes.fine;
  });
};

const newestOf = async (verb: string, id: string, { desk, file }: SourcesDoor): Promise<readonly SourceVersion[]> => {
  const versions = await desk.versions(id, atTheMachine.ceiling);
  if (versions.length > 0) return versions;
  const { sources } = await openDeskConfig();
  const isOfFile = sources.some((source) => source.id === id);
  throw unfinished(`sources ${verb}: ${refusalWords(id, { type: isOfFile ? "locked" : "unknown" }, file)}`);
};

/** As it was written, durations in words of a file. */
const written = async ({ source }: SourceVersion): Promise<Readonly<Record<string, unknown>>> => {
  const { setOf } = await import("../api/present-source.ts");
  return source === undefined ? {} : setOf(source);
};

export const runSourceChange = (id: string, flags: SetFlags & { readonly address?: string }): Promise<ExitCode> =>
  withSources(async (sources) => {
    const [newest] = await newestOf("change", id, sources);
    if (newest?.source === undefined)
      throw unfinished(`sources change: ${id} was removed. \`sources put-back\` puts it back.`);
    const wanted = readSettable("change", fieldsOf(await written(newest), flags));
    const fault = await sources.whyPrivate(wanted.address, true);
    if (fault !== undefined) throw unfinished(`sources change: ${fault}`);
    must("change", id, await sources.desk.change(id, newest.version, wanted, atTheMachine), sources);
    say(`${id} is changed.`);
    return exitCodes.fine;
  });

export const runSourceRemove = (id: string): Promise<ExitCode> =>
  withSources(async (sources) => {
    const [newest] = await newestOf("remove", id, sources);
    must("remove", id, await sources.desk.takeBack(id, newest?.version ?? 0, atTheMachine), sources);
    say(`${id} is asked no more. What it brought stays on record; \`sources put-back ${id}\` puts it back.`);
    return exitCodes.fine;
  });

export const runSourcePutBack = (id: string): Promise<ExitCode> =>
  withSources(async (sources) => {
    const versions = await newestOf("put-back", id, sources);
    const [newest] = versions;
    const before = versions.find(({ source }) => source !== undefined);
    if (newest === undefined || before === undefined || newest.source !== undefined)
      throw unfinished(`sources put-back: Expected a source that was removed but ${id} stands.`);
    const wanted = readSettable("put-back", await written(before));
    const fault = await sources.whyPrivate(wanted.address, true);
    if (fault !== undefined) throw unfinished(`sources put-back: ${fault}`);
    must("put-back", id, await sources.desk.change(id, newest.version, wanted, atTheMachine), sources);
    say(`${id} is collected again, as it was.`);
    return exitCodes.fine;
  });

/** A list of feeds, all of it that is not here yet. */
export const importToDesk = (file: string, bytes: Uint8Array, flags: SetFlags): Promise<ExitCode> =>
  withSources(async (sources) => {
    const found = sources.readOpml(bytes);
    sayListFaults(file, found);
    const feeds: { address: string; title?: string }[] = [];
    for (const { address, title } of found.sources) {
      const fault = sourceSchema.shape.address.safeParse(address).success
        ? await sources.whyPrivate(address, false)
        : "Expected an http or https address of at most 2,000 characters.";
      if (fault === undefined) feeds.push({ address, ...(title === undefined ? {} : { title }) });
      else say(`${file}: ${address}: ${fault} Left out.`);
    }
    if (feeds.length === 0)
      throw unfinished(`${file}: Expected a list of feeds (OPML) but found none that may be asked.`);
    const {
      address: _,
      title: __,
      ...forAll
    } = readSettable("import", fieldsOf({ address: feeds[0]?.address }, flags));
    const added = must("import", file, await sources.desk.addAll(feeds, forAll, atTheMachine), sources);
    say(`${countOf(added.length, "source")} added from ${file}, ${feeds.length - added.length} here already`);
    return exitCodes.fine;
  });
