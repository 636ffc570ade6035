/**
 * Indicators as rows: one value a line (`#` begins a comment), or CSV with a line of names (RFC 4180; comma, semicolon or
 * tab). Columns are known by common names; a CSV of `watchfloor extract` gives what it judged an indicator.
 */
import { splitRows } from "#kit/text/split-rows.ts";
import type { IndicatorBook, IndicatorDraft } from "./indicator-book.ts";
import { isLookedFor, parsePattern } from "./parse-pattern.ts";

const columnNames: Readonly<Record<string, readonly string[]>> = {
  value: ["value", "indicator", "ioc", "observable", "ioc_value", "indicator_value", "pattern"],
  validFrom: ["valid_from", "validfrom"],
  validUntil: ["valid_until", "validuntil", "expires", "expiration", "expiry"],
  name: ["name", "title", "description", "comment"],
  level: ["level", "severity"],
  tags: ["tags", "labels"],
  kind: ["kind"],
  detail: ["detail"],
};

const delimiters = [",", ";", "\t"] as const;

interface Header {
  readonly delimiter: string;
  readonly columns: ReadonlyMap<string, number>;
}

const headerOf = (first: string): Header | undefined => {
  for (const delimiter of delimiters) {
    const [row] = splitRows(first, delimiter);
    const names = (row?.cells ?? []).map((name) => name.trim().toLowerCase().replaceAll(/[ -]/g, "_"));
    const columns = new Map<string, number>();
    for (const [column, accepted] of Object.entries(columnNames)) {
      const place = accepted.map((name) => names.indexOf(name)).find((index) => index >= 0);
      if (place !== undefined) columns.set(column, place);
    }
    if (columns.has("value")) return { delimiter, columns };
  }
  return undefined;
};

/** Rows of `extract` that it judged harmless, or that are no observables. */
const isPassedOver = (kind: string | undefined, detail: string): boolean => {
  if (kind === undefined) return false;
  if (kind !== "observable" && kind !== "vulnerability") return true;
  return /^(?:defanged; )?(?:benign|reference|publisher|victim|shared infrastructure)\b/.test(detail);
};

const addRow = (draft: IndicatorDraft, line: number, book: IndicatorBook): void => {
  const written = draft.value.trim().replace(/^'(?=[=+\-@])/, "");
  if (
    written.startsWith("[") &&
    written.includes(":") &&
    written.endsWith("]") &&
    !/^\[[0-9a-f:.%]+\]$/i.test(written)
  ) {
    const values = parsePattern(written);
    if (!values.ok) book.fault(line, `Pattern is not looked for: ${values.error}`);
    else
      for (const { path, value } of values.value) {
        if (!isLookedFor(path)) book.pass(`path ${path.slice(0, 60)}`);
        else if (!book.add(line, { ...draft, value }))
          book.fault(line, `Expected a value of ${path} but found ${value.slice(0, 80)}`);
      }
  } else if (!book.add(line, { ...draft, value: written }))
    book.fault(
      line,
      `Expected an address, name, URL, e-mail address, digest or CVE id but found ${written.slice(0, 80)}`,
    );
};

const parseCsv = (text: string, { delimiter, columns }: Header, book: IndicatorBook): void => {
  let isFirst = true;
  for (const { cells, line } of splitRows(text, delimiter)) {
    const cell = (column: string): string | undefined => {
      const place = columns.get(column);
      return place === undefined ? undefined : cells[place]?.trim();
    };
    const value = cell("value") ?? "";
    if (isFirst || value === "") {
      isFirst = false;
      continue;
    }
    if (isPassedOver(cell("kind"), cell("detail") ?? "")) {
      book.pass("judged no indicator by extract");
      continue;
    }
    const tags = (cell("tags") ?? "").split(/[,;| ]/).filter((tag) => tag !== "");
    const { name, level, validFrom, validUntil } = {
      name: cell("name"),
      level: cell("level"),
      validFrom: cell("validFrom"),
      validUntil: cell("validUntil"),
    };
    addRow({ value, name, level, validFrom, validUntil, tags }, line, book);
  }
};

const parseList = (text: string, book: IndicatorBook): void => {
  for (const [index, row] of text.split("\n").entries()) {
    const comment = /(?:^|\s)#/.exec(row);
    const value = (comment === null ? row : row.slice(0, comment.index)).trim();
    if (value !== "") addRow({ value }, index + 1, book);
  }
};

export const parseRows = (text: string, book: IndicatorBook): void => {
  const plain = text.replace(/^\uFEFF/, "");
  const first = plain.slice(0, 10_000).split("\n", 1)[0] ?? "";
  const header = headerOf(first);
  if (header === undefined) parseList(plain, book);
  else parseCsv(plain, header, book);
};
