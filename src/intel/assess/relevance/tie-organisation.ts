/**
 * What ties a story to the organisation's profile: a product it runs (with its machines), a supplier, a sector or a
 * country among those hit. Each tie names the profile's line by path and value, and why it counts.
 *
 * An attacker's country is no tie: a country counts only where victims, targets or readers are spoken of.
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

const wholeWords = (name: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${name
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\s+/g, "\\s+")}(?![\\p{L}\\p{N}+])`,
    "iu",
  );

const stands = (lines: readonly Line[], pattern: RegExp): Line | undefined =>
  lines.find((line) => line.leads && pattern.test(line.text)) ?? lines.find((line) => pattern.test(line.text));

/** Said in a headline or opening, or in two articles: what the story is about, not a name in passing. */
const isAbout = (lines: readonly Line[], pattern: RegExp): boolean => {
  const hits = lines.filter((line) => pattern.test(line.text));
  return hits.some((line) => line.leads) || new Set(hits.map((line) => line.article.id)).size >= 2;
};

const productTies = (lines: readonly Line[], organisation: Organisation): Tie[] =>
  organisation.products.flatMap((product, index): Tie[] => {
    const pattern = wholeWords(product.name);
    if (!isAbout(lines, pattern)) return [];
    const version = product.version === undefined ? "" : ` ${product.version}`;
    const path = `products[${index}]`;
    const exposed = product.internetFacing ? ", reachable from the internet" : "";
    const ties: Tie[] = [
      {
        path: `${path}.name`,
        value: `${product.name}${version}`,
        kind: "product",
        points: product.internetFacing ? 30 : 25,
        because: `the story is about ${product.name}, which you run${exposed}`,
      },
    ];
    if (product.assets.length > 0)
      ties.push({
        path: `${path}.assets`,
        value: product.assets.slice(0, 20).join(", "),
        kind: "product",
        points: 0,
        because: `you list ${product.name} on ${product.assets.length === 1 ? "this machine" : "these machines"}`,
      });
    return ties;
  });

const absentTies = (lines: readonly Line[], organisation: Organisation): Tie[] =>
  organisation.absentProducts.flatMap((name, index) =>
    isAbout(lines, wholeWords(name))
      ? [
          {
            path: `absentProducts[${index}]`,
            value: name,
            kind: "absent" as const,
            points: -10,
            because: `you list ${name} as not in use`,
          },
        ]
      : [],
  );

const supplierTies = (lines: readonly Line[], organisation: Organisation): Tie[] =>
  organisation.suppliers.flatMap((name, index) =>
    isAbout(lines, wholeWords(name))
      ? [
          {
            path: `suppliers[${index}]`,
            value: name,
            kind: "supplier" as const,
            points: 15,
            because: `${name} supplies you and is named in the story`,
          },
        ]
      : [],
  );

const hit =
  /\b(?:victims?|target(?:s|ed|ing)?|affected|hit|breach|compromis|broke|spied|customers|users|agencies|organi[sz]ations|operators|admin|among|belonging|scanned|in your|notice)/i;

const sectorTies = (lines: readonly Line[], organisation: Organisation): Tie[] =>
  organisation.sectors.flatMap((sector, index) => {
    const line = stands(
      lines.filter((one) => hit.test(one.text)),
      sectorPattern(sector),
    );
    return line === undefined
      ? []
      : [
          {
            path: `sectors[${index}]`,
            value: sector,
            kind: "sector" as const,
            points: 8,
            because: `${line.article.outlet} names your sector among those concerned`,
          },
        ];
  });

const namesCountry = (line: Line, code: string): boolean =>
  line.mentions.some((mention) => mention.kind === "name" && mention.type === "country" && mention.entityId === code);

const countryTies = (lines: readonly Line[], organisation: Organisation): Tie[] => {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  const concerned = lines.filter((line) => hit.test(line.text));
  return organisation.countries.flatMap((code, index): Tie[] => {
    const name = names.of(code) ?? code;
    const line = stands(concerned, wholeWords(name)) ?? concerned.find((one) => namesCountry(one, code));
    if (line === undefined || name === code) return [];
    const because = `${line.article.outlet} names ${name} among those concerned`;
    return [{ path: `countries[${index}]`, value: code, kind: "country", points: 8, because }];
  });
};

export const tieOrganisation = (lines: readonly Line[], organisation: Organisation): Tie[] => {
  const products = productTies(lines, organisation);
  return [
    ...products,
    // What it does not run matters only when it runs nothing else the story is about.
    ...(products.length > 0 ? [] : absentTies(lines, organisation)),
    ...supplierTies(lines, organisation),
    ...sectorTies(lines, organisation),
    ...countryTies(lines, organisation),
  ];
};
