/**
 * Expressions with a grammar of their own, each with how the places are told where it can begin: by the run of letters it opens
 * with, or by a sign inside it. Each is bounded, and sticky: it is tried at those places alone, and finds there what it would
 * find going over the text.
 */
import { isDigit, isLetter } from "#kit/text/ascii.ts";

export interface Form {
  readonly pattern: RegExp;
  /** Whole runs of ASCII letters, small, with one of which it begins. */
  readonly opens?: readonly string[];
  /** Places where it may begin, ascending. */
  readonly places?: (text: string) => number[];
}

const dash = "[-\u2012\u2013\u2014\u2212_]";

const words = (list: string): readonly string[] => list.split(" ");

/** Every place of a sign, moved back. */
const at =
  (sign: string, back = 0) =>
  (text: string): number[] => {
    const places: number[] = [];
    for (let place = text.indexOf(sign); place !== -1; place = text.indexOf(sign, place + sign.length))
      if (place >= back) places.push(place - back);
    return places;
  };

/** Where the digits begin that stand before a colon, nine at most. */
const digitsBeforeColon = (text: string): number[] => {
  const places: number[] = [];
  for (let colon = text.indexOf(":"); colon !== -1; colon = text.indexOf(":", colon + 1)) {
    let start = colon;
    while (start > 0 && colon - start < 10 && isDigit(text.charCodeAt(start - 1))) start -= 1;
    if (start < colon && colon - start < 10) places.push(start);
  }
  return places;
};

/** Of `%VARIABLE%\` and `$env:NAME\` where they begin, of a drive its letter; -1 for none. */
const rootBefore = (text: string, slash: number): number => {
  const code = text.charCodeAt(slash - 1);
  if (code === 58) return isLetter(text.charCodeAt(slash - 2)) ? slash - 2 : -1;
  if (code === 37) {
    let start = slash - 2;
    while (start > 0 && slash - start < 34 && /[A-Za-z0-9_()]/.test(text.charAt(start))) start -= 1;
    return text.charCodeAt(start) === 37 ? start : -1;
  }
  let start = slash;
  while (start > 0 && slash - start < 21 && isLetter(text.charCodeAt(start - 1))) start -= 1;
  return text.startsWith("$env:", start - 5) && start >= 5 ? start - 5 : -1;
};

const windowsPlaces = (text: string): number[] => {
  const places: number[] = [];
  for (let slash = text.indexOf("\\"); slash !== -1; slash = text.indexOf("\\", slash + 1)) {
    const root = rootBefore(text, slash);
    if (root >= 0) places.push(root);
    if (text.charCodeAt(slash + 1) === 92) places.push(slash);
  }
  return places;
};

const rootInitials = new Uint8Array(128);
for (const letter of "uetvhobsdprlmLSUAVNc") rootInitials[letter.charCodeAt(0)] = 1;
/** Before what no path begins: letters, digits, _ . ~ / : * ) > % = - */
const beforeNoPath = new Uint8Array(128);
for (const sign of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:*)>%=-")
  beforeNoPath[sign.charCodeAt(0)] = 1;

const unixPlaces = (text: string): number[] => {
  const places: number[] = [];
  for (let slash = text.indexOf("/"); slash !== -1; slash = text.indexOf("/", slash + 1)) {
    const before = text.charCodeAt(slash - 1);
    if (before === 126) places.push(slash - 1);
    else if (beforeNoPath[before] !== 1 && rootInitials[text.charCodeAt(slash + 1)] === 1) places.push(slash);
  }
  return places;
};

const isBlank = (code: number): boolean => code === 32 || code === 9;
const endsLine = (code: number): boolean => code === 10 || code === 13 || code === 0x2028 || code === 0x2029;

/** Where the line begins on which only blanks, "private" and "global" stand before `place`; -1 where others do. */
const lineOfRule = (text: string, place: number): number => {
  let start = place;
  for (let count = 0; count <= 2; count += 1) {
    while (start > 0 && isBlank(text.charCodeAt(start - 1))) start -= 1;
    if (start === 0 || endsLine(text.charCodeAt(start - 1))) return start;
    const word = text.startsWith("private", start - 7) ? 7 : text.startsWith("global", start - 6) ? 6 : -1;
    if (word < 0 || start < word) return -1;
    start -= word;
  }
  return -1;
};

const yaraPlaces = (text: string): number[] => {
  const places: number[] = [];
  if (!text.includes("{")) return places;
  for (let rule = text.indexOf("rule"); rule !== -1; rule = text.indexOf("rule", rule + 4)) {
    const start = isBlank(text.charCodeAt(rule + 4)) ? lineOfRule(text, rule) : -1;
    if (start >= 0 && start !== places.at(-1)) places.push(start);
  }
  return places;
};

