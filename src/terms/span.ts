/**
 * Where words stand. Spans are half-open, [start, end), in UTF-16 code units as `String.slice` counts them
 * (W3C Web Annotation's TextPositionSelector counts code points; `desk/share` converts on the way out).
 */
import type { Span } from "#kit/text/span.ts";
import type { ArticleId } from "./ids.ts";

export type { Span };

/** Words of an article that something rests on. Holds: `article.text.slice(start, end) === quote`. */
export interface EvidenceSpan extends Span {
  readonly articleId: ArticleId;
  readonly quote: string;
}
