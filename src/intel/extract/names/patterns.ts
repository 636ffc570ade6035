/**
 * Names the tables lack, by the words around them: designations of trackers (UNC1234), naming words ("a backdoor called
 * X", "tracked as X"), words of kind beside a name ("X ransomware", "the X group"), affected products ("flaw in X",
 * "X version 2"), organisations, research teams and people. What a pattern says of one mention is then true of the same
 * word elsewhere in the text.
 */
import type { NameMention, NameType } from "#terms/mention.ts";
import { actorNouns, campaignNouns, malwareNouns, productNouns, toolNouns, vulnerabilityNouns } from "./cues.ts";
import { isNameWord, nameAfter, nameBefore, openers, type Run, terms } from "./read-name.ts";

export interface PatternWords {
  readonly frequentWords: ReadonlySet<string>;
  readonly knownWords: ReadonlySet<string>;
  /** Is a place taken by a name of the tables that a pattern must not cut or relabel? */
  readonly taken: (start: number, end: number) => NameMention | undefined;
}

type Push = (run: Run | undefined, type: NameType, strict?: boolean) => void;

const designation =
  /(?<![\p{L}\p{N}_-])(?:(?:UNC|UTA|APT|FIN|TAG|ITG|ATK|GTG|STAC|TAC|TEMP|TG|CTG|SIG|AG|TH)[- ]?\d{1,5}|TA\d{3,4}|(?:Storm|DEV|Group|UAC|UAT|BL|PUNK|CORAL)-\d{2,5}|(?:CL|TGR|UNK)-[A-Z]{3}-\d{3,5}|APT-[A-Z]-\d{1,3}|T-APT-\d{1,3}|UNK_[A-Z]\w{2,30}|TEMP\.[A-Z]\w+|REF\d{4}|LARVA-\d{1,4}|JINX-\d{3,5}|TheWizards)(?![\p{L}\p{N}_])/gu;
/** Naming schemes of two words: weather, animals, constellations, metals in capitals. */
const scheme =
  /(?<![\p{L}\p{N}_-])(?:[A-Z][a-z]+ (?:Blizzard|Typhoon|Sandstorm|Sleet|Tempest|Tsunami|Cyclone|Hail|Panda|Bear|Kitten|Spider|Chollima|Jackal|Buffalo|Leopard|Lynx|Ocelot|Saiga|Wolf|Crane|Hawk|Sphinx|Scorpius|Libra|Taurus|Ursa|Serpens|Pisces|Draco|Gemini|Virgo)|[A-Z]{3,} (?:BLIZZARD|TYPHOON|SANDSTORM|SLEET|TEMPEST|PANDA|BEAR|KITTEN|SPIDER|CHOLLIMA|JACKAL|BUFFALO|LEOPARD|LYNX|TIGER|WOLF|CRANE|HAWK|SPHINX)|(?:GOLD|BRONZE|COBALT|IRON|NICKEL|ALUMINUM|TUNGSTEN|COPPER|ZINC|TIN) [A-Z]{4,})(?![\p{L}\p{N}_])/gu;
const schemeStops =
  /^(?:The|A|In|On|This|Teddy|Polar|Brown|Black|Giant|Red|Grizzly) (?:Panda|Bear|Spider|Wolf|Hawk|Crane|Leopard)$/;

const naming =
  /(?<![\p{L}\p{N}])(?:(?:also |publicly |otherwise |widely |commonly |internally |formerly |previously |collectively )?(?:known|tracked|identified|designated|referred to|described|monitored|labell?ed|labelled)(?: (?:internally|publicly|collectively|by [\p{L} ]{2,40}?))? as|a\.?k\.?a\.?|dubbed|called|named|codenamed|code-named|nicknamed|calls|calling|names|under the (?:name|names|moniker|alias|handle|banner)(?: of)?|the name|christened|self-styled|goes by|using the name|branded)[:,]? /giu;

