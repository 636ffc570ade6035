/**
 * CVE records: CVE JSON 5 (one record a file), or pages of the NVD's API 2.0. State, days, score, weakness classes and
 * affected products; no descriptions, no version ranges. A record takes the place of the one held unless that is newer.
 *
 * Of several scores the newest CVSS version is taken, the numbering authority's before an enricher's.
 */
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import type { ReferenceTable } from "#terms/reference.ts";
import { field, fieldsOf, listField, sortRows } from "./table-row.ts";
import { cveForm } from "./tabulate-exploitation.ts";
import { type OfficialDocument, Remarks, type Tabulated, whyNot } from "./tabulated.ts";

interface Score {
  readonly version: string;
  readonly score: number;
  readonly vector: string;
}

interface CveFacts {
  readonly id: string;
  readonly state: string;
  readonly published: string;
  readonly updated: string;
  readonly score: Score | undefined;
  readonly weaknesses: readonly string[];
  readonly products: readonly string[];
}

const scoreSchema = z.object({
  version: z.string().max(8),
  baseScore: z.number().min(0).max(10),
  vectorString: z.string().max(300),
});
const time = z.string().max(40);
const containerSchema = z.object({
  metrics: z
    .array(z.record(z.string().max(40), z.unknown()))
    .max(200)
    .optional(),
  affected: z
    .array(z.object({ vendor: z.string().max(600).optional(), product: z.string().max(2_100).optional() }))
    .max(10_000)
    .optional(),
  problemTypes: z
    .array(z.object({ descriptions: z.array(z.object({ cweId: z.string().max(20).optional() })).max(100) }))
    .max(200)
    .optional(),
});
const recordSchema = z.object({
  dataType: z.literal("CVE_RECORD"),
  cveMetadata: z.object({
    cveId: z.string().regex(cveForm),
    state: z.enum(["PUBLISHED", "REJECTED"]),
    datePublished: time.optional(),
    dateUpdated: time.optional(),
  }),
  containers: z.object({ cna: containerSchema, adp: z.array(containerSchema).max(50).optional() }),
});

const weaknessForm = /^CWE-\d{1,5}$/;

/** The newest version first; of equals the first that was said. */
const bestScore = (values: readonly unknown[]): Score | undefined => {
  const scores = values.flatMap((value) => {
    const read = scoreSchema.safeParse(value);
    return read.success
      ? [{ version: read.data.version, score: read.data.baseScore, vector: read.data.vectorString }]
      : [];
  });
  return scores.sort((a, b) => (a.version < b.version ? 1 : a.version > b.version ? -1 : 0))[0];
};

const readRecord = (value: unknown, item: string): Result<CveFacts, string> => {
  const read = recordSchema.safeParse(value);
  if (!read.success) return err(whyNot(read.error, item));
  const { cveMetadata, containers } = read.data;
  const all = [containers.cna, ...(containers.adp ?? [])];
  const metrics = all.flatMap((one) => one.metrics ?? []).flatMap((metric) => Object.values(metric));
  return ok({
    id: cveMetadata.cveId,
    state: cveMetadata.state.toLowerCase(),
    published: cveMetadata.datePublished ?? "",
    updated: cveMetadata.dateUpdated ?? "",
    score: bestScore(metrics),
    weaknesses: all.flatMap((one) =>
      (one.problemTypes ?? []).flatMap(({ descriptions }) => descriptions.map(({ cweId }) => cweId ?? "")),
    ),
    products: all.flatMap((one) =>
      (one.affected ?? []).flatMap(({ vendor = "n/a", product = "n/a" }) =>
        product === "n/a" ? [] : [`${vendor}/${product}`],
      ),
    ),
  });
};

const nvdSchema = z.object({
  id: z.string().regex(cveForm),
  vulnStatus: z.string().max(60).default(""),
  published: time.default(""),
  lastModified: time.default(""),
  metrics: z.record(z.string().max(40), z.array(z.object({ cvssData: z.unknown() })).max(50)).default({}),
  weaknesses: z
    .array(z.object({ description: z.array(z.object({ value: z.string().max(100) })).max(50) }))
    .max(100)
    .default([]),
});
const nvdPageSchema = z.object({ vulnerabilities: z.array(z.object({ cve: z.unknown() })).max(100_000) });

const readNvd = (value: unknown, item: string): Result<CveFacts, string> => {
  const read = nvdSchema.safeParse(value);
  if (!read.success) return err(whyNot(read.error, item));
  const { id, vulnStatus, published, lastModified, metrics, weaknesses } = read.data;
  return ok({
    id,
    state: /^reject/i.test(vulnStatus) ? "rejected" : "published",
    published,
    updated: lastModified,
    score: bestScore(Object.values(metrics).flatMap((list) => list.map(({ cvssData }) => cvssData))),
    weaknesses: weaknesses.flatMap(({ description }) => description.map(({ value: name }) => name)),
    products: [],
  });
};

const mostProducts = 50;
const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();

const rowOfFacts = (facts: CveFacts): string =>
  [
    ...[facts.id, facts.state, facts.published.slice(0, 10), facts.updated.slice(0, 19)].map(field),
    ...[facts.score?.version ?? "", facts.score === undefined ? "" : facts.score.score.toFixed(1)],
    field(facts.score?.vector ?? ""),
    listField(unique(facts.weaknesses.filter((one) => weaknessForm.test(one))), ","),
    listField(unique(facts.products).slice(0, mostProducts), ";").slice(0, 8_000),
  ].join("|");

const updatedOf = (row: string): string => fieldsOf(row)[3] ?? "";

const recordsOf = ({ item, value }: OfficialDocument): Result<CveFacts, string>[] => {
  const page = nvdPageSchema.safeParse(value);
  if (!page.success) return [readRecord(value, item)];
  return page.data.vulnerabilities.map(({ cve }, index) => readNvd(cve, `${item} vulnerabilities.${index}`));
};

export const tabulateCve = (
  documents: readonly OfficialDocument[],
  held: ReferenceTable | undefined,
): Result<Tabulated, string> => {
  const remarks = new Remarks();
  const rows = new Map((held?.sections.entries ?? []).map((row) => [fieldsOf(row)[0] ?? "", row]));
  let read = 0;
  for (const record of documents.flatMap(recordsOf)) {
    if (!record.ok) {
      remarks.count("records were not read", record.error);
      continue;
    }
    const row = rowOfFacts(record.value);
    const known = rows.get(record.value.id);
    if (known !== undefined && updatedOf(known) > updatedOf(row))
      remarks.count("records are older than what is held and were passed over", record.value.id);
    else rows.set(record.value.id, row);
    read += 1;
  }
  if (read === 0) return err(remarks.sentences().join(" "));
  const entries = sortRows(rows.values());
  const updated = entries.map(updatedOf).sort().at(-1)?.slice(0, 10) ?? "";
  return ok({
    table: {
      kind: "cve",
      version: `${entries.length} records${updated === "" ? "" : `, the newest of ${updated}`}`,
      ...(z.iso.date().safeParse(updated).success ? { date: updated } : {}),
      publisher: "CVE Program and NVD",
      licence: "CVE terms of use; NVD data are public domain",
      sections: { entries },
    },
    remarks: remarks.sentences(),
  });
};
