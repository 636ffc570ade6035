/** Readable text with stable offsets. Every citation points into `text`; nothing changes it after `read`. */
import type { ArticleId } from "./ids.ts";
import type { Span } from "./span.ts";
import { narrowerTlp, statedTlp, type Tlp } from "./tlp.ts";

export type { ArticleId };

export type BlockType = "paragraph" | "heading" | "list_item" | "table_row" | "code" | "quote" | "caption";

/** A block of `text`; blocks are in order, do not overlap, and are joined by blank lines. */
export interface Block extends Span {
  readonly type: BlockType;
}

/** Four clocks, kept apart: the happening's own time lives in claims; these are the other three. RFC 3339 UTC. */
export interface ArticleClocks {
  /** When the outlet published it. Absent = undated; undated is never new. */
  readonly publishedAt?: string;
  /** The zone offset the outlet wrote, minutes east of UTC; absent when it wrote none. */
  readonly publishedZoneMinutes?: number;
  /** When we first held it. */
  readonly firstSeenAt: string;
  /** When the outlet says it changed the page. */
  readonly changedAt?: string;
  /** The only date it gives, when that lies more than a day after its reading; `publishedAt` is absent then. */
  readonly laterDate?: string;
}

export interface Article extends ArticleClocks {
  readonly id: ArticleId;
  /** Canonical address: tracking query and fragment removed. */
  readonly url: string;
  readonly outlet: string;
  readonly title: string;
  /** Standfirst or summary under the title; not part of `text`. */
  readonly dek?: string;
  readonly authors: readonly string[];
  /** BCP 47, such as `en` or `de`; `und` when not known. */
  readonly language: string;
  /** `clear`: script or words leave no doubt · `likely`: its words fit best · `labelled`: only the page or feed says so. */
  readonly languageCertainty?: "clear" | "likely" | "labelled";
  /** The body: no title, no dek, no boilerplate, no hidden text. Blocks are separated by "\n\n". */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** SHA-256 of the bytes this was read from. */
  readonly sha256: string;
  /** Signs that matter for grading the source, found while reading. */
  readonly signs: ArticleSigns;
  /** Label of the source that brought it, where one is set; what the article itself states counts besides. */
  readonly tlp?: Tlp;
  /** Addresses of the feeds that listed it. */
  readonly feedUrls: readonly string[];
}

export interface ArticleSigns {
  /** Text hidden from people (off-screen, `display:none`, zero size, own colour); kept out of `text`. */
  readonly hiddenText: readonly string[];
  /** Paragraphs of the raw page that the reader may have lost. */
  readonly lostParagraphs: readonly string[];
  /** The page or feed marks it as sponsored, partner content or an advertisement. */
  readonly sponsored: boolean;
  /** Text came from the feed because the page gave nothing usable. */
  readonly fromFeed: boolean;
  /** Section or category words given by the page or feed ("sport", "press release", "advisory"). */
  readonly categories: readonly string[];
}

const statedWithin = 2000;

/** Who may receive it: the narrower of what its source says and what it says of itself, in its beginning. */
export const labelOf = ({ tlp = "TLP:CLEAR", dek = "", text }: Pick<Article, "tlp" | "dek" | "text">): Tlp =>
  narrowerTlp(tlp, statedTlp(`${dek}\n${text.slice(0, statedWithin)}`) ?? "TLP:CLEAR");
