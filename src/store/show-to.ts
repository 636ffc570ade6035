/**
 * What a viewer may see, as a condition: the one place where ceiling and approval become SQL. What lies above a ceiling is
 * not there; nor is, for whoever reads no drafts, an edition that nobody approved.
 */
import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#terms/person.ts";
import { labelsWithin } from "#terms/tlp.ts";

/** @param column holds a label; one that nobody knows is for the highest ceiling alone */
export const isShownTo = ({ ceiling }: Pick<Viewer, "ceiling">, column: string): RawBuilder<boolean> => {
  if (ceiling === "TLP:RED") return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(column)} = any(${[...labelsWithin(ceiling)]}::text[])`;
};

/** @param column holds the id of an edition */
export const isOutFor = ({ may }: Pick<Viewer, "may">, column: string): RawBuilder<boolean> =>
  may.has("draft.read")
    ? sql<boolean>`true`
    : sql<boolean>`exists (select from approved_edition where approved_edition.edition_id = ${sql.ref(column)})`;

/** The same in a list or a search, where a text stands once: an approved edition stands for the one it was made of. */
export const isListedFor = (viewer: Pick<Viewer, "may">, column: string): RawBuilder<boolean> =>
  sql<boolean>`(${isOutFor(viewer, column)}
    and not exists (select from draft where draft.id = ${sql.ref(column)} and draft.approved))`;
