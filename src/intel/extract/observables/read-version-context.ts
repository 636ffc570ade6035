/**
 * What the words around a number say: that it is a version, which bound it sets, or that it is something else.
 *
 * Looks at no more than 64 characters before and 48 after, on the same line. Rules are of wording, in English, with the
 * comparison signs of advisories (`<`, `<=`, `vers:all/<`).
 */
import type { VersionBound } from "./scan.ts";

export interface VersionContext {
  /** A version word or sign stands right before: "version", "v", "<=", "prior to", "and earlier". */
  readonly strong: boolean;
  /** A word that fits versions and other things alike: "from", "to", "before", or a name right before. */
  readonly weak: boolean;
  /** A name (capital or digit in it) stands right before. */
  readonly named: boolean;
  readonly bound: VersionBound;
  /** "section 4.2", "$ 4.2", "4.2 million": a number of another kind. */
  readonly other: boolean;
  /** "IP", "server", "resolves to" stand on the line, or a port follows. */
  readonly network: boolean;
  /** Such a word stands right before, with at most a word between. */
  readonly networkNear: boolean;
  /** Letters stand before on the line: a product may be named there. */
  readonly worded: boolean;
  /** Part of a path, a variable or a tag: `PowerShell\\v1.0\\`, `$v2`, `<?xml version="1.0"`. */
  readonly inPath: boolean;
  /** Starts its line before a capitalised word: the number of a heading. */
  readonly numbersHeading: boolean;
}

