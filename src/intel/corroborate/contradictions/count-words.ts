/** Words that tell what a number counts and what is said of it. A table that grows by data. */
import type { Comparator } from "#terms/mention.ts";

export const comparatorWords: Readonly<Record<Comparator, string>> = {
  "=": "",
  ">": "more than ",
  ">=": "at least ",
  "~": "about ",
  "<": "fewer than ",
  "<=": "up to ",
};

const irregular: Readonly<Record<string, string>> = { person: "people", man: "men", woman: "women", child: "children" };

export const pluralOf = (unit: string): string =>
  irregular[unit] ??
  (/[^aeiou]y$/.test(unit) ? `${unit.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/.test(unit) ? `${unit}es` : `${unit}s`);

/** One word for nouns that reporting uses for the same things. */
const synonyms: Readonly<Record<string, string>> = {
  nation: "country",
  utilitie: "utility",
  bodie: "body",
  state: "country",
  organization: "organisation",
  entity: "organisation",
  organisations: "organisation",
  bug: "vulnerability",
  flaw: "vulnerability",
  cve: "vulnerability",
  hole: "vulnerability",
  weakness: "vulnerability",
  pc: "computer",
  machine: "computer",
  people: "person",
  individual: "person",
  fetch: "download",
  install: "download",
  installation: "download",
  website: "site",
  outlet: "shop",
  store: "shop",
  firm: "company",
  business: "company",
  operation: "procedure",
  surgery: "procedure",
};

export const nounOf = (unit: string): string => {
  const lower = unit.toLowerCase();
  const single = synonyms[lower] ?? (/[^s]s$/.test(lower) && lower.length > 4 ? lower.slice(0, -1) : lower);
  return synonyms[single] ?? single;
};

/** Human beings, as reporting counts them. */
export const person =
  /^(?:person|patient|customer|user|subscriber|client|citizen|member|employee|student|resident|passenger|suspect|man|woman|consumer|guest|traveller|traveler|account holder|developer|policyholder|voter|kunde|mensch|nutzer)$/;
/** Countable data about them. */
export const record = /^(?:record|account|profile|datensatz|konto|entry|row|credential)$/;

/** Those hit, as reporting calls them when it counts them all. */
export const hitOnes =
  /^(?:organisation|company|operator|carrier|utility|victim|undertaking|provider|institution|body|incident|case)$/;

/** Nouns so general that a number of them says nothing without its verb. */
export const general =
  /^(?:person|patient|customer|user|subscriber|client|citizen|member|employee|student|organisation|company|agency|server|device|computer|account|record|country|system|network|victim|site|file|node|router|gateway|package|version|release|instance|address|message|domain|download|vulnerability)$/;

/** Units of measure and of time, and parts of speech that are never a count of things. */
export const notThings =
  /^(?:|percent|usd|eur|gbp|jpy|inr|aud|cad|chf|second|minute|hour|day|week|month|year|time|decade|century|kb|mb|gb|tb|pb|bit|byte|[kmgt]?bps|[kmgt]pps|version|release|other|thing|way|reason|point|step|stage|type|kind|paragraph|page|rating|series|run|vor|case|item)$/i;

/** What is said of the things counted. */
export const deeds: readonly (readonly [string, RegExp])[] = [
  [
    "breach",
    /\b(?:breach\w*|compromis\w*|br(?:oke|oken|eaks?) into|break-ins?|intrusions?|penetrat\w*|infiltrat\w*|hack(?:ed|s)|got inside|infect\w*|hit\b|struck|fallen|victims?|encrypt\w*|affect\w*|lost control|tampered|hijacked|disrupted|robbed|entered)\b/g,
  ],
  [
    "take",
    /\b(?:stolen|stole|steals?|took|taken|takes|copied|leak\w*|exfiltrat\w*|expos(?:ed|ing|es)|affect\w*|records of|details of|data (?:of|on|about)|lost|accessed|sold|for sale|dumped|published)\b/g,
  ],
  ["arrest", /\b(?:arrest\w*|detain\w*|in custody|apprehend\w*|picked up|held for questioning)\b/g],
  ["charge", /\b(?:charged|indict\w*|accused|prosecut\w*)\b/g],
  [
    "seize",
    /\b(?:seiz\w*|switched off|carried away|taken (?:out of operation|offline|down|over)|took (?:down|offline|over)|confiscat\w*|dismantl\w*|shut down|tally)\b/g,
  ],
  ["download", /\b(?:download\w*|fetch(?:ed|es)|pulled|install\w*|requests?)\b/g],
  ["notify", /\b(?:notif\w*|alerted|warned|informed|letters? to|contacted|written to|wrote to)\b/g],
  [
    "reach",
    /\b(?:reachable|answering|internet-facing|on the (?:open )?internet|online|exposed to the internet|visible)\b/g,
  ],
  ["scan", /\b(?:scann(?:ed|ing)|prob(?:ed|es|ing)|reconnaissance|looked at|attempted)\b/g],
  [
    "fix",
    /\b(?:fix(?:ed|es)?|correct(?:ed|s|ions?)|patch(?:ed|es)?|disclos\w*|describes|lists|added|issued|released)\b/g,
  ],
  ["destroy", /\b(?:wip(?:ed|es|ing|er)|eras(?:ed|es|ing)|destroy(?:ed|s|ing)?|destructive|bricked|scrambled)\b/g],
  ["cancel", /\b(?:cancel\w*|postpon\w*|called off|put off)\b/g],
  ["harm", /\b(?:died|dead|deaths?|killed|injured|hurt|harmed)\b/g],
  ["demand", /\b(?:demand\w*|asked for|asking for|want(?:s|ed)?)\b/g],
  ["pay", /\b(?:paid|wired|transferred|handed over)\b/g],
  ["freeze", /\b(?:froze|frozen)\b/g],
];

/** How a count of a general noun is told apart in its heading: "number of people arrested". */
export const deedWords: Readonly<Record<string, string>> = {
  breach: "hit",
  take: "affected",
  arrest: "arrested",
  charge: "charged",
  seize: "seized",
  notify: "notified",
  reach: "reachable",
  fix: "fixed",
  harm: "harmed",
};

/** What is said of the things counted, in German, French, Spanish, Ukrainian, Japanese and Chinese. */
export const foreignDeeds: Readonly<Record<string, readonly (readonly [string, RegExp])[]>> = {
  de: [
    ["breach", /angegriffen|angriff|gehackt|kompromittiert|infiziert|betroffen|verschlüsselt|eingedrungen|befallen/],
    [
      "take",
      /gestohlen|entwendet|abgeflossen|abgegriffen|kopiert|erbeutet|erbeutete|betroffen|geleakt|datenleck|abhanden/,
    ],
    ["arrest", /festgenommen|verhaftet|festnahme/],
    ["seize", /beschlagnahmt|abgeschaltet|vom netz genommen/],
    ["notify", /benachrichtigt|informiert|gewarnt|verständigt/],
  ],
  fr: [
    ["breach", /attaqu|pirat|compromis|infect|touché|chiffré|victime/],
    ["take", /vol(?:é|er|ait)|dérob|exfiltr|divulgu|fuite|touché|concerné|expos/],
    ["arrest", /interpell|arrestation|placés? en garde à vue/],
    ["seize", /saisi|démantel/],
    ["notify", /prévenu|alerté|averti|notifi/],
  ],
  es: [
    ["breach", /atacad|ataque|hacke|comprometid|infectad|afectad|cifrad|víctima/],
    ["take", /rob(?:ó|ad|aron|ar\b|an\b|a\b)|sustra|filtra|afectad|expuest|fuga de datos|exfiltra/],
    ["arrest", /detenid|detuv|arrestad/],
    ["seize", /incautad|desmantel/],
    ["notify", /avis(?:ó|ad|aron)|alert(?:ó|ad|aron)|notific/],
  ],
  uk: [
    ["breach", /зламан|злама|уражен|інфікован|постражда|зашифрован|атакован|атаку/],
    ["take", /викра|вкра|витік|витоку|постражда|злив|оприлюдн/],
    ["arrest", /затрима|заарешт/],
    ["seize", /вилуч|конфіск/],
    ["notify", /поперед|сповіст|поінформ/],
  ],
  ja: [
    ["breach", /侵入|感染|侵害|被害|攻撃|暗号化/],
    ["take", /盗|流出|漏えい|漏洩|窃取|影響を受け/],
    ["arrest", /逮捕/],
    ["seize", /押収|差し押さえ/],
    ["notify", /通知|警告/],
  ],
  zh: [
    ["breach", /入侵|感染|攻陷|受害|受影响|攻击|加密/],
    ["take", /窃取|被盗|盗取|泄露|泄漏|外泄|受影响/],
    ["arrest", /逮捕|拘留|抓获/],
    ["seize", /查获|没收|查封/],
    ["notify", /通知|警告|告知/],
  ],
};
