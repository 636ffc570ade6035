/** The data sets that the technique models are fitted on and measured with, from a folder laid out like the measuring data. */
import {
  type AnnotatedDocument,
  type TechniqueLink,
  techniqueLinks,
} from "../../src/intel/extract/techniques/fit/fit-open.ts";
import type {
  AttackObject,
  AttackProcedure,
  TrainingData,
  TramClause,
  TramReport,
} from "../../src/intel/extract/techniques/fit/training-rows.ts";
import { readJsonLines } from "../read-json-lines.ts";

export type AnnotatedText = AnnotatedDocument & { readonly text: string };

export interface AttackData {
  readonly data: TrainingData;
  readonly links: readonly TechniqueLink[];
  readonly annotated: readonly AnnotatedText[];
  readonly revoked: ReadonlyMap<string, string>;
}

export const readTraining = async (dataDir: string, own: readonly string[]): Promise<AttackData> => {
  const read = <Row>(pattern: string): Promise<Row[]> => readJsonLines<Row>(dataDir, `extraction/${pattern}`);
  const clauses = await read<TramClause>("attack/tram-single.jsonl");
  const reports = await read<TramReport>("attack/tram-docs.jsonl");
  const procedures = await read<AttackProcedure>("attack/attack-procedures.jsonl");
  const objects = await read<AttackObject>("attack/attack-objects.jsonl");
  const revoked = new Map(
    (await read<{ old: string; new: string }>("attack/attack-revoked.jsonl")).map((row) => [row.old, row.new]),
  );
  const annotated = await read<AnnotatedText>("ner/annoctr-*-docs.jsonl");
  return {
    data: { clauses, reports, procedures, objects, own },
    links: techniqueLinks(annotated, revoked),
    annotated,
    revoked,
  };
};
