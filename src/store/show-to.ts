/** What a viewer may see, as a condition: the one place where the ceiling becomes SQL. Above it a row is not there. */
import { type RawBuilder, sql } from "kysely";
import { isWithin, type Viewer } from "#terms/person.ts";
import { tlpLabels } from "#terms/tlp.ts";

/** @param column holds a label; one that nobody knows is for the highest ceiling alone */
export const isShownTo = ({ ceiling }: Pick<Viewer, "ceiling">, column: string): RawBuilder<boolean> => {
  if (ceiling === "TLP:RED") return sql<boolean>`true`;
  const shown = tlpLabels.filter((label) => isWithin(label, ceiling));
  return sql<boolean>`${sql.ref(column)} = any(${[...shown]}::text[])`;
};
