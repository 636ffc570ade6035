/**
 * Names the tables lack, by the words around them: designations of trackers (UNC1234), naming words ("a backdoor called
 * X", "tracked as X"), words of kind beside a name ("X ransomware", "the X group"), affected products ("flaw in X",
 * "X version 2"). One pass over the words; at each word of a list a bounded look around. People: `people.ts`.
 */
import { buildTokenScan, cutsWord } from "#kit/text/token-scan.ts";
import type { NameMention, NameType } from "#terms/mention.ts";
import { fitRun, type PatternWords } from "./fit-run.ts";
import { findForeignNames } from "./foreign-names.ts";
import { nearestKind } from "./nearest-kind.ts";
import { lookForPeople, type Push } from "./people.ts";
import { nameAfter, nameBefore, openers, type Run } from "./read-name.ts";
import { type Trigger, triggerWords } from "./triggers.ts";

/** One word of a list, where it stands. */
interface Spot {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** The word is written with a capital. */
  readonly capital: boolean;
}

const designationAt =
  /(?<![\p{L}\p{N}_-])(?:(?:UNC|UTA|APT|FIN|TAG|ITG|ATK|GTG|STAC|TAC|TEMP|TG|CTG|SIG|AG|TH)[- ]?\d{1,5}|TA\d{3,4}|(?:Storm|DEV|Group|UAC|UAT|BL|PUNK|CORAL)-\d{2,5}|(?:CL|TGR|UNK)-[A-Z]{3}-\d{3,5}|APT-[A-Z]-\d{1,3}|T-APT-\d{1,3}|UNK_[A-Z]\w{2,30}|TEMP\.[A-Z]\w+|REF\d{4}|LARVA-\d{1,4}|JINX-\d{3,5})(?![\p{L}\p{N}_])/uy;
/** The runs of letters with which one begins. */
const designators = buildTokenScan(
  (
    "unc uta apt fin tag itg atk gtg stac tac temp tg ctg sig ag th ta storm dev group uac uat bl punk coral cl tgr unk t ref " +
    "larva jinx"
  ).split(" "),
);

const byDesignation = (text: string, push: Push): void => {
  designators(text, {
    onWord: (_word, start, end) => {
      designationAt.lastIndex = start;
      const found = designationAt.exec(text)?.[0];
      if (found === undefined) return end;
      const done = start + found.length;
      push({ start, end: done, text: found }, "intrusion_set");
      return done;
    },
  });
};

/** Naming schemes of two words: weather, animals, constellations. "Polar Bear" and "Giant Panda" are animals. */
const byScheme = ({ text, start, end, capital }: Spot, push: Push): void => {
  if (!capital || text[start - 1] !== " ") return;
  const before = /(?:^|[^\p{L}\p{N}_-])(\p{Lu}[\p{L}]+) $/u.exec(text.slice(Math.max(0, start - 24), start));
  const first = before?.[1];
  if (first === undefined || openers.has(first) || /^(?:Teddy|Polar|Brown|Black|Giant|Grizzly|Gray|Grey)$/.test(first))
    return;
  const upper = text.slice(start, end) === text.slice(start, end).toUpperCase();
  if (upper !== (first === first.toUpperCase())) return;
  const from = start - 1 - first.length;
  push({ start: from, end, text: text.slice(from, end) }, "intrusion_set");
};

/** "GOLD SOUTHFIELD", "BRONZE SILHOUETTE": a metal and a word, both in capitals. */
const byMetal = ({ text, start, end }: Spot, push: Push): void => {
  const metal = text.slice(start, end);
  const second = /^ (\p{Lu}{4,20})(?![\p{L}\p{N}])/u.exec(text.slice(end, end + 22))?.[1];
  if (metal !== metal.toUpperCase() || second === undefined) return;
  push({ start, end: end + 1 + second.length, text: text.slice(start, end + 1 + second.length) }, "intrusion_set");
};

const sentenceTail = (text: string): string => {
  const cut = Math.max(text.lastIndexOf(". "), text.lastIndexOf("\n"), text.lastIndexOf("! "), text.lastIndexOf("? "));
  return cut < 0 ? text : text.slice(cut + 1);
};