/** A hive may stand in angle brackets. */
const hivePlaces = (text: string): number[] => {
  const places: number[] = [];
  if (!text.includes("\\")) return places;
  for (const { index } of text.matchAll(/HK(?:LM|CU|CR|U|CC|PD|EY_)/gi)) {
    if (text.charCodeAt(index - 1) === 60) places.push(index - 1);
    places.push(index);
  }
  return places;
};

const telegramPlaces = (text: string): number[] =>
  at(".me/")(text).map((dot) => (text.startsWith("telegram", dot - 8) && dot >= 8 ? dot - 8 : Math.max(0, dot - 1)));

export const forms = {
  yaraHead: {
    pattern:
      /^[ \t]*(?:(?:private|global)[ \t]+){0,2}rule[ \t]+([A-Za-z_]\w{0,127})[ \t]*(?::[ \t\w]{1,200})?\s{0,8}\{/my,
    places: yaraPlaces,
  },
  sigmaTitle: { pattern: /^title:[ \t]+(\S[^\n]{0,250})$/my, opens: words("title") },
  agentStart: { pattern: /(?<![A-Za-z0-9])Mozilla\/\d\.\d{1,2}(?= \()/y, opens: words("mozilla") },
  agentLine: {
    pattern: /(?<![A-Za-z])User-Agent(?: string)?["']?: ?["']?([^\s"'][^"'\n]{2,255})/iy,
    opens: words("user"),
  },
  arn: {
    pattern:
      /(?<![A-Za-z0-9])arn:aws(?:-[a-z]{2,6}){0,2}:[a-z0-9-]{1,40}:[a-z0-9*-]{0,30}:(?:\d{12}|aws|\*)?:[^\s"'`<>|,;()[\]…“”„‟‘’‚‛«»‹›「」『』【】《》〈〉、。]{1,400}/y,
    opens: words("arn"),
  },
  cpe: {
    pattern:
      /(?<![A-Za-z0-9])(?:cpe:2\.3:[aho*-](?::(?:\\[^\s]|[^\s:"'`<>,;)\]\\…“”„‟‘’‚‛«»‹›「」『』【】《》〈〉、。]){1,120}){5,10}|cpe:\/[aho](?::[^\s:"'`<>,;)\]…“”„‟‘’‚‛«»‹›「」『』【】《》〈〉、。]{0,120}){1,6})/iy,
    opens: words("cpe"),
  },
  purl: {
    pattern:
      /(?<![A-Za-z0-9])pkg:[a-z][a-z0-9.+-]{1,30}\/[^\s"'`<>|,;()[\]*…“”„‟‘’‚‛«»‹›「」『』【】《》〈〉、。]{1,300}/y,
    opens: words("pkg"),
  },
  asn: {
    pattern: /(?<![A-Za-z0-9_.-])(?:ASN ?|AS ?|as)(\d{2,10})(?![A-Za-z0-9_]|[.-]\d)/y,
    opens: words("asn as"),
  },
  asnLower: { pattern: /(?<![A-Za-z0-9_.-])asn ?(\d{2,10})(?![A-Za-z0-9_]|[.-]\d)/y, opens: words("asn") },
  phone: {
    pattern: /(?<![\w+./-])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,5}){1,4}(?![\w/]|[.-]\d)/y,
    places: at("+"),
  },
  telegramName: {
    pattern: /\bTelegram\b[^@\n]{0,40}?(?<![\w@])@([A-Za-z]\w{4,31})(?![\w@]|\.\w)/iy,
    opens: words("telegram"),
  },
  namedOnTelegram: {
    pattern: /(?<![\w.@])@([A-Za-z]\w{4,31})(?: (?:account|bot|channel|group|handle))? (?:on|via|over|in) Telegram\b/iy,
    places: at("@"),
  },
  telegramLink: {
    pattern: /(?<![A-Za-z0-9.-])(?:t\.me|telegram\.me)\/(?:s\/)?\+?([A-Za-z]\w{3,31})(?!\w)/y,
    places: telegramPlaces,
  },
  cve: {
    pattern: new RegExp(
      `(?<![A-Za-z0-9])CVE(?:${dash}|:? {1,2})(\\d{4})(?:${dash}\\r?\\n?|[ ])(\\d{4,10})(?![0-9])`,
      "iy",
    ),
    opens: words("cve"),
  },
  weakness: {
    pattern: new RegExp(`(?<![A-Za-z0-9])(CWE|CAPEC)(?:${dash}| |: ?)(\\d{1,4})(?![0-9A-Za-z])`, "iy"),
    opens: words("cwe capec"),
  },
  attack: {
    pattern: /(?<![A-Za-z0-9_.&-])(?:TA\d{4}|T\d{4}(?:[./]\d{3})?|[GSMC]\d{4})(?![A-Za-z0-9_]|[./]\d|-\d)/iy,
    opens: words("ta t g s m c"),
  },
  advisory: {
    pattern:
      /(?<![A-Za-z0-9-])(?:GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|ICSM?A-\d{2}-\d{3}-\d{2}|AA\d{2}-\d{3}[A-Z]|(?:RHSA|RHBA)-\d{4}:\d{4,6}|(?:DSA|DLA|USN|ESA|ZDI|VU|FG-IR|APSB|SSA|TALOS|NCAS|VMSA|PAN-SA|CTX|K|cisco-sa)[-#]\d{2,8}(?:-\d{1,5}){0,2})(?![A-Za-z0-9-])/y,
    opens: words("ghsa icsa icsma aa rhsa rhba dsa dla usn esa zdi vu fg apsb ssa talos ncas vmsa pan ctx k cisco"),
  },
  knowledgeBase: { pattern: /(?<![A-Za-z0-9])KB ?(\d{6,8})(?![0-9])/y, opens: words("kb") },
  cvssScale: {
    pattern:
      /\bCVSS(?:(?:[ -]?v(?:er(?:sion)?)?\.?| version|:)? ?([234](?:\.[01])?)(?![\d.]*\d|,\d|%| ?\/ ?10| out of))?/iy,
    opens: words("cvss*"),
  },
  cvssVector: { pattern: /CVSS:(3\.[01]|4\.0)((?:\/[A-Za-z]{1,3}:[A-Za-z]{1,3}){4,40})/y, places: at("CVSS:") },
  outOfTen: {
    pattern:
      /(?:\bscor(?:e[sd]?|ing)|\brat(?:ed|ing)|\bseverity(?: score)?)(?: (?:of|at|as|is|a|an|it|them|with|the))*:? (10(?:\.0)?|\d(?:\.\d)?)(?: ?\/ ?10(?:\.0)?| out of (?:10(?:\.0)?|ten))/iy,
    opens: words("score scores scored scoring rated rating severity"),
  },
  epss: {
    pattern:
      /\bEPSS(?: (?:score|probability|percentage|value|of|is|was|at|stands|currently|estimate|gives|puts|a|an|it|the|in)|[:=(]){0,5}[ :=(]{0,3}(\d{1,3}(?:\.\d{1,6})?)( ?%| percent)?(?![\d.]*\d|th|st|nd|rd)/iy,
    opens: words("epss"),
  },
  ssdeep: {
    pattern: /(?<![\w+/:.])(\d{1,9}):([A-Za-z0-9+/]{3,64}):([A-Za-z0-9+/]{3,64})(?![\w+/:])/y,
    places: digitsBeforeColon,
  },
  tlsh: { pattern: /(?<![A-Za-z0-9])T1[0-9A-Fa-f]{70}(?![A-Za-z0-9])/y, opens: words("t") },
  hive: {
    pattern:
      /(?<![A-Za-z0-9_\\])<?(HKLM|HKCU|HKCR|HKU|HKCC|HKPD|HKEY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS|CURRENT_CONFIG|PERFORMANCE_DATA))>?:?\\{1,2}/iy,
    places: hivePlaces,
  },
  windowsRoot: {
    pattern:
      /(?<![A-Za-z0-9_%])(?:[A-Za-z]:\\{1,2}|%[A-Za-z_][A-Za-z0-9_()]{1,30}%\\{1,2}|\$env:[A-Za-z]{2,20}\\|(?<![\\:])\\\\[.?]\\[A-Za-z]:\\|(?<![\\:])\\\\[A-Za-z0-9.?_-]{1,63}\\)/y,
    places: windowsPlaces,
  },
  unixRoot: {
    pattern:
      /(?<![A-Za-z0-9_.~/:*)>%=-]|\*)(?:~\/|\/(?:usr|etc|var|tmp|home|opt|bin|sbin|dev|proc|root|lib|lib64|srv|run|sys|boot|mnt|media|private|Library|System|Users|Applications|Volumes|data|storage|sdcard|vendor|Network|cores)\/)/y,
    places: unixPlaces,
  },
} satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof forms;
