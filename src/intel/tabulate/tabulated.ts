/** What comes of reading official files: a table with remarks, or the one reason why there is none. */
import type { z } from "zod";
import type { Result } from "#kit/result.ts";
import type { ReferenceTable } from "#terms/reference.ts";

/** A document whose kind is known; `item` is its path or address as the user knows it. */
export interface OfficialDocument {
  readonly item: string;
  readonly value: unknown;
}

export interface Tabulated {
  readonly table: ReferenceTable;
  /** What was passed over, and why; one sentence each. */
  readonly remarks: readonly string[];
}

export type Tabulate = (
  documents: readonly OfficialDocument[],
  held: ReferenceTable | undefined,
) => Result<Tabulated, string>;

/** Counts what a list holds and a table does not take, with the first example. */
export class Remarks {
  readonly #firsts = new Map<string, { count: number; first: string }>();
  readonly #said: string[] = [];

  say(sentence: string): void {
    this.#said.push(sentence);
  }

  count(what: string, example: string): void {
    const known = this.#firsts.get(what);
    this.#firsts.set(what, { count: (known?.count ?? 0) + 1, first: known?.first ?? example });
  }

  sentences(): readonly string[] {
    const counted = [...this.#firsts].map(([what, { count, first }]) => `${count} ${what}; the first: ${first}`);
    return [...this.#said, ...counted];
  }
}

/** Where a value is not as its schema says: `objects.3.name: expected string`. */
export const whyNot = (error: z.ZodError, at = ""): string => {
  const [issue] = error.issues;
  const path = [at, ...(issue?.path.map(String) ?? [])].filter((part) => part !== "").join(".");
  return `${path.slice(0, 120)}: ${(issue?.message ?? "not as expected").slice(0, 160)}`;
};
