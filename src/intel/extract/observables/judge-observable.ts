/**
 * What an observable is to the report it stands in: indicator, reference, shared infrastructure, benign, victim, publisher
 * or unknown, with the reasons. Flags, never drops.
 *
 * Order of evidence: the author's own defang mark; the publisher's addresses; the heading; words of the sentence; warning
 * lists; how the author marks the rest. On shared infrastructure a bare service name is flagged, and a full URL or a customer's name stays an
 * indicator. English headings and words.
 */
import type { Mention, ObservableMention, ObservableVerdict } from "#terms/mention.ts";
import { defaultWarningLists } from "./default-warning-lists.ts";
import { fillsItsLine, hostOf, isName, type Marking, readMarking, registeredDomain } from "./read-marking.ts";
import { type Section, sectionAt } from "./read-sections.ts";
import { readSurroundings } from "./read-surroundings.ts";
import type { ListMatch, ListSays, WarningLists } from "./warning-lists.ts";

export interface JudgeContext {
  /** Every mention of the text, to see how its author marks indicators. */
  readonly mentions: readonly Mention[];
  /** Default: the lists in `data/warninglists`. */
  readonly lists?: WarningLists;
  /** Hosts of the outlet that published the text. */
  readonly publisherHosts?: readonly string[];
}

type Is = ObservableVerdict["is"];

const verdict = (is: Is, ...reasons: readonly string[]): ObservableVerdict => ({ is, reasons });

/** What each kind of list says of a plain name. */
const plainVerdict: Readonly<Record<ListSays, Is>> = {
  vendor: "benign",
  organisation: "benign",
  research: "reference",
  shared: "shared_infrastructure",
  lookup: "shared_infrastructure",
  network: "shared_infrastructure",
  reserved: "benign",
  parking: "benign",
  sinkhole: "benign",
  placeholder: "benign",
  known_file: "benign",
};

/** The marking of a text, read once for all its mentions. */
const markings = new WeakMap<readonly Mention[], { readonly text: string; readonly marking: Marking }>();

const markingOf = (text: string, mentions: readonly Mention[]): Marking => {
  const known = markings.get(mentions);
  if (known?.text === text) return known.marking;
  const marking = readMarking(text, mentions);
  markings.set(mentions, { text, marking });
  return marking;
};

const listsOf = (mention: ObservableMention, lists: WarningLists): readonly ListMatch[] => {
  if (mention.type === "ipv4" || mention.type === "ipv6") return lists.matchAddress(mention.value);
  if (mention.type === "cidr") return lists.matchAddress(mention.value.split("/")[0] ?? "");
  if (isName(mention)) {
    const host = hostOf(mention);
    return [...lists.matchName(host), ...lists.matchAddress(host)];
  }
  return /^(?:md5|sha1|sha256|sha512)$/.test(mention.type) ? lists.matchHash(mention.value) : [];
};

const listReason = (match: ListMatch): string => `on the list "${match.title}"`;

/** A mark makes an indicator; a bare service name that many share is still flagged as shared. */
const judgeMarked = (mention: ObservableMention, matches: readonly ListMatch[]): ObservableVerdict => {
  const reasons = ["written with a defang mark"];
  const shared = matches.find(
    (match) => match.says === "shared" || match.says === "lookup" || match.says === "network",
  );
  if (shared !== undefined && mention.type === "domain" && shared.exact) {
    return verdict("shared_infrastructure", ...reasons, listReason(shared));
  }
  return verdict("indicator", ...reasons, ...matches.map(listReason));
};

const judgeHash = (mention: ObservableMention, text: string, matches: readonly ListMatch[]): ObservableVerdict => {
  const match = matches[0];
  if (match !== undefined) return verdict("benign", listReason(match));
  const words = readSurroundings(text, mention);
  return words.saysHarmless
    ? verdict("benign", `the text says "${words.harmlessWord}" of it`)
    : verdict("indicator", "a digest the report gives");
};

const bySection = (section: Section | undefined): ObservableVerdict | undefined => {
  if (section === undefined || section.says === "other" || section.says === "indicators") return undefined;
  return verdict(section.says, `under the heading "${section.title}"`);
};

const byWords = (mention: ObservableMention, text: string): ObservableVerdict | undefined => {
  const words = readSurroundings(text, mention);
  if (words.saysHarmless) return verdict("benign", `the text says "${words.harmlessWord}" of it`);
  if (words.saysImitated) return verdict("victim", "named as what is imitated");
  return words.saysCited ? verdict("reference", "cited as a source") : undefined;
};

