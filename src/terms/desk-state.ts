/** What a look at the running store tells, and what is ready or not and why. */

export interface JobCount {
  readonly task: string;
  /** `due`: should be running by now · `failing`: failed and will be tried again. */
  readonly state: "waiting" | "due" | "running" | "failing";
  readonly count: number;
}

export interface DeskState {
  /** The database's own clock, RFC 3339. */
  readonly now: string;
  /** The last migration of the store, and the last that this version knows. */
  readonly migration: string;
  readonly shippedMigration: string;
  readonly editions: number;
  readonly newestEditionAsOf?: string;
  /** When a source was first asked. */
  readonly collectingSince?: string;
  readonly jobs: readonly JobCount[];
}

export const readinessChecks = ["store", "migrations", "disk", "clock", "edition"] as const;

export interface Unready {
  readonly check: (typeof readinessChecks)[number];
  /** One sentence without anything secret: what was expected and what was found. */
  readonly because: string;
}
