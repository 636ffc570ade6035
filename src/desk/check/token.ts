/** One word, number, date, version, identifier, address or mark of a text, at its place. */
import type { Span } from "#terms/span.ts";

export type TokenKind = "word" | "number" | "date" | "version" | "identifier" | "address" | "mark";

export interface NumberValue {
  readonly value: number;
  /** `%`, `$`, `€`, `£`, `¥`, a unit glued to the figure (`gb`), or nothing. */
  readonly unit: string;
  /** "millions", "dozens": only the order of magnitude is known. */
  readonly vague: boolean;
  readonly ordinal: boolean;
  /** Digits as written, so that 4.0 and 4 stay comparable and 4.2 is no 4.20-something. */
  readonly written: string;
  /** A figure with a plus sign: "4000+". */
  readonly atLeast: boolean;
}

/** A date as precisely as it is written; `weekday` 0 is Sunday; `quarter` 1–4. */
export interface DateValue {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly weekday?: number;
  readonly quarter?: number;
  /** Days from the day of publication: "yesterday" is -1. */
  readonly relativeDays?: number;
  /** Day and month may also be read the other way round (03/04/2024). */
  readonly swapped?: boolean;
  /** "early", "mid", "late" as written before it. */
  readonly part?: string;
}

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** Folded and lower-case. */
  readonly lower: string;
  /** What tokens are compared by: stem of a word, value of a literal. Equal keys mean the same. */
  readonly key: string;
  /** Begins with a capital letter. */
  readonly capital: boolean;
  /** Ordinal of its sentence and clause in the text. */
  readonly sentence: number;
  readonly clause: number;
  /** First word of its sentence. */
  readonly opens: boolean;
  readonly number?: NumberValue;
  readonly date?: DateValue;
}
