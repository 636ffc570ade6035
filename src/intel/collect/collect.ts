/**
 * From what a person points at to documents: reads paths and addresses, opens archives, follows OPML lists to their
 * feeds, and says of each thing that gave nothing why. Documents come in the order of the inputs.
 *
 * Feeds come back as documents; their entries' pages are for `collectEntries`, once the feed is read. Never throws:
 * a tool that does is a loss of that item.
 */
import { canonicalUrl } from "#kit/address/canonical-url.ts";
import type { FetchDocument, FetchOptions, OpenArchive, ReadOutcome, ReadPath } from "#terms/collecting.ts";
import type { Loss } from "#terms/loss.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { type Expectation, judgeDocument } from "./judge-document.ts";
import { mapBounded } from "./map-bounded.ts";
import { type CollectInput, type PlannedRead, planInputs } from "./plan-inputs.ts";
import { readOpml } from "./read-opml.ts";
import { sniffKind } from "./sniff-kind.ts";

/** What reading an address takes. */
export interface FetchTools {
  readonly fetchDocument: FetchDocument;
  /** Validators of the version already held, for a conditional request. */
  readonly validatorsOf?: (url: string) => Pick<FetchOptions, "etag" | "lastModified"> | undefined;
  readonly signal?: AbortSignal;
}

export interface CollectTools extends FetchTools {
  readonly readPath: ReadPath;
  readonly openArchive: OpenArchive;
}

export interface Collected {
  readonly documents: readonly RawDocument[];
  readonly losses: readonly Loss[];
  /** Addresses that are as they were when they were last read. */
  readonly unchanged: readonly string[];
}

export const readsAtOnce = 16;

/** A step's findings before they are judged. */
interface Found {
  readonly documents: readonly { readonly document: RawDocument; readonly expects: Expectation }[];
  readonly losses: readonly Loss[];
  readonly unchanged: readonly string[];
}

const nothing: Found = { documents: [], losses: [], unchanged: [] };

export const collect = async (inputs: readonly (string | CollectInput)[], tools: CollectTools): Promise<Collected> => {
  const planned = planInputs(inputs);
  const asked = new Set(planned.flatMap((step) => (step.from === "address" ? [canonicalUrl(step.location)] : [])));
  const found = await mapBounded(planned, readsAtOnce, (step) => readStep(step, tools));
  const opened = await mapBounded(found, readsAtOnce, (step) => openContainers(step, tools));
  const complete: Found[] = [];
  for (const step of opened) complete.push(await followLists(step, asked, tools));
  return judgeAll(join(complete));
};

const join = (parts: readonly Found[]): Found => ({
  documents: parts.flatMap((part) => part.documents),
  losses: parts.flatMap((part) => part.losses),
  unchanged: parts.flatMap((part) => part.unchanged),
});

export const lossOf = (item: string, reason: string, detail: string): Loss => ({
  step: "collect",
  item,
  reason,
  detail,
});

const readStep = async (step: PlannedRead, tools: CollectTools): Promise<Found> => {
  if (step.from === "nowhere") return { ...nothing, losses: [step.loss] };
  if (step.from === "address") return readAddress(step.location, step.expects, tools);
  const outcome = await outcomeOf(step.location, () => tools.readPath(step.location));
  return asFound(outcome, step.expects);
};

const asFound = (outcome: ReadOutcome, expects: Expectation): Found => ({
  documents: outcome.documents.map((document) => ({ document, expects })),
  losses: outcome.losses,
  unchanged: [],
});

/** A tool promises not to throw; should it do so, the item is lost and the day is not. */
const outcomeOf = async (item: string, read: () => Promise<ReadOutcome>): Promise<ReadOutcome> => {
  try {
    return await read();
  } catch (error) {
    return { documents: [], losses: [lossOf(item, "unreadable", thrownWords(error))] };
  }
};

