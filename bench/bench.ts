/** What a bench is. */
export interface BenchOptions {
  /** A folder laid out like the measuring data. */
  readonly dataDir: string;
  readonly rounds: number;
  /** A peer's program to run on the same lanes, where there is one. */
  readonly peer?: string | undefined;
  /** Folder for what takes long to make; made once and used again. */
  readonly keep?: string | undefined;
}

export interface BenchResult {
  readonly bench: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** Answers that were not as they must be; then no time counts. */
  readonly wrong: readonly string[];
  /** The same for people, as Markdown. */
  readonly page?: string;
}

export interface Bench {
  readonly run: (options: BenchOptions) => Promise<BenchResult>;
}
