/** What a bench is. */
export interface BenchOptions {
  /** A folder laid out like the measuring data. */
  readonly dataDir: string;
  readonly rounds: number;
  /** A peer's module to run beside ours on the same texts: its path, by option only; the product never needs it. */
  readonly peer?: string;
}

export interface BenchResult {
  readonly bench: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** Answers that were not as they must be; then no time counts. */
  readonly wrong: readonly string[];
}

export interface Bench {
  readonly run: (options: BenchOptions) => Promise<BenchResult>;
}
