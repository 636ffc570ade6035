/**
 * Rule files to rules: everything that can be read, and a list of everything that cannot, with its place.
 *
 * One bad document never silences another. Nothing is left out without a fault or an entry under `unsupported`.
 */
import type { CorrelationRule, DetectionRule, Rule, RuleFault, RuleHeader } from "#terms/rule.ts";
import type { LegacyAggregation } from "./parse/convert-aggregation.ts";
import { createFaultBook, type FaultBook, type Source } from "./parse/fault.ts";
import { applyFilters, type CorrelationEntry, type FilterEntry, linkRules } from "./parse/link-rules.ts";
import { mergeActions, type RuleDocument } from "./parse/merge-actions.ts";
import { parseCorrelation } from "./parse/parse-correlation.ts";
import { parseDetection } from "./parse/parse-detection.ts";
import { parseFilter } from "./parse/parse-filter.ts";
import { parseHeader, parseLogSource } from "./parse/parse-header.ts";
import { entryNamed, readYaml, splitDocuments } from "./parse/read-yaml.ts";
import { applyPipelines } from "./pipeline/apply-pipelines.ts";
import type { Pipeline } from "./pipeline/parse-pipeline.ts";

export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

export interface LoadOptions {
  /** Values for `expand`, by the placeholder's name. */
  readonly placeholders?: ReadonlyMap<string, readonly string[]>;
  readonly pipelines?: readonly Pipeline[];
}

export interface LoadedRules {
  /** Detections first, then correlations, each after those it counts. */
  readonly rules: readonly Rule[];
  /** Errors keep a rule out, warnings do not. */
  readonly faults: readonly RuleFault[];
  /** Rules that are well written but ask for what this engine does not do. They are not among `rules`. */
  readonly unsupported: readonly RuleFault[];
  readonly documents: number;
}

interface Reading {
  readonly detections: DetectionRule[];
  readonly correlations: CorrelationEntry[];
  readonly filters: FilterEntry[];
  readonly books: FaultBook[];
  readonly placeholders: ReadonlyMap<string, readonly string[]>;
}

/** The events an obsolete aggregation counts become rules of their own, reported by nobody. */
const addAggregation = (
  rule: DetectionRule,
  aggregation: LegacyAggregation,
  book: FaultBook,
  reading: Reading,
): void => {
  const { type, valueFields, groupBy, bounds, timespanMs, near } = aggregation;
  const { kind: _kind, logSource, condition, ...header } = rule;
  const base: DetectionRule = {
    ...header,
    kind: "detection",
    logSource,
    condition,
    id: `${rule.id}/events`,
    reports: false,
  };
  const { name: _name, ...unnamed } = base;
  reading.detections.push(unnamed);
  const others = near.map((one, index) => ({
    ...unnamed,
    id: `${rule.id}/near-${index + 1}`,
    condition: one.condition,
  }));
  reading.detections.push(...others);
  const references = [unnamed, ...others].map((one) => ({ name: one.id, at: 0 }));
  const draft = { type, references, groupBy, timespanMs, bounds, valueFields, aliases: {}, generates: false };
  reading.correlations.push({ header, draft, book });
};

const readDetection = ({ root }: RuleDocument, header: RuleHeader, book: FaultBook, reading: Reading): void => {
  const section = entryNamed(root, "detection");
  if (section === undefined) return;
  const logSource = parseLogSource(entryNamed(root, "logsource")?.value, root.at, book);
  const detection = parseDetection(section.value, { book, placeholders: reading.placeholders });
  if (detection === undefined || book.isBroken()) return;
  const rule: DetectionRule = { ...header, kind: "detection", logSource, condition: detection.condition };
  if (detection.aggregation === undefined) reading.detections.push(rule);
  else addAggregation(rule, detection.aggregation, book, reading);
};

const readDocument = (document: RuleDocument, book: FaultBook, reading: Reading): void => {
  const { root, source } = document;
  const correlation = entryNamed(root, "correlation");
  const filter = entryNamed(root, "filter");
  const header = parseHeader(root, source, book);
  if (filter?.value.kind === "map") {
    const logSource = parseLogSource(entryNamed(root, "logsource")?.value, root.at, book);
    const draft = parseFilter(filter.value, logSource, { book, placeholders: reading.placeholders });
    if (draft !== undefined && !book.isBroken()) reading.filters.push({ draft, book });
  } else if (correlation?.value.kind === "map") {
    const draft = parseCorrelation(root, correlation.value, book);
    if (draft !== undefined && !book.isBroken()) reading.correlations.push({ header, draft, book });
  } else if (entryNamed(root, "detection") !== undefined) readDetection(document, header, book, reading);
  else book.error("NotARule", root.at, "Expected detection, correlation or filter in the document but found none");
};

const readFile = (file: RuleFile, reading: Reading): number => {
  const sources = splitDocuments(file.path, file.text);
  const documents: RuleDocument[] = [];
  const faultIn = (source: Source): FaultBook => {
    const book = createFaultBook(source);
    reading.books.push(book);
    return book;
  };
  for (const source of sources) {
    const book = faultIn(source);
    const root = readYaml(source, book);
    if (root?.kind === "map") documents.push({ source, root });
    else if (!book.isBroken()) book.error("NotARule", source.start, "Expected a map but found something else");
  }
  const rules = mergeActions(documents, ({ source, at, message }) => faultIn(source).error("BadAction", at, message));
  for (const document of rules) readDocument(document, faultIn(document.source), reading);
  return sources.length;
};

const fitRules = (rules: readonly Rule[], pipelines: readonly Pipeline[], unsupported: RuleFault[]): Rule[] =>
  rules.flatMap((rule) => {
    const outcome = applyPipelines(rule, pipelines);
    if (outcome.refused !== undefined) {
      const { file, line, title } = rule;
      unsupported.push({
        type: "PipelineRefused",
        severity: "error",
        message: outcome.refused,
        file,
        line,
        column: 1,
        title,
      });
    }
    return outcome.rule === undefined ? [] : [outcome.rule];
  });

const warnDoubles = (detections: readonly DetectionRule[], faults: RuleFault[]): void => {
  const seen = new Map<string, DetectionRule>();
  for (const rule of detections) {
    const first = seen.get(rule.id);
    const { file, line, title } = rule;
    const message = `Expected ids of their own but found ${rule.id} here and in ${first?.file}:${first?.line}; both are used`;
    if (first !== undefined)
      faults.push({ type: "DuplicateId", severity: "warning", message, file, line, column: 1, title });
    else seen.set(rule.id, rule);
  }
};

export const loadRules = (files: readonly RuleFile[], options: LoadOptions = {}): LoadedRules => {
  const pipelines = options.pipelines ?? [];
  const vars = pipelines.flatMap((pipeline) => [...pipeline.vars]);
  const reading: Reading = {
    detections: [],
    correlations: [],
    filters: [],
    books: [],
    placeholders: new Map([...vars, ...(options.placeholders ?? [])]),
  };
  let documents = 0;
  for (const file of files) documents += readFile(file, reading);
  const filtered = applyFilters(reading.detections, reading.filters);
  const linked = linkRules(filtered, reading.correlations);
  const correlations: readonly CorrelationRule[] = linked.correlations;
  const faults = reading.books.flatMap((book) => book.faults);
  const unsupported = reading.books.flatMap((book) => book.notSupported);
  warnDoubles(linked.detections, faults);
  const rules = fitRules([...linked.detections, ...correlations], pipelines, unsupported);
  return { rules, faults, unsupported, documents };
};
