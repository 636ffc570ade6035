/**
 * What a suite is: it reads a data folder laid out like `shared/data` and returns its measures.
 *
 * Metric names and how each is counted are a contract, described in the head comment of each suite.
 * A metric whose files are not in the folder is `null`.
 */
export interface SuiteResult {
  readonly suite: string;
  /** Number of cases measured. */
  readonly n: number;
  readonly metrics: Readonly<Record<string, number | null | Readonly<Record<string, number | null>>>>;
  /** Up to 20 of the worst cases, for a person to read. */
  readonly worst: readonly unknown[];
}

export interface SuiteOptions {
  /** The data folder. */
  readonly dataDir: string;
  readonly rulesDir?: string;
}

export interface Suite {
  readonly name: string;
  readonly run: (options: SuiteOptions) => Promise<SuiteResult>;
}
