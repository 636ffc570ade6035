/** Rows of a table: fields parted by `|`, lists inside a field by `;`. What a list says can break neither. */

const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** One field: no separator, no control character, no blank around it. */
export const field = (text: string): string => text.replace(controls, " ").replaceAll("|", " ").trim();

/** Items of a field; one that holds the separator is left out. */
export const listField = (items: readonly string[], separator: string): string =>
  items
    .map(field)
    .filter((item) => item !== "" && !item.includes(separator))
    .join(separator);

export const rowOf = (...fields: readonly string[]): string => fields.map(field).join("|");

export const fieldsOf = (row: string): string[] => row.split("|");

/** Unique, in the order of code units: the same rows give the same bytes. */
export const sortRows = (rows: Iterable<string>): string[] => [...new Set(rows)].sort();
