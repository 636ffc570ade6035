/**
 * What stands in a text: names, numbers, dates, identifiers, each at its place.
 * Holds for every mention: `text.slice(start, end) === surface`.
 */
import type { Span } from "./span.ts";

interface MentionBase extends Span {
  readonly surface: string;
}

/** `=` none · `>` more than · `>=` at least · `~` about, almost · `<` fewer than · `<=` at most. */
export type Comparator = "=" | ">" | ">=" | "~" | "<" | "<=";

export interface QuantityMention extends MentionBase {
  readonly kind: "quantity";
  readonly comparator: Comparator;
  readonly value: number;
  /** Upper end of a range ("10 to 20"); then `value` is the lower. */
  readonly upper?: number;
  /** Singular head noun or unit, lower case: `country`, `organisation`, `percent`, `USD`, `Tbps`, `year`; "" when none. */
  readonly unit: string;
  /** The noun phrase counted, as written, without the number: `national police or border-control bodies`. */
  readonly counted: string;
  readonly ordinal: boolean;
}

export type DatePrecision = "minute" | "day" | "week" | "month" | "quarter" | "half" | "year";

export interface DateMention extends MentionBase {
  readonly kind: "date";
  readonly precision: DatePrecision;
  /** First and last day, inclusive, ISO `YYYY-MM-DD` (with `THH:MM:SSZ` when precision is minute). */
  readonly from: string;
  readonly to: string;
  /** TIMEX3 value: `2025-06`, `2026-02-03`, `2025-Q3`, `2022-H2`. */
  readonly timex: string;
  /** `weekday` and `relative` were resolved against the publication date. */
  readonly basis: "absolute" | "yearless" | "weekday" | "relative";
  /** Both a weekday and a date were written and they do not agree. */
  readonly weekdayConflict?: boolean;
}

export interface DurationMention extends MentionBase {
  readonly kind: "duration";
  readonly value: number;
  readonly unit: "second" | "minute" | "hour" | "day" | "week" | "month" | "year";
  readonly timex: string;
}

export interface VulnerabilityMention extends MentionBase {
  readonly kind: "vulnerability";
  /** Normalised `CVE-YYYY-NNNN…`. */
  readonly id: string;
}

/** A product version. `bound` as the words around it say. */
export interface VersionMention extends MentionBase {
  readonly kind: "version";
  readonly version: string;
  readonly bound: "exact" | "before" | "through" | "from" | "after";
}

export interface ScoreMention extends MentionBase {
  readonly kind: "score";
  readonly system: "CVSS" | "EPSS";
  readonly systemVersion?: "2.0" | "3.0" | "3.1" | "4.0" | "3" | "4";
  readonly value: number;
}

export type ObservableType =
  | "ipv4"
  | "ipv6"
  | "cidr"
  | "domain"
  | "url"
  | "email"
  | "md5"
  | "sha1"
  | "sha256"
  | "sha512"
  | "ssdeep"
  | "imphash"
  | "tlsh"
  | "jarm"
  | "ja3"
  | "asn"
  | "mac"
  | "arn"
  | "registry_key"
  | "file_path"
  | "file_name"
  | "guid"
  | "user_agent"
  | "yara_rule"
  | "sigma_rule"
  | "purl"
  | "cpe"
  | "wallet"
  | "phone"
  | "telegram"
  | "onion";

export interface ObservableMention extends MentionBase {
  readonly kind: "observable";
  readonly type: ObservableType;
  /** Refanged and normalised value. */
  readonly value: string;
  readonly defanged: boolean;
  /** A host written in letters that only look Latin: the host it is drawn like. */
  readonly looksLike?: string;
  /** indicator / reference / shared infrastructure / benign / victim / publisher, with reasons. Never dropped. */
  readonly verdict?: ObservableVerdict;
}

export interface ObservableVerdict {
  readonly is: "indicator" | "reference" | "shared_infrastructure" | "benign" | "victim" | "publisher" | "unknown";
  readonly reasons: readonly string[];
}

/** CWE, CAPEC, ATT&CK and the like: `scheme` + `id`; `mappedTo` when the id was revoked. */
export interface IdentifierMention extends MentionBase {
  readonly kind: "identifier";
  readonly scheme: "cwe" | "capec" | "attack" | "advisory" | "microsoft_kb";
  readonly id: string;
  readonly mappedTo?: string;
}

export type NameType =
  | "intrusion_set"
  | "campaign"
  | "malware"
  | "tool"
  | "technique"
  | "tactic"
  | "vendor"
  | "product"
  | "authority"
  | "research_team"
  | "organisation"
  | "person"
  | "outlet"
  | "sector"
  | "country"
  | "region"
  | "demonym"
  | "vulnerability_name"
  | "catalog";

export interface NameMention extends MentionBase {
  readonly kind: "name";
  readonly type: NameType;
  /** The one surface we use for it; for a country its English short name. */
  readonly canonical: string;
  /** ATT&CK id, ISO 3166 alpha-2, or registry key; absent for names found by pattern only. */
  readonly entityId?: string;
  /** Which list or pattern found it: `attack`, `misp-galaxy`, `countries`, `pattern`, `tagger`, … */
  readonly from: string;
  /** Other owners of the same alias. When present the link is not resolved. */
  readonly alsoOwnedBy?: readonly string[];
}

export interface QuotationMention extends MentionBase {
  readonly kind: "quotation";
  /** Without the marks. */
  readonly words: string;
}

export type Mention =
  | QuantityMention
  | DateMention
  | DurationMention
  | VulnerabilityMention
  | VersionMention
  | ScoreMention
  | ObservableMention
  | IdentifierMention
  | NameMention
  | QuotationMention;

export type MentionKind = Mention["kind"];

/** What an annotator needs to know beside the text. */
export interface AnnotationContext {
  /** RFC 3339: dates without a year and weekdays are resolved against it. Absent: they stay unresolved and are left out. */
  readonly publishedAt?: string;
  readonly publishedZoneMinutes?: number;
  readonly language?: string;
}

/** Finds everything that stands in a text, ordered by start, longest first; mentions of different kinds may overlap. */
export type Annotate = (text: string, context: AnnotationContext) => readonly Mention[];
