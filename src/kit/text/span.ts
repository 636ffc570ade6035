/** A half-open range [start, end) of a text, in UTF-16 code units as `String.slice` counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
