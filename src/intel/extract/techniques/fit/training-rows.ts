/**
 * Rows to fit on, from the data sets: clauses that TRAM's annotators marked, ATT&CK's procedure examples and descriptions,
 * and sentences of TRAM reports in which nothing was marked. Texts are only read; what is fitted keeps numbers alone.
 */
import { splitSentences } from "#kit/text/split-sentences.ts";
import { labelFinder } from "../fold-label.ts";

export interface TramClause {
  readonly text: string;
  readonly label: string;
  readonly doc: string;
}

export interface TramReport {
  readonly doc: string;
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number, technique: string])[];
}

export interface AttackProcedure {
  readonly text: string;
  readonly label: string;
  readonly src: string;
  readonly dom: string;
}

export interface AttackObject {
  readonly id: string;
  readonly kind: string;
  readonly domain: string;
  readonly name: string;
  readonly desc: string;
  readonly aliases?: readonly string[];
  readonly retired?: unknown;
}

export interface TrainingData {
  readonly clauses: readonly TramClause[];
  readonly reports: readonly TramReport[];
  readonly procedures: readonly AttackProcedure[];
  readonly objects: readonly AttackObject[];
  /** Clauses of our own writing, `id|text`. */
  readonly own: readonly string[];
}

export interface TrainingRow {
  readonly text: string;
  /** A technique id, or "" for none of them. */
  readonly label: string;
  readonly weight: number;
  /** The document it stands in; "" for ATT&CK's own text. */
  readonly doc: string;
}

export const labelsOf = (clauses: readonly TramClause[]): string[] =>
  [...new Set(clauses.map((one) => one.label))].sort();

export const isLiveTechnique = (one: AttackObject): boolean =>
  one.kind === "attack-pattern" && (one.retired === undefined || one.retired === null || one.retired === false);

/** A procedure without the name of its actor or tool: the name must not teach. */
export const withoutName = (procedure: AttackProcedure, names: ReadonlyMap<string, readonly string[]>): string =>
  (names.get(procedure.src) ?? []).reduce((text, name) => text.split(name).join(" "), procedure.text);

export const namesById = (objects: readonly AttackObject[]): Map<string, string[]> =>
  new Map(objects.map((one) => [one.id, [one.name, ...(one.aliases ?? [])].filter((name) => name.length > 2)]));

export const sentencesOf = (text: string): string[] =>
  splitSentences(text).map((span) => text.slice(span.start, span.end));

const descriptionSentences = 12;

/** Techniques of the mobile and ICS matrices under the enterprise technique of the same name, where there is one. */
const byEnterpriseName = (objects: readonly AttackObject[]): ((id: string) => string | undefined) => {
  const live = objects.filter(isLiveTechnique);
  const enterprise = new Map(live.filter((one) => one.domain === "enterprise").map((one) => [one.name, one.id]));
  const others = new Map(live.filter((one) => one.domain !== "enterprise").map((one) => [one.id, one.name]));
  return (id) => enterprise.get(others.get(id) ?? "");
};

const fromAttack = (data: TrainingData, labels: ReadonlySet<string>): TrainingRow[] => {
  const names = namesById(data.objects);
  const labelOf = labelFinder(labels);
  const sameName = byEnterpriseName(data.objects);
  const rows: TrainingRow[] = [];
  for (const one of data.procedures) {
    const id = one.dom === "enterprise" ? one.label : sameName(one.label);
    const label = id === undefined ? undefined : labelOf(id);
    if (label !== undefined) rows.push({ text: withoutName(one, names), label, weight: 1, doc: "" });
  }
  for (const one of data.objects) {
    const label = labelOf(one.id);
    if (label === undefined || !isLiveTechnique(one) || one.domain !== "enterprise") continue;
    rows.push({ text: one.name, label, weight: label === one.id ? 2 : 1, doc: "" });
    for (const text of sentencesOf(one.desc).slice(0, descriptionSentences))
      rows.push({ text, label, weight: 1, doc: "" });
  }
  return rows;
};

const fromOwn = (own: readonly string[], labels: ReadonlySet<string>): TrainingRow[] => {
  const labelOf = labelFinder(labels);
  return own.flatMap((row) => {
    const cut = row.indexOf("|");
    const label = labelOf(row.slice(0, cut));
    return label === undefined ? [] : [{ text: row.slice(cut + 1), label, weight: 1, doc: "" }];
  });
};

/** Rows for the fifty-label model. */
export const labelledRows = (data: TrainingData): TrainingRow[] => [
  ...data.clauses.map(({ text, label, doc }) => ({ text, label, doc, weight: 1 })),
  ...fromAttack(data, new Set(labelsOf(data.clauses))),
  ...fromOwn(data.own, new Set(labelsOf(data.clauses))),
];

const unmarkedWeight = 0.3;
const shortest = 25;
const longest = 400;

/** Every third sentence of a report that holds no marked span: rows of no technique. */
export const unmarkedRows = (reports: readonly TramReport[]): TrainingRow[] =>
  reports.flatMap(({ doc, text, spans }) =>
    splitSentences(text)
      .filter(({ start, end }) => end - start >= shortest && end - start <= longest)
      .filter(({ start, end }) => !spans.some(([from, to]) => from < end && to > start))
      .filter((_, index) => index % 3 === 0)
      .map(({ start, end }) => ({ text: text.slice(start, end), label: "", weight: unmarkedWeight, doc })),
  );
