/** Alerts as a table for a terminal: level, count, first time, rule, host, and what was seen first. */
import { showInvisible } from "#kit/text/show-invisible.ts";
import { AlertBook, type HuntAlert } from "../alert-book.ts";
import type { FormWriter } from "./writer.ts";

const heads = ["Level", "Count", "First seen", "Rule", "Host", "Where", "What"] as const;
const widest = [13, 9, 20, 60, 30, 60, 120] as const;

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** A path says most at its end. */
const cutStart = (text: string, most: number): string =>
  text.length <= most ? text : `…${text.slice(text.length - most + 1)}`;

const placeColumn = heads.indexOf("Where");

/** One line, without anything that steers a terminal. */
const plain = (text: string): string => showInvisible(text).replaceAll(/[\t\n]/g, " ");

const rowOf = ({ level, count, first, title, host }: HuntAlert): string[] => [
  level,
  String(count),
  first.time.replace(/\.\d+Z$/, "Z"),
  title,
  host,
  first.place,
  first.why,
];

const layOut = (rows: readonly (readonly string[])[]): string => {
  const cells = rows.map((row) =>
    row.map((cell, column) => (column === placeColumn ? cutStart : cut)(plain(cell), widest[column] ?? 40)),
  );
  const widths = heads.map((_, column) => cells.reduce((most, row) => Math.max(most, (row[column] ?? "").length), 0));
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
};

export const tableWriter = (): FormWriter => {
  const book = new AlertBook();
  return {
    begin: () => "",
    add: (result) => {
      book.add(result);
      return "";
    },
    end: () => {
      const alerts = book.alerts();
      return alerts.length === 0 ? "" : layOut([heads, ...alerts.map(rowOf)]);
    },
  };
};
