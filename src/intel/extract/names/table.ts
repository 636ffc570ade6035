/**
 * The tables of names as one list of phrases, each with its owners: what type, what canonical name, which list, and how
 * strictly it must be written or accompanied to count. Rows are facts under `data/`; here they are only read.
 */
import type { NameType } from "#terms/mention.ts";

/**
 * `any` wherever it stands · `cased` with a capital or exactly as written · `exact` exactly as written ·
 * `context` cased and beside a word of its kind.
 */
export type Rule = "any" | "cased" | "exact" | "context";

export interface Owner {
  readonly type: NameType;
  readonly canonical: string;
  readonly entityId?: string;
  /** Lists that have the name, joined by `+`. */
  readonly from: string;
  readonly rule: Rule;
  /** Only in texts of this language. */
  readonly language?: string;
}

export interface Phrase {
  readonly phrase: string;
  readonly owner: Owner;
}

export interface NameTables {
  readonly actors: readonly string[];
  readonly malware: readonly string[];
  readonly tools: readonly string[];
  readonly attackObjects: readonly string[];
  readonly countries: readonly string[];
  readonly regions: readonly string[];
  /** Names of one word are people's and companies' as often: only the tagger weighs these two. */
  readonly cities: readonly string[];
  readonly countryParts: readonly string[];
  readonly otherLanguages: readonly string[];
  readonly sectors: readonly string[];
  readonly authorities: readonly string[];
  readonly catalogs: readonly string[];
  readonly vendors: readonly string[];
  readonly researchTeams: readonly string[];
  readonly outlets: readonly string[];
  readonly vulnerabilityNames: readonly string[];
  /** Words of plain English, frequent ones first. */
  readonly frequentWords: ReadonlySet<string>;
  readonly knownWords: ReadonlySet<string>;
}

const split = (field: string | undefined): string[] => (field ?? "").split(";").filter((one) => one !== "");

const classRules: Readonly<Record<string, Rule | undefined>> = { d: "any", c: "cased", x: "context" };
const listNames: Readonly<Record<string, string>> = {
  a: "attack",
  m: "misp-galaxy",
  am: "attack+misp-galaxy",
  ma: "attack+misp-galaxy",
};

const aliasRows = (rows: readonly string[]): Phrase[] =>
  rows.flatMap((row) => {
    const [type = "", key = "", name = "", aliases] = row.split("|");
    return split(aliases).flatMap((alias): Phrase[] => {
      const [kind = "", phrase = "", lists = ""] = alias.split(":");
      const rule = classRules[kind];
      if (rule === undefined) return [];
      const from = listNames[lists] ?? "misp-galaxy";
      // Lists give campaigns as further names of their actors; here a campaign is a campaign.
      if (type === "intrusion_set" && /^Operation \p{Lu}|Campaigns?$/u.test(phrase))
        return [{ phrase, owner: { type: "campaign", canonical: phrase, from, rule } }];
      return [
        {
          phrase,
          owner: {
            type: type as NameType,
            canonical: name,
            entityId: key,
            from: listNames[lists] ?? "misp-galaxy",
            rule,
          },
        },
      ];
    });
  });

const isAcronym = (name: string): boolean => /^[A-Z0-9.&/-]{2,8}$/.test(name) && /[A-Z]/.test(name);

/** Country and region names that are also people's, states' or things' names. */
const ambiguousPlaces = new Set([
  "Georgia",
  "Jordan",
  "Chad",
  "Jersey",
  "Guinea",
  "Dominica",
  "Trinidad",
  "Monaco",
  "Turkey",
  "Emirates",
  "Arctic",
  "Baltic",
  "Lao",
  "Poles",
  "Turks",
  "Manx",
  "Polish",
]);

