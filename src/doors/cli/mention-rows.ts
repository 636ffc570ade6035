/** Mentions, names by the model and techniques as rows for CSV. A cell that a spreadsheet would take for a formula gets a leading apostrophe. */
import { csvCell } from "#kit/text/csv-cell.ts";
import type { Mention, NameMention } from "#terms/mention.ts";
import type { NameReading } from "#terms/name-reading.ts";
import type { TechniqueReading } from "#terms/technique.ts";

export interface MentionRow {
  readonly kind: string;
  readonly type: string;
  readonly value: string;
  readonly surface: string;
  readonly start: number;
  readonly end: number;
  /** What else is known, in a few words: verdict and reasons, entity id, comparator and unit. */
  readonly detail: string;
  /** How a name or technique was found: table, pattern or model; id, name, phrase or model. Else empty: by rule. */
  readonly basis: string;
  /** Which part of the article the offsets count into. */
  readonly in: "title" | "dek" | "text";
}

type Told = Pick<MentionRow, "type" | "value" | "detail">;

type NameBasis = "table" | "pattern";

const basisOf = (name: NameMention): NameBasis => (name.from === "pattern" ? "pattern" : "table");

/** A name with what it rests on, so that known ones stand apart from those of the model. */
export const withBasis = (mention: Mention): Mention | (NameMention & { readonly basis: NameBasis }) =>
  mention.kind === "name" ? { ...mention, basis: basisOf(mention) } : mention;

const words = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== "").join("; ");

const tell = (mention: Mention): Told => {
  switch (mention.kind) {
    case "observable": {
      const verdict = mention.verdict;
      const detail = verdict ? words(verdict.is.replaceAll("_", " "), ...verdict.reasons) : "";
      return { type: mention.type, value: mention.value, detail: words(mention.defanged ? "defanged" : "", detail) };
    }
    case "name": {
      const others = mention.alsoOwnedBy?.join(", ");
      const shared = others === undefined ? undefined : `name also of ${others}`;
      return { type: mention.type, value: mention.canonical, detail: words(mention.entityId, shared) };
    }
    case "vulnerability":
      return { type: "cve", value: mention.id, detail: "" };
    case "identifier":
      return { type: mention.scheme, value: mention.id, detail: mention.mappedTo ? `now ${mention.mappedTo}` : "" };
    case "version":
      return { type: mention.bound, value: mention.version, detail: "" };
    case "score": {
      const system = words(mention.system, mention.systemVersion);
      return { type: system.replace("; ", " "), value: String(mention.value), detail: "" };
    }
    case "date":
      return { type: mention.precision, value: mention.timex, detail: `${mention.from} to ${mention.to}` };
    case "duration":
      return { type: mention.unit, value: mention.timex, detail: "" };
    case "quantity": {
      const value = mention.upper === undefined ? `${mention.value}` : `${mention.value}..${mention.upper}`;
      const comparator = mention.comparator === "=" ? "exactly" : mention.comparator;
      return { type: mention.unit, value, detail: words(comparator, mention.counted) };
    }
    case "quotation":
      return { type: "quotation", value: mention.words, detail: "" };
  }
};

export const rowOf = (mention: Mention, within: MentionRow["in"] = "text"): MentionRow => ({
  kind: mention.kind,
  ...tell(mention),
  surface: mention.surface,
  start: mention.start,
  end: mention.end,
  basis: mention.kind === "name" ? basisOf(mention) : "",
  in: within,
});

/** A name that no table or pattern knows. */
export const modelNameRowOf = ({ kind, type, surface, start, end, basis, confidence }: NameReading): MentionRow => ({
  ...{ kind, type, value: surface, surface, start, end, basis },
  detail: words("read by the model, in no table", `confidence ${confidence.toFixed(2)}`),
  in: "text",
});

const signWords = {
  id: "stated by its id",
  name: "stated by its name",
  phrase: "suggested by a phrase, not stated",
  model: "suggested by the model, not stated",
} as const;

/** A technique, with what it rests on; the text does not say a suggested one. */
export const techniqueRowOf = (reading: TechniqueReading): MentionRow => ({
  kind: "technique",
  type: reading.basis,
  value: reading.id,
  surface: reading.surface,
  start: reading.start,
  end: reading.end,
  detail: words(
    reading.name,
    signWords[reading.sign],
    `confidence ${reading.confidence.toFixed(2)}`,
    reading.alsoOwnedBy === undefined ? undefined : `name also of ${reading.alsoOwnedBy.join(", ")}`,
  ),
  basis: reading.sign,
  in: "text",
});

const columns = ["source", "kind", "type", "value", "surface", "start", "end", "detail", "basis", "in"] as const;

export const csvOf = (rows: readonly (MentionRow & { readonly source: string })[]): string =>
  [columns.join(","), ...rows.map((row) => columns.map((column) => csvCell(row[column])).join(","))]
    .map((line) => `${line}\r\n`)
    .join("");
