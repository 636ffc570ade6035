/**
 * A profile, or its list of products, out of a file that a person has: YAML (a whole profile, `products:` alone, or the
 * list) or CSV with a line of names (RFC 4180; comma, semicolon or tab). Every fault names its line, what was expected
 * and what was found; a row with a fault is left out, never mended by a guess.
 *
 * Limits: 4 million characters, 10,000 products, the first 500 faults; of YAML those of `load-yaml.ts`.
 */
import { z } from "zod";
import { splitRows } from "#kit/text/split-rows.ts";
import { type Organisation, organisationSchema } from "#terms/organisation.ts";
import { loadYaml, type OrganisationFault } from "../load-yaml.ts";
import { describeValue, faultsOf } from "../parse-organisation.ts";

/** What was read: fields that a file does not speak of are absent. */
export interface ProfileText {
  readonly fields: Partial<Organisation>;
  readonly faults: readonly OrganisationFault[];
  /** Faults beyond those that are told. */
  readonly more: number;
}

type Product = Organisation["products"][number];

const mostCharacters = 4_000_000;
const mostFaults = 500;
const mostProducts = 10_000;
const product = organisationSchema.shape.products.unwrap().element;

const told = (fields: ProfileText["fields"], faults: readonly OrganisationFault[]): ProfileText => ({
  fields,
  faults: faults.slice(0, mostFaults),
  more: Math.max(0, faults.length - mostFaults),
});

const columnNames: Readonly<Record<keyof Product, readonly string[]>> = {
  name: ["name", "product", "software", "title"],
  vendor: ["vendor", "manufacturer", "publisher"],
  version: ["version", "release"],
  assets: ["assets", "asset", "hosts", "host", "machines", "servers"],
  internetFacing: ["internetfacing", "internet", "exposed", "public"],
};

const yes = new Set(["yes", "true", "1", "y", "x"]);
const no = new Set(["no", "false", "0", "n", ""]);

const headOf = (text: string): { delimiter: string; columns: ReadonlyMap<string, number> } | undefined => {
  const end = text.indexOf("\n");
  const first = end < 0 ? text : text.slice(0, end);
  for (const delimiter of [",", ";", "\t"]) {
    const names = ([...splitRows(first, delimiter)][0]?.cells ?? []).map((name) =>
      name
        .trim()
        .toLowerCase()
        .replace(/[^a-z]+/g, ""),
    );
    const columns = new Map(
      Object.entries(columnNames).flatMap(([field, accepted]) => {
        const at = names.findIndex((name) => accepted.includes(name));
        return at < 0 ? [] : [[field, at] as const];
      }),
    );
    if (columns.has("name")) return { delimiter, columns };
  }
  return undefined;
};

const readCsv = (text: string): ProfileText => {
  const head = headOf(text);
  if (head === undefined) {
    const expected = "a first line with the names of the columns: name, vendor, version, assets, internet-facing";
    return told({}, [{ path: "", expected, found: describeValue(text.slice(0, 60)), line: 1 }]);
  }
  const products: Product[] = [];
  const faults: OrganisationFault[] = [];
  let isFirst = true;
  for (const { cells, line } of splitRows(text, head.delimiter)) {
    const isHead = isFirst;
    isFirst = false;
    if (isHead || cells.every((cell) => cell.trim() === "")) continue;
    const cell = (field: keyof Product): string => cells[head.columns.get(field) ?? -1]?.trim() ?? "";
    const facing = cell("internetFacing").toLowerCase();
    const row = {
      name: cell("name"),
      ...(cell("vendor") === "" ? {} : { vendor: cell("vendor") }),
      ...(cell("version") === "" ? {} : { version: cell("version") }),
      assets: cell("assets")
        .split(/[;|\n]/)
        .map((asset) => asset.trim())
        .filter((asset) => asset !== ""),
      internetFacing: yes.has(facing),
    };
    const parsed = product.safeParse(row);
    if (!yes.has(facing) && !no.has(facing))
      faults.push({ path: "internetFacing", expected: "yes or no", found: describeValue(facing), line });
    else if (parsed.success) products.push(parsed.data);
    else
      faults.push(...parsed.error.issues.flatMap((issue) => faultsOf(issue, row)).map((fault) => ({ ...fault, line })));
  }
  return told(...keptProducts(products, faults));
};