const filler =
  /(?:\b(?:the|its|all|any|affected|vulnerable|supported|current|installed|software|firmware|application|products?|agent|client|versions?|vers?\.?|v\.?|releases?|builds?|revisions?|rev\.?|numbers?)|[("'“:=])\s*$/i;
const name = /(?:^|[\s(])[A-Z][\w.+/-]{0,24}\s+$/;
const versionWord =
  /(?:(?:^|[^A-Za-z])(?:versions?|vers?\.?|v\.?|releases?|builds?|firmware(?: version)?|revisions?|rev\.?|hotfix|service pack|kernel|branch|series)|[a-z]Version)(?:\s+numbers?)?["'”)]?\s*(?:[:=]|is|was|of)?\s*["'“(]?\s*$/i;
const fixWord =
  /\b(?:updat(?:e|es|ed|ing)|upgrad(?:e|es|ed|ing)|mov(?:e|ed|ing)|migrat(?:e|ed|ing)|patch(?:ed)?)(?:\s[\w.+'’/-]{1,24}){0,6}\s+(?:to|with)\s+$|\b(?:fixed|fix(?:es)?|patched|resolved|addressed|corrected|remediated|closed|released?|available|introduced|shipped)(?:\s[\w.+'’/-]{1,24}){0,2}\s+(?:in|as|with)\s+$/i;
const strongBound: readonly (readonly [VersionBound, RegExp])[] = [
  ["through", /(?:\bup to,? and including,?|\bup to|\bthrough|\bthru|\bno later than|<=|=<|≤)\s*$/i],
  ["from", /(?:\bstarting (?:with|from|in|at)|\bbeginning (?:with|in)|\bat least|\bno earlier than|>=|=>|≥)\s*$/i],
  ["before", /(?:\bprior to|\bearlier than|\bolder than|\blower than|\bless than|\bpreceding|<)\s*$/i],
  ["after", /(?:\blater than|\bnewer than|\bhigher than|\bgreater than|[^-=>]>|^>)\s*$/i],
];
const weakBound: readonly (readonly [VersionBound, RegExp])[] = [
  ["before", /\b(?:before|below|until|under)\s*$/i],
  ["from", /\b(?:from|since|between|as of)\s*$/i],
  ["after", /\b(?:after|above|beyond)\s*$/i],
];
const afterNumber = /^["'”)\]]{0,2},?\s*(?:\([^()\n]{0,28}\)\s*)?/;
const earlier =
  /^(?:(?:and|or|&)\s+(?:all\s+|any\s+|an?\s+)?(?:earlier|prior|below|before|older|lower|previous)|earlier|older|lower)(?![-\w]|\s+(?:to\b|than\b|v?\d))/i;
const later =
  /^(?:(?:and|or|&)\s+(?:all\s+|any\s+|an?\s+)?(?:later|newer|above|higher|greater|up|onwards?|after)|later|newer|onwards?)(?![-\w]|\s+(?:than\b|v?\d))/i;
const unitAfter =
  /^\s?(?:%|percent|per cent|percentage|million|billion|trillion|thousand|hundred|[KMGTP]i?B(?:\/s)?\b|[kmgt]bps|[GMT]bit|k?m\b|kg|seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|years?|points?|times|x\b|a\.?m\b|p\.?m\b|miles|USD|EUR|GBP|BTC|ETH|dollars|euros|pounds|out of|stars?|\/\s?10\b)/i;
const otherBefore =
  /(?:[$€£¥#]|\b(?:US\$|sections?|sec\.|chapters?|appendix|annex|clauses?|articles?|paragraphs?|tables?|figures?|fig\.|steps?|pages?|requirements?|controls?|part|parts|phase|level|item|rule|OIDs?|score[sd]?|scoring|CVSS|EPSS|rated|rating|about|around|nearly|almost|roughly|approximately|over|average|total|of|by|page|port|ports|at)):?\s*$/i;
const networkWord =
  /(?<![\w-])(?:ips?|ipv4|ip[- ]?address(?:es)?|address(?:es)?|hosts?|hosted|hosting|c2s?|c&c|cnc|command[- ]and[- ]control|resolv\w*|dns|prox(?:y|ies)|nodes?|connect\w*|contact\w*|traffic|pings?|pinged|beacon\w*|logged in|logins?|scann\w*|hit|subnets?|sources?|destinations?|dst|src|domains?|endpoints?|relays?|listen\w*|attackers?|inbound|outbound|exfiltrat\w*|download\w*|payload|urls?|requests?|nameservers?|sinkhole\w*|infrastructure|teamserver|team server|server ip|servers?)\b/i;
const versionNoun =
  /^["'”)\]]?\s+(?:firmware|version|release|builds?|software|patch|format|updates?|hotfix|installer)\b/i;
const notNames = new Set(
  (
    "january february march april may june july august september october november december monday tuesday wednesday " +
    "thursday friday saturday sunday in the at about over around by since step part phase level rule page table figure " +
    "section chapter appendix article annex clause nearly almost only just some and or but if when while on of for a an " +
    "score cvss epss roughly approximately more less than at least up to with from this that these those it its their " +
    "port ports usd eur gbp us ip ips server servers host address tlp day days week row line item no number q1 q2 q3 q4 " +
    "sha-1 sha1 sha256 md5 size total average cost price stage cpg nist cis csc http https rtsp sip utc gmt est pst cet"
  ).split(" "),
);

/** The part of the line before `start`, at most 64 characters. */
const lineBefore = (text: string, start: number): string => {
  const left = text.slice(Math.max(0, start - 64), start);
  return left.slice(left.lastIndexOf("\n") + 1);
};

const lineAfter = (text: string, end: number): string => {
  const right = text.slice(end, end + 48);
  const lineEnd = right.indexOf("\n");
  return lineEnd === -1 ? right : right.slice(0, lineEnd);
};

/** Takes "the affected versions:" and up to three names off the end, to see the bound word behind them. */
const withoutFillers = (left: string): string => {
  let rest = left;
  for (let round = 0; round < 4 && filler.test(rest); round += 1) rest = rest.replace(filler, "");
  return rest;
};

const withoutNames = (left: string): string => {
  let rest = left;
  for (let round = 0; round < 3; round += 1) {
    const found = name.exec(rest);
    if (found === null) break;
    rest = rest.slice(0, found.index + (found[0].startsWith(" ") || found[0].startsWith("(") ? 1 : 0));
  }
  return rest;
};

const boundIn = (
  table: readonly (readonly [VersionBound, RegExp])[],
  lefts: readonly string[],
): VersionBound | undefined => {
  for (const left of lefts) for (const [bound, pattern] of table) if (pattern.test(left)) return bound;
  return undefined;
};

/** "and earlier", "(64-bit) or later", `+`. */
const boundBehind = (right: string): VersionBound | undefined => {
  if (/^\+(?![\w.])/.test(right)) return "from";
  const behind = right.replace(afterNumber, "");
  if (earlier.test(behind)) return "through";
  return later.test(behind) ? "from" : undefined;
};

const endsInName = (left: string): boolean => {
  const word = /([A-Za-z0-9][\w.+/()-]{0,40})\s*[:,]?\s+["'“(]?$|([A-Za-z][\w.+-]{0,40})\/$/.exec(left);
  const written = word?.[1] ?? word?.[2];
  if (written === undefined || notNames.has(written.toLowerCase())) return false;
  return /[A-Z]/.test(written) || (/\d/.test(written) && /[A-Za-z]/.test(written)) || word?.[2] !== undefined;
};

export const readVersionContext = (text: string, start: number, end: number): VersionContext => {
  const left = lineBefore(text, start);
  const right = lineAfter(text, end);
  const bare = withoutFillers(left);
  const lefts = [left, bare, withoutFillers(withoutNames(bare))];
  const leftStrong = boundIn(strongBound, lefts);
  const leftWeak = leftStrong ?? boundIn(weakBound, lefts);
  const rightBound = boundBehind(right);
  const named = endsInName(left);
  const byWord = versionWord.test(left) || fixWord.test(left) || versionNoun.test(right);
  const portFollows = /^\s?:\d{2,5}\b|^\s?(?:port|over port|on port|\(port)\b/i.test(right);
  return {
    strong: byWord || leftStrong !== undefined || rightBound !== undefined,
    weak: leftWeak !== undefined || named,
    named,
    bound: rightBound ?? leftWeak ?? "exact",
    other: unitAfter.test(right) || (!byWord && otherBefore.test(left)),
    network: portFollows || networkWord.test(left),
    networkNear: portFollows || networkWord.test(/(?:\S+\s+){0,2}\S*$/.exec(left.slice(-40))?.[0] ?? ""),
    worded: /[A-Za-z]{2}/.test(left),
    inPath: /[\\$`]$/.test(left) || /<\??[\w-]{1,20}(?:\s[^<>]{0,40})?\sversion=["']$/.test(left),
    numbersHeading: /^[\s*•>#-]*$/.test(left) && /^\.? [A-Z][\w'’]*/.test(right),
  };
};