const countryRows = (rows: readonly string[]): Phrase[] =>
  rows.flatMap((row) => {
    const [code = "", name = "", others, demonyms] = row.split("|");
    const owner = { canonical: name, entityId: code, from: "countries" };
    const rule = (phrase: string): Rule =>
      isAcronym(phrase) ? "exact" : ambiguousPlaces.has(phrase) ? "context" : "cased";
    const places = [name, ...split(others)].map(
      (phrase): Phrase => ({ phrase, owner: { ...owner, type: "country", rule: rule(phrase) } }),
    );
    const people = split(demonyms)
      .filter((one) => one !== "English")
      .map((phrase): Phrase => ({ phrase, owner: { ...owner, type: "demonym", rule: rule(phrase) } }));
    return [...places, ...people];
  });

const regionRows = (rows: readonly string[]): Phrase[] =>
  rows.flatMap((row) => {
    const [key = "", name = "", others, adjectives] = row.split("|");
    const owner = { canonical: name, entityId: key, from: "regions" };
    const rule = (phrase: string): Rule => (isAcronym(phrase) ? "exact" : "cased");
    return [
      ...[name, ...split(others)].map(
        (phrase): Phrase => ({ phrase, owner: { ...owner, type: "region", rule: rule(phrase) } }),
      ),
      ...split(adjectives).map((phrase): Phrase => ({ phrase, owner: { ...owner, type: "demonym", rule: "cased" } })),
    ];
  });

const languageRows = (rows: readonly string[], countries: readonly string[]): Phrase[] => {
  const names = new Map(countries.map((row) => [row.split("|")[0] ?? "", row.split("|")[1] ?? ""]));
  return rows.flatMap((row) => {
    const [code = "", language = "", words] = row.split("|");
    return split(words).map(
      (phrase): Phrase => ({
        phrase,
        owner: {
          type: /^\p{Ll}/u.test(phrase) ? "demonym" : "country",
          canonical: names.get(code) ?? code,
          entityId: code,
          from: "countries",
          rule: "exact",
          language,
        },
      }),
    );
  });
};

const sectorRows = (rows: readonly string[]): Phrase[] =>
  rows.flatMap((row) => {
    const [key = "", surfaces] = row.split("|");
    return split(surfaces).map((surface): Phrase => {
      const contextual = surface.endsWith("!");
      const phrase = contextual ? surface.slice(0, -1) : surface;
      const rule: Rule = contextual ? "context" : isAcronym(phrase) ? "exact" : "any";
      return { phrase, owner: { type: "sector", canonical: key, entityId: key, from: "sectors", rule } };
    });
  });

/** Authorities of two or three letters that are also plain terms. */
const ambiguousAuthorities = new Set([
  "WHO",
  "GU",
  "RIA",
  "IPA",
  "RGB",
  "FIRST",
  "UN",
  "CSE",
  "CIA",
  "ACN",
  "CAC",
  "EPA",
  "IRS",
  "RGB",
  "CCB",
  "Solar",
]);

const authorityRows = (rows: readonly string[]): Phrase[] =>
  rows.flatMap((row) => {
    const [, name = "", shorts, others] = row.split("|");
    const written = name.replace(/ \([^)]*\)$/, "");
    const owner = {
      type: "authority" as const,
      canonical: split(shorts)[0] ?? name,
      entityId: name,
      from: "authorities",
    };
    return [written, ...split(shorts), ...split(others)].map(
      (phrase): Phrase => ({
        phrase,
        owner: { ...owner, rule: ambiguousAuthorities.has(phrase) ? "context" : isAcronym(phrase) ? "exact" : "cased" },
      }),
    );
  });

const namedRows = (rows: readonly string[], type: NameType, from: string): Phrase[] =>
  rows.flatMap((row) => {
    const fields = row.split("|");
    const [name = "", others] = fields;
    return [name, ...split(others)].map(
      (phrase): Phrase => ({
        phrase,
        owner: { type, canonical: name, from, rule: isAcronym(phrase) ? "exact" : "cased" },
      }),
    );
  });

