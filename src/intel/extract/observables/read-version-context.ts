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
  /\b(?:updat(?:e|es|ed|ing)|upgrad(?:e|es|ed|ing)|patch(?:ed)?)(?:\s[\w.+'’/-]{1,24}){0,6}\s+(?:to|with)\s+$|\b(?:fixed|fix(?:es)?|patched|resolved|addressed|corrected|remediated|closed|released?|available|introduced|shipped)(?:\s[\w.+'’/-]{1,24}){0,2}\s+(?:in|as|with)\s+$/i;
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

/** The last word of the text before a number, lower case, and what stands between it and the number. */
interface Tail {
  readonly word: string;
  readonly gap: string;
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 191;

const tailOf = (left: string): Tail => {
  let end = left.length;
  while (end > 0 && !isLetter(left.charCodeAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && isLetter(left.charCodeAt(start - 1))) start -= 1;
  return { word: left.slice(start, end).toLowerCase(), gap: left.slice(end) };
};

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const boundEnds = wordSet(
  "including to through thru than with from in at least preceding before below until under since between of after above beyond",
);
const fillerEnds = wordSet(
  "the its all any affected vulnerable supported current installed software firmware application product products agent client version versions ver vers v release releases build builds revision revisions rev number numbers",
);
const versionEnds = wordSet(
  "version versions vers ver v release releases build builds firmware revision revisions rev hotfix pack kernel branch series number numbers is was of",
);
const fixEnds = wordSet("to with in as");
const otherEnds = wordSet(
  "us section sections sec chapter chapters appendix annex clause clauses article articles paragraph paragraphs table tables figure figures fig step steps page pages requirement requirements control controls part parts phase level item rule oid oids score scores scored scoring cvss epss rated rating about around nearly almost roughly approximately over average total of by port ports at",
);

/** Regular expressions that end at the number are tried only when the last word or sign can match them. */
const mayBound = ({ word, gap }: Tail): boolean => /[<>=≤≥]/.test(gap) || boundEnds.has(word);
const mayFill = ({ word, gap }: Tail): boolean => /[("'“:=]/.test(gap) || fillerEnds.has(word);

/** Takes "the affected versions:" and up to three names off the end, to see the bound word behind them. */
const withoutFillers = (left: string): string => {
  let rest = left;
  for (let round = 0; round < 4 && mayFill(tailOf(rest)) && filler.test(rest); round += 1)
    rest = rest.replace(filler, "");
  return rest;
};

const withoutNames = (left: string): string => {
  let rest = left;
  for (let round = 0; round < 3 && /\s$/.test(rest.slice(-1)); round += 1) {
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
  for (const left of lefts) {
    if (!mayBound(tailOf(left))) continue;
    for (const [bound, pattern] of table) if (pattern.test(left)) return bound;
  }
  return undefined;
};

/** "and earlier", "(64-bit) or later", `+`. */
const boundBehind = (right: string): VersionBound | undefined => {
  if (right.length === 0) return undefined;
  if (/^\+(?![\w.])/.test(right)) return "from";
  const behind = right.replace(afterNumber, "");
  if (earlier.test(behind)) return "through";
  return later.test(behind) ? "from" : undefined;
};

/** The token right before a number: `CNCSoft-B `, `GWS: `, `LibreOffice/`. Undefined when something else stands between. */
const tokenBefore = (left: string): { readonly token: string; readonly slashed: boolean } | undefined => {
  let end = left.length;
  if (left.endsWith("/")) {
    const token = /[A-Za-z][\w.+-]{0,40}$/.exec(left.slice(-42, -1))?.[0];
    return token === undefined ? undefined : { token, slashed: true };
  }
  if (/["'“(]/.test(left.charAt(end - 1))) end -= 1;
  const blanks = end;
  while (end > 0 && left.charCodeAt(end - 1) === 32) end -= 1;
  if (end === blanks) return undefined;
  if (left.charAt(end - 1) === ":" || left.charAt(end - 1) === ",") end -= 1;
  let start = end;
  while (start > 0 && end - start < 41 && /[\w.+/()-]/.test(left.charAt(start - 1))) start -= 1;
  const token = left.slice(start, end);
  return /[A-Za-z0-9]/.test(token) ? { token, slashed: false } : undefined;
};

const endsInName = (left: string): boolean => {
  const before = tokenBefore(left);
  if (before === undefined || notNames.has(before.token.toLowerCase())) return false;
  return before.slashed || /[A-Z]/.test(before.token) || /\d[A-Za-z]|[A-Za-z]\d|[A-Za-z].*\d/.test(before.token);
};

const isMarkedByWord = (left: string, right: string): boolean => {
  const { word, gap } = tailOf(left);
  if (versionNoun.test(right)) return true;
  if (versionEnds.has(word) || /ersion/.test(left) || gap.includes(".")) if (versionWord.test(left)) return true;
  return fixEnds.has(word) && fixWord.test(left);
};

const isAnotherNumber = (left: string, right: string, byWord: boolean): boolean => {
  if (unitAfter.test(right)) return true;
  const { word, gap } = tailOf(left);
  return !byWord && (otherEnds.has(word) || /[$€£¥#]/.test(gap)) && otherBefore.test(left);
};

export const readVersionContext = (text: string, start: number, end: number): VersionContext => {
  const left = lineBefore(text, start);
  const right = lineAfter(text, end);
  const bare = withoutFillers(left);
  const unnamed = withoutNames(bare);
  const lefts = [left, ...(bare === left ? [] : [bare]), ...(unnamed === bare ? [] : [withoutFillers(unnamed)])];
  const leftStrong = boundIn(strongBound, lefts);
  const leftWeak = leftStrong ?? boundIn(weakBound, lefts);
  const rightBound = boundBehind(right);
  const named = endsInName(left);
  const byWord = isMarkedByWord(left, right);
  const portFollows = (): boolean => /^\s?:\d{2,5}\b|^\s?(?:port|over port|on port|\(port)\b/i.test(right);
  return {
    strong: byWord || leftStrong !== undefined || rightBound !== undefined,
    weak: leftWeak !== undefined || named,
    named,
    bound: rightBound ?? leftWeak ?? "exact",
    get other() {
      return isAnotherNumber(left, right, byWord);
    },
    get network() {
      return portFollows() || networkWord.test(left);
    },
    get networkNear() {
      return portFollows() || networkWord.test(/(?:\S{1,40}\s+){0,2}\S*$/.exec(left.slice(-40))?.[0] ?? "");
    },
    worded: /[A-Za-z]{2}/.test(left),
    inPath:
      /[\\$`]/.test(left.slice(-1)) ||
      (left.endsWith('version="') && /<\??[\w-]{1,20}(?:\s[^<>]{0,40})?\sversion="$/.test(left)),
    get numbersHeading() {
      return /^[\s*•>#-]*$/.test(left) && /^\.? [A-Z][\w'’]*/.test(right);
    },
  };
};
