/** A form results are written in: a beginning, each result as it comes, an end. Texts are whole pieces of the output. */
import type { Rule } from "#terms/rule.ts";
import type { HuntResult } from "../finding.ts";

export interface FormContext {
  readonly rules: readonly Rule[];
  readonly toolVersion: string;
}

export interface FormWriter {
  readonly begin: () => string;
  readonly add: (result: HuntResult) => string;
  readonly end: () => string;
}