/** Names so well known that a capital is sign enough, though the word exists. */
const wellKnown = new Set(
  (
    "windows chrome android apple oracle linux java python apache telegram discord zoom docker google amazon facebook twitter " +
    "instagram whatsapp outlook safari firefox powershell confluence jenkins snowflake cisco juniper netgear microsoft adobe " +
    "citrix dell intel samsung nvidia sony tesla boeing airbus uber yandex binance ubuntu debian npm curl sudo systemd git " +
    "exchange sharepoint office azure ivanti fortinet sonicwall sophos kaspersky symantec mcafee salesforce github gitlab"
  ).split(" "),
);

const productRule = (phrase: string, tables: NameTables): Rule => {
  const lower = phrase.toLowerCase();
  if (/^\p{Ll}/u.test(phrase)) return "exact";
  if (phrase.includes(" ")) return "cased";
  if (wellKnown.has(lower)) return "cased";
  if (tables.frequentWords.has(lower) || tables.knownWords.has(lower) || phrase.length <= 3) return "context";
  return "cased";
};

const vendorRows = (tables: NameTables): Phrase[] =>
  tables.vendors.flatMap((row) => {
    const [name = "", others, products] = row.replace(/^=/, "").split("|");
    const vendor = { type: "vendor" as const, canonical: name, entityId: name, from: "vendors" };
    const own = row.startsWith("=") ? { ...vendor, type: "product" as const } : vendor;
    return [
      ...[name, ...split(others)].map(
        (phrase): Phrase => ({ phrase, owner: { ...own, rule: productRule(phrase, tables) } }),
      ),
      ...split(products).map(
        (phrase): Phrase => ({
          phrase,
          owner: {
            type: "product",
            canonical: phrase,
            entityId: `${name}/${phrase}`,
            from: "products",
            rule: productRule(phrase, tables),
          },
        }),
      ),
    ];
  });

/** Techniques and tactics by their names of two or more words; single words ("Phishing") say too little. */
const attackRows = (rows: readonly string[]): Phrase[] =>
  rows.flatMap((row): Phrase[] => {
    const [id = "", kind, , name = "", , , , state] = row.split("|");
    if (state !== "live" || !name.includes(" ")) return [];
    if (kind === "x-mitre-tactic")
      return [{ phrase: name, owner: { type: "tactic", canonical: name, entityId: id, from: "attack", rule: "any" } }];
    if (kind === "attack-pattern")
      return [
        { phrase: name, owner: { type: "technique", canonical: name, entityId: id, from: "attack", rule: "cased" } },
      ];
    return [];
  });

/** Names of languages, formats and the like that lists of malware hold; they would be read everywhere. */
const plainTerms = new Set(
  "php java python perl ruby golang http https ssh dns vpn usb tor git npm iot sql xml json pdf web linux".split(" "),
);

/** Every phrase of every table. An alias of a threat that is also an adjective, a maker or a product is left to those. */
export const phrasesOf = (tables: NameTables): Phrase[] => {
  const places = [...countryRows(tables.countries), ...regionRows(tables.regions)];
  const products = vendorRows(tables);
  const held = new Set(
    [...places.filter((one) => one.owner.type !== "country"), ...products].map((one) => one.phrase.toLowerCase()),
  );
  const threats = [...aliasRows(tables.actors), ...aliasRows(tables.malware), ...aliasRows(tables.tools)].filter(
    ({ phrase }) => !held.has(phrase.toLowerCase()) && !plainTerms.has(phrase.toLowerCase()),
  );
  return [
    ...threats,
    ...attackRows(tables.attackObjects),
    ...places,
    ...languageRows(tables.otherLanguages, tables.countries),
    ...sectorRows(tables.sectors),
    ...authorityRows(tables.authorities),
    ...namedRows(
      tables.catalogs.map((row) => row.slice(row.indexOf("|") + 1)),
      "catalog",
      "catalogs",
    ),
    ...products,
    ...namedRows(tables.researchTeams, "research_team", "research-teams"),
    ...namedRows(tables.outlets, "outlet", "outlets"),
    ...namedRows(
      tables.vulnerabilityNames.map((row) => row.split("|")[0] ?? ""),
      "vulnerability_name",
      "vulnerability-names",
    ),
  ].filter((one) => one.phrase.length >= 2);
};
