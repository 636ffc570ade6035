/**
 * Words that tell the kind of a name beside them. Used for names that are also plain words, and by the patterns.
 */
import { blank, kindAt } from "#kit/text/char-kinds.ts";
import type { NameType } from "#terms/mention.ts";
import { type ListedWords, listWords } from "./listed-words.ts";

export const malwareNouns =
  "ransomware|malware|trojan|backdoor|loader|stealer|infostealer|info-stealer|rat|botnet|wiper|worm|payload|implant|spyware|rootkit|bootkit|dropper|downloader|keylogger|webshell|web shell|cryptominer|miner|banker|virus|shellcode|beacon|stager|clipper|skimmer|locker|encryptor|exploit kit|malware family|malware strain|remote access trojan|remote access tool|banking trojan|information stealer|crypter|proxyware";
export const actorNouns =
  "group|groups|gang|gangs|actor|actors|hackers|hacker|crew|collective|cluster|clusters|adversary|apt|operators|affiliates|affiliate|cartel|syndicate|threat actor|threat actors|threat group|hacking group|espionage group|activity group|hacktivists|cybercriminals|extortionists|outfit|operation|team|unit|brigade";
export const toolNouns =
  "tool|tools|utility|framework|toolkit|phishing kit|kit|software|utilities|post-exploitation framework|c2 framework";
export const campaignNouns = "campaign|campaigns|operation|operations|activity|attacks|wave|intrusion set|scheme";
export const vulnerabilityNouns =
  "vulnerability|vulnerabilities|flaw|flaws|bug|bugs|weakness|exploit chain|exploit|zero-day|attack technique|side-channel|attack method|technique";
const productNouns =
  "flaw|flaws|vulnerability|vulnerabilities|bug|bugs|zero-day|zero-days|instances|servers|server|appliances|appliance|firewalls|firewall|routers|router|devices|plugin|plugins|users|customers|version|versions|update|updates|patch|patches|app|apps|application|applications|software|platform|deployments|installations|gateways|gateway|security update|extension|browser|client|api|environments|sdk|library";

const near = (words: string): ListedWords => listWords([words], false);

const tests: Readonly<Partial<Record<NameType, ListedWords>>> = {
  intrusion_set: near(
    `${actorNouns}|attributed|linked|tracked|leak site|claimed|nation-state|state-sponsored|espionage`,
  ),
  campaign: near(campaignNouns),
  malware: near(`${malwareNouns}|infected|infection|infections|family|strain|variant|deployed|dropped|c2`),
  tool: near(`${toolNouns}|using|used|via|command|executed|deployed|ran`),
  vendor: near(
    `${productNouns}|said|says|told|announced|released|patched|fixed|disclosed|confirmed|company|vendor|firm|maker|inc|spokesperson|acquired|researchers`,
  ),
  product: near(productNouns),
  sector: near(
    "sector|sectors|industry|industries|vertical|verticals|company|companies|firm|firms|organisation|organisations|organization|organizations|institution|institutions|entity|entities|agency|agencies|provider|providers|operator|operators|bodies|body|department|departments|facilities|infrastructure|networks|businesses|services|targets|victims|officials|ministries|websites|corporations|contractors|domains",
  ),
  authority: near(
    "said|says|warned|agency|according|advisory|officials|members|council|sanctioned|indicted|alert|director|chief",
  ),
};

const closesQuote = (code: number): boolean => code === 0x22 || code === 0x201d || code === 0x2019 || code === 41;

/** Length of the end of a sentence or line at a place, `[.!?]["”’)]?\s|\n`; 0 for none. */
const stopLength = (text: string, at: number, to: number): number => {
  const code = text.charCodeAt(at);
  if (code === 10) return 1;
  if (code !== 46 && code !== 33 && code !== 63) return 0;
  const behind = closesQuote(text.charCodeAt(at + 1)) ? at + 2 : at + 1;
  return behind < to && (kindAt(text, behind) & blank) !== 0 ? behind + 1 - at : 0;
};

const reach = 26;

/** Where the sentence begins that goes on at `start`, at most so far before it. */
const clauseStart = (text: string, start: number): number => {
  let from = Math.max(0, start - reach);
  for (let at = from; at < start; ) {
    const length = stopLength(text, at, start);
    at += Math.max(1, length);
    if (length > 0) from = at;
  }
  return from;
};

const clauseEnd = (text: string, end: number): number => {
  const to = Math.min(text.length, end + reach);
  for (let at = end; at < to; at += 1) if (stopLength(text, at, to) > 0) return at + 1;
  return to;
};

const stands = (words: ListedWords, text: string, from: number, to: number): boolean => {
  let found = false;
  words.read(text, from, to, () => {
    found = true;
    return true;
  });
  return found;
};

/** Does a word of the kind stand close by in the same sentence? */
export const hasCue = (text: string, start: number, end: number, type: NameType): boolean => {
  const test = tests[type];
  if (!test) return false;
  return stands(test, text, end, clauseEnd(text, end)) || stands(test, text, clauseStart(text, start), start);
};

/** "Georgia", "Jordan", "Chad": a place only after a preposition, in a list of places, or where no first name could stand. */
export const placeCue = (text: string, start: number, end: number): boolean => {
  const before = text.slice(Math.max(0, start - 22), start);
  const after = text.slice(end, end + 18);
  if (/^(?:['’]s)? (?:Tech|State|Institute|Southern|Power|Bulldogs|Pacific|Airways|Airlines|Department of)/.test(after))
    return false;
  if (/(?:Atlanta|Savannah|Augusta|state of|University of),? $/i.test(before)) return false;
  if (/^ \p{Lu}\p{Ll}+/u.test(after) && !/^ (?:And|Or|The)\b/.test(after)) return false;
  if (/\p{Lu}\p{Ll}+ $/u.test(before) && !/(?:^|[.!?] |, )(?:In|From|And|The|Across) $/.test(before)) return false;
  return (
    /(?:^|[^\p{L}])(?:in|from|of|to|across|against|and|or|including|like|with|for|by|between|targeting|toward|towards)(?: the)? $/iu.test(
      before,
    ) ||
    /^['’]s |^,? (?:and|or) \p{Lu}|^, \p{Lu}|^[- ](?:based|linked|backed|nexus|aligned)/u.test(after) ||
    /\p{Lu}\p{Ll}+, $/u.test(before)
  );
};
