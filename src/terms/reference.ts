/**
 * Reference tables: facts of official lists (ids, names, aliases, dates, scores) in our own form. Rows are text with
 * fields parted by `|`; each section of a table names its columns in `referenceColumns`.
 */
import { z } from "zod";

export const referenceKinds = ["attack", "galaxy", "warninglists", "kev", "epss", "cve"] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** What the fields of a row are, by kind and section. */
export const referenceColumns: Readonly<Record<ReferenceKind, Readonly<Record<string, string>>>> = {
  attack: {
    objects: "id | kind | domain | name | aliases ; | tactics , | platforms , | state",
    revoked: "old id | new id",
    relations: "subject | relation | object",
    editions: "domain | version | date",
  },
  galaxy: { entries: "cluster | name | aliases ;", editions: "cluster | version" },
  warninglists: { lists: "id | title | version | says | match", entries: "list | name, block or hash" },
  kev: { entries: "cve | added | due | known ransomware use | vendor | product" },
  epss: { entries: "cve | score | percentile" },
  cve: { entries: "cve | state | published | updated | cvss version | score | vector | cwes , | vendor/product ;" },
};

/** Generous for the real lists (EPSS has 300,000 rows), small enough to hold in memory. */
const mostRows = 1_000_000;
const longestRow = 20_000;

export const referenceTableSchema = z.strictObject({
  kind: z.enum(referenceKinds),
  /** As its publisher states it. */
  version: z.string().min(1).max(200),
  /** Day of publication or release (YYYY-MM-DD), when the list states one. */
  date: z.iso.date().optional(),
  publisher: z.string().min(1).max(200),
  licence: z.string().min(1).max(300),
  /** To be shown with every copy. */
  notice: z.string().min(1).max(300).optional(),
  sections: z.record(z.string().max(40), z.array(z.string().max(longestRow)).max(mostRows)),
});
export type ReferenceTable = z.infer<typeof referenceTableSchema>;

/** The tables of an operator, each in place of the shipped one of its kind. */
export type ReferenceTables = Readonly<Partial<Record<ReferenceKind, ReferenceTable>>>;
