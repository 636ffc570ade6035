/**
 * What ties a story to the organisation's profile: a product it runs (with its machines), a supplier, a sector or a
 * country among those hit. Each tie names the profile's line by path and value, and why it counts.
 *
 * An attacker's country is no tie: a country counts only where victims, targets or readers are spoken of. A supplier
 * that merely reports on others is none either.
 */
import type { Organisation } from "#terms/organisation.ts";
import type { Line } from "../weigh/read-facts.ts";
import { sectorPattern } from "./sector-words.ts";

export interface Tie {
  readonly path: string;
  readonly value: string;
  readonly because: string;
  readonly kind: "product" | "absent" | "supplier" | "sector" | "country";
  readonly points: number;
}

const mostAssetsNamed = 20;

const quoted = (name: string): string => name.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const wholeWords = (name: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${quoted(name).replace(/\s+/g, "\\s+")}(?![\\p{L}\\p{N}+])`, "iu");

const tokens = /[\p{L}\p{N}]+/gu;

type MayStand = (name: string) => boolean;

/**
 * Whether a name can stand in the lines at all: each of its words must be one of theirs. A profile of 10,000 products is
 * looked up by this, and only what is left by pattern.
 */
const wordsOf = (lines: readonly Line[]): MayStand => {
  const words = new Set(lines.flatMap(({ text }) => text.toLowerCase().match(tokens) ?? []));
  // Letters beyond ASCII fold in more than one way: the pattern knows how.
  return (name) =>
    (name.toLowerCase().match(tokens) ?? []).every((word) => words.has(word) || !/^[a-z0-9]+$/.test(word));
};

const stands = (lines: readonly Line[], pattern: RegExp): Line | undefined =>
  lines.find((line) => line.leads && pattern.test(line.text)) ?? lines.find((line) => pattern.test(line.text));

/** Said in a headline or opening, or in two articles: what the story is about, not a name in passing. */
const isAbout = (lines: readonly Line[], pattern: RegExp): boolean => {
  const found = lines.filter((line) => pattern.test(line.text));
  return found.some((line) => line.leads) || new Set(found.map((line) => line.article.id)).size >= 2;
};

const productTies = (lines: readonly Line[], organisation: Organisation, mayStand: MayStand): Tie[] => {
  return organisation.products.flatMap((product, index): Tie[] => {
    if (!mayStand(product.name) || !isAbout(lines, wholeWords(product.name))) return [];
    const version = product.version === undefined ? "" : ` ${product.version}`;
    const exposed = product.internetFacing ? ", reachable from the internet" : "";
    const machines = product.assets.length === 1 ? "this machine" : "these machines";
    const own: Tie = {
      path: `products[${index}].name`,
      value: `${product.name}${version}`,
      because: `the story is about ${product.name}, which you run${exposed}`,
      kind: "product",
      points: product.internetFacing ? 30 : 25,
    };
    if (product.assets.length === 0) return [own];
    const assets: Tie = {
      path: `products[${index}].assets`,
      value: product.assets.slice(0, mostAssetsNamed).join(", "),
      because: `you list ${product.name} on ${machines}`,
      kind: "product",
      points: 0,
    };
    return [own, assets];
  });
};

const absentTies = (lines: readonly Line[], organisation: Organisation, mayStand: MayStand): Tie[] => {
  return organisation.absentProducts.flatMap((name, index): Tie[] => {
    if (!mayStand(name) || !isAbout(lines, wholeWords(name))) return [];
    const because = `you list ${name} as not in use`;
    return [{ path: `absentProducts[${index}]`, value: name, because, kind: "absent", points: -10 }];
  });
};

/** "A study by X", "X said": the name of who reports. */
const reportsOnly = (name: string): RegExp =>
  new RegExp(
    `(?:report|study|paper|research|analysis|write-up|according to|released|published|laut)[^.]{0,70}${quoted(name)}` +
      `|${quoted(name)}[^.]{0,30}(?:said|says|reports|reported|revealed|found|describes|confirmed)(?![\\p{L}])`,
    "iu",
  );

const supplierTies = (lines: readonly Line[], organisation: Organisation, mayStand: MayStand): Tie[] => {
  return organisation.suppliers.flatMap((name, index): Tie[] => {
    if (!mayStand(name)) return [];
    const reporting = reportsOnly(name);
    const concerned = lines.filter((line) => !reporting.test(line.text));
    if (!isAbout(concerned, wholeWords(name))) return [];
    const because = `${name} supplies you and the story concerns it`;
    return [{ path: `suppliers[${index}]`, value: name, because, kind: "supplier", points: 15 }];
  });
};

export const speaksOfThoseHit =
  /\b(?:victims?|target(?:s|ed|ing)?|affected|hit|breach(?:ed|es)?|compromis\w+|broke|spied|customers|users|agencies|departments|organi[sz]ations|operators|administrators|admins|among|belonging|scanned|notice)\b/i;

const sectorTies = (lines: readonly Line[], organisation: Organisation): Tie[] => {
  const concerned = lines.filter((line) => speaksOfThoseHit.test(line.text));
  return organisation.sectors.flatMap((sector, index): Tie[] => {
    const line = stands(concerned, sectorPattern(sector));
    if (line === undefined) return [];
    const because = `${line.article.outlet} names your sector among those concerned`;
    return [{ path: `sectors[${index}]`, value: sector, because, kind: "sector", points: 8 }];
  });
};

const namesCountry = (line: Line, code: string): boolean =>
  line.mentions.some((mention) => mention.kind === "name" && mention.type === "country" && mention.entityId === code);

const countryTies = (lines: readonly Line[], organisation: Organisation): Tie[] => {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  const concerned = lines.filter((line) => speaksOfThoseHit.test(line.text));
  return organisation.countries.flatMap((code, index): Tie[] => {
    const name = names.of(code) ?? code;
    const line = stands(concerned, wholeWords(name)) ?? concerned.find((one) => namesCountry(one, code));
    if (line === undefined || name === code) return [];
    const because = `${line.article.outlet} names ${name} among those concerned`;
    return [{ path: `countries[${index}]`, value: code, because, kind: "country", points: 8 }];
  });
};

export const tieOrganisation = (lines: readonly Line[], organisation: Organisation): Tie[] => {
  const mayStand = wordsOf(lines);
  const products = productTies(lines, organisation, mayStand);
  return [
    ...products,
    // What it does not run matters only when it runs nothing else the story is about.
    ...(products.length > 0 ? [] : absentTies(lines, organisation, mayStand)),
    ...supplierTies(lines, organisation, mayStand),
    ...sectorTies(lines, organisation),
    ...countryTies(lines, organisation),
  ];
};