const kindAfter = (after: string): NameType | undefined => {
  const match =
    /^[”"’']?(?:, | \()(?:an?|the) ([^.;\n]{3,60})/.exec(after) ?? /^[”"’']? ([\p{L}-]+(?: [\p{L}-]+)?)/u.exec(after);
  return match ? nearestKind(match[1] ?? "") : undefined;
};

const asBefore =
  /(?:known|dubbed|tracked|tracks|tracks (?:it|them|the [\p{L} ]{3,20})|identified|designated|referred to|described|monitored|labell?ed|labelled)(?: (?:internally|publicly|collectively|by [\p{L}\p{N} ]{2,40}))? $/u;
const underBefore = /(?:under|using|by|has|the) (?:the )?$/;
const moreNames = /[”"’']?(?: \([^)\n]{1,40}\))?(?:, (?:and |or )?| and | or |\/)/y;

const announces = ({ text, start, end, word }: Spot): boolean => {
  if (!/[ :,“"]/.test(text.charAt(end))) return false;
  const before = text.slice(Math.max(0, start - 64), start);
  if (word === "as") return asBefore.test(before);
  if (/^(?:name|names|moniker|alias|handle|banner)$/.test(word)) return underBefore.test(before);
  return true;
};

const byNaming = (spot: Spot, push: Push): void => {
  const { text, start, end, word } = spot;
  const alias = word === "as" || word === "aka";
  const gap = /^(?:\.)?[:,]? (?:of )?/.exec(text.slice(end, end + 6));
  let run = nameAfter(text, end + (gap?.[0].length ?? 1));
  if (!run || !announces(spot)) return;
  const before = sentenceTail(text.slice(Math.max(0, start - 110), start));
  for (let count = 0; run && count < 6; count += 1) {
    const type =
      kindAfter(text.slice(run.end, run.end + 70)) ??
      nearestKind(before) ??
      (alias ? aliasKind(text, start) : undefined);
    if (type !== undefined) push(run, type, /^(?:calls|calling|names?|named)$/.test(word));
    if (!alias) return;
    moreNames.lastIndex = run.end;
    const more = moreNames.exec(text);
    if (!more) return;
    run = nameAfter(text, run.end + more[0].length);
  }
};

/** With no noun before, the rest of the sentence says whether a group or malware is meant. */
const aliasKind = (text: string, at: number): NameType | undefined =>
  nearestKind(sentenceTail(text.slice(at, at + 160).split(/[.\n]/)[0] ?? ""));

const determined = (text: string, start: number): boolean =>
  /(?:the|a|an|its|their|by|of|with|and|or|as|from|to|against|called|named|via|using|deploy(?:ed|ing|s)?|,) [“"‘']?$/i.test(
    text.slice(Math.max(0, start - 12), start),
  );

const beside = (spot: Spot, type: NameType, both: boolean, push: Push): void => {
  const { text, start, end, capital } = spot;
  if (text[start - 1] === " " || /[”"’'] /.test(text.slice(start - 2, start))) {
    // A noun with a capital belongs to the name: "Secure Web Appliance", "Example Group".
    const run = nameBefore(text, capital ? end : start - 1);
    if (run && (type !== "campaign" || determined(text, run.start))) push(run, type, true);
  }
  if (!both || text[end] !== " ") return;
  const run = nameAfter(text, end + 1);
  if (run && run.start <= end + 2 && !/(?:of|anti|no) $/.test(text.slice(Math.max(0, start - 8), start)))
    push(run, type, true);
};

const byOperation = ({ text, start, end, capital }: Spot, push: Push): void => {
  const run = capital && text[end] === " " ? nameAfter(text, end + 1) : undefined;
  if (run && run.start <= end + 2 && !/^(?:Center|Centre|Manager|System)/.test(run.text))
    push({ start, end: run.end, text: text.slice(start, run.end) }, "campaign");
};

/** "the Gray Campaigns": capitals and an article make it a title. */
const byCampaignTitle = ({ text, end, capital }: Spot, push: Push): void => {
  const run = capital ? nameBefore(text, end) : undefined;
  if (run && / /.test(run.text) && /[Tt]he [“"‘']?$/.test(text.slice(Math.max(0, run.start - 6), run.start)))
    push(run, "campaign");
};

const affectedIn =
  /(?: \([^)\n]{1,60}\)| \[[^\]\n]{1,40}\]|, rated [^,\n]{1,20},)? (?:in|affecting|impacting|within|found in|discovered in|of) /y;
const listed = /(?: \([^)\n]{1,40}\))?(?:, (?:and )?| and )(?:in )?/y;

const productAt = (text: string, at: number, push: Push): Run | undefined => {
  const run = nameAfter(text, at);
  // "in Example's Gateway": the maker, then the product.
  if (!run || !/^['’]s /.test(text.slice(run.end, run.end + 3))) {
    push(run, "product", true);
    return run;
  }
  push(run, "vendor", true);
  const product = nameAfter(text, run.end + 3);
  push(product, "product", true);
  return product;
};

const byFlaw = ({ text, start, end, word }: Spot, push: Push): void => {
  if (/^days?$/.test(word) && !/zero-?$/i.test(text.slice(start - 5, start))) return;
  affectedIn.lastIndex = end;
  const match = affectedIn.exec(text);
  if (!match) return;
  let run = productAt(text, end + match[0].length, push);
  for (let count = 0; run && count < 4; count += 1) {
    listed.lastIndex = run.end;
    const more = listed.exec(text);
    const at = run.end + (more?.[0].length ?? 0);
    run = more && /^(?:(?:the|a|its) )?\p{Lu}/u.test(text.slice(at, at + 6)) ? productAt(text, at, push) : undefined;
  }
};

const versioned = /\d\.\d/g;

const byVersion = (text: string, language: string, push: Push): void => {
  const isEnglish = /^(?:en|und)/.test(language);
  for (const match of text.matchAll(versioned)) {
    // "Mindestens 52.000": elsewhere a dot before three digits parts the thousands.
    if (!isEnglish && /^\d\.\d{3}(?!\d)/.test(text.slice(match.index, match.index + 6))) continue;
    const window = text.slice(Math.max(0, match.index - 14), match.index);
    const lead = /[ \u00a0](?:versions?[ \u00a0]|build[ \u00a0]|v)?\d{0,3}$/.exec(window);
    const run = lead ? nameBefore(text, match.index - lead[0].length) : undefined;
    if (run && /\p{L}{2}/u.test(run.text)) push(run, "product", true);
  }
};

const apposition = /[\p{L}\p{N}], (?:an?|the) (?:[\p{L}-]+ ){0,5}$/u;

const byApposition = ({ text, start }: Spot, push: Push): void => {
  const window = text.slice(Math.max(0, start - 64), start);
  const match = apposition.exec(window);
  if (match) push(nameBefore(text, start - window.length + match.index + 1), "product", true);
};

type Look = (spot: Spot, push: Push) => void;

const looks: Readonly<Partial<Record<Trigger, Look>>> = {
  malware: (spot, push) => {
    // "the X ransomware gang" is a gang; the word for it looks after what follows.
    const gang = /^ (?:group|gang|operation|operators?|crew|affiliates?|actors?|cartel|syndicate|team)(?!\p{L})/u.test(
      spot.text.slice(spot.end, spot.end + 14),
    );
    beside(spot, gang ? "intrusion_set" : "malware", !gang, push);
  },
  actor: (spot, push) => beside(spot, "intrusion_set", true, push),
  tool: (spot, push) => beside(spot, "tool", false, push),
  campaign: (spot, push) => {
    byCampaignTitle(spot, push);
    beside(spot, "campaign", false, push);
  },
  product: (spot, push) => beside(spot, "product", false, push),
  naming: byNaming,
  flaw: byFlaw,
  operation: byOperation,
  scheme: byScheme,
  metal: byMetal,
  kind: byApposition,
};

const scan = buildTokenScan(triggerWords.map((one) => one.word));

/** All that patterns find. Overlaps are settled by the caller. */
export const findByPattern = (text: string, words: PatternWords, language = "en"): NameMention[] => {
  const found: NameMention[] = [];
  const keep = (run: Run, type: NameType): void => {
    found.push({
      kind: "name",
      start: run.start,
      end: run.end,
      surface: run.text,
      type,
      canonical: run.text,
      from: "pattern",
    });
  };
  const push: Push = (run, type, strict = false) => {
    const fitted = run ? fitRun(text, run, type, words, strict) : undefined;
    if (fitted) keep(fitted, type);
  };
  byDesignation(text, push);
  byVersion(text, language, push);
  findForeignNames(text, language, words, push);
  const people = lookForPeople(text, words, keep);
  const look = (index: number, start: number, end: number): void => {
    const entry = triggerWords[index];
    if (!entry) return;
    const first = text.charCodeAt(start);
    const spot: Spot = { text, start, end, word: entry.word, capital: first < 97 || first > 122 };
    for (const trigger of entry.triggers) {
      looks[trigger]?.(spot, push);
      people(trigger, spot);
    }
  };
  scan(text, {
    onWord: (index, start, end) => {
      if (!cutsWord(text, start, end)) look(index, start, end);
      return end;
    },
  });
  return found;
};