const keptProducts = (
  products: readonly Product[],
  faults: readonly OrganisationFault[],
): [ProfileText["fields"], readonly OrganisationFault[]] =>
  products.length <= mostProducts
    ? [{ products: [...products] }, faults]
    : [
        { products: products.slice(0, mostProducts) },
        [...faults, { path: "products", expected: `at most ${mostProducts} products`, found: `${products.length}` }],
      ];

const withLine = (line: number | undefined) => (line === undefined ? {} : { line });

/** Each product by itself: one that is wrong takes none of the others with it. */
const readProducts = (
  list: readonly unknown[],
  lineOf: (path: readonly PropertyKey[]) => number | undefined,
): [Product[], OrganisationFault[]] => {
  const products: Product[] = [];
  const faults: OrganisationFault[] = [];
  list.forEach((each, at) => {
    // A name alone is a product too.
    const row = typeof each === "string" ? { name: each } : each;
    const parsed = product.safeParse(row);
    if (parsed.success) products.push(parsed.data);
    else
      for (const issue of parsed.error.issues)
        for (const fault of faultsOf(issue, row))
          faults.push({
            ...fault,
            path: `products[${at}]${fault.path === "" ? "" : `.${fault.path}`}`,
            ...withLine(lineOf([at, ...issue.path])),
          });
  });
  return [products, faults];
};

const others = z.strictObject({
  name: organisationSchema.shape.name.optional(),
  sectors: organisationSchema.shape.sectors.unwrap().optional(),
  countries: z.array(z.string().min(1).max(80)).max(250).optional(),
  absentProducts: organisationSchema.shape.absentProducts.unwrap().optional(),
  suppliers: organisationSchema.shape.suppliers.unwrap().optional(),
  roles: organisationSchema.shape.roles.unwrap().optional(),
});

const readYaml = (text: string): ProfileText => {
  const loaded = loadYaml(text);
  if (!loaded.ok) return told({}, loaded.error);
  const { root, lineOf } = loaded.value;
  if (Array.isArray(root)) {
    const [products, faults] = readProducts(root, lineOf);
    return told(...keptProducts(products, faults));
  }
  if (typeof root !== "object" || root === null)
    return told({}, [
      { path: "", expected: "a profile, or a list of products", found: describeValue(root), ...withLine(lineOf([])) },
    ]);
  const { products: list, ...rest } = root as Record<string, unknown>;
  const parsed = others.safeParse(rest);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) => {
        const keys = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
        return faultsOf(issue, rest).map((fault, at) => ({ ...fault, ...withLine(lineOf(keys[at] ?? issue.path)) }));
      });
  const fields = parsed.success ? (Object.fromEntries(Object.entries(parsed.data)) as ProfileText["fields"]) : {};
  if (list === undefined) return told(fields, wrong);
  if (!Array.isArray(list))
    return told(fields, [
      ...wrong,
      { path: "products", expected: "a list", found: describeValue(list), ...withLine(lineOf(["products"])) },
    ]);
  const [products, faults] = keptProducts(...readProducts(list, (path) => lineOf(["products", ...path])));
  return told({ ...fields, ...products }, [...wrong, ...faults]);
};

/** By its first line: a list of names of columns is CSV. */
const isCsv = (text: string): boolean => headOf(text) !== undefined && !/^\s*(?:-|[\w]+\s*:)/.test(text);

/** @param name of the file, when there is one: `.csv` and `.tsv` say what it is */
export const readProfileText = (text: string, name = ""): ProfileText => {
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.length > mostCharacters)
    return told({}, [{ path: "", expected: `at most ${mostCharacters} characters`, found: `${plain.length}` }]);
  if (plain.trim() === "")
    return told({}, [{ path: "", expected: "a profile, or a list of products", found: "nothing" }]);
  return /\.[ct]sv$/i.test(name) || isCsv(plain) ? readCsv(plain) : readYaml(plain);
};
