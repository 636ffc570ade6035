/**
 * Which entries of a catalogue of exploited flaws touch what an organisation runs, by vendor and product as the catalogue
 * names them. It names no version, so that an entry says no more than: look here.
 *
 * A product is touched when its name stands in the entry's vendor and product and at least one of its words in the product;
 * or when the entry's product stands in its name, and the vendor in its name or its vendor. A vendor that the profile
 * names must be the entry's. Words are compared whole, without case.
 */
import type { Organisation } from "#terms/organisation.ts";
import type { ExploitedEntry } from "#terms/vulnerability-record.ts";

type Product = Organisation["products"][number];

export interface TouchedEntry {
  readonly entry: ExploitedEntry;
  /** Places in the profile's list of products, ascending. */
  readonly products: readonly number[];
}

/** "Multiple Products" names none; "Server", "for" tell nothing apart. */
const saysNothing: ReadonlySet<string> = new Set([
  "multiple",
  "product",
  "products",
  "and",
  "the",
  "for",
  "of",
  "server",
]);

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
const holds = (words: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  all.size > 0 && [...all].every((word) => words.has(word));

interface ReadProduct {
  readonly name: ReadonlySet<string>;
  readonly vendor: ReadonlySet<string>;
  readonly places: readonly number[];
}

const tells = (word: string): boolean => !saysNothing.has(word);

const touches = (
  { name, vendor: own }: ReadProduct,
  vendor: ReadonlySet<string>,
  product: ReadonlySet<string>,
): boolean => {
  const isTheirs = holds(own, vendor) || holds(vendor, own);
  if (own.size > 0 && !isTheirs) return false;
  // A vendor's name alone is no product.
  const isNamed = [...name].some((word) => product.has(word) && tells(word));
  if (isNamed && [...name].every((word) => vendor.has(word) || product.has(word))) return true;
  return [...product].some(tells) && holds(name, product) && (isTheirs || holds(name, vendor));
};

interface Index {
  /** Products by each telling word of their names. */
  readonly byWord: ReadonlyMap<string, readonly ReadProduct[]>;
  /** And by the one that fewest of them have: who holds the whole name holds that. */
  readonly byRarest: ReadonlyMap<string, readonly ReadProduct[]>;
}

const rarestOf = (words: Iterable<string>, byWord: Index["byWord"]): string | undefined =>
  [...words]
    .filter((word) => byWord.has(word))
    .sort((a, b) => (byWord.get(a)?.length ?? 0) - (byWord.get(b)?.length ?? 0) || (a < b ? -1 : 1))[0];

/** 10,000 products are not asked one by one of each entry; those of one name and vendor are asked once. */
const readProducts = (products: readonly Product[]): Index => {
  const different = Map.groupBy(products.keys(), (at) =>
    JSON.stringify([products[at]?.name.toLowerCase(), products[at]?.vendor?.toLowerCase()]),
  );
  const read = [...different.values()].map((places): ReadProduct => {
    const one = products[places[0] ?? 0];
    return { name: wordsOf(one?.name ?? ""), vendor: wordsOf(one?.vendor ?? ""), places };
  });
  const pairs = read.flatMap((product) =>
    [...product.name].flatMap((word) => (tells(word) ? [{ word, product }] : [])),
  );
  const byWord = new Map(
    [...Map.groupBy(pairs, ({ word }) => word)].map(
      ([word, all]) => [word, all.map(({ product }) => product)] as const,
    ),
  );
  const byRarest = Map.groupBy(read, ({ name }) => rarestOf(name, byWord) ?? "");
  return { byWord, byRarest };
};

/** In the order of the entries. */
export const touchCatalogue = (
  entries: readonly ExploitedEntry[],
  products: readonly Product[],
): readonly TouchedEntry[] => {
  const { byWord, byRarest } = readProducts(products);
  return entries.flatMap((entry) => {
    const [vendor, product] = [wordsOf(entry.vendor), wordsOf(entry.product)];
    // A word that no product has: no name holds the whole of this one.
    const rarest = [...product].every((word) => !tells(word) || byWord.has(word))
      ? rarestOf(product, byWord)
      : undefined;
    const near = new Set([
      ...[...vendor, ...product].flatMap((word) => byRarest.get(word) ?? []),
      ...(rarest === undefined ? [] : (byWord.get(rarest) ?? [])),
    ]);
    const touched = [...near]
      .filter((one) => touches(one, vendor, product))
      .flatMap(({ places }) => places)
      .sort((a, b) => a - b);
    return touched.length === 0 ? [] : [{ entry, products: touched }];
  });
};