const thrownWords = (error: unknown): string =>
  `Reading it failed: ${error instanceof Error ? error.message.slice(0, 200) : "for a reason that was not given"}`;

export const readAddress = async (url: string, expects: Expectation, tools: FetchTools): Promise<Found> => {
  try {
    const signal = tools.signal === undefined ? {} : { signal: tools.signal };
    const answer = await tools.fetchDocument(url, { ...tools.validatorsOf?.(url), ...signal });
    if (answer.ok) return { ...nothing, documents: [{ document: answer.value, expects }] };
    if (answer.error.type === "not_modified") return { ...nothing, unchanged: [url] };
    return { ...nothing, losses: [lossOf(url, answer.error.type, answer.error.message)] };
  } catch (error) {
    return { ...nothing, losses: [lossOf(url, "unreadable", thrownWords(error))] };
  }
};

/** Archives that came over the network; those on disk were opened by `readPath`. */
const openContainers = async (step: Found, tools: CollectTools): Promise<Found> => {
  const parts = await mapBounded(step.documents, 1, async ({ document, expects }): Promise<Found> => {
    if (sniffKind(document.bytes, document.contentType) !== "archive")
      return { ...nothing, documents: [{ document, expects }] };
    return asFound(await outcomeOf(document.requestedUrl, () => tools.openArchive(document)), "anything");
  });
  return {
    ...join(parts),
    losses: [...step.losses, ...parts.flatMap((part) => part.losses)],
    unchanged: step.unchanged,
  };
};

/** Puts the feeds in the place of the list that names them. `asked` holds what was asked already, and grows. */
const followLists = async (step: Found, asked: Set<string>, tools: CollectTools): Promise<Found> => {
  const parts: Found[] = [];
  for (const { document, expects } of step.documents) {
    const isList = sniffKind(document.bytes, document.contentType) === "opml" && expects !== "feed";
    parts.push(isList ? await followList(document, asked, tools) : { ...nothing, documents: [{ document, expects }] });
  }
  return join([{ ...nothing, losses: step.losses, unchanged: step.unchanged }, ...parts]);
};

const followList = async (list: RawDocument, asked: Set<string>, tools: CollectTools): Promise<Found> => {
  const { urls, refused, cut } = readOpml(list);
  const fresh = urls.filter((url) => !asked.has(canonicalUrl(url)));
  for (const url of fresh) asked.add(canonicalUrl(url));
  const losses = refused.map((url) =>
    lossOf(url, "unsupported_address", "Expected the list to name an http or https address."),
  );
  if (cut) losses.push(lossOf(list.requestedUrl, "too_many_feeds", `Only the first ${urls.length} feeds were read.`));
  if (urls.length === 0)
    losses.push(lossOf(list.requestedUrl, "nothing_usable", "Expected a list of feeds but it names none."));
  const feeds = await mapBounded(fresh, readsAtOnce, (url) => readAddress(url, "feed", tools));
  return join([{ ...nothing, losses }, ...feeds]);
};

/** As the user knows it: a file by its path, everything else by its address. */
export const itemOf = ({ requestedUrl }: RawDocument): string => itemOfAddress(requestedUrl);

export const itemOfAddress = (url: string): string => {
  if (!url.startsWith("file://")) return url;
  try {
    return decodeURIComponent(url.slice("file://".length));
  } catch {
    return url; // not made by us: the address serves as well
  }
};

const judgeAll = (found: Found): Collected => {
  const byUrl = new Map<string, RawDocument>();
  const losses = [...found.losses];
  for (const { document, expects } of found.documents) {
    const { fault } = judgeDocument(document, expects);
    if (fault !== undefined) losses.push(lossOf(itemOf(document), fault.reason, fault.detail));
    else if (!byUrl.has(canonicalUrl(document.url))) byUrl.set(canonicalUrl(document.url), document);
  }
  return { documents: [...byUrl.values()], losses, unchanged: found.unchanged };
};
