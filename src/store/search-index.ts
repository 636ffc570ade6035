/**
 * Puts records into the index of words: each as it is saved, in the same transaction. Bounded, since a text is
 * hostile: so many positions, so many bytes (PostgreSQL's own limits are 16,383 and a megabyte; a word keeps its
 * first 255 places). What lies beyond is not indexed, and the entry says so.
 */
import type { Kysely } from "kysely";
import { type Article, labelOf } from "#terms/article.ts";
import type { Edition } from "#terms/edition.ts";
import { toColumn } from "./body.ts";
import type { Tables } from "./schema.ts";
import { gatherPairs } from "./search-pairs.ts";
import { findWords } from "./search-words.ts";

/** Positions that are indexed of a text. */
export const mostPositions = 16_000;
const mostPlaces = 255;
const mostBytes = 700_000;
/** A phrase does not go from the title into the text. */
const gap = 10;

type Weight = "A" | "B" | "";

interface Piece {
  readonly text: string;
  readonly weight: Weight;
}

interface Indexed {
  /** As PostgreSQL's `tsvector` is written. */
  readonly words: string;
  readonly pairs: number[];
  readonly partial: boolean;
}

const toVector = (pieces: readonly Piece[]): Indexed => {
  const places = new Map<string, string[]>();
  const neighbours = gatherPairs();
  let offset = 0;
  let bytes = 0;
  let partial = false;
  for (const { text, weight } of pieces) {
    let last = 0;
    for (const { lexeme, position, after } of findWords(text)) {
      const known = places.get(lexeme);
      // A place takes 2 bytes, a word its own and a head.
      const more = 2 + (known === undefined ? 8 + Buffer.byteLength(lexeme) : 0);
      if (offset + position > mostPositions || bytes + more > mostBytes) {
        partial = true;
        break;
      }
      last = after;
      neighbours.add({ lexeme, position: offset + position, after: offset + after });
      if (known !== undefined && known.length >= mostPlaces) {
        partial = true;
        continue;
      }
      bytes += more;
      const place = `${offset + position}${weight}`;
      if (known === undefined) places.set(lexeme, [place]);
      else known.push(place);
    }
    offset += last + gap;
  }
  // Lexemes hold letters, figures and joints alone: nothing in them ends a quotation.
  const words = [...places].map(([lexeme, at]) => `'${lexeme}':${at.join(",")}`).join(" ");
  return { words, pairs: neighbours.pairs(), partial };
};

export const primaryLanguage = (language: string): string => toColumn(language).toLowerCase().split("-")[0] ?? "";

export const foldOutlet = (outlet: string): string => [...findWords(outlet)].map(({ lexeme }) => lexeme).join(" ");

/** What a reader reads of an edition and may look for; not its links and notes. */
export const sentencesOf = (edition: Edition): readonly { readonly id: string; readonly text: string }[] =>
  edition.sections
    .flatMap((section) => section.sentences)
    .filter(({ kind }) => kind !== "link" && kind !== "note")
    .map(({ id, text }) => ({ id, text }));

type Db = Kysely<Tables>;

export const indexArticles = async (
  db: Db,
  rows: readonly { readonly key: string; readonly article: Article }[],
): Promise<void> => {
  if (rows.length === 0) return;
  const values = rows.map(({ key, article }) => ({
    article_key: key,
    edition_id: null,
    at: article.publishedAt ?? article.firstSeenAt,
    outlet: foldOutlet(article.outlet),
    language: primaryLanguage(article.language),
    tlp: labelOf(article),
    ...toVector([
      { text: article.title, weight: "A" },
      { text: article.dek ?? "", weight: "B" },
      { text: article.text, weight: "" },
    ]),
  }));
  await db
    .insertInto("search_entry")
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const indexEdition = async (db: Db, id: string, edition: Edition): Promise<void> => {
  await db
    .insertInto("search_entry")
    .values({
      article_key: null,
      edition_id: id,
      at: edition.edition.asOf,
      outlet: "",
      language: "en",
      tlp: edition.edition.tlp,
      ...toVector([
        { text: edition.edition.title, weight: "A" },
        ...sentencesOf(edition).map(({ text }) => ({ text, weight: "" as const })),
      ]),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
