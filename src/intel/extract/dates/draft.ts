/** A date as read, before it is resolved: what was written and where. */
import type { Span } from "#terms/span.ts";

export type Part = "early" | "mid" | "late";

export interface Clock {
  readonly hour: number;
  readonly minute: number;
  /** Minutes east of UTC. */
  readonly zone: number;
}

export interface Fields {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

export interface DateDraft extends Span, Fields {
  /** Second end of a range written as one ("3–5 February", "2019–2021"). */
  readonly last?: Fields;
  readonly part?: Part;
  readonly quarter?: number;
  readonly half?: number;
  readonly season?: number;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday?: number;
  /** Whole units away from the publication: "last month" is { unit: "month", offset: -1 }. */
  readonly relative?: { readonly unit: "day" | "week" | "month" | "quarter" | "year"; readonly offset: number };
  readonly clock?: Clock;
  /** The words point to the future ("by Friday", "until", "next"). */
  readonly forward?: boolean;
  /** "Last Thursday" is never the day of publication. */
  readonly strict?: boolean;
}