/** How the author treats names that carry no mark. */
const byMarking = (mention: ObservableMention, text: string, marking: Marking): ObservableVerdict => {
  const index = sectionAt(marking.sections, mention.start);
  const section = marking.sections[index];
  const inList = fillsItsLine(text, mention.start, mention.end);
  const listed = section?.says === "indicators" && inList;
  if (!isName(mention)) return listed ? verdict("indicator", `listed under "${section.title}"`) : verdict("unknown");
  if (!marking.marksNames) return listed ? verdict("indicator", `listed under "${section.title}"`) : verdict("unknown");
  const items = marking.plainItems.get(index) ?? 0;
  if (inList && items >= (section?.says === "indicators" ? 2 : 5)) {
    return verdict("indicator", `one of ${items} names listed without marks under "${section?.title ?? ""}"`);
  }
  // An onion name opens nothing by a click, so authors who mark every other name leave it as it is.
  return mention.type === "onion"
    ? verdict("unknown")
    : verdict("reference", "the author marks other names and not this one");
};

const isPublisher = (mention: ObservableMention, marking: Marking, context: JudgeContext): boolean => {
  const domain = registeredDomain(hostOf(mention));
  return (
    marking.publisherDomains.has(domain) ||
    (context.publisherHosts ?? []).some((host) => registeredDomain(host) === domain)
  );
};

const isMarkedElsewhere = (mention: ObservableMention, marking: Marking, matches: readonly ListMatch[]): boolean => {
  if (marking.markedValues.has(mention.value)) return true;
  return isName(mention) && matches.length === 0 && marking.markedDomains.has(registeredDomain(hostOf(mention)));
};

/** The list that says most of a name: the most specific entry, and of equals the one that says shared. */
const decidingMatch = (matches: readonly ListMatch[]): ListMatch | undefined => {
  const longest = Math.max(0, ...matches.map((match) => match.length));
  const closest = matches.filter((match) => match.length === longest);
  return closest.find((match) => plainVerdict[match.says] === "shared_infrastructure") ?? closest[0];
};

/** A list that speaks against a plain name; a customer's name or a full URL on a shared service keeps its own weight. */
const byLists = (mention: ObservableMention, matches: readonly ListMatch[]): ObservableVerdict | undefined => {
  const match = decidingMatch(matches);
  if (match === undefined) return undefined;
  const is = plainVerdict[match.says];
  if (is === "shared_infrastructure" && !(mention.type === "domain" && match.exact)) return undefined;
  return verdict(is, listReason(match));
};

/** Under a heading of misused names a well-known service may stand as an indicator; cited research may not. */
const mayBeMisused = (matches: readonly ListMatch[]): boolean =>
  matches.every((match) => match.says !== "reserved" && match.says !== "research");

const judgePlace = (
  mention: ObservableMention,
  text: string,
  marking: Marking,
  matches: readonly ListMatch[],
  context: JudgeContext,
): ObservableVerdict => {
  if (isName(mention) && isPublisher(mention, marking, context))
    return verdict("publisher", "an address of the publisher");
  const section = marking.sections[sectionAt(marking.sections, mention.start)];
  const headed = bySection(section);
  if (isMarkedElsewhere(mention, marking, matches) && headed?.is !== "benign") {
    return verdict("indicator", "written with a defang mark elsewhere in the text");
  }
  return (
    headed ??
    (isName(mention) ? byWords(mention, text) : undefined) ??
    (section?.misused === true && mayBeMisused(matches) ? undefined : byLists(mention, matches)) ??
    byMarking(mention, text, marking)
  );
};

const placed = new Set(["domain", "url", "email", "onion", "ipv4", "ipv6", "cidr"]);
const digests = new Set(["md5", "sha1", "sha256", "sha512", "imphash", "ssdeep", "tlsh"]);

/** A host drawn like another one is told so, and is never harmless by a list or a plain mention. */
export const judgeObservable = (mention: ObservableMention, text: string, context: JudgeContext): ObservableVerdict => {
  const { is, reasons } = judgeKnown(mention, text, context);
  if (mention.looksLike === undefined) return { is, reasons };
  const lowered = is === "benign" || is === "reference";
  return { is: lowered ? "unknown" : is, reasons: [`its letters only look like ${mention.looksLike}`, ...reasons] };
};

const judgeKnown = (mention: ObservableMention, text: string, context: JudgeContext): ObservableVerdict => {
  const matches = listsOf(mention, context.lists ?? defaultWarningLists);
  if (digests.has(mention.type)) return judgeHash(mention, text, matches);
  if (mention.defanged) return judgeMarked(mention, matches);
  const marking = markingOf(text, context.mentions);
  if (placed.has(mention.type)) return judgePlace(mention, text, marking, matches, context);
  const section = marking.sections[sectionAt(marking.sections, mention.start)];
  return bySection(section) ?? byMarking(mention, text, marking);
};

/** The mentions with a verdict on each observable. */
export const judgeObservables = (
  text: string,
  mentions: readonly Mention[],
  context: Omit<JudgeContext, "mentions"> = {},
): readonly Mention[] =>
  mentions.map((mention) =>
    mention.kind === "observable"
      ? { ...mention, verdict: judgeObservable(mention, text, { ...context, mentions }) }
      : mention,
  );