const kind = (nouns: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${nouns})(?![\\p{L}\\p{N}])`, "giu");
const malwareKind = kind(malwareNouns);
const actorKind = kind(
  "ransomware group|ransomware gang|ransomware operation|hacking group|hacker group|hacktivist group|hacktivist collective|threat group|espionage group|extortion group|extortion gang|cybercrime group|cybercrime gang|threat actor|threat actors|threat cluster|activity cluster|group|gang|hackers|crew|collective|cartel|apt|apt group|affiliates|operators|syndicate|actor|actors|hacktivists|cluster",
);
const campaignKind = kind("campaign|campaigns");
const toolKind = kind(
  "framework|toolkit|phishing kit|phishing-as-a-service platform|red teaming tool|tool|c2 framework",
);

/** Which kind of thing the words before a naming word are about; the nearest noun wins. */
const kinds: readonly (readonly [RegExp, NameType])[] = [
  [kind(vulnerabilityNouns), "vulnerability_name"],
  [kind(`${actorNouns}|it tracks`), "intrusion_set"],
  [kind(malwareNouns), "malware"],
  [kind(toolNouns), "tool"],
  [kind(campaignNouns.replace("|intrusion set", "")), "campaign"],
];

const sentenceTail = (text: string): string => {
  const cut = Math.max(text.lastIndexOf(". "), text.lastIndexOf("\n"), text.lastIndexOf("! "), text.lastIndexOf("? "));
  return cut < 0 ? text : text.slice(cut + 1);
};

const nearestKind = (before: string): NameType | undefined => {
  let best: { at: number; type: NameType } | undefined;
  for (const [pattern, type] of kinds) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(before); match; match = pattern.exec(before)) {
      const at = match.index + match[0].length;
      // "ransomware group" is a group: the later noun wins.
      if (!best || at > best.at) best = { at, type };
    }
  }
  return best?.type;
};

const kindAfter = (after: string): NameType | undefined => {
  const match =
    /^[”"’']?(?:, | \()(?:an?|the) ([^.;\n]{3,60})/.exec(after) ?? /^[”"’']? ([\p{L}-]+(?: [\p{L}-]+)?)/u.exec(after);
  return match ? nearestKind(match[1] ?? "") : undefined;
};

const byDesignation = (text: string, push: Push): void => {
  for (const match of text.matchAll(designation))
    push({ start: match.index, end: match.index + match[0].length, text: match[0] }, "intrusion_set");
  for (const match of text.matchAll(scheme)) {
    if (schemeStops.test(match[0]) || openers.has(match[0].split(" ")[0] ?? "")) continue;
    push({ start: match.index, end: match.index + match[0].length, text: match[0] }, "intrusion_set");
  }
};

const moreNames = /[”"’']?(?: \([^)\n]{1,40}\))?(?:, (?:and |or )?| and | or |\/)/y;

const byNaming = (text: string, push: Push): void => {
  for (const match of text.matchAll(naming)) {
    let at = match.index + match[0].length;
    const before = sentenceTail(text.slice(Math.max(0, match.index - 110), match.index));
    const alias = /as[:,]? $|a\.?k/i.test(match[0]);
    for (let count = 0; count < 6; count += 1) {
      const run = nameAfter(text, at);
      if (!run) break;
      const type =
        kindAfter(text.slice(run.end, run.end + 70)) ??
        nearestKind(before) ??
        (alias ? aliasKind(text, match.index) : undefined);
      if (type !== undefined) push(run, type, /^(?:calls|calling|names|named)/i.test(match[0]));
      if (!alias) break;
      moreNames.lastIndex = run.end;
      const more = moreNames.exec(text);
      if (!more) break;
      at = run.end + more[0].length;
    }
  }
};

/** "Salt Example (also known as X)": with no noun, the capital run before says that a group or malware is meant. */
const aliasKind = (text: string, at: number): NameType | undefined => {
  const after = text.slice(at, at + 160);
  return nearestKind(sentenceTail(after.split(/[.\n]/)[0] ?? ""));
};

const determined = (text: string, start: number): boolean =>
  /(?:the|a|an|its|their|by|of|with|and|or|as|from|to|against|called|named|via|using|deploy(?:ed|ing|s)?|,) [“"‘']?$/i.test(
    text.slice(Math.max(0, start - 12), start),
  );

const byKind = (text: string, push: Push): void => {
  const each = (pattern: RegExp, type: NameType, both: boolean): void => {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (text[start - 1] === " ") {
        // A noun with a capital belongs to the name: "Secure Web Appliance", "Example Group".
        const run = nameBefore(text, /^\p{Lu}\p{Ll}/u.test(match[0]) ? end : start - 1);
        if (run && (type !== "campaign" || determined(text, run.start))) push(run, type, true);
      }
      if (both && text[end] === " ") {
        const run = nameAfter(text, end + 1);
        const before = text.slice(Math.max(0, start - 14), start);
        if (run && run.start <= end + 2 && !/(?:of|anti|no) $/.test(before)) push(run, type, true);
      }
    }
  };
  each(malwareKind, "malware", true);
  each(actorKind, "intrusion_set", true);
  each(toolKind, "tool", false);
  each(campaignKind, "campaign", false);
};

const operation = /(?<![\p{L}\p{N}])Operation (?=[“"‘']?\p{Lu})/gu;
const campaignTitle = /(?<=(?:the|The) )((?:\p{Lu}[\p{L}\p{N}]+ ){1,3}Campaigns?)(?![\p{L}])/gu;

const byCampaign = (text: string, push: Push): void => {
  for (const match of text.matchAll(operation)) {
    const run = nameAfter(text, match.index + match[0].length);
    if (run && !/^(?:Center|Centre|Manager|System)/.test(run.text))
      push({ start: match.index, end: run.end, text: text.slice(match.index, run.end) }, "campaign");
  }
  for (const match of text.matchAll(campaignTitle))
    push({ start: match.index, end: match.index + match[0].length, text: match[0] }, "campaign");
};

const affected =
  /(?<![\p{L}\p{N}])(?:flaws?|vulnerabilit(?:y|ies)|bugs?|zero-?days?|weakness(?:es)?|RCE|injection|overflow|bypass|escalation|deserialization|traversal|CVE-\d{4}-\d{4,7})(?: \([^)\n]{1,60}\)| \[[^\]\n]{1,40}\]|, rated [^,\n]{1,20},)? (?:in|affecting|impacting|within|found in|discovered in|of) /giu;
const versioned = /[ \u00a0](?:versions?[ \u00a0]|v(?=\d)|build[ \u00a0])?(?=\d{1,4}\.\d)/g;
const productKind = new RegExp(`(?<=[\\p{L}\\p{N}’”"])[ \\u00a0](?:${productNouns})(?![\\p{L}\\p{N}])`, "giu");
const appositive =
  /(?<=[\p{L}\p{N}]),[ \u00a0](?:an?|the)[ \u00a0](?:[\p{L}-]+[ \u00a0]){0,5}?(?:tool|platform|plugin|software|framework|library|service|app|application|product|solution|package|system|utility|extension|server)(?![\p{L}])/giu;

const byProduct = (text: string, push: Push): void => {
  for (const match of text.matchAll(affected)) {
    let run = nameAfter(text, match.index + match[0].length);
    // "in Example's Gateway": the maker, then the product.
    if (run && /^['’]s /.test(text.slice(run.end, run.end + 3))) {
      push(run, "vendor", true);
      run = nameAfter(text, run.end + 3);
    }
    push(run, "product", true);
    // "in X and in Y", "in X, Y and Z".
    for (let count = 0; run && count < 4; count += 1) {
      const more = /^(?: \([^)\n]{1,40}\))?(?:, (?:and )?| and )(?:in )?/.exec(text.slice(run.end, run.end + 60));
      run =
        more && /^(?:(?:the|a|its) )?\p{Lu}/u.test(text.slice(run.end + more[0].length, run.end + more[0].length + 6))
          ? nameAfter(text, run.end + more[0].length)
          : undefined;
      if (run && /^['’]s /.test(text.slice(run.end, run.end + 3))) {
        push(run, "vendor", true);
        run = nameAfter(text, run.end + 3);
      }
      push(run, "product", true);
    }
  }
  for (const match of text.matchAll(versioned)) {
    const run = nameBefore(text, match.index);
    if (run && /\p{L}{2}/u.test(run.text)) push(run, "product", true);
  }
  for (const match of text.matchAll(productKind)) {
    const capital = /^.\p{Lu}/u.test(match[0]);
    push(nameBefore(text, capital ? match.index + match[0].length : match.index), "product", true);
  }
  for (const match of text.matchAll(appositive)) {
    const run = nameBefore(text, match.index);
    if (run) push(run, "product", true);
  }
};

/** All that patterns find. Overlaps are settled by the caller. */
export const findByPattern = (text: string, words: PatternWords): NameMention[] => {
  const found: NameMention[] = [];
  const push: Push = (run, type, strict = false) => {
    if (!run) return;
    const fitted = fitRun(text, run, type, words, strict);
    if (fitted)
      found.push({
        kind: "name",
        start: fitted.start,
        end: fitted.end,
        surface: fitted.text,
        type,
        canonical: fitted.text,
        from: "pattern",
      });
  };
  byDesignation(text, push);
  byNaming(text, push);
  byCampaign(text, push);
  byKind(text, push);
  byProduct(text, push);
  return found;
};

const generic =
  /^(?:Android|iOS|Windows|Linux|Mac|macOS|Banking|Remote|Mobile|Cloud|Open|Source|Enterprise|Server|Client|Network|System|Systems|Service|Data|Information|Security|Research|Intelligence|Government|Federal|State|Ministry|Company|Corporation|Inc|Ltd|Email|Phishing|Supply|Chain|Zero|Day|Attack|Attacks|Group|Team|Gang|Campaign|Operation|Actor|Actors|Malware|Ransomware|Trojan|Backdoor|Botnet|Loader|Stealer|Wiper|Worm|Spyware|Rootkit|Version|Update|Patch|Tuesday|Russian|Chinese|Iranian|Korean|North|South|East|West)$/;

/** Cuts what the tables own off the ends, and refuses runs that are plain words or terms of the trade. */
const fitRun = (text: string, run: Run, type: NameType, words: PatternWords, strict: boolean): Run | undefined => {
  let { start, end } = run;
  for (let guard = 0; guard < 4; guard += 1) {
    const front = words.taken(start, start + 1);
    if (!front || front.start !== start || front.end >= end || !cuts(front.type, type)) break;
    start = front.end;
    while (start < end && /[ \u00a0’'s-]/.test(text.charAt(start)) && !/\p{L}/u.test(text.charAt(start))) start += 1;
    if (/^['’]s /.test(text.slice(start - 1, start + 2))) start += 2;
  }
  const name = text.slice(start, end);
  if (name.length < 2 || name.length > 60 || !isNameWord(name.split(/[ \u00a0]/)[0] ?? "")) return undefined;
  const held = words.taken(start, end);
  if (held && held.start <= start && held.end >= end) return undefined;
  const parts = name.split(/[ \u00a0]/);
  // "Chinese-speaking", "High-severity": an adjective made of plain words.
  if (parts.length === 1 && /-\p{Ll}/u.test(name) && !/\d/.test(name)) return undefined;
  if (parts.slice(1).some((part) => openers.has(part) && !/^(?:of|for|the|and|Of|For|The|And|One|Day|New|First)$/.test(part))) return undefined;
  if (strict && inHeadline(text, start)) return undefined;
  if (parts.every((part) => terms.has(part) || generic.test(part) || openers.has(part) || /^[\d.]+$/.test(part)))
    return undefined;
  if (strict && parts.length === 1 && plainWord(name, text, start, words)) return undefined;
  if (strict && parts.length > 1 && parts.every((part) => isPlain(part, words)) && !/^\p{Lu}/u.test(parts[1] ?? ""))
    return undefined;
  return { start, end, text: name };
};

/** In a line of capitalised words a capital says nothing. */
export const inHeadline = (text: string, at: number): boolean => {
  const from = Math.max(text.lastIndexOf("\n", at - 1) + 1, at - 160);
  const stop = text.indexOf("\n", at);
  const line = text.slice(from, Math.min(stop < 0 ? text.length : stop, at + 160));
  const words = line.match(/\p{L}[\p{L}’'-]+/gu) ?? [];
  if (words.length < 5 || /[.!?]["”]?\s+\p{Lu}/u.test(line)) return false;
  return words.filter((word) => /^\p{Lu}/u.test(word)).length >= words.length * 0.7;
};

const cuts = (owner: NameType, type: NameType): boolean =>
  owner === "demonym" ||
  owner === "country" ||
  owner === "region" ||
  (owner === "vendor" && type !== "organisation") ||
  owner === "sector" ||
  owner === "authority";

const isPlain = (word: string, words: PatternWords): boolean => {
  const lower = word.toLowerCase();
  return words.frequentWords.has(lower) || words.knownWords.has(lower);
};

const startsSentence = (text: string, start: number): boolean =>
  /(?:^|[.!?:\n]["”’)]?\s*|[-*•]\s)$/.test(text.slice(Math.max(0, start - 4), start));

/** A single plain word is no name where a sentence begins; elsewhere its capital says that it is one. */
const plainWord = (name: string, text: string, start: number, words: PatternWords): boolean => {
  if (terms.has(name) || generic.test(name) || openers.has(name)) return true;
  if (!isPlain(name, words)) return false;
  return words.frequentWords.has(name.toLowerCase()) || startsSentence(text, start);
};
