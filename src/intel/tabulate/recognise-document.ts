/**
 * Which official list a document is, by its content and never by its name. What is none is refused with what it seems
 * to be. Depth and size are judged before anything is parsed.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { ReferenceKind } from "#terms/reference.ts";
import { isCommercialRanking, rankingRefused } from "./tabulate-warning-lists.ts";

export interface Recognised {
  readonly kind: ReferenceKind;
  /** Parsed JSON; of EPSS the text. */
  readonly value: unknown;
}

const mostDepth = 64;

/** Is JSON text nested deeper than anything official is? One pass, strings skipped. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > mostDepth) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const has = (value: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  names.every((name) => Object.hasOwn(value, name));

const isAttackObject = (value: unknown): boolean =>
  isRecord(value) && typeof value.type === "string" && value.type === "attack-pattern";

const hasList = (value: Readonly<Record<string, unknown>>, name: string): boolean => Array.isArray(value[name]);

const kindOfStix = (objects: readonly unknown[]): Result<ReferenceKind, string> =>
  objects.some(isAttackObject)
    ? ok("attack")
    : err("Expected a STIX bundle of ATT&CK but found one without techniques.");

const kindOfJson = (value: unknown): Result<ReferenceKind, string> => {
  if (!isRecord(value)) return err("Expected an official list but found JSON that is no object.");
  if (value.type === "bundle" && Array.isArray(value.objects)) return kindOfStix(value.objects);
  if (value.dataType === "CVE_RECORD") return ok("cve");
  if (hasList(value, "vulnerabilities") && has(value, "catalogVersion")) return ok("kev");
  if (hasList(value, "vulnerabilities") && value.format === "NVD_CVE") return ok("cve");
  if (hasList(value, "values") && has(value, "type", "uuid")) return ok("galaxy");
  if (hasList(value, "list") && has(value, "name", "type", "version")) return ok("warninglists");
  return err("Expected ATT&CK, a MISP galaxy cluster, a MISP warning list, KEV or CVE records but found other JSON.");
};

const rankedLine = /^\d{1,7},(?:[a-z0-9_-]+\.)+[a-z]{2,24}\s*$/i;

const kindOfText = (text: string): Result<ReferenceKind, string> => {
  if (/^#model_version:/.test(text)) return ok("epss");
  const [first = "", second = ""] = text.slice(0, 2_000).split("\n");
  if (/^cve,epss\b/.test(first))
    return err("Expected EPSS with its line #model_version:…,score_date:… but found scores without a day.");
  if (rankedLine.test(first) || rankedLine.test(second) || /^GlobalRank,/i.test(first) || isCommercialRanking(first))
    return err(`Refused: ${rankingRefused}`);
  if (text.startsWith("<"))
    return err("Expected an official list but found a web page or XML; an error page, perhaps.");
  if (text === "") return err("Expected an official list but found nothing.");
  return err("Expected an official list (JSON, or EPSS as CSV) but found other text.");
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8: the caller says so
  }
};

/** @param bytes unpacked; the caller holds to the limit on size */
export const recogniseDocument = (bytes: Uint8Array): Result<Recognised, string> => {
  const text = decode(bytes);
  if (text === undefined) return err("Expected UTF-8 text but found other bytes.");
  const begin = text.trimStart();
  if (!/^[[{]/.test(begin)) {
    const kind = kindOfText(begin);
    return kind.ok ? ok({ kind: kind.value, value: begin }) : kind;
  }
  if (isTooDeep(text)) return err(`Expected JSON nested at most ${mostDepth} deep but found more.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("Expected JSON but it is cut off or damaged.");
  }
  const kind = kindOfJson(value);
  return kind.ok ? ok({ kind: kind.value, value }) : kind;
};
